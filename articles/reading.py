"""What may readers see at a moment? Every query of the public side, each from editions alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.http import Http404

from articles import front_page
from articles.models import Edition, EditionByline, EditionTag, NewsFeedItem, Section, Tag
from articles.models.editions import public_q
from authors.models import Author
from newsroom import languages
from newsroom.keyset import Page, Place, page
from newsroom.memory import remembered

LIST_SIZE = 20
FEED_SIZE = 20
MOST_ABOVE = 5
LATELY = timedelta(days=30)
WITH_LISTS = (
    Prefetch("bylines", EditionByline.objects.select_related("author__portrait")),
    Prefetch("tag_items", EditionTag.objects.select_related("tag").order_by("tag__name")),
)
NEWS_SIZE = 20
NEWS_LOOKS_BACK = 30
LATE = timedelta(minutes=2)
"""How long after its hour an item may be committed and still reach those who have asked meanwhile."""


BY_START = {"time": "live_from", "number": "id"}
NO_SUCH_PLACE = "There is no such place in the list."


class Gone(Exception):
    """It was public once and was taken back."""


@dataclass(frozen=True)
class Feed:
    """A stretch of the stream, with what stands above it: what is pinned, and what is breaking news."""

    page: Page[NewsFeedItem]
    pinned: list[NewsFeedItem]
    breaking: list[NewsFeedItem] = field(default_factory=list)


@dataclass(frozen=True)
class News:
    """What has come into the stream since a reader's newest item, and what of the rest still stands."""

    newer: list[NewsFeedItem]
    late: list[NewsFeedItem]
    """What stands shortly before the reader's newest item: it may have been committed after they were answered."""
    too_many: bool
    """More than `NEWS_SIZE` are newer: none is named, the page is to be asked for anew."""
    standing: Sequence[NewsFeedItem]
    """The beginning of the stream: what is above the last of these and not among them was taken back."""

    @property
    def items(self) -> list[NewsFeedItem]:
        return self.newer + self.late


@remembered("sections")
def sections() -> tuple[Section, ...]:
    """Every section, in the order of the menu. Like authors' names they are as they are now, at whatever moment."""
    return tuple(Section.objects.all())


def story(slug: str, *, moment: datetime) -> Edition:
    """Return the live edition at an address. Raises Gone if the story was withdrawn, Http404 if there is none."""
    editions = Edition.objects.filter(article__slug=slug)
    edition = (
        editions.live_at(moment)
        .select_related("article", "section", "lead_picture")
        .defer("article__body", "article__headline", "article__standfirst")
        .prefetch_related(*WITH_LISTS)
        .first()
    )
    if edition is None:
        if editions.filter(live_from__lte=moment).exists():
            raise Gone
        raise Http404("There is no such story.")
    return edition


def corrections(edition: Edition, *, moment: datetime) -> list[Edition]:
    """List every correction of a story up to the moment, newest first."""
    return corrections_of([edition], moment=moment)[edition.article_id]


def corrections_of(editions: Sequence[Edition], *, moment: datetime) -> dict[int, list[Edition]]:
    """List the corrections of many stories, by story, in one query at most."""
    found: dict[int, list[Edition]] = {edition.article_id: [] for edition in editions}
    corrected = [edition.article_id for edition in editions if edition.corrections]
    if corrected:
        rows = Edition.objects.filter(
            article__in=corrected,
            kind=Edition.Kind.CORRECTION,
            live_from__lte=moment,
            live_from__gt=F("published_at"),
            struck_at__isnull=True,
        ).only("id", "article_id", "note", "live_from")
        for row in rows.order_by("-live_from"):
            found[row.article_id].append(row)
    return found


def translations(edition: Edition, *, moment: datetime) -> list[Edition]:
    """List the live editions that tell the same story in other languages, in the order of the paper's languages.

    One question at most, and none of a story without translations. Each has its `language`, `headline` and address.
    """
    group = edition.article.translation_group_id
    if group is None:
        return []
    rows = Edition.objects.live_at(moment).filter(article__translation_group=group).exclude(language=edition.language)
    rows = rows.exclude(article=edition.article_id).select_related("article")
    found = {row.language: row for row in rows.only("language", "headline", "article__id", "article__slug")}
    return [found[language.code] for language in languages.of_the_paper() if language.code in found]


def front(language: str, *, moment: datetime) -> front_page.FrontPage:
    """Lay out the front page in one language."""
    rows = Edition.objects.live_at(moment).for_cards().placed_on(language, moment=moment)
    placed = [
        front_page.Placed(e.slot_place, e.slot_position, e.slot_title, e.slot_from, e.slot_until, e) for e in rows
    ]
    enough = len(placed) + front_page.SECONDARY + 1 + front_page.RIVER
    newest = newest_in(language, moment=moment, size=enough)
    return front_page.compose(placed, newest.rows, moment=moment)


@dataclass(frozen=True)
class Corrected:
    """One correction, and the story as it is live."""

    pk: int
    note: str
    at: datetime
    edition: Edition


def all_corrections(*, moment: datetime, before: int | None = None, size: int = LIST_SIZE) -> Page[Corrected]:
    """List the corrections of all live stories, newest first. What was struck, or is off line, is not told of."""
    rows = Edition.objects.filter(
        Exists(Edition.objects.live_at(moment).filter(article=OuterRef("article"))),
        kind=Edition.Kind.CORRECTION,
        live_from__gt=F("published_at"),
        struck_at__isnull=True,
    )
    place = None
    if before is not None:
        at = rows.model.objects.filter(pk=before, kind=Edition.Kind.CORRECTION, live_from__lte=moment)
        found = at.values_list("live_from", flat=True).first()
        if found is None:
            raise Http404(NO_SUCH_PLACE)
        place = Place(found, before)
    cut = page(rows.only("id", "article_id", "note", "live_from"), moment=moment, before=place, size=size, **BY_START)
    live = Edition.objects.live_at(moment).filter(article__in={row.article_id for row in cut}).for_cards()
    stories = {edition.article_id: edition for edition in live}
    told = [
        Corrected(row.pk, row.note, row.live_from, stories[row.article_id]) for row in cut if row.article_id in stories
    ]
    return Page(told, cut.older)


def newest(*, moment: datetime, before: int | None = None, size: int = LIST_SIZE) -> Page[Edition]:
    return _page(Edition.objects.newest(), moment=moment, before=before, size=size)


def newest_in(language: str, *, moment: datetime, size: int = LIST_SIZE) -> Page[Edition]:
    return _page(Edition.objects.in_language(language), moment=moment, before=None, size=size)


def in_section(section: Section, *, moment: datetime, before: int | None, size: int = LIST_SIZE) -> Page[Edition]:
    return _page(Edition.objects.in_section(section), moment=moment, before=before, size=size)


def tagged(tag: Tag, *, moment: datetime, before: int | None, size: int = LIST_SIZE) -> Page[Edition]:
    """Raises Http404 for a tag that no live story bears: it is not public."""
    page = _page(Edition.objects.tagged(tag), moment=moment, before=before, size=size)
    if not page.rows and (before is None or not Edition.objects.tagged(tag).live_at(moment).exists()):
        raise Http404("There is no such tag.")
    return page


def by_author(author: Author, *, moment: datetime, before: int | None, size: int = LIST_SIZE) -> Page[Edition]:
    """Raises Http404 for an author whom no live story credits, unless the desk lists them."""
    page = _page(Edition.objects.credited_to(author), moment=moment, before=before, size=size)
    if page.rows or author.listed:
        return page
    if before is None or not Edition.objects.credited_to(author).live_at(moment).exists():
        raise Http404("There is no such author.")
    return page


def whole(cards: Iterable[Edition]) -> list[Edition]:
    """Fetch bodies, bylines and tags of the editions on a page, in its order."""
    order = [edition.pk for edition in cards]
    found = (
        Edition.objects.filter(pk__in=order)
        .select_related("article", "section", "lead_picture")
        .defer("article__body", "article__headline", "article__standfirst")
        .prefetch_related(*WITH_LISTS)
    )
    by_key = {edition.pk: edition for edition in found}
    return [by_key[pk] for pk in order]


def _page(editions, *, moment: datetime, before: int | None, size: int) -> Page[Edition]:
    place = None
    if before is not None:
        place = Edition.objects.place_of(before, moment=moment)
        if place is None:
            raise Http404(NO_SUCH_PLACE)
    return editions.for_cards().page(moment=moment, before=place, size=size)


def feed(
    *,
    moment: datetime,
    before: int | None = None,
    size: int = FEED_SIZE,
    with_pinned: bool = True,
    language: str = "",
) -> Feed:
    """Return a stretch of the stream; pinned and breaking items stand above its beginning and keep their place in it.

    With a `language`, what the last weeks brought in that language.
    """
    place: Place | None = None
    if before is not None:
        place = NewsFeedItem.objects.place_of(before, moment=moment)
        if place is None:
            raise Http404(NO_SUCH_PLACE)
    page = _stream(moment=moment, before=place, size=size, language=language)
    if before is not None or not with_pinned:
        return Feed(page, [])
    above = NewsFeedItem.objects.public_at(moment, language=language).above_the_rest(moment)
    standing = list(above.order_by("-live_from", "-id")[: 2 * MOST_ABOVE])
    pinned = [item for item in standing if item.pinned][:MOST_ABOVE]
    return Feed(page, pinned, [item for item in standing if item.is_breaking][:MOST_ABOVE])


def _stream(*, moment: datetime, before: Place | None, size: int, language: str) -> Page[NewsFeedItem]:
    items = NewsFeedItem.objects.all()
    if language:  # the index knows no languages: without this, all items would be read where few are in this one
        items = items.filter(live_from__gt=moment - LATELY)
    return items.page(moment=moment, before=before, size=size, language=language)


def feed_since(newest: int, *, moment: datetime, language: str = "") -> News:
    """Say what came after the item `newest`, in one language or in all. Raises Http404 if that never was public.

    Items are told in the order of their hours, but not always committed in it: one of 12:00:00 may be saved after
    somebody has been told of one of 12:00:01. So every answer also holds what stands up to `LATE` before `newest`, and
    whoever asks leaves out what they have. Whatever is committed within `LATE` of its hour is in the first answer made
    after that: `newest` was public when an answer before it was made, so it is at most `LATE` younger than the item.
    """
    place = NewsFeedItem.objects.place_of(newest, moment=moment)
    if place is None:
        raise Http404(NO_SUCH_PLACE)
    page = _stream(moment=moment, before=None, size=NEWS_SIZE + NEWS_LOOKS_BACK, language=language)
    newer = [item for item in page if item.place > place]
    late = [item for item in page if item.place < place and item.live_from > place.at - LATE]
    standing = page.rows[:FEED_SIZE]
    if len(newer) > NEWS_SIZE:
        return News([], [], True, standing)
    return News(newer, late, False, standing)


def feed_item(number: int, *, moment: datetime) -> NewsFeedItem:
    """Return one item. Raises Gone if it, or its story, was taken back, Http404 if it never was public."""
    item = NewsFeedItem.objects.filter(pk=number).public_at(moment).first()
    if item is None:
        if NewsFeedItem.objects.filter(pk=number, live_from__lte=moment).exists():
            raise Gone
        raise Http404("There is no such item.")
    return item


def authors(*, moment: datetime, before: int | None = None, size: int = 60) -> Page[Author]:
    """List who is public, by name; `before` names the author after whom to go on."""
    credited = EditionByline.objects.filter(
        public_q(moment, "edition__"), author=OuterRef("pk"), published_at__lte=moment
    )
    rows = Author.objects.annotate(is_credited=Exists(credited)).filter(Q(listed=True) | Q(is_credited=True))
    if before is not None:
        after = rows.filter(pk=before).first()
        if after is None:
            raise Http404(NO_SUCH_PLACE)
        rows = rows.filter(Q(name__gt=after.name) | Q(name=after.name, pk__gt=after.pk))
    found = list(rows.select_related("portrait").order_by("name", "pk")[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)
