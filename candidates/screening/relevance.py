"""Decides whether a job is technical work in the hiring guide's sense (section 7, borders: years).

A job counts by its main duties, not by its title only: the title leads, the duties overrule it where
they plainly tell of something else. Where neither says enough, the resume's headline does.
"""

from collections.abc import Iterable

from candidates.screening.duties import Duties
from candidates.screening.occupations import MIXED, OTHER, TECHNICAL, Title, read_title


def headline_is_technical(rows: Iterable[str], whole: str) -> bool:
    """What the resume as a whole says its owner is: from the rows on top, else from all its words."""
    kinds = {read_title(row).kind for row in rows}
    if TECHNICAL in kinds:
        return True
    duties = Duties(whole)
    if MIXED in kinds or OTHER in kinds:
        return duties.plainly_technical
    return duties.technical_kinds >= 8 and duties.mainly_technical


def is_relevant(title: Title, text: str, *, headline: bool) -> bool:
    """Whether a job with this title is technical work; `text` is the job's header and duties."""
    duties = Duties(text)
    if title.kind == TECHNICAL:
        return not (duties.mainly_other and duties.other >= 4 and duties.other >= 2 * duties.technical)
    if title.kind == MIXED:
        return duties.technical_kinds >= 4 and duties.technical >= 2 * duties.other
    if title.kind == OTHER:
        return duties.plainly_technical
    return duties.mainly_technical or (headline and not duties.mainly_other)
