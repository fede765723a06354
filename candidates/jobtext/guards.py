"""The guards: what a job description asks for that the guide warns of.

Four of them stand for the guide's hiring mistakes (section 5) and carry their codes; the others for its levels
(section 3) and for what describes nobody or shuts somebody out. They advise and never block. A guard that a role
profile makes pointless is silent: a security engineer may own compliance, a DevOps engineer has no security focus
(section 2).
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice

from candidates.jobtext import musts, years
from candidates.jobtext.noting import Asked, LevelRange, Note, Seen, seen, seen_sentence
from candidates.jobtext.phrases import Found, phrases
from candidates.jobtext.text import Sentence, sentences

__all__ = ["GUARDS", "Asked", "LevelRange", "Note", "Seen", "mended", "read"]

LEAST_WORDS = 12
"""A shorter text is being written still: what it does not say proves nothing."""

MOST_SEEN = 5
_ARTICLES = ("a", "as", "our", "your")
_COLLEAGUES = frozenset(
    "manager lead boss cto ciso founder colleague head director predecessor mentor".split()
)
SECURITY, DEVOPS = "security_engineer", "devops_engineer"


def read(text: str, asked: Asked | None = None) -> tuple[Note, ...]:
    """What the guards say of a description, in the order of GUARDS. asked: what else is known of the job."""
    return _read(text, asked or Asked())


@lru_cache(maxsize=256)
def _read(text: str, asked: Asked) -> tuple[Note, ...]:
    """Kept, since a job's page asks the same again and again."""
    parts = [sentence for sentence in sentences(text) if sentence.asks]
    notes = (guard(parts, asked) for guard in _GUARDS.values())
    return tuple(note for note in notes if note is not None)


def mended(text: str, note: Note) -> str:
    """The text with a note's suggestion: in place of the sentence it saw, or as a line of its own at the end."""
    if note.place == "instead":
        at = note.seen[0].start
        for sentence in sentences(text):
            if sentence.start <= at < sentence.end:
                return f"{text[: sentence.start]}{note.suggestion}{text[sentence.end :]}"
    return f"{text.rstrip()}\n{note.suggestion}\n" if note.place else text


def _gatekeeper(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    names, acts, alone = (phrases("gatekeeper", kind) for kind in ("names", "acts", "alone"))
    found: list[Found] = []
    for part in parts:
        own = [hit for hit in names.asserted(part) if not _is_tool(hit) and not _by_others(hit)]
        own += [hit for hit in acts.asserted(part) if not _by_others(hit)]
        own += alone.find(part)
        found += sorted(own, key=lambda hit: hit.start)[:1]
    return Note(
        code="gatekeeper",
        title="Expects a gatekeeper",
        mistake="gatekeeper",
        mend="Say what the person builds so that teams release safely by themselves, instead of what they stop.",
        suggestion="You build checks into the pipeline, so that teams release safely by themselves.",
        place="instead",
            seen=_shown(found),
    ) if found else None  # fmt: skip


def _is_tool(found: Found) -> bool:
    """Gatekeeper of the Open Policy Agent, not a person: no article stands before it."""
    if found.words.casefold() not in ("gatekeeper", "gatekeepers"):
        return False
    words = found.sentence.words
    before = words[found.first - 1].key if found.first else ""
    return phrases("gatekeeper", "tool").stands_in(found.sentence) and before not in _ARTICLES


def _by_others(found: Found) -> bool:
    """Whether somebody or something else than the person who is sought does it."""
    sentence = found.sentence
    if any(hit.first >= found.first for hit in phrases("subjects", "themselves").find(sentence)):
        return True
    person, others = (
        max(
            (hit.last for hit in phrases("subjects", kind).find(sentence) if hit.last <= found.first),
            default=0,
        )
        for kind in ("person", "others")
    )
    return others > person


def _audit_only(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    """Duties that are all audit and compliance. Requirements say what somebody knows, not what they do."""
    if asked.role == SECURITY:
        return None
    duties = _duties(parts)
    audits = _asserted("audit", duties)
    if not audits or _asserted("technical", duties):
        return None
    return Note(
        code="audit_only",
        title="Audit and compliance only",
        mistake="no_devops",
        mend="Name what the person automates: which checks run in which pipeline, which evidence collects itself.",
        suggestion="You automate compliance: checks run in the pipeline, and their results are the evidence.",
        place="added",
        seen=_shown(audits),
    )


def _security_without_cicd(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    if asked.role in (SECURITY, DEVOPS):
        return None
    refused = _found(("denied_cicd",), parts)
    security = _asserted("security", parts)
    elsewhere = {(hit.sentence.start, hit.last) for hit in _found(("other_pipeline",), parts)}
    delivery = [hit for hit in _asserted("cicd", parts) if (hit.sentence.start, hit.last) not in elsewhere]
    if not refused and (delivery or not security or _is_short(parts)):
        return None
    return Note(
        code="security_without_cicd",
        title="Security without CI/CD",
        mistake="no_devops",
        mend="Say where the security goes: into which build and deploy pipelines, with which automation and scripting.",
        suggestion="You build security checks into our CI/CD pipelines and automate what repeats.",
        place="added",
        seen=_shown(refused or security),
    )


def _tools_without_depth(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    if asked.role == DEVOPS:
        return None
    refused = _found(("denied_depth",), parts)
    tools = _asserted("tools", parts)
    if not refused and (not tools or _asserted("depth", parts)):
        return None
    return Note(
        code="tools_without_depth",
        title="Tools without depth",
        mistake="shallow_security",
        mend="Ask for what the tools are for: threats, how vulnerabilities are exploited, when a finding matters.",
        suggestion="You can say why a finding matters, when it does not, and how an attacker would use it.",
        place="added",
        seen=_shown(refused or tools),
    )


def _no_developer_experience(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    names, helps, developers = (
        phrases("developer_experience", kind) for kind in ("names", "helps", "developers")
    )
    for part in parts:
        if names.stands_in(part) or (helps.stands_in(part) and developers.stands_in(part)):
            return None
    if _is_short(parts):
        return None
    mentioned = [hit for part in parts for hit in developers.find(part)]
    return Note(
        code="no_developer_experience",
        title="No word on developer experience",
        mistake="developer_experience",
        mend="Say what developers get: fewer false positives, fast feedback, help with a fix, tools that they like to use.",
        suggestion="You make the secure way the easy one: findings are few and clear, and help comes with them.",
        place="added",
        seen=_shown(mentioned) or tuple(seen_sentence(part) for part in (_duties(parts) or parts)[:1]),
    )


def _gendered(parts: Sequence[Sentence], asked: Asked) -> Note | None:
    found: list[Found] = []
    for part in parts:
        fair = [(hit.first, hit.last) for hit in phrases("gendered", "fair").find(part)]
        hits = [hit for kind in ("nouns", "manners") for hit in phrases("gendered", kind).asserted(part)]
        hits += [hit for hit in phrases("gendered", "pronouns").find(part) if not _is_somebody_known(hit)]
        found += [hit for hit in hits if not any(a <= hit.first < b for a, b in fair)]
    return Note(
        code="gendered_words",
        title="Gendered words",
        why="They tell some readers that the job is not meant for them (Gaucher, Friesen and Kay 2011). What counts is "
        "what a person can do.",
        mend="Write “you” or “they”, and say the skill instead of the type of person.",
        suggestion="You finish what you begin, and you say so when something is in the way.",
        seen=_shown(sorted(found, key=lambda hit: hit.start)),
    ) if found else None  # fmt: skip


def _is_somebody_known(found: Found) -> bool:
    """A pronoun of a colleague who was named: "your manager Ana and her team"."""
    return any(word.key in _COLLEAGUES for word in found.sentence.words[: found.first])


_GUARDS: dict[str, Callable[[Sequence[Sentence], Asked], Note | None]] = {
    "gatekeeper": _gatekeeper,
    "audit_only": _audit_only,
    "security_without_cicd": _security_without_cicd,
    "tools_without_depth": _tools_without_depth,
    "no_developer_experience": _no_developer_experience,
    "years_contradict_level": years.contradict,
    "too_many_musts": musts.too_many,
    "gendered_words": _gendered,
}
GUARDS = tuple(_GUARDS)
"""Codes of all guards, in the order in which their notes stand."""


def _duties(parts: Sequence[Sentence]) -> list[Sentence]:
    """What the person does: the duties' section, or whatever is not under requirements and does not sound like one."""
    told = [part for part in parts if part.section == "duty"]
    return told or [
        part for part in parts if part.section == "" and not phrases("requirement").stands_in(part)
    ]  # fmt: skip


def _asserted(kind: str, parts: Iterable[Sentence]) -> list[Found]:
    return [hit for part in parts for hit in phrases(kind).asserted(part)]


def _found(path: tuple[str, ...], parts: Iterable[Sentence]) -> list[Found]:
    return [hit for part in parts for hit in phrases(*path).find(part)]


def _is_short(parts: Iterable[Sentence]) -> bool:
    return sum(len(part.words) for part in parts) < LEAST_WORDS


def _shown(found: Iterable[Found]) -> tuple[Seen, ...]:
    """The words that were seen, each once, the first few."""
    first: dict[str, Found] = {}
    for hit in found:
        first.setdefault(hit.words.casefold(), hit)
    return tuple(seen(hit) for hit in islice(first.values(), MOST_SEEN))
