"""Splits a resume's text into lines, each with the section it stands in.

Headings rule where there are any. Before the first heading stand the header and, in prose or
bullets, the summary. In a text without headings a line with a date range is experience, or
education where its words say so.
"""

import re
from dataclasses import replace
from itertools import pairwise

from candidates.screening.dates import find_ranges, has_range
from candidates.screening.folding import fold
from candidates.screening.headings import (
    SECTIONS,
    Heading,
    heading_of,
    human_language,
)
from candidates.screening.lines import Line, bullet_end
from candidates.screening.naming import names_of
from candidates.screening.occupations import TECHNICAL, UNCLEAR, is_education, is_technical_title, read_title
from candidates.screening.sentences import Sentence, parts, split_sentences

__all__ = ["SECTIONS", "Line", "Sentence", "parts", "split_lines", "split_sentences"]

_YEARISH = re.compile(r"\d\d")
_PROSE = 60
_WRAPPED = 75
_HEADER_LINES = 8
_HEADER_ROWS = 4
# A few words that may be a heading, in a section where no jobs stand.
_UNKNOWN = re.compile(r"[ \t]{0,8}[^\W\d_a-z][^\W\d_]*(?:[ &/’'-]{1,3}[^\W\d_]+){0,4}[ \t]{0,8}")
_OTHER_THAN = frozenset(
    ("experience", "skills", "publications", "volunteering", "languages", "interests", "references")
)
_LISTING = frozenset(("experience", "volunteering"))
# What tells a heading over studies or unpaid work, as its first or last word.
_HINTS = {
    section: re.compile(rf"^(?:{words})(?![^\W_])|(?<![^\W_])(?:{words})$")
    for section, words in {
        "education": r"vocational|tertiary|academic\w*|scholar\w*|scolaire|academique|schulisch\w*|learning|diplomas?"
        r"|apprenticeships?|boot ?camps?|reskilling|retraining|alma mater|\w*ausbildung|\w*weiterbildung|estudios|etudes"
        r"|education|training|studies|learn(?:t|ed)(?: it)?",
        "volunteering": r"volunt\w+|unpaid|communit\w+|associati\w+|charit\w+|activism|clubs?|boards?|committees?|civic"
        r"|non-?profit|helping|giving|neighbou?rhood|social|\w*ehrenamt\w*|verein\w*|ideel\w*|vapaaehto\w*|dobrovol\w*"
        r"|benevol\w*|free software|open[- ]source",
    }.items()
}
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w")
# What stands in a column beside the text.
_BESIDE = frozenset(("education", "certificates", "skills", "courses", "languages", "interests"))


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, 1-based, with section, heading and bullet marks."""
    rows = text.split("\n")
    headings = [heading_of(row, before) for before, row in pairwise(["", *rows])]
    headings = _with_unknown(rows, _without_nested(rows, headings))
    sections = _sections(rows, headings)
    lines, start = [], 0
    for number, (row, heading, section) in enumerate(zip(rows, headings, sections, strict=True), 1):
        end = start + len(row)
        whole = heading is not None and heading.form == "whole"
        lines.append(Line(number, start, end, row, section, whole, not whole and bullet_end(row) > 0))
        start = end + 1
    return tuple(lines)


def _with_unknown(rows: list[str], headings: list[Heading | None]) -> list[Heading | None]:
    """The headings, with those over jobs in words that nobody lists ("Industry", "On the payroll"), and those over studies
    or unpaid work of which one word is known ("Vocational training", "Helping out").

    Set apart by a blank line, in a section of something else, above rows that name a technical job, its employer
    and its time.
    """
    found, section, opened = list(headings), "", 0
    for number, (row, heading) in enumerate(zip(rows, headings, strict=True)):
        if heading is not None:
            section, opened = (heading.section, number) if heading.form == "whole" else (section, opened)
        elif section in _OTHER_THAN and number and not rows[number - 1].strip() and _is_unknown(row):
            named = _section_hinted(row) if section == "experience" else "experience"
            # Who lists organisations, each in a row above what they did there, lists one more.
            names = section in _LISTING and _UNKNOWN.fullmatch(rows[opened + 1]) is not None
            if named and not names and _begins_jobs(rows[number + 1 : number + 1 + _HEADER_ROWS]):
                found[number], section, opened = Heading("whole", named), named, number
    return found


def _is_unknown(row: str) -> bool:
    """Whether a row has a heading's form and names neither a job that is known nor a school."""
    if _UNKNOWN.fullmatch(row) is None:
        return False
    title = read_title(row)
    return title.kind == UNCLEAR and "school" not in title.labels


def _section_hinted(row: str) -> str:
    """The section of studies or unpaid work that a heading's first or last word hints at, "" where none."""
    if not row.split(maxsplit=1)[-1].islower() and " " in row.strip():
        return ""  # "Community Bank", "Association of Bakers": a name
    text = fold(row).strip()
    return next((section for section, words in _HINTS.items() if words.search(text) is not None), "")


def _begins_jobs(rows: list[str]) -> bool:
    """Whether the first of some rows give a technical job, whose it is, and its time."""
    named: list[str] = []
    dated = False
    for row in rows:
        if bullet_end(row):
            break
        ranges = find_ranges(row) if _YEARISH.search(row) else []
        for dates in reversed(ranges):
            row = row[: dates.start] + "  " + row[dates.end :]
        if row.strip():
            named.append(row)
        dated = dated or any(not dates.single for dates in ranges)
        titles = [title for title in map(read_title, named) if title.names_job and not title.names_studies]
        technical = any(title.kind == TECHNICAL or "internship" in title.labels for title in titles)
        if dated and technical:
            return bool(names_of(named[::-1]).employer)
    return False


def _without_nested(rows: list[str], headings: list[Heading | None]) -> list[Heading | None]:
    """Headings of projects that stand further in than the heading of the jobs: they belong to a job."""
    outer, found = 0, list[Heading | None]()
    inside_jobs = False
    for row, heading in zip(rows, headings, strict=True):
        if heading is not None and heading.form == "whole":
            indent = len(row) - len(row.lstrip())
            if inside_jobs and heading.section == "projects" and indent > outer:
                heading = replace(heading, form="duties", section="experience")
            else:
                outer, inside_jobs = indent, heading.section == "experience"
        found.append(heading)
    return found


def _sections(rows: list[str], headings: list[Heading | None]) -> list[str]:
    walk = _Walk(
        has_experience=any(
            h is not None and h.section == "experience" and h.form != "inline" for h in headings
        )
    )
    sections = []
    for number, (row, heading) in enumerate(zip(rows, headings, strict=True)):
        if heading is not None and heading.section == "languages" and not _speaks(rows, number):
            heading = heading.over("skills")
        sections.append(walk.step(row, heading))
    return sections


def _speaks(rows: list[str], number: int) -> bool:
    """Whether a "Languages" heading is about human languages, by what follows it."""
    return any(human_language(row) for row in rows[number : number + 4])


class _Walk:
    """The section as the lines pass by. State: the block opened by the last heading, the line before."""

    def __init__(self, *, has_experience: bool) -> None:
        self.has_experience = has_experience
        self.block: str | None = None  # opened by a heading on a line of its own
        self.inline: str | None = None  # opened by a label in front of its content
        self.experienced = False  # a heading over jobs has passed
        self.infer = False  # a dated line in a text without headings: its bullets follow it
        self.previous = ""
        self.count = 0

    def step(self, row: str, heading: Heading | None) -> str:
        if not row.strip():
            self.inline, self.previous = None, ""
            self.infer = False
            return self.block or ("header" if self.count < _HEADER_LINES else "other")
        self.count += 1
        if self.block in _BESIDE and not self.experienced and _MAIL.search(row) is not None:
            self.block, self.inline = (
                None,
                None,
            )  # the column beside the text came first, the text begins here
        section = self._headed(row, heading) if heading is not None else self._plain(row)
        self.previous = row
        return section

    def _headed(self, row: str, heading: Heading) -> str:
        if heading.form == "duties":
            if self.block not in ("experience", "projects", "volunteering"):
                self.block = "experience"
            self.inline = None
            return self.block
        if heading.form == "whole" or (heading.form == "cell" and not self._is_in_job(heading)):
            self.experienced = self.experienced or heading.section == "experience"
            self.block, self.inline = heading.section, None
            return heading.section
        if heading.form == "tail":
            section = self.inline or self.block or "other"
            self.block, self.inline = heading.section, None
            return section
        if self._is_in_job(heading):
            return self.block or "other"
        self.inline = heading.section
        return heading.section

    def _is_in_job(self, heading: Heading) -> bool:
        """Whether it is a list of tools among the lines of a job."""
        return heading.tools and self.block in ("experience", "projects")

    def _plain(self, row: str) -> str:
        if self.inline is not None:
            if self._continues(row):
                return self.inline
            self.inline = None
        if self.block == "education" and not self.experienced and self._ends_education(row):
            self.block = "experience"
        if self.block is not None and (
            self.has_experience or self.block not in ("header", "summary", "objective")
        ):
            return self.block
        return self._inferred(row)

    def _continues(self, row: str) -> bool:
        """Whether a line is the wrapped rest, or a bullet, of a labelled paragraph."""
        if bullet_end(row):
            return self.block is None or bullet_end(self.previous) == 0
        wrapped = len(self.previous) >= _WRAPPED and self.previous.rstrip()[-1:] not in ".!?"
        return wrapped or row.lstrip()[:1].islower() or self.previous.rstrip().endswith((",", ";", ":"))

    @staticmethod
    def _ends_education(row: str) -> bool:
        """A job title between the schools: the export this comes from has no heading there."""
        short = len(row) < _PROSE and not bullet_end(row)
        return short and not _YEARISH.search(row) and is_technical_title(row) and not is_education(row)

    def _inferred(self, row: str) -> str:
        if not self.has_experience and _YEARISH.search(row) and has_range(row):
            self.infer = not is_education(row)
            return "experience" if self.infer else "education"
        if self.infer and bullet_end(row):
            return "experience"
        self.infer = False
        if self.block is not None:
            return self.block
        if self.has_experience:
            return "summary" if len(row) >= _PROSE or bullet_end(row) else "header"
        return "header" if self.count <= 1 else "other"
