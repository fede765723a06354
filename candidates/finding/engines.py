"""The two engines behind search: SQLite's FTS5, and PostgreSQL's full text with pg_trgm.

Both store the same words (finding.words) and answer the same questions, so no caller knows which it has:

    engine().put([(SearchText(candidate=person, kind="name"), ["kim", "novak"])])
    SearchText.objects.filter(engine().having([[term]]))
    engine().near("nowak")
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL

from candidates.choices import SearchKind
from candidates.finding.asking import Term
from candidates.finding.words import is_close
from candidates.models import SearchText

MOST_NEAR = 200
"""Words of the vocabulary that share most with a misspelt one, of which the close ones are taken."""

LEAST_LETTERS = 4
"""Of a word that may be misspelt: with fewer, everything is close to everything."""

ERA = 10_000
"""People with keys in one such span are of one era."""

RECENT_ERAS = 3
"""The newest ones, in which a common word is looked for first."""

TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS search_word_by_parts ON candidates_searchword USING gin (word gin_trgm_ops)",
)

Text = tuple[SearchText, Sequence[str]]
"""A row, and its words in order."""

Alternatives = Sequence[Term]
"""Terms of which one is enough."""


class Engine(Protocol):
    """What both can."""

    @property
    def tolerates_typos(self) -> bool:
        """Whether near() can find anything."""
        ...

    def put(self, texts: Sequence[Text]) -> None:
        """Store new rows with their words in order, in the caller's transaction."""
        ...

    def having(self, every: Sequence[Alternatives], *, in_names: bool = False, eras: Sequence[int] = ()) -> Q:
        """A condition on SearchText: a single row has of each alternatives one. in_names: only names are looked at;
        eras: only texts of people of these."""
        ...

    def recent_eras(self, last: int) -> Sequence[int]:
        """The newest eras, if so many people came before them that a common word is found faster in these alone. last:
        the newest person's key."""
        ...

    def near(self, word: str) -> list[str]:
        """Words of the vocabulary that are this one but for a slip, the closest first."""
        ...


class Sqlite:
    """FTS5: candidates_search holds the words, candidates_searchword_parts the vocabulary's trigrams (migration 0010)."""

    tolerates_typos = True

    def put(self, texts: Sequence[Text]) -> None:
        SearchText.objects.bulk_create([row for row, _ in texts])
        values = [
            (row.pk, *((" ".join(words), "") if row.kind == SearchKind.NAME else ("", " ".join(words))))
            for row, words in texts
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO candidates_search (rowid, name, words) VALUES (%s, %s, %s)", values
            )

    def having(self, every: Sequence[Alternatives], *, in_names: bool = False, eras: Sequence[int] = ()) -> Q:
        asked = " AND ".join(f"({' OR '.join(map(self._phrase, terms))})" for terms in every)
        asked = f"name : ({asked})" if in_names else asked
        rows = RawSQL("SELECT rowid FROM candidates_search WHERE candidates_search MATCH %s", [asked])
        return Q(pk__in=rows)

    def recent_eras(self, last: int) -> Sequence[int]:
        return ()

    @staticmethod
    def _phrase(term: Term) -> str:
        return f'"{" ".join(term.words)}"{" *" if term.begins else ""}'

    def near(self, word: str) -> list[str]:
        if len(word) < LEAST_LETTERS:
            return []
        padded = f"  {word} "
        parts = " OR ".join(f'"{padded[at : at + 3]}"' for at in range(len(padded) - 2))
        statement = "SELECT word FROM candidates_searchword_parts WHERE word MATCH %s ORDER BY rank LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(statement, [parts, MOST_NEAR])
            return _closest(word, (found.strip() for (found,) in cursor.fetchall()))


class Postgresql:
    """A tsvector of words as they are, without a language's rules; pg_trgm over the vocabulary, where it is there."""

    def __init__(self) -> None:
        self._has_trigrams = False

    @property
    def tolerates_typos(self) -> bool:
        # Asked until it is there: `manage.py search_index` may make it while this process runs.
        self._has_trigrams = self._has_trigrams or has_trigrams()
        return self._has_trigrams

    def put(self, texts: Sequence[Text]) -> None:
        for row, words in texts:
            # A vector of its own: behind other words the parser takes the sign for a gap, and the number for a word.
            era = SearchVector(Value(_era_word(row.candidate_id // ERA)), config="simple")
            row.words = SearchVector(Value(" ".join(words)), config="simple") + era
        SearchText.objects.bulk_create([row for row, _ in texts], batch_size=500)

    def having(self, every: Sequence[Alternatives], *, in_names: bool = False, eras: Sequence[int] = ()) -> Q:
        asked = " & ".join(f"({' | '.join(map(self._phrase, terms))})" for terms in every)
        if eras:
            asked += f" & ({' | '.join(map(_era_word, eras))})"
        found = Q(words=SearchQuery(asked, config="simple", search_type="raw"))
        return found & Q(kind=SearchKind.NAME) if in_names else found

    def recent_eras(self, last: int) -> Sequence[int]:
        newest = last // ERA
        if newest <= RECENT_ERAS:
            return ()
        return range(newest - RECENT_ERAS + 1, newest + 2)  # the one after it: somebody may come meanwhile

    @staticmethod
    def _phrase(term: Term) -> str:
        """Words are letters and digits only, so quoting them can't be broken out of."""
        words = [f"'{word}'" for word in term.words]
        if term.begins:
            words[-1] += ":*"
        return f"({' <-> '.join(words)})"

    def near(self, word: str) -> list[str]:
        if len(word) < LEAST_LETTERS or not self.tolerates_typos:
            return []
        # The operator, not the function, is what the index answers; settings say how alike it wants them.
        statement = """SELECT word FROM candidates_searchword WHERE word %% %s
            ORDER BY similarity(word, %s) DESC, word LIMIT %s"""
        with connection.cursor() as cursor:
            cursor.execute(statement, [word, word, MOST_NEAR])
            return _closest(word, (found for (found,) in cursor.fetchall()))


def _era_word(era: int) -> str:
    """What every text of the era's people has besides its words. The sign keeps it apart from what somebody may type."""
    return f"~{era}"


def _closest(word: str, found: Iterable[str]) -> list[str]:
    close = [other for other in found if is_close(word, other)]
    return close[:8]


@cache
def engine() -> Engine:
    """This installation's."""
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()


def has_trigrams() -> bool:
    """Whether PostgreSQL's extension pg_trgm is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def make_trigrams() -> bool:
    """Make PostgreSQL's extension and its index if that is possible by now. Returns whether typos are tolerated."""
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in TRIGRAMS:
                    cursor.execute(statement)
        except DatabaseError:
            return has_trigrams()
    return engine().tolerates_typos
