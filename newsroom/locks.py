"""Who goes first, where no row is there to be locked? Named locks, held until the transaction ends."""

from django.db import connection

OUTBOX = 0x6E657773
ADDRESSES = 0x61646472
PEOPLE = 0x70656F70
CARDS = 0x63617264
TRANSLATIONS = 0x7472616E
MISSED = 0x6D697373


def hold(lock: int) -> None:
    """Wait for a lock and hold it. On SQLite a writing transaction is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
