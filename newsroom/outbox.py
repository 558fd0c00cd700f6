"""Which pages did a change touch? One row for each change, written in the change's own transaction."""

from collections.abc import Iterable
from datetime import datetime

from newsroom import locks
from newsroom.models import ContentChange


def announce(keys: Iterable[str], *, at: datetime) -> None:
    """Record that the pages with these keys changed. Call it last in the transaction.

    On PostgreSQL a lock, held until commit, gives row numbers in the order of commits, so that whoever reads "all
    rows after the last one I saw" never skips a row that commits late.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return
    locks.hold(locks.OUTBOX)
    ContentChange.objects.create(keys=wanted, at=at)
