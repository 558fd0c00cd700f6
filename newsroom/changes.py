"""Which keys did readers' pages change under, here and in other processes, since somebody in this one last asked?

Each process has one `watch`. It counts turns: each time it learns of changed keys is one. Whoever keeps something made
of the database notes the turn *before* reading, and asks before using it whether one of its keys was touched since. So
what was read while a change arrived is not kept stale, whichever of the two came first.
"""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connection

from newsroom.models import ContentChange

EVERY = 0.25
"""Seconds between two looks at the database, at least: how much later than its own changes a process sees others'."""

MOST_ROWS = 1000
"""Who has more to catch up with forgets everything instead."""

MOST_KEYS = 10_000
"""So many touched keys are told apart; with more, all are taken to be touched."""

KEPT = timedelta(hours=24)
SLICE = 1000


class Watch:
    """What one process knows of changes. Safe to ask from any thread; nobody ever waits for somebody else's look."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self.turn = 1
        self._now = now
        self._looked_at: float | None = None
        self._row: int | None = None  # the newest change that was seen
        self._touched: dict[str, int] = {}  # the turn in which each key was last touched, the latest at the end
        self._all_touched = 0  # the turn in which every key was
        self._looking, self._noting = threading.Lock(), threading.Lock()

    def look(self) -> int:
        """Learn what other processes changed, if the last look is long enough ago, and return the turn.

        Within a transaction nothing is learnt: its own rows may never be, and their numbers would be given anew. If
        the database is away, its error is raised, once in `EVERY` seconds.
        """
        if self._is_time() and self._looking.acquire(blocking=False):
            try:
                if self._is_time():
                    self._looked_at = self._now()
                    self._read()
            finally:
                self._looking.release()
        return self.turn

    def touch(self, keys: Iterable[str]) -> None:
        """Note that these keys changed."""
        with self._noting:
            turn = self.turn + 1
            for key in keys:
                self._touched.pop(key, None)
                self._touched[key] = turn
            if len(self._touched) > MOST_KEYS:
                self._all_touched = turn
                self._touched = {}
            self.turn = turn

    def forget(self) -> None:
        """Note that anything may have changed."""
        with self._noting:
            self._all_touched = self.turn = self.turn + 1
            self._touched = {}

    def touched(self, keys: Iterable[str], *, since: int) -> bool:
        """Say whether one of `keys` was touched after the turn `since`."""
        known = self._touched
        return self._all_touched > since or any(known.get(key, 0) > since for key in keys)

    def since(self, turn: int) -> frozenset[str] | None:
        """Return the keys that were touched after `turn`, or None if any may have been."""
        with self._noting:
            if self._all_touched > turn:
                return None
            found = []
            for key, touched_in in reversed(self._touched.items()):
                if touched_in <= turn:
                    break
                found.append(key)
            return frozenset(found)

    def _is_time(self) -> bool:
        if connection.in_atomic_block:
            return False
        return self._looked_at is None or self._now() - self._looked_at >= EVERY

    def _read(self) -> None:
        """Catch up. The row seen last must still be there: else this process was away too long, or the database is
        another one, such as a restored one; what is known is then worth nothing."""
        if self._row is not None:
            rows = ContentChange.objects.filter(pk__gte=self._row).order_by("pk").values_list("pk", "keys")
            found = list(rows[: MOST_ROWS + 1])
            if found and found[0][0] == self._row and len(found) <= MOST_ROWS:
                if len(found) > 1:
                    self.touch(key for _, keys in found[1:] for key in keys)
                    self._row = found[-1][0]
                return
        self._row = ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.forget()


watch = Watch()
"""The one of this process."""


def tidy(moment: datetime) -> bool:
    """Delete a slice of the changes that every process has seen long ago. Return whether there was any.

    The newest stays, however old: by it, processes know that they missed nothing.
    """
    newest = ContentChange.objects.order_by("-pk").values("pk")[:1]
    old = ContentChange.objects.filter(at__lt=moment - KEPT).exclude(pk__in=newest).values_list("pk", flat=True)
    slice_of = list(old[:SLICE])
    ContentChange.objects.filter(pk__in=slice_of).delete()
    return bool(slice_of)
