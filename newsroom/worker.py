"""What does a worker do, round after round? It asks what is true but not yet told, and tells it, piece by piece.

Readers never wait for it: the clock publishes. Any number may run, and each may be killed at any moment.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom import heartbeats, zones
from newsroom.changes import watch
from newsroom.models import Announcement, Heartbeat

Work = Callable[[datetime], bool]
"""Does one piece of what is due at a moment; says whether there was one."""

TIDY_EVERY = timedelta(hours=1)
SLICE = 1000
KEPT = {  # how long rows are kept that nobody needs any more, and the column that says how old they are
    Heartbeat: ("at", timedelta(days=1)),
    Announcement: ("done_at", timedelta(days=30)),
}


class Worker:
    def __init__(self, name: str, *, stopping: threading.Event, now: Callable[[], datetime] = timezone.now) -> None:
        self.name, self.stopping, self.now = name, stopping, now
        self.works: list[Work] = [import_string(path) for path in settings.WORKS]
        self.tidying: list[Work] = [import_string(path) for path in settings.TIDYING]
        self.beaten_at: datetime | None = None
        self.tidied_at: datetime | None = None

    def round(self) -> int:
        """Do all that is due, and say how many pieces it was. When asked to stop, finish the piece at hand and leave.

        One piece of each work in turn, so that hundreds of new pictures keep no story's announcement waiting. The clock
        is read anew for each piece: a lease that began when the round did would be over too soon.
        """
        done = 0
        while True:
            watch.look()  # most of what follows is done in transactions, which learn nothing
            pieces = sum(self._piece(work) for work in [*self.works, self._tidy])
            if not pieces:
                return done
            done += pieces

    def _piece(self, work: Work) -> bool:
        if self.stopping.is_set():
            return False
        self._beat(self.now())
        with timezone.override(zones.newsroom_zone()):
            return work(self.now())

    def _beat(self, moment: datetime) -> None:
        if self.beaten_at is None or not timedelta(0) <= moment - self.beaten_at < heartbeats.EVERY:
            heartbeats.beat(self.name, moment)
            self.beaten_at = moment

    def _tidy(self, moment: datetime) -> bool:
        if self.tidied_at is not None and timedelta(0) <= moment - self.tidied_at < TIDY_EVERY:
            return False
        if any(tidy(moment) for tidy in self.tidying):
            return True
        self.tidied_at = moment
        return False


def tidy(moment: datetime) -> bool:
    """Delete a slice of what nobody needs any more. Return whether there was any."""
    found = False
    for model, (column, kept) in KEPT.items():
        old = model._default_manager.filter(**{f"{column}__lt": moment - kept}).values_list("pk", flat=True)
        slice_of = list(old[:SLICE])
        if slice_of:
            model._default_manager.filter(pk__in=slice_of).delete()
            found = True
    return found
