"""How does SQLite say it? With an FTS5 table whose row numbers are those of the editions.

FTS5 keeps one word at a place. So the readings of a word stand side by side, tied by TIE, and a phrase is first looked
for as words of the same text, and then, in what was found, by the shape that it has in the kept column.
"""

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from articles.models.editions import EditionQuerySet
from articles.search.entries import Entry, Readings
from articles.search.questions import Alternative, Question, Term

TIE = "~"
FIELDS = ("headline", "standfirst", "body")
Condition = tuple[str, list[str]]


def write(number: int, entry: Entry) -> None:
    erase(number)
    columns = [_column(words) for words in (entry.headline, entry.standfirst, entry.body)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_search (rowid, headline, standfirst, body) VALUES (%s, %s, %s, %s)",
            [number, *columns],
        )


def erase(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [number])


def tidy() -> None:
    """Put an index that was written row by row into its best order."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_search (articles_search) VALUES ('optimize')")


def entries(editions: EditionQuerySet) -> EditionQuerySet:
    return editions  # conditions here ask the index by itself


def answering(editions: EditionQuerySet, question: Question) -> EditionQuerySet:
    """Keep the editions that answer a question."""
    found = [_answers(alternative) for alternative in question.alternatives]
    return editions.filter(
        _among(" UNION ".join(sql for sql, _ in found), [value for _, row in found for value in row])
    )


def holding(term: Term, field: str) -> RawSQL:
    """Say "it has this term in its headline", or in another field."""
    sql, values = _rows(f"{{{field}}} : ({_words(term)})", [(term, True)], (field,))
    return _among(sql, values)


def similar_forms(editions: EditionQuerySet, words: list[str]) -> list[str]:
    """Nothing: SQLite compares no trigrams, so a misspelt word finds nothing here."""
    return []


def _among(sql: str, values: list[str]) -> RawSQL:
    return RawSQL(f'"articles_edition"."id" IN ({sql})', values, output_field=BooleanField())  # noqa: S611 (values apart)


def _answers(alternative: Alternative) -> Condition:
    match = " AND ".join(f"({_words(term)})" for term in alternative.wanted)
    for term in alternative.unwanted:
        if not term.is_phrase:
            match = f"({match}) NOT ({_words(term)})"
    phrases = [(term, True) for term in alternative.wanted] + [(term, False) for term in alternative.unwanted]
    return _rows(match, phrases, FIELDS)


def _rows(match: str, phrases: list[tuple[Term, bool]], fields: tuple[str, ...]) -> Condition:
    """Select the rows that match; of the phrases among the terms each must, or must not, stand in one of the fields."""
    sql, values = "SELECT rowid FROM articles_search WHERE articles_search MATCH %s", [match]
    for term, wanted in phrases:
        if term.is_phrase:
            found = " OR ".join(f"{field} REGEXP %s" for field in fields)
            sql += f" AND ({found})" if wanted else f" AND NOT ({found})"
            values += [_shape(term)] * len(fields)
    return sql, values


def _words(term: Term) -> str:
    """Write a term in the language of MATCH: each word by any of its readings. They hold letters and figures only."""
    return " AND ".join("(" + " OR ".join(f'"{reading}"' for reading in word) + ")" for word in term.words)


def _shape(term: Term) -> str:
    """Describe a phrase as it stands in a column, for REGEXP."""
    words = " ".join(rf"(?:\S*{TIE})?(?:{'|'.join(word)})(?:{TIE}\S*)?" for word in term.words)
    return f"(?:^| ){words}(?: |$)"


def _column(words: tuple[Readings, ...]) -> str:
    return " ".join(TIE.join(word) for word in words)
