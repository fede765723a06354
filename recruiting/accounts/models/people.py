import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recruiting.accounts.choices import Role, Theme


def email_key(email: str) -> str:
    """The form in which two spellings of one address are equal: trimmed and case-folded in Python, so that
    SQLite and PostgreSQL agree on letters beyond ASCII."""
    return email.strip().casefold()


def folded(text: str) -> str:
    """Text as names are looked up by: without case and accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _begins(name: str, words: Iterable[str]) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(word)}", name) for word in words)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def assignable(self) -> Self:
        """Whom work may be given: those who can sign in, and no auditors."""
        return self.active().exclude(role=Role.AUDITOR)

    def named(self, words: str) -> Self:
        """Those in whose name each of the words begins a part, whatever its case and accents: "ber" finds Jörg Bergström.

        Compared in Python: SQLite knows the case of ASCII letters alone.
        """
        asked = folded(words).split()
        fits = [pk for pk, name in self.order_by().values_list("pk", "name") if _begins(folded(name), asked)]
        return self.filter(pk__in=fits)

    def visible_to(self, user: Any) -> Self:
        """Staff see colleagues by name; an auditor and a stranger see only themselves."""
        if (
            user.is_authenticated
            and user.is_active
            and user.role in (Role.ADMIN, Role.RECRUITER, Role.MEMBER)
        ):
            return self
        return self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email_key=email_key(email))


class User(AbstractBaseUser):
    """A person who signs in. Never deleted while events name them: erasing blanks the personal fields."""

    email = models.EmailField(max_length=254)
    email_key = models.CharField(
        max_length=254,
        unique=True,
        editable=False,
        error_messages={
            "unique": "Somebody with this e-mail address has an account already.",
        },
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    zone = models.CharField(
        max_length=64, blank=True, help_text="IANA time zone; the organisation's if empty."
    )
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.AUTO)
    single_keys = models.BooleanField("single-key shortcuts", default=True)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    session_epoch = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counted up to end all sessions of this person (sec A13)."
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The key follows the address wherever it is set (allauth's own forms too): derived, not a rule.
        self.email_key = email_key(self.email)
        if (fields := kwargs.get("update_fields")) is not None and "email" in fields:
            kwargs["update_fields"] = {*fields, "email_key"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret=None) -> str:
        """Django compares this with each session's: a new password, role or epoch ends all that are open."""
        salt = "recruiting.accounts.models.User.get_session_auth_hash"
        value = f"{self.password}:{self.role}:{self.session_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_admin(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_recruiter(self) -> bool:
        """Recruiter's rights: recruiters and admins have them."""
        return self.is_active and self.role in (Role.ADMIN, Role.RECRUITER)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def visible_to(self, user: Any) -> Self:
        return self if user.is_active and user.role == Role.ADMIN else self.none()


class Invitation(models.Model):
    """A one-time link by which an address becomes a User of a role. The first admin's link has no sender."""

    email = models.EmailField(max_length=254, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.OneToOneField(User, models.PROTECT, null=True, related_name="invitation")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                name="invitation_accepted_or_revoked",
                violation_error_message="This invitation was used already.",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
