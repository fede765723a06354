"""Checks of single values that pages, commands and the API share. Each raises errors.Invalid."""

import ipaddress
import zoneinfo
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from recruiting.accounts.choices import SCOPES, Role
from recruiting.errors import Invalid

NAME_LENGTH = 200


def clean_name(name: str, *, field: str = "name", most: int = NAME_LENGTH) -> str:
    """One line that is not empty, white space put in order. Control characters can't be part of a name: they
    would end up in headers of mail."""
    name = " ".join(name.split())
    if not name:
        raise Invalid(field, "required", "Give a name.")
    if len(name) > most:
        raise Invalid(field, "too_long", f"Use at most {most} characters.")
    if not name.isprintable():
        raise Invalid(field, "characters", "Leave out characters that can't be printed.")
    return name


def clean_email(email: str, *, field: str = "email") -> str:
    """An address mail can be sent to."""
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(field, "email", "Give an e-mail address such as name@example.org.") from error
    if len(email) > 254:
        raise Invalid(field, "too_long", "Use at most 254 characters.")
    return email


def clean_role(role: str, *, field: str = "role") -> Role:
    try:
        return Role(role)
    except ValueError as error:
        raise Invalid(field, "unknown", f"Choose one of: {', '.join(Role.values)}.") from error


def zone_names() -> set[str]:
    """The time zones to choose from. Some machines list two more, which are no place: their own, and one for none."""
    return zoneinfo.available_timezones() - {"localtime", "Factory"}


def clean_zone(zone: str, *, field: str = "zone", empty: bool = True) -> str:
    """An IANA time zone; "" stands for the organisation's where that is allowed."""
    if (zone == "" and empty) or zone in zone_names():
        return zone
    raise Invalid(field, "unknown", "Choose a time zone of the list, such as Europe/Berlin.")


def clean_site_address(address: str, *, field: str = "site_address") -> str:
    """ "" or an http(s) address, without a slash at the end."""
    address = address.strip().rstrip("/")
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError as error:
            raise Invalid(field, "address", "Give an address such as https://hiring.example.org.") from error
    return address


def clean_scopes(scopes: Iterable[str], *, field: str = "scopes") -> list[str]:
    """Known scopes, each once, in their own order."""
    given = set(scopes)
    unknown = sorted(given.difference(SCOPES))
    if unknown:
        raise Invalid(field, "unknown", f"Unknown scope {unknown[0]!r}. Known: {', '.join(SCOPES)}.")
    if not given:
        raise Invalid(field, "required", "Choose what the key may do.")
    return [scope for scope in SCOPES if scope in given]


def clean_networks(networks: Sequence[str], *, field: str = "networks") -> list[str]:
    """CIDR networks in their normal form, each once."""
    cleaned = []
    for network in networks:
        try:
            cleaned.append(str(ipaddress.ip_network(network.strip())))
        except ValueError as error:
            raise Invalid(field, "network", f"{network!r} is no network such as 192.0.2.0/24.") from error
    return sorted(set(cleaned))
