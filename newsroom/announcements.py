"""What is still to be told to somebody, and was it? The one writer of `Announcement`.

Whatever must be told is *owed* in the transaction of the change itself, so that it is neither lost nor told of a change
that never was. It is told after that: by a worker, or at once if none lives. A row is claimed for a lease; whoever dies
in the middle loses it, and another tells it again once the lease is over. So everything is told at least once, and
twice only after a crash.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from newsroom import heartbeats
from newsroom.models import Announcement

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""Longer than the slowest conversation with a mail server."""

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first, the second … failure; the last one goes on."""

GIVEN_UP_AFTER = timedelta(days=3)

SHOWN_BY_APPS = ("event",)
"""Consumers whose overdue announcements stand on the dashboard as what they are about (`overdue.makers`)."""


class Failed(Exception):
    """It could not be told this time; the sentence says why, for editors."""


@dataclass(frozen=True)
class Owed:
    """One thing to tell. `key` names it once for its consumer; `words` say to editors what it is."""

    key: str
    words: str
    payload: dict[str, Any]


def owe(consumer: str, things: Iterable[Owed], *, at: datetime) -> None:
    """Write down, in the caller's transaction, what `consumer` is to be told from `at` on; what is known stays."""
    rows = [
        Announcement(
            consumer=consumer, key=one.key, payload={**one.payload, "words": one.words}, due_at=at, retry_at=at
        )
        for one in things
    ]
    if rows:
        Announcement.objects.bulk_create(rows, ignore_conflicts=True)
        keys = [row.key for row in rows]
        transaction.on_commit(partial(_tell_at_once, consumer, keys, at), robust=True)


def deliver_next(moment: datetime) -> bool:
    """Tell the one announcement that has been due for longest. Return whether there was one."""
    claimed = _claim(_due(moment).order_by("retry_at", "pk"), moment)
    if claimed is None:
        return False
    _deliver(claimed, moment)
    return True


def overdue(moment: datetime) -> QuerySet[Announcement]:
    """All that should have been told a minute ago and was not, the oldest first."""
    late = moment - heartbeats.LATE
    return Announcement.objects.filter(done_at=None, due_at__lte=late).order_by("due_at", "pk")


def back_off(attempts: int) -> timedelta:
    """Say how long to wait after so many failures."""
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def _due(moment: datetime) -> QuerySet[Announcement]:
    return Announcement.objects.filter(done_at=None, retry_at__lte=moment)


def _tell_at_once(consumer: str, keys: list[str], moment: datetime) -> None:
    """Tell what was just owed, unless a worker lives, who does it within a second. After a failure the rest waits:
    whoever pressed a button does not wait for a dead mail server twice."""
    if heartbeats.somebody_lives(moment):
        return
    for key in keys:
        claimed = _claim(_due(moment).filter(consumer=consumer, key=key), moment)
        if claimed is not None and not _deliver(claimed, moment):
            return


def _claim(due: QuerySet[Announcement], moment: datetime) -> Announcement | None:
    """Take the first of `due` for the length of a lease. Until it is over, nobody else finds it due."""
    if not due.exists():  # so that idle workers never lock SQLite
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        row = due.first()
        if row is None:
            return None
        until = moment + LEASE
        won = Announcement.objects.filter(pk=row.pk, attempts=row.attempts, done_at=None).update(
            attempts=F("attempts") + 1, leased_until=until, retry_at=until
        )
    row.attempts += 1
    return row if won else None


def _deliver(claimed: Announcement, moment: datetime) -> bool:
    """Tell it, and write down what came of it, unless the lease was lost meanwhile (then `attempts` has moved on)."""
    error = _tell(claimed, moment)
    mine = Announcement.objects.filter(pk=claimed.pk, attempts=claimed.attempts, done_at=None)
    if not error:
        mine.update(done_at=moment, leased_until=None, last_error="")
    elif moment - claimed.due_at >= GIVEN_UP_AFTER:
        mine.update(
            done_at=moment, leased_until=None, last_error=f"Given up after {claimed.attempts} attempts. {error}"
        )
    else:
        mine.update(retry_at=moment + back_off(claimed.attempts), leased_until=None, last_error=error)
    return not error


def _tell(claimed: Announcement, moment: datetime) -> str:
    """Call the consumer. Return an empty text if it went well, or the sentence that says what went wrong."""
    name = f"{claimed.consumer} {claimed.key}"
    try:
        consumer: Callable[[dict[str, Any], datetime], None] = import_string(settings.CONSUMERS[claimed.consumer])
        consumer(claimed.payload, moment)
    except Failed as failure:
        logger.warning("%s could not be told: %s", name, failure)
        return str(failure)
    except Exception as error:  # one bad announcement must not stop those behind it
        logger.exception("%s could not be told.", name)
        return f"Something is wrong in the program ({type(error).__name__}: {error}). The log of the server says where."
    return ""
