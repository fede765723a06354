"""What jobs are called: titles of technical work, of other work, internships, studies, leave.

The hiring guide, section 7: relevant is paid work in technical roles (software, operations, DevOps,
security, testing, networks, systems, data, IT audit); cabling, device repair, sales and teaching are
not. The words are in `titles`; how they are weighed against a job's duties is in `relevance`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from candidates.screening.titles import TITLES
from candidates.screening.vocabulary import words_of

_IT = re.compile(r"(?<![^\W_])(?:I\.?T|ICT|EDV|TI)(?![^\W_])")
_PHRASES = re.compile(
    r"[,;|@()\n:•·]|(?<=[a-z]{4})\.\s(?=[A-Z])|\s[-–—]\s|\s(?:as|at|bei|by|for|from|chez|with)(?=\s|$)"
)
# Neither a school to learn at, nor a job: a tool's name without a role behind it.
_NO_NAME = re.compile(r"(?i)schools? (?:board|district)|pub[/-]?sub(?!\w)|azure devops(?=\s*(?:$|[,;:.|(]))")
_SEVERAL = re.compile(r"[/&+]|\s(?:and|und|et|y|e|och|og|en|i)\s")
_NO_PLURALS = frozenset(("mechanics", "sales", "operations"))
_STUDIES = frozenset(("degree", "school"))
_TECHNICAL_LABELS = frozenset(("called", "field"))
_NOUNS = frozenset(("called", "engineer"))
_OUTWEIGHING = frozenset(("called", "field", "qualifier", "engineer"))
_ROLES = frozenset(("role", "engineer", "internship"))
# Short for developer and engineer right behind a technical word ("web dev", "cloud eng"); elsewhere "Dev Singh", "drug dev".
_SHORT_NOUNS = frozenset(("dev", "devs", "eng", "engr"))
_DEV = frozenset(("dev", "devs"))
_LEVELS = frozenset(("senior", "sr", "junior", "jr", "lead", "principal"))
# Of these there are engineers in factories too.
_OF_PLANTS = frozenset(
    ("test", "testing", "automation", "technical", "technology", "robotics", "scada", "storage")
)
# Gatherings that somebody organizes, which "Organizer of DevOps" is none of.
_GATHERING = re.compile(
    r"(?i)(?<![^\W_])organi[sz]er,?(?: of)?(?: [\w.+#/-]+){0,4} (?:meetups?|conferences?|hackathons?|user group)(?![^\W_])"
)
# Looking after people, not after "our Linux servers".
_CARE = re.compile(
    r"(?i)(?<![^\W_])(?:rais(?:ing|ed?)|bringing up|brought up|car(?:e|ed|ing) (?:for|of)|look(?:ed|ing) after|home with)"
    r"(?: (?:my|our|an?|the))?(?: \w+){0,2} "
    r"(?:child(?:ren)?|kids?|sons?|daughters?|twins|baby|babies|newborns?|toddlers?|family|parents?|mother|father|mum|mom|dad"
    r"|grand(?:parents?|mother|father|ma|pa)|wife|husband|sister|brother|aunt|uncle|relatives?)"
    r"(?=\W*$|\s?[,.;:|()–—-]|\s(?:and|in|at|until|through|during|full|who|since|while)(?![^\W_]))"
)
_COOP = ("co", "op")
_THEATRE = frozenset(
    "manager director hand hands crew technician design designer lighting door left right".split()
)
_JOBS = frozenset(("support", "called", "other", "role", "engineer"))

_SILENT = frozenset(("qualifier", "trade", "other_field", "open", "doubtful", "owner"))
_OPPOSED = frozenset(("called", "other"))

_KEPT = 128
"""Titles that are kept: a resume's rows are asked about again and again while its layout is made out."""

TECHNICAL, OTHER, MIXED, UNCLEAR = "technical", "other", "mixed", "unclear"


@dataclass(frozen=True, slots=True)
class Title:
    """What the words of a title or header say: the kind of work, the labels found, the kind of the first phrase that
    names a job ("" where none does): an employer's name may say otherwise behind it."""

    kind: str
    labels: frozenset[str]
    leading: str = ""

    @property
    def names_job(self) -> bool:
        return not _JOBS.isdisjoint(self.labels)

    @property
    def names_studies(self) -> bool:
        return not _STUDIES.isdisjoint(self.labels)

    @property
    def speaks(self) -> bool:
        """Whether it says anything about work or studies."""
        return bool(self.labels - _SILENT)

    @property
    def open(self) -> bool:
        """A role noun without any word that tells the trade: "Senior Consultant"."""
        return "plain" in self.labels

    @property
    def doubtful(self) -> bool:
        """A trade's noun that is technical in some places only: "Technician", "Project coordinator", "Auditor"."""
        return "doubtful" in self.labels

    @property
    def owns(self) -> bool:
        """Whether it names who owns or founded a business."""
        return "owner" in self.labels

    @property
    def near_other_work(self) -> bool:
        """A field of other work without a role: "Insurance" is more often an employer's trade."""
        return "other_field" in self.labels


@lru_cache(_KEPT)
def read_title(text: str) -> Title:
    """Weighs the phrases of a title, so that an employer's name does not outweigh the role beside it."""
    labels: set[str] = set()
    leading = ""
    for phrase in _PHRASES.split(_NO_NAME.sub("", text)):
        found = _phrase_labels(phrase)
        if not leading and not _JOBS.isdisjoint(found):
            leading = TECHNICAL if "technical" in found and "other" not in found else OTHER
        labels |= found
    if _GATHERING.search(text) is not None:
        labels.add("absence")
    if _CARE.search(text) is not None:
        labels.add("event")
    technical, other = "technical" in labels, "other" in labels
    if technical and other:
        kind = MIXED
    elif technical:
        kind = TECHNICAL
    else:
        kind = OTHER if other else UNCLEAR
    return Title(kind, frozenset(labels), leading)


def _phrase_labels(phrase: str) -> set[str]:
    """The labels of one phrase: a role beside a technical word is technical, beside another field other."""
    words = words_of(phrase)
    matches = _without_business(_longest(list(TITLES.find(words))), words)
    found = _found(matches, words, phrase)
    if "cleared" in found:
        return found - {"other"} | {"technical"}
    role = not found.isdisjoint(_ROLES)
    if words[-1:] == ["chef"] or (role and _in_other_field(found)):
        found.add("other")
    known = {at for label, at, _ in matches if label in ("open", "role", "internship")}
    if role and all(at in known or word.isdigit() for at, word in enumerate(words)):
        found.add("plain")
    if not found.isdisjoint(_TECHNICAL_LABELS):
        found.add("technical")
    elif "engineer" in found:
        found.add("other" if "trade" in found and "qualifier" not in found else "technical")
    elif role and "qualifier" in found and "support" not in found:
        found.add("technical")
    return found


def _found(matches: Sequence[tuple[str, int, int]], words: Sequence[str], phrase: str) -> set[str]:
    """The labels of the words of a phrase, before they are weighed against each other."""
    found = {_weighed(label, words[at + length - 1]) for label, at, length in matches}
    if _ends_in_trade(matches, phrase):
        found -= {"other", "other_field", "other_place"}
    found |= _of_stage(words)
    if _IT.search(phrase) is not None:
        found.add("qualifier")
    if _has_short_noun(matches, words):
        found.add("called")
    if "other_short" in found and found.isdisjoint(_NOUNS):
        found.add("other")
    found.discard("other_short")
    if "other_place" in found:
        found.remove("other_place")
        if found.isdisjoint(_OUTWEIGHING):
            found.add("other_field")
    return found


def _in_other_field(found: set[str]) -> bool:
    """Whether a field of other work makes a role one of other work."""
    known_engineer = "engineer" in found and "qualifier" in found
    return "other_field" in found and "called" not in found and not known_engineer


def _has_short_noun(matches: Sequence[tuple[str, int, int]], words: Sequence[str]) -> bool:
    """Whether "dev" or "eng" is said of something technical, or "dev" of a level only: "Senior dev"."""
    if _SHORT_NOUNS.isdisjoint(words):
        return False
    if words[-1] in _DEV and len(words) > 1 and _LEVELS.issuperset(words[:-1]):
        return True
    technical = {
        at + length
        for label, at, length in matches
        if label in ("called", "field") or (label == "qualifier" and words[at] not in _OF_PLANTS)
    }
    return any(word in _SHORT_NOUNS and at in technical for at, word in enumerate(words))


def _of_stage(words: Sequence[str]) -> set[str]:
    """A phrase that begins with "Stage" is an internship, in French, Dutch and Italian, unless it is a theatre's."""
    return {"internship"} if words[:1] == ["stage"] and _THEATRE.isdisjoint(words[1:2]) else set()


def _longest(matches: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The matches without those that a longer one of the opposite kind covers: "Medical coder", "Web designer"."""
    opposed = [match for match in matches if match[0] in _OPPOSED]
    if len({label for label, _, _ in opposed}) <= 1:
        return matches
    return [match for match in matches if not any(_covers(other, match) for other in opposed)]


def _covers(longer: tuple[str, int, int], match: tuple[str, int, int]) -> bool:
    (label, at, length), (of, begin, words) = longer, match
    return of in _OPPOSED and of != label and length > words and at <= begin and begin + words <= at + length


def _without_business(
    matches: list[tuple[str, int, int]], words: Sequence[str]
) -> list[tuple[str, int, int]]:
    """The matches without that of a business ("Timber Co-op") as a placement ("Developer co-op", "Co-op")."""
    if len(words) <= len(_COOP) or any(
        label in _JOBS or label in _TECHNICAL_LABELS for label, _, _ in matches
    ):
        return matches
    return [match for match in matches if tuple(words[match[1] : match[1] + 2]) != _COOP]


def _weighed(label: str, word: str) -> str:
    """Other work in the plural names no person but a business: "Martin & Partners Accountants"."""
    plural = label == "other" and word.endswith("s") and not word.endswith("ss") and word not in _NO_PLURALS
    return "other_field" if plural else label


def _ends_in_trade(matches: Sequence[tuple[str, int, int]], phrase: str) -> bool:
    """Whether a technical noun ends the phrase, so that what stands before it is its object: "driver developer"."""
    if _SEVERAL.search(phrase) is not None:
        return False
    last = max((at + length for label, at, length in matches if label in ("other", "other_field")), default=0)
    return any(label == "called" and at == last for label, at, _ in matches)


def doubtful_nouns(rows: Iterable[str]) -> frozenset[str]:
    """The nouns of trades in rows of which some are technical and many are not: "auditor", "project manager"."""
    return frozenset(
        " ".join(words[at : at + length])
        for words in map(words_of, rows)
        for label, at, length in TITLES.find(words)
        if label == "doubtful"
    )


def is_technical_title(text: str) -> bool:
    """Whether a line names a technical job, not only a field that one may also study."""
    title = read_title(text)
    return "technical" in title.labels and title.names_job


def is_education(text: str) -> bool:
    """Whether a line is about a degree or a school, by its words: a school may also be an employer."""
    title = read_title(text)
    return "degree" in title.labels or ("school" in title.labels and not title.names_job)
