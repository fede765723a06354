"""Who a person is, for the people who may not know it yet: the one place that decides on blind review.

A job may hide who its people are until a stage (Job.blind_until). As long as an application that a user sees stands
before it and hired nobody, that person is "Candidate 7F3A" to that user wherever they meet them: on pages of other jobs, by
API, in search. Nobody sees through, admins neither; they may lift it for the job.

Pages and API hand their rows to veil() before they show them. A search for anything but a placeholder leaves out
hidden_from(user): a hit would confirm a name.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from candidates.choices import ApplicationStatus, ContactKind
from candidates.models import Application, Attachment, Candidate, Contact, Job, Resume
from candidates.models.querysets import Hidden
from candidates.screening.hiding import Known, hide_document, hide_report, hide_words

Row = Candidate | Application | Resume | Attachment
BLIND = Q(stage__position__lt=F("job__blind_until__position"))
_CODE = re.compile(r"\s*(?:candidate\s+)?([0-9a-f]{4,12})\s*", re.I)
_FACTOR, _INVERSE, _SHIFT = 40503, pow(40503, -1, 2**16), 0x5A3C


def hidden_from(user: Any, *, hidden: Hidden = None) -> QuerySet[Any, Any]:
    """Keys of the people whose identity is hidden from a user, as a subquery."""
    rows = Application.objects.visible_to(user, hidden=hidden).exclude(status=ApplicationStatus.HIRED)
    blind = Job.objects.exclude(blind_until=None)
    return rows.filter(BLIND, job__in=blind.values("pk")).values("candidate")


def is_hidden(user: Any, candidate: int | None) -> bool:
    """Whether this person's identity is hidden from the user."""
    return candidate is not None and hidden_from(user).filter(candidate=candidate).exists()


def hidden_among(user: Any, keys: Collection[int], *, hidden: Hidden = None) -> set[int]:
    """Those of these people whose identity is hidden from the user. One query, none for nobody."""
    if not keys:
        return set()
    rows = hidden_from(user, hidden=hidden).filter(candidate__in=keys)
    return set(rows.values_list("candidate", flat=True))


def placeholder(pk: int) -> str:
    """What a hidden person is called, always the same and each another: Candidate 7F3A."""
    return f"Candidate {code_of(pk)}"


def code_of(pk: int) -> str:
    """A key as four figures or more that tell nothing of who came first. It is no secret: addresses have the key."""
    high, low = divmod(pk, 2**16)
    figures = f"{(low * _FACTOR) % 2**16 ^ _SHIFT:04X}"
    return f"{high:X}{figures}" if high else figures


def key_of(text: str) -> int | None:
    """The key of the person who is called so, None for a text that is no placeholder."""
    found = _CODE.fullmatch(text)
    if found is None:
        return None
    high, low = found[1][:-4] or "0", int(found[1][-4:], 16)
    return int(high, 16) * 2**16 + ((low ^ _SHIFT) * _INVERSE) % 2**16


def sought(user: Any, path: str, named: Q, text: str, *, hidden: Hidden = None) -> Q:
    """What a search by name or contact finds: `named` among people who are known to the user, and whoever is called by a
    placeholder. path: of the candidate's key in the rows: "pk" or "candidate"."""
    is_hidden_one, key = Q(**{f"{path}__in": hidden_from(user, hidden=hidden)}), key_of(text)
    known = named & ~is_hidden_one
    return known if key is None else known | (is_hidden_one & Q(**{path: key}))


def name_order(user: Any, path: str = "candidate", *, hidden: Hidden = None) -> Case:
    """What sorts by name: the hidden come first, in no order that tells of their names."""
    unnamed = hidden_from(user, hidden=hidden)
    return Case(When(**{f"{path}__in": unnamed}, then=Value("")), default=F(f"{path}__name"))


def is_unread_and_blind(user: Any, resume: Resume) -> bool:
    """Whether a file that is nobody's yet came to a job that hides who its people are, from somebody else. Needs its job."""
    if resume.candidate_id is not None or resume.uploaded_by_id == user.pk:
        return False
    return resume.job is not None and resume.job.blind_until_id is not None


def veil(user: Any, rows: Iterable[Row | None], *, hidden: Hidden = None) -> set[int]:
    """Make rows in memory say no more than the user may know. Returns the keys of the people who are hidden.

    Of all but a Candidate the candidate is veiled if it was loaded. One query, none for no people, and two more if
    anybody is hidden. A veiled Candidate can't be saved.
    """
    found = [row for row in rows if row is not None]
    keys = {key for row in found if (key := _person_of(row)) is not None}
    unknown = hidden_among(user, keys, hidden=hidden)
    more = _read_more(unknown) if unknown else {}
    for row in found:
        key = _person_of(row)
        if key in unknown:
            _veil(row, more[key])
        elif isinstance(row, Resume) and is_unread_and_blind(user, row):
            row.file_name = file_name(row)
    return unknown


def _person_of(row: Row) -> Any:
    return row.pk if isinstance(row, Candidate) else row.candidate_id


def _read_more(people: set[int]) -> dict[int, Known]:
    """What must not be read anywhere, beside the rows' own names: phone numbers, also those that were put aside as wrong,
    and names of merged records."""
    phones: dict[int, list[str]] = {pk: [] for pk in people}
    names: dict[int, list[str]] = {pk: [] for pk in people}
    numbers = Contact.objects.filter(candidate__in=people, kind=ContactKind.PHONE)
    for pk, number in numbers.values_list("candidate", "value_key"):
        phones[pk].append(number)
    merged = Candidate.objects.filter(merged_into__in=people)
    for pk, name in merged.values_list("merged_into", "name"):
        names[pk].append(name)
    return {pk: Known(tuple(names[pk]), tuple(phones[pk])) for pk in people}


def _veil(row: Row, more: Known) -> None:
    if isinstance(row, Candidate):
        _veil_candidate(row, more)
        return
    loaded = row._state.fields_cache
    if person := loaded.get("candidate"):
        _veil_candidate(person, more)
    if isinstance(row, Resume | Attachment):
        row.file_name = file_name(row)
        return
    if resume := loaded.get("resume"):
        resume.file_name = file_name(resume)
    if row.reason_note:
        row.reason_note = say(row.candidate, row.reason_note)


def _veil_candidate(person: Candidate, more: Known) -> None:
    if person.veiled is not None:
        return
    names = (person.name, person.read_name, *more.names)
    person.veiled = Known(tuple(dict.fromkeys(name for name in names if name)), more.phones)
    person.called = placeholder(person.pk)
    person.name = person.read_name = person.location = ""
    person.headline = hide_words(person.headline, person.veiled)
    person.read_headline = hide_words(person.read_headline, person.veiled)
    person.links = []


def file_name(file: Resume | Attachment) -> str:
    """What a hidden person's file is called: only its kind is left of its name."""
    noun, ending = ("resume" if isinstance(file, Resume) else "file"), file.file_name.rpartition(".")[2]
    kind = f".{ending.lower()}" if ending.isascii() and ending.isalnum() and len(ending) < 6 else ""
    return f"{noun}-{code_of(file.candidate_id or file.pk)}{kind}"


def say(person: Candidate | None, text: str) -> str:
    """What somebody wrote about a person: of a hidden one without what tells who they are."""
    if person is None or not text:
        return text
    veil_of = person.veiled
    return hide_words(text, veil_of) if veil_of is not None else text


def report_of(person: Candidate | None, report: dict[str, Any], text: str | None) -> dict[str, Any]:
    """A screening's report as it may be shown; text: of the resume, None if it is not stored."""
    if person is None or person.veiled is None:
        return report
    return hide_report(report, text_of(person, text), person.veiled)


def text_of(person: Candidate | None, text: str | None) -> str | None:
    """A resume's text as it may be shown, each hidden code point masked (candidates.screening.hiding.shown)."""
    if person is None or person.veiled is None or text is None:
        return text
    return hide_document(text, person.veiled)
