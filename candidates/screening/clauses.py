"""Parts a line that holds several date ranges: "Jan 2015 - Dec 2018 network engineer; Jan 2019 - ..."."""

import re
from collections.abc import Iterator, Sequence

from candidates.screening.dates import DateRange

# A semicolon, or the full stop behind a word or a year; "Ltd." and "St." end no sentence.
_STOP = re.compile(r";|(?<=[a-z]{4}|\d{4})\.\s(?=[A-Z])")
_LABEL = re.compile(r"\s*[^\W\d_][\w /-]{0,24}:\s*")
_WORDS = re.compile(r"[^\W\d_]{2}")


def split_clauses(
    text: str, start: int, end: int, ranges: Sequence[DateRange]
) -> Iterator[tuple[DateRange, int, int]]:
    """Each range with the offsets of the words that go with it.

    Semicolons and full stops part jobs. Where one part still holds several ranges, the words go with the range they
    precede or follow, whichever way the part begins.
    """
    begin, number = start, 0
    while begin < end:
        found = _STOP.search(text, begin, end)
        stop = found.start() if found is not None else end
        first = number
        while number < len(ranges) and ranges[number].start < stop:
            number += 1
        inside = ranges[first:number]
        if inside:
            yield from _split_part(text, begin, max(stop, inside[-1].end), inside)
        begin = stop + 1


def _split_part(
    text: str, begin: int, end: int, ranges: Sequence[DateRange]
) -> Iterator[tuple[DateRange, int, int]]:
    label = _LABEL.match(text, begin, ranges[0].start)
    words_from = label.end() if label is not None else begin
    if len(ranges) == 1:
        yield ranges[0], begin, end
    elif _WORDS.search(text, words_from, ranges[0].start):
        edges = [begin, *(dates.end for dates in ranges[:-1]), end]
        yield from ((dates, edges[n], edges[n + 1]) for n, dates in enumerate(ranges))
    else:
        edges = [dates.start for dates in ranges] + [end]
        yield from ((dates, edges[n], edges[n + 1]) for n, dates in enumerate(ranges))
