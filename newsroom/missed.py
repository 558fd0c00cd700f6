"""Which addresses did readers ask for in vain? Counted by path and day, and nothing about who asked.

What was asked for waits in the process's memory and is written after an answer, once a minute at most. It may be lost:
when the process ends, when more is asked for than is kept, when the database is away. No reader waits for it.
"""

import re
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import Error, connection, transaction
from django.dispatch import receiver
from django.utils import timezone

from newsroom import locks, zones
from newsroom.models import MissedAddress
from newsroom.public import is_for_readers

EVERY = timedelta(minutes=1)
MOST_WAITING = 200  # paths in one process; others are let go until these are written
MOST_A_DAY = 1000  # paths; those that are known already are still counted
LONGEST = 200
KEPT = timedelta(days=30)
SLICE = 1000

CLOSED = ("/admin", "/preview", "/calendar", settings.MEDIA_URL, settings.STATIC_URL)  # some of them hold keys
PAGE = re.compile(r"/(?![/\\])[^\s\\?#@\x00-\x1f\x7f]+", re.ASCII)  # an @ may be somebody's mail address
FILE = re.compile(r"\.(?!x?html?$|xml$|rss$|pdf$)[^./]*/?$", re.I)
PROBE = re.compile(r"/\.|/(wp-|wordpress|cgi-bin|phpmyadmin|xmlrpc|vendor/|actuator|login|administrator)|\.\./|<", re.I)


def is_telling(path: str) -> bool:
    """Say whether somebody may have looked for a page at `path`: it is no file, no probe, and nothing of the desk's."""
    if len(path) > LONGEST or path.startswith(CLOSED) or not PAGE.fullmatch(path):
        return False
    return not FILE.search(path) and not PROBE.search(path)


class Waiting:
    """What one process has counted and not yet written. Safe to use from any thread."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[date, str]] = Counter()
        self._since: datetime | None = None
        self._lock = threading.Lock()

    def add(self, path: str, *, at: datetime) -> None:
        key = (at.astimezone(zones.newsroom_zone()).date(), path)
        with self._lock:
            if key in self._counts or len(self._counts) < MOST_WAITING:
                self._counts[key] += 1
                self._since = self._since or at

    def take_due(self, moment: datetime) -> Counter[tuple[date, str]]:
        """Hand out all that waits, if the first of it has waited long enough by `moment`; else nothing."""
        if self._since is None or timedelta(0) <= moment - self._since < EVERY:
            return Counter()
        with self._lock:
            taken, self._counts, self._since = self._counts, Counter(), None
        return taken

    def forget(self) -> None:
        with self._lock:
            self._counts, self._since = Counter(), None


waiting = Waiting()
"""The one of this process."""


def note(request: Any) -> None:
    """Count a request that got no page, if it asked for one of the readers'."""
    match = request.resolver_match
    if request.method == "GET" and (match is None or is_for_readers(match.func)) and is_telling(request.path):
        waiting.add(request.path, at=request.moment)


@receiver(request_finished)
def after_answer(**_: Any) -> None:
    """Write what is due. The reader has the answer already."""
    counts = waiting.take_due(timezone.now())
    if not counts:
        return
    was_open = connection.connection is not None
    try:
        write(counts)
    except Error:
        pass  # not worth anybody's evening
    finally:
        if not was_open:  # Django closes a request's connections before it calls us
            connection.close()


@transaction.atomic
def write(counts: Counter[tuple[date, str]]) -> None:
    """Add these counts to what is written, but no new path to a day that has `MOST_A_DAY`."""
    locks.hold(locks.MISSED)
    for day in sorted({day for day, _ in counts}):
        asked = {path: times for (that_day, path), times in counts.items() if that_day == day}
        rows = MissedAddress.objects.filter(day=day)
        known = dict(rows.filter(path__in=asked).values_list("path", "times"))
        room = MOST_A_DAY - rows.count()
        fresh = sorted(asked.keys() - known.keys(), key=lambda path: -asked[path])[: max(room, 0)]
        MissedAddress.objects.bulk_create(
            [MissedAddress(day=day, path=p, times=known.get(p, 0) + asked[p]) for p in sorted([*known, *fresh])],
            update_conflicts=True,
            unique_fields=["day", "path"],
            update_fields=["times"],
        )


def tidy(moment: datetime) -> bool:
    """Delete a slice of what was asked for long ago. Return whether there was any."""
    last = (moment - KEPT).astimezone(zones.newsroom_zone()).date()
    slice_of = list(MissedAddress.objects.filter(day__lt=last).values_list("pk", flat=True)[:SLICE])
    MissedAddress.objects.filter(pk__in=slice_of).delete()
    return bool(slice_of)
