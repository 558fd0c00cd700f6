"""What follows from a story's events? A pure reading of its editions and withdrawals in order of time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from articles.models import Article, Edition, Withdrawal

Event = Edition | Withdrawal


def instant(event: Event) -> datetime:
    return event.live_from if isinstance(event, Edition) else event.at


class Stamp(NamedTuple):
    """What an edition's place in the timeline makes of it."""

    edition: Edition
    live_until: datetime | None
    published_at: datetime
    updated_at: datetime | None
    corrections: int


def stamps(events: Sequence[Event]) -> Iterator[Stamp]:
    """Derive each edition's stamps from all events of its story, in order of time.

    The first edition gives `published_at` for good and has no other stamp; updates and corrections after it set
    `updated_at`; each edition ends where the next event begins.
    """
    published = updated = None
    corrections = 0
    for position, event in enumerate(events):
        if isinstance(event, Withdrawal):
            continue
        if published is None:
            published = event.live_from
        elif event.kind != Edition.Kind.MINOR:
            updated = event.live_from
            corrections += event.kind == Edition.Kind.CORRECTION
        until = instant(events[position + 1]) if position + 1 < len(events) else None
        yield Stamp(event, until, published, updated, corrections)


@dataclass(frozen=True)
class Timeline:
    """A story's events in order, looked at from one moment. What has begun is history, the rest is a plan."""

    events: tuple[Event, ...]
    moment: datetime

    @classmethod
    def of(cls, article: Article, *, moment: datetime) -> "Timeline":
        """Read a story's events: from what was prefetched, or without the bodies, which no timeline needs."""
        prefetched = "editions" in getattr(article, "_prefetched_objects_cache", {})
        editions = article.editions.all() if prefetched else article.editions.defer("body")
        return cls.sorted([*editions, *article.withdrawals.all()], moment=moment)

    @classmethod
    def sorted(cls, events: Iterable[Event], *, moment: datetime) -> "Timeline":
        return cls(tuple(sorted(events, key=instant)), moment)

    @property
    def begun(self) -> list[Event]:
        return [event for event in self.events if instant(event) <= self.moment]

    @property
    def ahead(self) -> list[Event]:
        return [event for event in self.events if instant(event) > self.moment]

    @property
    def live(self) -> Edition | None:
        """What readers see now."""
        return self.live_then(self.moment)

    def live_then(self, moment: datetime) -> Edition | None:
        past = [event for event in self.events if instant(event) <= moment]
        return past[-1] if past and isinstance(past[-1], Edition) else None

    @property
    def last(self) -> Event | None:
        """What happened last: the live edition, or the withdrawal that took the story off line."""
        return self.begun[-1] if self.begun else None

    @property
    def scheduled(self) -> list[Edition]:
        return [event for event in self.ahead if isinstance(event, Edition)]

    @property
    def planned_withdrawal(self) -> Withdrawal | None:
        return next((event for event in self.ahead if isinstance(event, Withdrawal)), None)

    @property
    def withdrawn(self) -> Withdrawal | None:
        """The withdrawal that keeps the story off line now."""
        return self.last if isinstance(self.last, Withdrawal) else None

    @property
    def was_ever_live(self) -> bool:
        return bool(self.begun)

    @property
    def published_at(self) -> datetime | None:
        """When the story first went, or will go, live."""
        return instant(self.events[0]) if self.events else None

    def at(self, moment: datetime) -> Event | None:
        return next((event for event in self.events if instant(event) == moment), None)

    def opens(self, event: Event) -> bool:
        """Say whether nothing of the story is live just before `event`."""
        before = [other for other in self.events if instant(other) < instant(event)]
        return not before or isinstance(before[-1], Withdrawal)

    def falls_with(self, edition: Edition) -> list[Event]:
        """List what goes if a scheduled edition is cancelled: itself, and all after it if it would have opened."""
        if self.opens(edition):
            return [event for event in self.events if instant(event) >= edition.live_from]
        return [edition]

    def room_for(self, edition: Edition) -> tuple[datetime | None, datetime | None]:
        """Give the instants between which a scheduled edition may move without passing another event."""
        place = next(i for i, event in enumerate(self.events) if event == edition)
        after = self.events[place + 1] if place + 1 < len(self.events) else None
        before = self.events[place - 1] if place else None
        return (instant(before) if before else None), (instant(after) if after else None)
