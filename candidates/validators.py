"""What both forms and the API check of a value. Each function returns the value to store or raises Invalid."""

import re
import unicodedata
from collections.abc import Mapping

from candidates.choices import COMMITTING, GUARDS, ContactKind
from candidates.jobtext import QUESTIONS
from recruiting.errors import Invalid

# Control, format (zero width, bidi overrides) and surrogate characters: nothing a name needs (sec D5).
_UNWANTED = {"Cc", "Cf", "Cs"}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{2,63}\Z")


def clean_file_name(name: str) -> str:
    """A file's name as data: composed, without control and bidi characters, at most 200 characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in _UNWANTED).strip()
    if len(name) > 200:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: 199 - len(ending)]}{dot}{ending}" if dot and len(ending) < 20 else name[:200]
    return name or "resume"


def clean_path(name: str) -> str:
    """A file's name with its folders, to be read by people and opened by nobody: the last 200 characters."""
    parts = [clean_file_name(part) for part in name.replace("\\", "/").split("/") if part.strip(". ")]
    return "/".join(parts)[-200:] or "resume"


def contact_key(kind: str, value: str) -> str:
    """The form in which two spellings of one contact are equal."""
    value = value.strip()
    if kind == ContactKind.EMAIL:
        return value.casefold()
    if kind == ContactKind.PHONE:
        digits = re.sub(r"\D", "", value)
        return f"+{digits}" if value.startswith("+") else digits
    return re.sub(r"^https?://(www\.)?", "", value.casefold()).rstrip("/")


def clean_contact(kind: str, value: str) -> str:
    """A contact as it is stored. Raises Invalid on the field named after its kind."""
    value = value.strip()
    if kind == ContactKind.EMAIL and not _EMAIL.match(value):
        raise Invalid("email", "invalid", "Write an e-mail address such as name@example.org.")
    if kind == ContactKind.PHONE and not 5 <= len(re.sub(r"\D", "", value)) <= 18:
        raise Invalid("phone", "invalid", "Write a phone number with 5 to 18 digits.")
    return value[:300]


def unanswered_guards(kind: str, said: Mapping[str, str]) -> dict[str, str]:
    """The hiring mistakes' codes that a decision of this kind leaves unanswered, each with what to do."""
    if kind not in COMMITTING:
        return {}
    words = "Before an offer or a hire, say what was checked."
    return {code: words for code in GUARDS if not (said.get(code) or "").strip()}


def clean_role_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to the questions about the role (question's code -> role's code), those that are empty left out."""
    known = {question.code: [answer.role for answer in question.answers] for question in QUESTIONS}
    given = {code: role for code, role in answers.items() if role}
    for code, role in given.items():
        if role not in known.get(code, []):
            raise Invalid(
                "role_answers", "unknown", f"{code!r}: {role!r} is no answer to a question about the role."
            )
    return {code: given[code] for code in known if code in given}
