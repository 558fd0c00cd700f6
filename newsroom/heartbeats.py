"""Does a worker live? Each writes down now and then that it does, and the desk says so to editors."""

from datetime import datetime, timedelta

from newsroom.models import Heartbeat

EVERY = timedelta(seconds=10)
SILENT_AFTER = timedelta(seconds=45)
"""Longer than a few beats: after that, what is owed is not left to a worker."""

LATE = timedelta(minutes=1)
"""What is not told so long after it was due is overdue."""


def beat(worker: str, at: datetime) -> None:
    Heartbeat.objects.update_or_create(worker=worker, defaults={"at": at})


def last(moment: datetime) -> datetime | None:
    """Return when a worker last said that it lives."""
    newest = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    return min(newest, moment) if newest is not None else None


def somebody_lives(moment: datetime) -> bool:
    at = last(moment)
    return at is not None and moment - at < SILENT_AFTER
