"""Decides whether a job is technical work in the hiring guide's sense (section 7, borders: years).

A job counts by its main duties, not by its title only: the title leads, the duties overrule it where
they plainly tell of something else. Where neither says enough, the resume's headline does.
"""

import re
from collections.abc import Iterable

from candidates.screening.duties import Duties
from candidates.screening.occupations import MIXED, OTHER, TECHNICAL, Title, read_title

# What follows is wished for, not held: "looking for a first role in cyber security".
_WISH = re.compile(
    r"(?i)(?<!\w)(?:looking (?:for|to)|seeking|aspiring|aspire|hoping|wish|want(?:s|ing)? to|eager|interested in|would like"
    r"|transition\w* (?:to|into)|moving into|career change|future|student|suche|auf der suche|en busca|à la recherche)"
)

# A sentence of a job that tells of nothing its holder did: "never used Docker", "would like to learn Trivy", "my
# colleague set up the backups", "servers were run by our supplier".
_DOING = (
    r"(?:experienced?|experience|knowledge|skilled|familiar|trained|exposure|expert|responsible|involved|used|use|worked|work|touched"
    r"|done|built|run|administered|managed|configured|written|programmed|coded|learn(?:ed|t)|a (?:developer|programmer|technician))"
)
_OTHERS = (
    r"(?:colleagues?|co-?workers?|brother|sister|friends?|husband|wife|boss|manager|predecessor|suppliers?|vendors?|contractors?"
    r"|providers?|consultants?|(?:it|security|network|software|devops) (?:team|department|staff|people|office|provider|supplier)|developers|administrators?)"
)
_NOT_DONE = re.compile(
    rf"(?i)\b(?:not|never|without|lack(?:s|ing)?|no|\w+n['’]t|cannot) (?:[\w/+#.-]+ ){{0,4}}?{_DOING}\b(?! only)"
    r"|\b(?:would|['’]d) (?:like|love)\b|\b(?:want(?:s|ed)?|wish|hop(?:e|ing)|plan(?:s|ned|ning)?|aspir(?:e|ing)|looking) to\b"
    r"|\b(?:eager|keen) (?:to|on)\b|\blooking forward\b|\binterest(?:ed)? in\b|\bmy (?:dream|goal|ambition)\b"
    rf"|^\W*(?:(?:my|our|another) (?:\w+ )?{_OTHERS}|an? colleague)\b(?! and (?:i|me)\b)"
    rf"|\bby (?:my|our|an?|the|another) (?:\w+ )?{_OTHERS}\b"
    r"|\bkeine? (?:erfahrung|kenntnisse)|\bw[uü]rde gerne?\b|\bm[oö]chte\b|^\W*(?:mein|unser)e? kolleg"
    r"|\bsin experiencia\b|\bpas d['’]expérience\b|\bgeen ervaring\b"
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+|\n+")

# A header without duties has no more words than these.
_HEADER_WORDS = 12


def headline_is_technical(rows: Iterable[str], titles: Iterable[Title], whole: str) -> bool:
    """What the resume as a whole says its owner is.

    From the rows on top, else from the titles of the dated jobs, else from all its words.
    """
    kinds = {read_title(_WISH.split(row, maxsplit=1)[0]).kind for row in rows}
    if TECHNICAL in kinds:
        return True
    duties = Duties(_done(whole))
    if MIXED in kinds or OTHER in kinds:
        return duties.plainly_technical
    kinds = {title.kind for title in titles}
    if (TECHNICAL in kinds) != (OTHER in kinds):
        return TECHNICAL in kinds
    return duties.technical_kinds >= 8 and duties.mainly_technical


def is_relevant(title: Title, text: str, *, headline: bool, in_headline: bool = False) -> bool:
    """Whether a job is technical work; `text` is its header and duties, `headline` decides silent jobs.

    in_headline: the headline gives the title's noun with its field, "ISMS auditor" above a job as "Auditor".
    """
    duties = Duties(text if title.kind == TECHNICAL else _done(text))
    if title.kind == TECHNICAL:
        devices = title.doubtful and duties.mainly_devices
        return not (
            devices or (duties.mainly_other and duties.other >= 4 and duties.other >= 2 * duties.technical)
        )
    if title.kind == MIXED:
        if title.leading == TECHNICAL:
            return not duties.mainly_other or duties.technical >= duties.other
        return duties.technical_kinds >= 4 and duties.technical >= 2 * duties.other
    if title.kind == OTHER:
        return duties.plainly_technical
    if duties.mainly_technical or duties.mainly_other:
        return duties.mainly_technical
    if title.doubtful:
        told = in_headline or "qualifier" in title.labels
        return headline and duties.technical >= duties.other + (not told)
    if title.near_other_work:
        # "Owner, Café Luna": not an employer's trade but their own.
        bare = duties.words <= _HEADER_WORDS and duties.other == 0
        return headline and not title.owns and (bare or duties.technical > duties.other)
    if title.open and duties.technical == 0:
        return headline and duties.other == 0
    if title.names_job and not title.open and "support" not in title.labels:
        # A title of a trade that no list knows ("library assistant").
        return headline and duties.technical > duties.other
    return headline


def _done(text: str) -> str:
    """The text without sentences that say what was not done, is wished for, or was somebody else's work."""
    return "\n".join(part for part in _SENTENCES.split(text) if not _NOT_DONE.search(part))
