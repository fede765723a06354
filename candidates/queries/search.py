"""Finding people over all jobs: by the words of their texts, what their newest resume shows, and how long nobody has had
to do with them. People are not ranked: whose name fits stands first, then who came last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from candidates.finding.asking import Asked, Term
from candidates.finding.engines import ERA, engine
from candidates.finding.words import words_of
from candidates.models import Application, Candidate, Note, Resume, SearchText
from candidates.models.querysets import read_hidden_jobs
from candidates.queries.identity import hidden_from
from candidates.queries.pipeline import Wanted, read_as_wanted, tagged_with

CAP = 1_000
"""People that a search counts and pages through; beyond it says "more than"."""

MOST_NAMED = 50
MOST_SPELLINGS = 3


@dataclass(frozen=True)
class Reach:
    """What somebody may find: the people, and of these people's rows those that may be read. reader: who asks, from whom a job may
    hide who a found person is (candidates.queries.identity)."""

    people: QuerySet[Candidate]
    texts: QuerySet[SearchText]
    resumes: QuerySet[Resume]
    notes: QuerySet[Note]
    applications: QuerySet[Application]
    reader: Any


def reach_of(user: Any) -> Reach:
    """What a user may find."""
    hidden = read_hidden_jobs(user)
    return Reach(
        people=Candidate.objects.all_visible_to(user, hidden=hidden),
        # A word of a hidden person's texts would confirm who they are, and lead from a name to a placeholder.
        texts=SearchText.objects.readable_by(user, hidden=hidden).exclude(
            candidate__in=hidden_from(user, hidden=hidden)
        ),
        resumes=Resume.objects.readable_by(user, hidden=hidden),
        notes=Note.objects.readable_by(user, hidden=hidden),
        applications=Application.objects.visible_to(user, hidden=hidden),
        reader=user,
    )


@dataclass(frozen=True)
class Found:
    """keys: of the people, in order, at most CAP. is_more: there are more than that. similar: those whose name is only
    like what was asked."""

    keys: list[int]
    is_more: bool = False
    similar: frozenset[int] = field(default=frozenset())

    @property
    def count(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Alone:
    """What one of the words finds alone. count: at most CAP + 1. spellings: (word, count) of those like it that somebody's
    texts have, if it finds nobody."""

    term: Term
    count: int
    spellings: list[tuple[str, int]]


@dataclass(frozen=True)
class Why:
    """Why nobody was found. words: what each finds alone. unfiltered: how many the filters hide, at most CAP + 1."""

    words: list[Alone]
    unfiltered: int


def find_people(reach: Reach, asked: Asked, wanted: Wanted, *, quiet_since: datetime | None = None) -> Found:
    """The people whose texts have all that is asked, each word in whichever text, and who are as wanted.

    quiet_since: nobody has had to do with them since (see `was_in_touch`).
    """
    people = _without(reach, asked, _as_wanted(reach, wanted, quiet_since))
    keys = _newest(reach, asked.wanted, people, CAP + 1)
    named = _named(reach, people, [[term] for term in asked.wanted]) if asked.may_be_a_name else []
    ordered = list(dict.fromkeys([*named, *keys]))
    if len(ordered) > CAP or not asked.may_be_a_name:
        return Found(ordered[:CAP], len(ordered) > CAP)
    similar = [key for key in _similar(reach, people, asked.wanted) if key not in set(ordered)]
    return Found([*ordered, *similar][:CAP], similar=frozenset(similar))


def first_people(reach: Reach, asked: Asked, most: int) -> list[int]:
    """The first people that find_people gives, at less cost."""
    people = _without(reach, asked, reach.people)
    named = _named(reach, people, [[term] for term in asked.wanted]) if asked.may_be_a_name else []
    keys = named[:most]
    if len(keys) < most:
        keys = list(dict.fromkeys([*keys, *_newest(reach, asked.wanted, people, most)]))
    if len(keys) < most and asked.may_be_a_name:
        keys = list(dict.fromkeys([*keys, *_similar(reach, people, asked.wanted)]))
    return keys[:most]


def why_nobody(reach: Reach, asked: Asked, wanted: Wanted, *, quiet_since: datetime | None = None) -> Why:
    """What to leave out, or to spell otherwise, to find somebody."""
    narrows = wanted != Wanted(status=wanted.status) or quiet_since is not None
    unfiltered = 0
    if narrows and asked.terms:
        unfiltered = find_people(reach, asked, Wanted(status="")).count
    return Why([_alone(reach, term) for term in asked.wanted], unfiltered)


def _alone(reach: Reach, term: Term) -> Alone:
    count = count_with(reach, [term])
    spellings = []
    if not count and term.is_word:
        for word in engine().near(term.words[0]):
            # What a hidden text has is no word here: it is suggested only if the user finds somebody with it.
            if found := count_with(reach, [Term((word,), word)]):
                spellings.append((word, found))
    return Alone(term, count, spellings[:MOST_SPELLINGS])


def count_with(reach: Reach, terms: Sequence[Term]) -> int:
    """How many people's texts have all of it, at most CAP + 1."""
    return len(_newest(reach, terms, reach.people, CAP + 1))


def _newest(reach: Reach, terms: Sequence[Term], people: QuerySet[Candidate], most: int) -> list[int]:
    """The newest of these people whose texts have all of it, at most so many."""
    last = Candidate.objects.aggregate(last=Max("pk"))["last"] or 0
    if terms and (eras := engine().recent_eras(last)):
        lately = people.filter(pk__gte=eras[0] * ERA)
        keys = _first(_with_all(reach, terms, lately, eras), most)
        if len(keys) == most:
            return keys
    return _first(_with_all(reach, terms, people), most)


def _first(people: QuerySet[Candidate], most: int) -> list[int]:
    return list(people.order_by("-pk").values_list("pk", flat=True)[:most])


def _with_all(
    reach: Reach, terms: Sequence[Term], people: QuerySet[Candidate], eras: Sequence[int] = ()
) -> QuerySet[Candidate]:
    for term in terms:
        people = people.filter(pk__in=_whose(reach, term, eras))
    return people


def _without(reach: Reach, asked: Asked, people: QuerySet[Candidate]) -> QuerySet[Candidate]:
    for term in asked.unwanted:
        people = people.exclude(pk__in=_whose(reach, term))
    return people


def _whose(reach: Reach, term: Term, eras: Sequence[int] = ()) -> QuerySet[SearchText, Any]:
    return reach.texts.filter(engine().having([[term]], eras=eras)).values("candidate")


def _named(reach: Reach, people: QuerySet[Candidate], every: Sequence[Sequence[Term]]) -> list[int]:
    """People whose name has of each alternatives one."""
    names = reach.texts.filter(engine().having(every, in_names=True)).values("candidate")
    rows = people.filter(pk__in=names).order_by("name", "pk")
    return list(rows.values_list("pk", flat=True)[:MOST_NAMED])


def _similar(reach: Reach, people: QuerySet[Candidate], terms: Sequence[Term]) -> list[int]:
    """People whose name is this but for a slip in a word."""
    every = [[term, *_close_to(term)] for term in terms]
    return _named(reach, people, every) if any(len(terms) > 1 for terms in every) else []


def names_somebody(user: Any, text: str) -> bool:
    """Whether a word of a text is an address, or part of the name of somebody whom the user may find."""
    if "@" in text:
        return True
    terms = [Term((word,), word, whole=True) for word in words_of(text)]
    reach = reach_of(user)
    return bool(terms) and bool(_named(reach, reach.people, [terms]))


def _close_to(term: Term) -> list[Term]:
    return [Term((word,), word, whole=True) for word in engine().near(term.words[0])]


def _as_wanted(reach: Reach, wanted: Wanted, quiet_since: datetime | None) -> QuerySet[Candidate]:
    people = reach.people
    if _asks_of_resumes(wanted):
        read = reach.resumes.filter(facts__isnull=False)
        newer = read.filter(candidate=OuterRef("candidate"), pk__gt=OuterRef("pk"))
        shown = read_as_wanted(read, wanted, at="facts__screening", resume="pk").filter(~Exists(newer))
        people = people.filter(pk__in=shown.values("candidate"))
    if wanted.sources:
        came = reach.applications.filter(candidate=OuterRef("pk"), source__in=list(wanted.sources))
        people = people.filter(Exists(came))
    if wanted.tags:
        people = people.filter(pk__in=tagged_with(wanted.tags))
    if quiet_since is not None:
        people = people.filter(~was_in_touch(reach, quiet_since))
    return people


def _asks_of_resumes(wanted: Wanted) -> bool:
    lists = (wanted.holding, wanted.lacking, wanted.unreviewed, wanted.activities, wanted.levels)
    return any(lists) or bool(wanted.backgrounds) or (wanted.years_from, wanted.years_to) != (None, None)


def was_in_touch(reach: Reach, since: datetime) -> Q:
    """Whether somebody wrote a note on a person, or put them on a job, moved them or ended it, from this moment on."""
    notes = reach.notes.filter(candidate=OuterRef("pk"), created_at__gte=since)
    recent = Q(applied_at__gte=since) | Q(stage_since__gte=since) | Q(closed_at__gte=since)
    return Q(Exists(notes)) | Q(Exists(reach.applications.filter(recent, candidate=OuterRef("pk"))))
