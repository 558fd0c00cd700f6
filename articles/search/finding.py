"""Which stories answer a question at a moment, the best first, a page at a time? Public side: from editions alone.

The order is that of one number, which an edition keeps for good: when its story was published, moved forward for every
term that stands in the headline or the standfirst. A word in the headline weighs as much as two years. Nothing in it
depends on the hour, on other stories or on the back end, so a page that goes on after an edition neither repeats nor
skips what was there throughout (docs/decisions/0021).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Func, Prefetch, Value, When
from django.db.models.functions import Left
from django.http import Http404

from articles.models import Edition, EditionByline, EditionTag, Section
from articles.models.editions import EditionQuerySet
from articles.search.backend import backend
from articles.search.questions import Question, Term
from newsroom import days
from newsroom.keyset import Page

SIZE = 20
IN_HEADLINE, IN_STANDFIRST = timedelta(days=730), timedelta(days=365)
"""How much younger a story counts as, if all terms stand there."""
LONGEST_LOOK = 40_000
"""Signs of a body in which a passage to show is looked for."""
MINUTE = timedelta(minutes=1)
NO_SUCH_PLACE = "There is no such place in the list."


@dataclass(frozen=True)
class Filters:
    """Which stories are asked at all. Days are the newsroom's, both included; author and tag are given by address."""

    section: Section | None = None
    author: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None

    def of(self, editions: EditionQuerySet) -> EditionQuerySet:
        if self.section:
            editions = editions.filter(section=self.section)
        if self.author:
            editions = editions.filter(bylines__author__slug=self.author)
        if self.tag:
            editions = editions.filter(tag_items__tag__slug=self.tag)
        if self.since:
            editions = editions.filter(published_at__gte=days.start_of(self.since))
        if self.until:
            editions = editions.filter(published_at__lt=days.end_of(self.until))
        return editions


class Minutes(Func):
    """Counts the whole minutes from 1970 to an instant."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="(CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) / 60)", **extra
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 60)::bigint", **extra
        )


def stories(
    question: Question, filters: Filters, *, moment: datetime, before: int | None = None, size: int = SIZE
) -> Page[Edition]:
    """Return a page of what answers. `before` is the number of the edition after which to go on.

    Each has `beginning`: its body's first signs. Raises Http404 if `before` names nothing that was ever public.
    """
    found = _placed(_answering(question, filters, moment=moment), question)
    if before is not None:
        found = found.filter(place__lt=_place_of(before, question, moment=moment))
    rows = list(
        found.for_cards()
        .annotate(beginning=Left("body", LONGEST_LOOK))
        .prefetch_related(
            Prefetch("bylines", EditionByline.objects.select_related("author")),
            Prefetch("tag_items", EditionTag.objects.select_related("tag").order_by("tag__name")),
        )
        .order_by("-place")[: size + 1]
    )
    kept = rows[:size]
    return Page(kept, kept[-1].pk if len(rows) > size else None)


def any_story(question: Question, filters: Filters, *, moment: datetime) -> bool:
    return _answering(question, filters, moment=moment).exists()


def _answering(question: Question, filters: Filters, *, moment: datetime) -> EditionQuerySet:
    return backend().answering(filters.of(Edition.objects.live_at(moment)), question)


def _place_of(number: int, question: Question, *, moment: datetime) -> int:
    """Return the place of an edition that was public at some time, whatever became of it."""
    editions = backend().entries(Edition.objects.filter(pk=number, live_from__lte=moment))
    place = _placed(editions, question).values_list("place", flat=True).first()
    if place is None:
        raise Http404(NO_SUCH_PLACE)
    return place


def _placed(editions: EditionQuerySet, question: Question) -> EditionQuerySet:
    """Add the number that orders the list: minutes, and among stories of one minute the number of the story."""
    minutes: Any = Minutes(F("published_at"))
    for term in question.terms:
        minutes += _gain(term, share=len(question.terms))
    place = minutes * Value(2**32) + F("article_id")
    return editions.annotate(place=ExpressionWrapper(place, BigIntegerField()))


def _gain(term: Term, *, share: int) -> Case:
    holding = backend().holding
    return Case(
        When(holding(term, "headline"), then=Value(IN_HEADLINE // MINUTE // share)),
        When(holding(term, "standfirst"), then=Value(IN_STANDFIRST // MINUTE // share)),
        default=Value(0),
        output_field=BigIntegerField(),
    )
