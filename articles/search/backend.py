"""Which back end speaks for this database, and what does each know how to say?"""

from typing import Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.models.editions import EditionQuerySet
from articles.search import postgres, sqlite
from articles.search.entries import Entry
from articles.search.questions import Question, Term


class Backend(Protocol):
    def write(self, number: int, entry: Entry) -> None:
        """Keep the words by which the edition of this number is found, in place of those kept before."""

    def erase(self, number: int) -> None:
        """Forget them."""

    def tidy(self) -> None:
        """Make good what many writings leave behind."""

    def entries(self, editions: EditionQuerySet) -> EditionQuerySet:
        """Join each edition's entry, so that `holding` may speak of it."""

    def answering(self, editions: EditionQuerySet, question: Question) -> EditionQuerySet:
        """Keep the editions that answer a question."""

    def holding(self, term: Term, field: str) -> RawSQL:
        """Say "it has this term in its headline", or in its standfirst."""

    def similar_forms(self, editions: EditionQuerySet, words: list[str]) -> list[str]:
        """List the words of headlines and standfirsts that have some like these, for each the likest first."""


def backend() -> Backend:
    return postgres if connection.vendor == "postgresql" else sqlite
