"""What is published, scheduled, changed, withdrawn, ended and meant in a stretch of time?

A fixed number of queries, however much there is; stories are found by the indexes of the times asked about.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Window
from django.db.models.functions import RowNumber, TruncDate

from articles.models import Article, Edition, EditionByline, NewsFeedItem, Section, Slot, Withdrawal
from articles.slips import CROWD_WITHIN, Going, crowding, slips
from authors.models import Author
from images.models import Image
from newsroom import days, zones


class Kind(TextChoices):
    FIRST = "first", "Story"
    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"
    MINOR = "minor", "Minor fix"
    WITHDRAWAL = "withdrawal", "Off line"
    INTENTION = "intention", "Planned"
    FEED = "feed", "Feed item"
    FEED_END = "feed-end", "Feed item ends"
    RIGHTS = "rights", "Picture rights end"
    FRONT = "front", "Front page"


EDITIONS = {Kind.FIRST, Kind.UPDATE, Kind.CORRECTION, Kind.MINOR}


@dataclass(frozen=True)
class Entry:
    """One line of the calendar. `key` is the primary key of what it is about: an edition, a withdrawal, …"""

    kind: Kind
    key: int
    at: datetime
    headline: str
    ahead: bool
    section: str = ""
    article: Article | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_overdue(self) -> bool:
        """It was meant for a time that has passed, and nothing came of it."""
        return self.kind == Kind.INTENTION and not self.ahead

    @property
    def state(self) -> str:
        """Say in one word or two whether it has happened."""
        if self.kind == Kind.INTENTION:
            return "not scheduled" if self.ahead else "nothing happened"
        if self.kind in EDITIONS:
            return "scheduled" if self.ahead else "published"
        if self.kind == Kind.WITHDRAWAL:
            return "withdrawal planned" if self.ahead else "withdrawn"
        return "to come" if self.ahead else "past"


@dataclass(frozen=True)
class Narrowed:
    """What the calendar is narrowed to. Feed items that were live already are many, and shown on demand only."""

    section: Section | None = None
    author: Author | None = None
    feed: bool = True
    past_feed: bool = False

    @property
    def is_whole(self) -> bool:
        return self.section is None and self.author is None


@dataclass
class Agenda:
    """Entries in order of time, and how many more there were on each day than were fetched."""

    entries: list[Entry] = field(default_factory=list)
    left_out: Counter[date] = field(default_factory=Counter)


def between(
    since: datetime, until: datetime, *, moment: datetime, narrowed: Narrowed | None = None, each_day: int
) -> Agenda:
    """Gather what falls into `since <= at < until` (UTC), as it stands at `moment`.

    All that is ahead; of what is past, the newest `each_day` of each local day.
    """
    narrowed = narrowed or Narrowed()
    agenda = Agenda()
    agenda.entries += _published(agenda, since, until, moment, narrowed, each_day)
    agenda.entries += _scheduled(since, until, moment, narrowed)
    agenda.entries += _withdrawals(since, until, moment, narrowed)
    agenda.entries += _intentions(since, until, moment, narrowed)
    if narrowed.feed and narrowed.section is None:
        agenda.entries += _feed(agenda, since, until, moment, narrowed, each_day)
    if narrowed.feed and narrowed.is_whole:
        agenda.entries += _rights(since, until, moment)
        agenda.entries += _fronts(since, until, moment)
    agenda.entries.sort(key=lambda entry: (entry.at, entry.kind, entry.key))
    return agenda


def doubts(at: datetime, *, words: Article | Edition, article: Article, kind: str, moment: datetime) -> list[str]:
    """Say what speaks against showing a story's `words` at `at`: a slip, or, unless it is a minor fix, a crowd."""
    told = slips(at, planned=article.planned_for)
    if kind == Edition.Kind.MINOR:
        return told
    others = goings(at - CROWD_WITHIN, at + CROWD_WITHIN, moment=moment, besides=article)
    section = words.section.name if words.section else ""
    crowd = crowding([*others, Going(0, article.pk, at, section, words.headline)])
    return told + crowd.get(0, [])


def goings(since: datetime, until: datetime, *, moment: datetime, besides: Article | None = None) -> list[Going]:
    """List all publications ahead in `since <= at <= until` that readers notice, in the whole paper."""
    rows = Edition.objects.filter(live_from__gt=moment, live_from__gte=since, live_from__lte=until)
    rows = rows.exclude(kind=Edition.Kind.MINOR)
    if besides is not None:
        rows = rows.exclude(article=besides)
    columns = ("id", "article_id", "live_from", "section__name", "headline")
    return [
        Going(key, article, at, section or "", headline)
        for key, article, at, section, headline in rows.values_list(*columns)
    ]


# Editions

ARTICLE = ("id", "slug", "version", "stage", "planned_for", "created_by_id", "assignee_id", "saved_at", "headline")


def _editions(narrowed: Narrowed) -> QuerySet[Edition]:
    rows = Edition.objects.select_related("article", "section").only(
        *("headline", "kind", "live_from", "published_at", "struck_at", "article_id", "section_id", "section__name"),
        *(f"article__{name}" for name in ARTICLE),
    )
    if narrowed.section is not None:
        rows = rows.filter(section=narrowed.section)
    if narrowed.author is not None:
        rows = rows.filter(bylines__author=narrowed.author)
    return rows


def _published(
    agenda: Agenda, since: datetime, until: datetime, moment: datetime, narrowed: Narrowed, each_day: int
) -> Iterator[Entry]:
    rows = _editions(narrowed).filter(live_from__gte=since, live_from__lt=until, live_from__lte=moment)
    for edition in _newest_of_each_day(agenda, rows, each_day):
        yield _entry_of(edition, moment)


def _scheduled(since: datetime, until: datetime, moment: datetime, narrowed: Narrowed) -> Iterator[Entry]:
    crowd = crowding(goings(since - CROWD_WITHIN, until + CROWD_WITHIN, moment=moment))
    rows = _editions(narrowed).filter(live_from__gte=since, live_from__lt=until, live_from__gt=moment)
    for edition in rows:
        told = slips(edition.live_from, planned=edition.article.planned_for) + crowd.get(edition.pk, [])
        yield replace(_entry_of(edition, moment), warnings=tuple(told))


def _entry_of(edition: Edition, moment: datetime) -> Entry:
    first = edition.live_from == edition.published_at
    return Entry(
        kind=Kind.FIRST if first else Kind(edition.kind),
        key=edition.pk,
        at=edition.live_from,
        headline=edition.headline if edition.struck_at is None else "Struck on legal grounds",
        ahead=edition.live_from > moment,
        section=edition.section.name if edition.section else "",
        article=edition.article,
    )


def _newest_of_each_day(agenda: Agenda, rows: QuerySet[Any], each_day: int) -> Iterator[Any]:
    """Fetch the newest rows of each local day, and count into `agenda` what is left out."""
    day = TruncDate("live_from", tzinfo=zones.newsroom_zone())
    rows = rows.annotate(
        nth=Window(RowNumber(), partition_by=[day], order_by=[F("live_from").desc(), F("id").desc()]),
        of_day=Window(Count("id"), partition_by=[day]),
    ).filter(nth__lte=each_day)
    for row in rows:
        if row.nth == each_day and row.of_day > each_day:
            agenda.left_out[days.day_of(row.live_from)] += row.of_day - each_day
        yield row


# What ends, and what is meant


def _withdrawals(since: datetime, until: datetime, moment: datetime, narrowed: Narrowed) -> Iterator[Entry]:
    """Each with the words that go, or went, off line by it."""
    gone = Edition.objects.filter(article=OuterRef("article"), live_from__lt=OuterRef("at")).order_by("-live_from")
    rows = Withdrawal.objects.filter(at__gte=since, at__lt=until).select_related("article").order_by("at")
    rows = rows.only("at", "article_id", *(f"article__{name}" for name in ARTICLE)).annotate(
        edition_id=Subquery(gone.values("id")[:1]),
        headline=Subquery(gone.values("headline")[:1]),
        section_id=Subquery(gone.values("section_id")[:1]),
        section_name=Subquery(gone.values("section__name")[:1]),
    )
    if narrowed.section is not None:
        rows = rows.filter(section_id=narrowed.section.pk)
    if narrowed.author is not None:
        credits = EditionByline.objects.filter(edition=OuterRef("edition_id"), author=narrowed.author)
        rows = rows.filter(Exists(credits))
    for row in rows:
        headline = row.headline or "Struck on legal grounds"
        yield Entry(
            Kind.WITHDRAWAL, row.pk, row.at, headline, row.at > moment, row.section_name or "", article=row.article
        )


def _intentions(since: datetime, until: datetime, moment: datetime, narrowed: Narrowed) -> Iterator[Entry]:
    """Plans that nothing has answered yet: no version of the story comes then or later, nor holds its very words."""
    answers = Edition.objects.filter(article=OuterRef("pk")).filter(
        Q(live_from__gte=OuterRef("planned_for")) | Q(revision=OuterRef("revision"))
    )
    rows = Article.objects.filter(~Exists(answers), planned_for__gte=since, planned_for__lt=until)
    rows = rows.exclude(stage=Article.Stage.SPIKED).select_related("section").only(*ARTICLE, "section__name")
    if narrowed.section is not None:
        rows = rows.filter(section=narrowed.section)
    if narrowed.author is not None:
        rows = rows.filter(bylines__author=narrowed.author)
    for article in rows:
        at = article.planned_for
        assert at is not None  # noqa: S101 - it was filtered by
        ahead = at > moment
        section = article.section.name if article.section else ""
        told = tuple(slips(at)) if ahead else ()
        yield Entry(Kind.INTENTION, article.pk, at, str(article), ahead, section, article=article, warnings=told)


def _feed(
    agenda: Agenda, since: datetime, until: datetime, moment: datetime, narrowed: Narrowed, each_day: int
) -> Iterator[Entry]:
    """The newsroom's own items: a story's entry comes with the story."""
    own = NewsFeedItem.objects.filter(article__isnull=True).only("headline", "text", "live_from", "live_until")
    if narrowed.author is not None:
        own = own.filter(source=narrowed.author)
    for item in own.filter(live_from__gte=since, live_from__lt=until, live_from__gt=moment):
        yield Entry(Kind.FEED, item.pk, item.live_from, _said(item), True)
    for item in own.filter(live_until__gte=since, live_until__lt=until, live_until__gt=moment):
        yield Entry(Kind.FEED_END, item.pk, item.live_until, _said(item), True)  # type: ignore[arg-type]
    if narrowed.past_feed:
        past = own.filter(live_from__gte=since, live_from__lt=until, live_from__lte=moment)
        for item in _newest_of_each_day(agenda, past, each_day):
            yield Entry(Kind.FEED, item.pk, item.live_from, _said(item), False)


def _said(item: NewsFeedItem) -> str:
    return item.headline or item.text[:120]


def _rights(since: datetime, until: datetime, moment: datetime) -> Iterator[Entry]:
    rows = Image.objects.filter(rights_until__gte=since, rights_until__lt=until).only("title", "rights_until")
    for image in rows:
        at: Any = image.rights_until
        yield Entry(Kind.RIGHTS, image.pk, at, image.title, at > moment)


def _fronts(since: datetime, until: datetime, moment: datetime) -> Iterator[Entry]:
    """What is planned for the front pages: which places hold something else from then on."""
    slots = Slot.objects.filter(live_from__gte=since, live_from__lt=until, live_from__gt=moment)
    for slot in slots.select_related("page").prefetch_related("items__article"):
        names = ", ".join(str(item.article) for item in slot.items.all())
        yield Entry(Kind.FRONT, slot.pk, slot.live_from, f"{slot}: {names}", True)
