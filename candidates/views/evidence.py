"""The candidate page's two sides from one report: flags with their quotes, and the text with its marks."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from candidates.extraction import PageMap
from candidates.models import FlagResult, FlagReview
from candidates.screening.sections import Line, split_lines, split_sentences

NOT_COUNTED = {
    "negated": "the text says no",
    "wished": "a wish is not evidence",
    "learning": "learnt or read about, not done",
    "certificate": "a certificate, not work",
    "preparing": "preparing for it is not holding it",
    "expired": "it has expired",
    "course": "a course's certificate of completion",
    "product": "a product that the employer or a client sells",
    "other_person": "somebody else did it",
    "advert": "the words of a job advert",
    "audited": "looked at as an auditor, not done",
    "future_start": "it begins after the day of the screening",
    "future_end": "it ends after the day of the screening, and counts up to the month before",
    "impossible_month": "there is no such month, so the year alone counts",
    "no_context": "the word alone does not say what it means here",
}


LABEL_WIDTH = 11.0
"""Points that a label such as G1 takes on a page."""


@dataclass(frozen=True)
class Quote:
    """One piece of evidence: the words, where they stand, the mark's anchor in the text, and the signals of the rules
    that found it (none in reports of before they were kept)."""

    text: str
    line: int
    anchor: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownFlag:
    """A flag as the page shows it. label: G1, Y1 … for those that hold, in their order."""

    code: str
    name: str
    polarity: str
    holds: bool
    label: str
    quotes: tuple[Quote, ...]
    looked_for: tuple[str, ...]
    result: FlagResult | None

    @property
    def said(self) -> FlagReview | None:
        """The newest review by a person."""
        reviews = getattr(self.result, "said", None)
        return reviews[0] if reviews else None


@dataclass(frozen=True)
class Uncounted:
    """Something looked at and not counted, with the reason."""

    anchor: str
    quote: str
    line: int
    flags: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Span:
    """A marked piece of text. tone: g, y or x (not counted); back: the anchor of its flag; opens and closes say
    whether it begins and ends in this piece, since a span may go over lines and other spans."""

    start: int
    end: int
    tone: str
    flag: str
    label: str
    words: str
    anchor: str
    back: str
    opens: bool = True
    closes: bool = True

    def clip(self, start: int, end: int) -> "Span":
        """The part of it within [start, end)."""
        return replace(
            self,
            start=max(start, self.start),
            end=min(end, self.end),
            opens=self.opens and self.start >= start,
            closes=self.closes and self.end <= end,
        )


@dataclass(frozen=True)
class TextLine:
    """One line of the resume with the spans in it, and whether the eye does not see part of it in the file."""

    number: int
    start: int
    text: str
    heading: bool
    spans: tuple[Span, ...]
    hidden: bool


@dataclass(frozen=True)
class Paragraph:
    """Lines that were one before the file's own width broke them: they flow again, each still with its number."""

    lines: tuple[TextLine, ...]

    @property
    def numbers(self) -> str:
        """ "24", or "24–26" for several lines."""
        first, last = self.lines[0].number, self.lines[-1].number
        return str(first) if first == last else f"{first}–{last}"

    @property
    def heading(self) -> bool:
        return self.lines[0].heading


@dataclass(frozen=True)
class Mark:
    """A span's box on a page, in points from its upper left. opens: it is the span's first; closes: its last, which
    carries the label, beside those of spans that end in the same place."""

    span: Span
    left: float
    top: float
    width: float
    height: float
    label_left: float
    opens: bool
    closes: bool

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Sheet:
    """A page as it was laid out: its 1-based number, its size in points, and the marks on it."""

    number: int
    width: float
    height: float
    marks: tuple[Mark, ...]


def show_flags(
    report: dict[str, Any], flag_names: dict[str, str], results: dict[str, FlagResult]
) -> list[ShownFlag]:
    """The report's flags in its order; those that hold get their labels."""
    counts = {"green": 0, "yellow": 0}
    shown = []
    for flag in report["flags"]:
        label = ""
        if flag["holds"]:
            counts[flag["polarity"]] += 1
            label = f"{flag['polarity'][0].upper()}{counts[flag['polarity']]}"
        quotes = tuple(
            Quote(
                found["quote"],
                found["line"],
                f"e-{flag['code']}-{number}",
                tuple(found.get("signals", ())),
            )
            for number, found in enumerate(flag["evidence"], start=1)
        )
        shown.append(
            ShownFlag(
                code=flag["code"],
                name=flag_names.get(flag["code"], flag["code"].replace("_", " ").capitalize()),
                polarity=flag["polarity"],
                holds=flag["holds"],
                label=label,
                quotes=quotes if flag["holds"] else (),
                looked_for=tuple(flag["looked_for"] or ()),
                result=results.get(flag["code"]),
            )
        )
    return shown


def show_uncounted(report: dict[str, Any], flag_names: dict[str, str]) -> list[Uncounted]:
    """What was looked at and not counted, once a place, with the names of the flags it was looked at for."""
    flag_names = {**flag_names, "years": "relevant years"}
    return [
        Uncounted(
            anchor=f"n-{number}",
            quote=entries[0]["quote"],
            line=entries[0]["line"],
            flags=tuple(dict.fromkeys(flag_names.get(entry["code"], entry["code"]) for entry in entries)),
            reason=NOT_COUNTED.get(entries[0]["reason"], entries[0]["reason"].replace("_", " ")),
        )
        for number, entries in enumerate(_places(report), start=1)
    ]


def _places(report: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The report's uncounted entries, those of one place and reason together, in the order of the text."""
    places: dict[tuple[int, int, str], list[dict[str, Any]]] = {}
    for entry in report["not_counted"]:
        places.setdefault((entry["start"], entry["end"], entry["reason"]), []).append(entry)
    return list(places.values())


def show_text(
    document: dict[str, Any], report: dict[str, Any], flags: list[ShownFlag], more: Iterable[Span] = ()
) -> list[Paragraph]:
    """The resume's non-empty lines with their marks, and with `more` of them; wrapped ones together."""
    spans = [*marked_spans(report, flags), *more]
    hidden = [tuple(pair) for pair in document.get("hidden", ())]
    paragraphs: list[list[TextLine]] = []
    for line, goes_on in _wrapped(split_lines(document["text"])):
        start, text = line.start, line.text.rstrip()
        if goes_on:
            start, text = start + len(text) - len(text.lstrip()), text.lstrip()
        end = start + len(text)
        inside = [span.clip(start, end) for span in spans if span.start < end and span.end > start]
        unseen = any(low < end and high > start for low, high in hidden)
        shown = TextLine(line.number, start, text, line.heading, tuple(inside), unseen)
        if goes_on:
            paragraphs[-1].append(shown)
        else:
            paragraphs.append([shown])
    return [Paragraph(tuple(lines)) for lines in paragraphs]


def _wrapped(lines: tuple[Line, ...]) -> Iterator[tuple[Line, bool]]:
    """The lines with text, each with whether it is the rest of a sentence that the line before began."""
    begun = iter(split_sentences(lines))
    sentence = next(begun, None)
    for line in lines:
        while sentence is not None and sentence.end <= line.start:
            sentence = next(begun, None)
        if line.text.strip():
            yield line, sentence is not None and sentence.start < line.start


def marked_spans(report: dict[str, Any], flags: list[ShownFlag]) -> list[Span]:
    """What is marked in the resume: the evidence of the flags that hold, and what was not counted."""
    spans = []
    evidence = {flag["code"]: flag["evidence"] for flag in report["flags"]}
    for flag in flags:
        for quote, found in zip(flag.quotes, evidence[flag.code], strict=False):
            spans.append(
                Span(
                    start=found["start"],
                    end=found["end"],
                    tone=flag.polarity[0],
                    flag=flag.code,
                    label=flag.label,
                    words=f"{flag.label}: evidence for {flag.name}",
                    anchor=quote.anchor,
                    back=f"f-{flag.code}",
                )
            )
    for number, (entry, *_) in enumerate(_places(report), start=1):
        spans.append(
            Span(
                start=entry["start"],
                end=entry["end"],
                tone="x",
                flag=f"not-counted-{number}",
                label="not counted",
                words=f"Not counted: {entry['quote']}",
                anchor=f"u-{number}",
                back=f"n-{number}",
            )
        )
    return spans


def show_pages(pages: list[PageMap], spans: list[Span]) -> list[Sheet]:
    """The file's pages with the marks of the spans, whose boxes each page has in the same order."""
    marks: list[list[Mark]] = [[] for _ in pages]
    ends: Counter[tuple[int, int, int]] = Counter()
    for index, span in enumerate(spans):
        found = [(page, box) for page, places in enumerate(pages) for box in places.boxes[index]]
        for number, (page, (left, top, right, bottom)) in enumerate(found, start=1):
            end = page, round(right), round(top)
            mark = Mark(
                span,
                left,
                top,
                width=right - left,
                height=bottom - top,
                label_left=right + LABEL_WIDTH * ends[end],
                opens=number == 1,
                closes=number == len(found),
            )
            marks[page].append(mark)
            ends[end] += mark.closes
    return [
        Sheet(number, page.width, page.height, tuple(shown))
        for number, (page, shown) in enumerate(zip(pages, marks, strict=True), start=1)
    ]
