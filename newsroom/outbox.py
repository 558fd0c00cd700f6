"""Which pages did a change touch? One row for each change, written in the change's own transaction."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from newsroom import locks
from newsroom.changes import watch
from newsroom.models import ContentChange


def announce(keys: Iterable[str], *, at: datetime) -> None:
    """Record that the pages with these keys changed. Call it last in the transaction.

    On PostgreSQL a lock, held until commit, gives row numbers in the order of commits, so that whoever reads "all
    rows after the last one I saw" never skips a row that commits late. This process knows of the change at once: now,
    for whoever reads on in this transaction, and again when it is committed, for everybody else.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return
    locks.hold(locks.OUTBOX)
    ContentChange.objects.create(keys=wanted, at=at)
    watch.touch(wanted)
    transaction.on_commit(partial(watch.touch, wanted))
