"""Who the people of a large demo are: each number gives the same person each time.

A person's resume is composed of parts.yaml. `renamed` gives the same resume to somebody else whose first and family
names have as many letters: their addresses and numbers are as long too, so every offset into the text stays true.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from recruiting.demo.resumes import Person
from recruiting.demo.resumes.content import NOW

TEXT = "txt/plain"
FILES = ("pdf/single", "pdf/classic", "pdf/table", "docx/headings", "docx/plain", "docx/tabs")
LATEST = 2026 * 12 + 5
"""The month, from year 0, that positions which have ended ended before."""

# Of the people, in hundredths; months they have worked in all.
LEVELS = ((25, 3, 22), (40, 26, 58), (35, 62, 200))
TITLES_UP_TO = (24, 60, 120)
"""Months of work before which the first, second and third of a kind's titles is usual."""

Parts = dict[str, Any]


@cache
def parts() -> Parts:
    """parts.yaml."""
    found: Parts = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text(encoding="utf-8"))
    return found


def person_of(number: int, *, file: str = TEXT) -> Person:
    """The person with this number, whose resume is a file of this format and layout."""
    random = Random(number)  # noqa: S311 - no secret
    kind = random.choices(parts()["kinds"], [one["share"] for one in parts()["kinds"]])[0]
    first, family = random.choice(_first_names()), random.choice(_family_names())
    town, country, phone = random.choice(parts()["places"])
    jobs = _jobs(random, kind)
    title = jobs[0]["post"]["title"]
    certificates = [text for group in kind["certificates"] for text in parts()["certificates"][group]]
    skills = random.sample(kind["skills"], min(len(kind["skills"]), random.randint(5, 10)))
    studied = LATEST // 12 - random.randint(2, 20)
    return Person(
        name=f"{first} {family}",
        title=title,
        place=f"{town}, {country}",
        phone=phone,
        file=file,
        dates=random.choices(("short", "long", "numeric", "iso", "years", "none"), (30, 20, 20, 15, 12, 3))[
            0
        ],
        heads=random.choice(("plain", "classic", "formal", "modern")),
        summary=random.choice(kind["summaries"]).format(title=title),
        jobs=jobs,
        education=[
            f"{random.choice(parts()['degrees'])}, {random.choice(parts()['universities'])}, {studied - 4} – {studied}"
        ],
        skills={"Skills": ", ".join(skills)},
        certificates=random.sample(certificates, random.randint(0, min(2, len(certificates)))),
    )


def renamed(person: Person, turn: int) -> Person:
    """The person's resume under the turn-th other name of the same length; turn 0 is the person."""
    first, family = person.name.split(" ")
    firsts, families = _alike(first, _first_names()), _alike(family, _family_names())
    at = firsts.index(first) * len(families) + families.index(family)
    # Steps that are no divisor of their number: neighbours share neither name.
    at = (at + turn * (len(families) + 7)) % (len(firsts) * len(families))
    return replace(person, name=f"{firsts[at // len(families)]} {families[at % len(families)]}")


def _jobs(random: Random, kind: Parts) -> list[dict[str, Any]]:
    """Positions from the latest to the first, with a gap between two of them now and then."""
    _, least, most = random.choices(LEVELS, [share for share, _, _ in LEVELS])[0]
    worked = random.randint(least, most)
    lengths = []
    while worked > 0:
        lengths.append(min(worked, random.randint(14, 50)))
        worked -= lengths[-1]
    employers = random.sample(parts()["employers"], len(lengths))
    kinds = [kind] + [_before(random, kind) for _ in lengths[1:]]
    open_end = random.random() < 0.75
    end = LATEST if open_end else LATEST - random.randint(1, 14)
    jobs = []
    for place, (length, employer, what) in enumerate(zip(lengths, employers, kinds, strict=True)):
        last = NOW if place == 0 and open_end else _month(end)
        begun = sum(lengths[place:])
        rank = sum(begun > months for months in TITLES_UP_TO)
        did = random.sample(what["did"], min(len(what["did"]), random.randint(2, 5)))
        jobs.append(
            {
                "post": {
                    "title": what["titles"][rank],
                    "at": employer,
                    "from": _month(end - length + 1),
                    "to": last,
                },
                "did": [text.format(n=random.randint(2, 90), m=random.randint(91, 900)) for text in did],
            }
        )
        end -= length + (random.randint(4, 15) if random.random() < 0.15 else 0)
    return jobs


def _before(random: Random, kind: Parts) -> Parts:
    """The kind of an earlier position: mostly the same."""
    if random.random() < 0.6:
        return kind
    code = random.choice(kind["before"])
    return next(one for one in parts()["kinds"] if one["code"] == code)


def _month(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"


@cache
def _first_names() -> Sequence[str]:
    return tuple(name for line in parts()["first_names"] for name in line.split())


@cache
def _family_names() -> Sequence[str]:
    return tuple(f"{head}{tail}" for head in parts()["family_heads"] for tail in parts()["family_tails"])


@cache
def _by_length(names: Sequence[str]) -> dict[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for name in names:
        found.setdefault(len(name), []).append(name)
    return {length: tuple(some) for length, some in found.items()}


def _alike(name: str, names: Sequence[str]) -> Sequence[str]:
    return _by_length(names)[len(name)]
