"""What should have been told by now and was not, and why? And does a worker live to tell it?"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.urls import reverse

from newsroom import announcements, heartbeats, zones
from newsroom.dashboard import COUNTED, Row
from newsroom.models import Announcement

makers: list[Callable[[datetime], Iterable[Row]]] = []
"""What apps find overdue that nobody has owed yet. They leave no more than COUNTED + 1 rows each."""


def rows(moment: datetime) -> list[Row]:
    """List what is overdue, apps' own things first."""
    found = [row for make in makers for row in make(moment)]
    mail = announcements.overdue(moment).exclude(consumer__in=announcements.SHOWN_BY_APPS)[: COUNTED + 1]
    return [*found, *(row_of(announcement, moment) for announcement in mail)]


def row_of(announcement: Announcement, moment: datetime) -> Row:
    address = reverse("admin:newsroom_announcement_change", args=[announcement.pk])
    due = f"due {zones.in_words(announcement.due_at, moment=moment)}"
    return Row(announcement.words, address, [due, *progress(announcement, moment)], warning=why(announcement))


def why(announcement: Announcement | None) -> str:
    """Say why it has not been told yet."""
    if announcement is None or not announcement.attempts:
        return "No worker has come to it yet."
    return announcement.last_error or "A worker began with it and did not come to its end."


def progress(announcement: Announcement | None, moment: datetime) -> list[str]:
    """Say how often it was tried, and when it is tried next."""
    if announcement is None or not announcement.attempts:
        return []
    tried = "tried once" if announcement.attempts == 1 else f"tried {announcement.attempts} times"
    wait = zones.distance(announcement.retry_at, moment=moment)
    return [tried, f"again {wait}" if wait.startswith("in ") else "again within a minute"]


def worker_in_words(moment: datetime) -> str:
    """Say when a worker last lived, and what it means if that is long ago."""
    at = heartbeats.last(moment)
    if at is not None and moment - at < heartbeats.SILENT_AFTER:
        return f"The worker last ran {round((moment - at).total_seconds())} s ago."
    since = "No worker has ever run" if at is None else f"No worker has run since {zones.in_words(at, moment=moment)}"
    return f"{since}. Readers see every story on time all the same; the log and mail wait for it."
