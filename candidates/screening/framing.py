"""What a heading says of all that stands under it: learnt at school, quoted from an advert, lacking, or hoped for.

Guide, section 7: labs of training platforms, school projects, teaching and papers are theory; "no experience with X"
and "keen to learn X" are no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from candidates.screening.lines import Line

_LONGEST = 48
_LONGEST_PHRASE = 80
_SCHOOL = re.compile(
    r"\b(?:self[- ]?stud(?:y|ies)|(?:academic|class|course|coursework|college|university|school|student|semester|capstone"
    r"|boot ?camp|training|final[- ]year|degree|bachelor|master|thesis)\S{0,2}(?: \w{1,12}){0,2} "
    r"(?:projects?|work|labs?|assignments?|exercises?))\b"
    r"|^\W*(?:what|things|topics) i(?:['’]ve| have)? (?:learn(?:ed|t)|studied|know|understand) (?:so far|until now|up to now|to date)\b"
    r"|^\W*what i(?:['’]ve| have)? (?:learn(?:ed|t)|studied)(?: (?:at|in|on) [^.!?]{2,40})?\W*$",
    re.IGNORECASE,
)
_ADVERT = r"(?:advert(?:isement)?|job ad|vacancy|job posting|posting|tender|job description|request)"
_I = r"i(?:['’](?:m|ve|d))?"
_NOT = r"(?:(?:do|did|have|am|can|could|would)\s?n[o'’]t|don['’]t|haven['’]t|can['’]t|cannot|never|have never|lack)"
_QUOTED = re.compile(
    rf"(?:from|text of|copied from|quoted from|as in|wording of) (?:the|your|this) (?:\w+ )?{_ADVERT}\b"
    r"|(?:what you|what the (?:role|job|position|company)|you|the (?:role|job|position)) (?:ask|look|want|need|require|expect)s?\b"
    r"|(?:your|their|the job['’]s|the role['’]s) (?:requirements|wish ?list|expectations)"
    r"|requirements (?:of|for|in) (?:the|this|your) (?:role|job|position|vacancy|advert)",
    re.IGNORECASE,
)
_LACKING = re.compile(
    rf"(?:(?:what|where|things|tools|areas|skills|topics) )?{_I} {_NOT}\b"
    r"|(?:tools|systems|products|platforms|technologies) (?:i|we) (?:only )?(?:meet|see|find|encounter|audit|assess|review) (?:at|in|with|on)\b"
    r"|(?:not|never) (?:yet )?(?:done|used|touched|worked|known|my (?:field|area|job)|in my|on my)\b"
    r"|(?:no|without) (?:\w+ )?experience\b|what (?:is|i['’]?m) missing|(?:my )?(?:known )?(?:gaps|blind spots|weak(?:nesses| points))\b"
    rf"|[^()]{{3,60}}\((?:which |that |but )?{_I} {_NOT}\b",
    re.IGNORECASE,
)
_HOPED = re.compile(
    rf"(?:what|where|things|tools|topics) {_I} (?:want|would like|like|hope|wish|plan|aim|intend)\b(?: to)?"
    rf"|what {_I} (?:am )?looking for|looking for\b|(?:next|future|planned) (?:steps?|goals?|plans?|learning)\b"
    r"|(?:to learn|still to learn|learning (?:list|plan|goals|next)|(?:currently|now) (?:learning|studying)|on my (?:list|radar|wish ?list))\b"
    r"|(?:my )?(?:wishes|wish ?list|ambitions?|dreams?)\b",
    re.IGNORECASE,
)

_FRAMES = (("lacking", _LACKING), ("quoted", _QUOTED), ("hoped", _HOPED))

Spans = tuple[tuple[int, int], ...]


def frames(lines: Sequence[Line]) -> dict[str, Spans]:
    """Spans of text under headings that say how it is meant, each up to the next heading.

    "taught": school projects and self-study; "quoted": what an advert asks for; "lacking": what the writer has not
    done; "hoped": what the writer wants to do or learn. A heading that speaks for itself ("Tools I meet at clients")
    is in its span.
    """
    found: dict[str, list[tuple[int, int]]] = {"taught": [], "quoted": [], "lacking": [], "hoped": []}
    name, start = "", 0
    for line in lines:
        own = _frame(line)
        if own is None:
            continue
        if name:
            found[name].append((start, line.start))
        name, start = own, line.end if own == "taught" else line.start
    if name:
        found[name].append((start, lines[-1].end))
    return {key: tuple(spans) for key, spans in found.items()}


def _frame(line: Line) -> str | None:
    """What a line says of those below it: "" for a heading that says nothing, None where it is no heading."""
    text = line.text.strip()
    if not text or line.bullet:
        return None
    words = text.lstrip("#*_> -").rstrip("*_: ")
    if len(words) <= _LONGEST_PHRASE and words[-1:] not in (".", "!", "?", ",", ";"):
        for name, pattern in _FRAMES:
            if pattern.match(words):
                return name
    if not (line.heading or text.startswith("#") or _is_title(text)):
        return None
    return "taught" if _SCHOOL.search(text) else ""


def _is_title(text: str) -> bool:
    """A short line in capitals or with a colon at its end."""
    return len(text) <= _LONGEST and (text.endswith(":") or text.isupper())
