"""What stands where on a front page? What editors placed, each story once, and the newest wherever they placed none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from articles.models import Edition, Place
from articles.models.front import SINGLES

SECONDARY = len(SINGLES) - 1
RIVER = 14


@dataclass(frozen=True)
class Placed:
    """A story that an editor put into a place for a time, in the words that are live."""

    place: int
    position: int
    title: str
    live_from: datetime
    live_until: datetime | None
    edition: Edition

    def is_live_at(self, moment: datetime) -> bool:
        return self.live_from <= moment and (self.live_until is None or moment < self.live_until)


@dataclass(frozen=True)
class Package:
    """Stories that belong together, under a title."""

    place: int
    title: str
    stories: list[Edition]


@dataclass(frozen=True)
class FrontPage:
    places: dict[int, Edition] = field(default_factory=dict)
    """What stands in the places that hold one story, the lead first."""
    chosen: frozenset[int] = frozenset()
    """Which of these show what an editor put there."""
    packages: list[Package] = field(default_factory=list)
    river: list[Edition] = field(default_factory=list)

    @property
    def lead(self) -> Edition | None:
        return next(iter(self.places.values()), None)

    @property
    def secondary(self) -> list[Edition]:
        return list(self.places.values())[1:]

    def __iter__(self) -> Iterator[Edition]:
        """Every story on the page, as it is read."""
        yield from self.places.values()
        for package in self.packages:
            yield from package.stories
        yield from self.river


def compose(placed: Iterable[Placed], newest: Sequence[Edition], *, moment: datetime, river: int = RIVER) -> FrontPage:
    """Lay a page out. All editions must be live at `moment`; `newest` begins with the newest.

    A story stands where it is read first: a place whose story stands further up, or is not live, shows the next of
    its slot's stories, and if it has none, the newest story that stands nowhere yet. Nothing moves up from the
    places below, so that what editors put somewhere stays there.
    """
    shown: set[int] = set()

    def take(editions: Iterable[Edition], most: int) -> list[Edition]:
        taken: list[Edition] = []
        for edition in editions:
            if len(taken) == most:
                break
            if edition.article_id not in shown:
                shown.add(edition.article_id)
                taken.append(edition)
        return taken

    live = sorted((one for one in placed if one.is_live_at(moment)), key=lambda one: (one.place, one.position))
    slots = {place: list(stories) for place, stories in groupby(live, key=lambda one: one.place)}
    chosen: dict[int, Edition] = {}
    packages: list[Package] = []
    for place, stories in slots.items():
        is_package = Place(place).is_package
        taken = take((one.edition for one in stories), len(stories) if is_package else 1)
        if taken and is_package:
            packages.append(Package(place, stories[0].title, taken))
        elif taken:
            chosen[place] = taken[0]
    places: dict[int, Edition] = {}
    for place in SINGLES:
        for edition in [chosen[place]] if place in chosen else take(newest, 1):
            places[place] = edition
    return FrontPage(places, frozenset(chosen), packages, take(newest, river))
