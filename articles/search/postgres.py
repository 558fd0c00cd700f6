"""How does PostgreSQL say it? With tsvectors that hold our lexemes as they are, weighted A, B and D by their field.

Both vectors and questions are written in the form that a cast reads, so no parser or dictionary of the database has a
say, whatever its locale: SQLite finds the same. All readings of a word stand at one place, so that a phrase is found
by any of them. `heading` holds headline and standfirst once more: it is small, stands in the row itself, and gives the
rank without fetching the whole vector.
"""

from collections import defaultdict
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, FloatField, TextField
from django.db.models.expressions import RawSQL

from articles.models.editions import EditionQuerySet
from articles.search.entries import Entry
from articles.search.questions import Alternative, Question, Term

WEIGHTS = {"headline": "A", "standfirst": "B", "body": "D"}
GAP = 10
"""Places between two fields, so that no phrase reaches from one into the next."""
LAST_PLACE = 16_383
"""tsvector counts no further: words behind it are found, phrases of them are not."""
ALIKE = 0.4
"""How similar a word must be to be taken for a slip, of 1: a letter missing or wrong in a word of five."""
MOST_ALIKE = 10


def write(number: int, entry: Entry) -> None:
    heading: dict[str, list[str]] = defaultdict(list)
    words: dict[str, list[str]] = defaultdict(list)
    place = 0
    for field, weight in WEIGHTS.items():
        for word in getattr(entry, field):
            place += 1
            for reading in word:
                position = f"{min(place, LAST_PLACE)}{weight}"
                words[reading].append(position)
                if weight != "D":
                    heading[reading].append(position)
        place += GAP
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_search (rowid, heading, words, forms) VALUES (%s, %s::tsvector, %s::tsvector, %s)"
            " ON CONFLICT (rowid) DO UPDATE SET heading = EXCLUDED.heading, words = EXCLUDED.words,"
            " forms = EXCLUDED.forms",
            [number, _vector(heading), _vector(words), entry.forms],
        )


def erase(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [number])


def tidy() -> None:
    """Make the index of trigrams, if its extension has come since, and let the planner know what the table holds."""
    has_trigrams.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('articles_search_trigrams')")
        if cursor.fetchone() == (None,) and has_trigrams():
            cursor.execute("CREATE INDEX articles_search_trigrams ON articles_search USING gin (forms gin_trgm_ops)")
        cursor.execute("ANALYZE articles_search")


def entries(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.filter(search_entry__isnull=False)


def answering(editions: EditionQuerySet, question: Question) -> EditionQuerySet:
    """Keep the editions that answer a question."""
    query = " | ".join(f"({_alternative(one)})" for one in question.alternatives)
    return entries(editions).filter(_true('"articles_search"."words" @@ %s::tsquery', query))


def holding(term: Term, field: str) -> RawSQL:
    """Say "it has this term in its headline", or in another field, of editions that `entries` joined."""
    column = "words" if field == "body" else "heading"
    return _true(f'"articles_search"."{column}" @@ %s::tsquery', _term(term, WEIGHTS[field]))


def similar_forms(editions: EditionQuerySet, words: list[str]) -> list[str]:
    """List the words of headlines and standfirsts that have some like these, for each the likest first."""
    if not has_trigrams():
        return []
    found = [_alike(entries(editions), word) for word in words]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
        return list(found[0].union(*found[1:], all=True))


def _alike(editions: EditionQuerySet, word: str) -> Any:
    alike = RawSQL("word_similarity(%s, articles_search.forms)", [word], output_field=FloatField())
    forms = RawSQL("articles_search.forms", [], output_field=TextField())
    is_alike = RawSQL("%s <%% articles_search.forms", [word], output_field=BooleanField())
    found = editions.filter(is_alike).annotate(forms=forms).order_by(alike.desc(), "-pk")
    return found.values_list("forms", flat=True)[:MOST_ALIKE]


@cache
def has_trigrams() -> bool:
    """Say whether the extension pg_trgm is there; asked once for the process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _true(sql: str, query: str) -> RawSQL:
    return RawSQL(sql, [query], output_field=BooleanField())  # noqa: S611 (its value is handed over apart)


def _alternative(alternative: Alternative) -> str:
    wanted = [f"({_term(term)})" for term in alternative.wanted]
    unwanted = [f"!({_term(term)})" for term in alternative.unwanted]
    return " & ".join(wanted + unwanted)


def _term(term: Term, weight: str = "") -> str:
    mark = f":{weight}" if weight else ""
    return " <-> ".join("(" + " | ".join(f"'{reading}'{mark}" for reading in word) + ")" for word in term.words)


def _vector(places: dict[str, list[str]]) -> str:
    return " ".join(f"'{reading}':{','.join(dict.fromkeys(positions))}" for reading, positions in places.items())
