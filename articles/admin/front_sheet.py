"""How does a front page look to those who make it? Each place with what is in it, how long, and what is wrong there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles import front_desk, reading, standing
from articles.models import Article, Edition, FrontPage, Place, Slot
from articles.models.front import MOST_IN_PACKAGE
from newsroom.moment_field import MomentWidget

LISTED = 20


@dataclass(frozen=True)
class Line:
    """A story as the desk lists it, with what keeps readers from seeing it there."""

    key: int
    headline: str
    note: str = ""
    warning: str = ""
    over: int | None = None
    """The story above it, in a package."""


@dataclass(frozen=True)
class Row:
    """One place of the page at a moment."""

    place: Place
    slot: Slot | None
    shown: Line | None
    """What readers see there, if it holds one story."""
    stories: list[Line]
    """What was put there."""
    until: str = ""
    after: str = ""
    up: Place | None = None
    down: Place | None = None

    @property
    def until_field(self) -> str:
        """The field for another end, under names that no other row has."""
        ends_at = self.slot.ends_at if self.slot else None
        return MomentWidget().render("until", ends_at, {"id": f"until-{self.place.value}"})

    @property
    def is_full(self) -> bool:
        return len(self.stories) >= (MOST_IN_PACKAGE if self.place.is_package else 1)


@dataclass(frozen=True)
class Sheet:
    page: FrontPage
    rows: list[Row]
    river: list[Line]
    plans: list[Slot]
    """What comes after the moment at which the sheet is looked at from."""


def sheet(language: str, *, at: datetime, moment: datetime) -> Sheet:
    """Lay the page out as it is, or will be, at `at`; `moment` is now."""
    page = front_desk.page_in(language)
    slots = front_desk.slots_of(page, since=min(at, moment))
    shown = reading.front(language, moment=at)
    keys = {item.article_id for slot in slots for item in slot.items.all()}
    live = dict(Edition.objects.live_at(at).filter(article__in=keys).values_list("article_id", "headline"))
    packaged = {package.place: {one.article_id for one in package.stories} for package in shown.packages}
    rows = []
    for place in Place:
        mine = [slot for slot in slots if slot.place == place]
        slot = next((one for one in mine if one.is_live_at(at)), None)
        following = next((one for one in mine if one.live_from > at), None)
        edition = shown.places.get(place)
        seen = packaged.get(place, set()) if place.is_package else {edition.article_id} if edition else set()
        stories = _put_there(slot, live, seen) if slot else []
        line = Line(edition.article_id, edition.headline) if edition else None
        until, after = _ends(slot, following, at, moment)
        rows.append(Row(place, slot, line, stories, until, after, *_neighbours(place)))
    plans = [slot for slot in slots if slot.live_from > moment]
    river = [Line(one.article_id, one.headline, standing.short(one.published_at, moment=at)) for one in shown.river]
    return Sheet(page, rows, river, sorted(plans, key=lambda slot: (slot.live_from, slot.place)))


def to_place(language: str, words: str, *, at: datetime, moment: datetime) -> list[Line]:
    """List stories to choose from: those that bear `words`, or, without any, those that come next."""
    stories = Article.objects.filter(language=language).exclude(stage=Article.Stage.SPIKED)
    if words:
        found = stories.filter(Q(headline__icontains=words) | Q(slug__icontains=words)).order_by("-pk")
    else:
        ahead = Edition.objects.filter(live_from__gt=moment, article__language=language).values("article")
        found = stories.filter(pk__in=ahead).order_by("-pk")
    rows = list(found.only("pk", "headline", "slug")[:LISTED])
    keys = [story.pk for story in rows]
    live = set(Edition.objects.live_at(at).filter(article__in=keys).values_list("article_id", flat=True))
    comes = Edition.objects.filter(article__in=keys, live_from__gt=at).order_by("-live_from")
    coming = dict(comes.values_list("article_id", "live_from"))
    return [Line(story.pk, str(story), _state(story.pk, live, coming, moment)) for story in rows]


def _state(key: int, live: set[int], coming: dict[int, datetime], moment: datetime) -> str:
    if key in live:
        return "live"
    return f"goes live {standing.short(coming[key], moment=moment)}" if key in coming else "not scheduled"


def _put_there(slot: Slot, live: dict[int, str], seen: set[int]) -> list[Line]:
    lines: list[Line] = []
    for item in slot.items.all():
        story, warning = item.article, ""
        if story.pk not in live:
            warning = f"Not live then: readers see {'the others' if slot.title else 'the next'}."
        elif story.pk not in seen:
            warning = "Stands further up already."
        over = lines[-1].key if lines else None
        lines.append(Line(story.pk, live.get(story.pk) or str(story), warning=warning, over=over))
    return lines


def _ends(slot: Slot | None, following: Slot | None, at: datetime, moment: datetime) -> tuple[str, str]:
    """Say when what is there ends, and what is planned there after."""
    until = ""
    if slot is not None and slot.live_until is not None:
        until = standing.short(slot.live_until, moment=moment)
    after = ""
    if following is not None:
        names = ", ".join(str(item.article) for item in following.items.all())
        after = f"{standing.short(following.live_from, moment=moment)}: {following.title or names}"
    return until, after


def _neighbours(place: Place) -> tuple[Place | None, Place | None]:
    """Where a story goes one up, and one down: among the places of its own kind."""
    kind = [one for one in Place if one.is_package == place.is_package]
    here = kind.index(place)
    return (kind[here - 1] if here else None, kind[here + 1] if here + 1 < len(kind) else None)
