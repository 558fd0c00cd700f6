"""Why does SQLite find «порт» when asked for «ПОРТ»? Because its LIKE, which knows ASCII only, is replaced here."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created


@lru_cache(maxsize=256)
def _pattern(like: str, escape: str) -> re.Pattern[str]:
    pieces, characters = [], iter(like)
    for character in characters:
        if character == escape:
            pieces.append(re.escape(next(characters, "")))
        else:
            pieces.append({"%": ".*", "_": "."}.get(character) or re.escape(character))
    return re.compile("".join(pieces), re.IGNORECASE | re.DOTALL)


def like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    """Compare as SQL's LIKE does, ignoring case in every alphabet, as PostgreSQL's ILIKE does."""
    if pattern is None or text is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(text)) is not None


def compare_all_alphabets(connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("like", 2, like, deterministic=True)
        connection.connection.create_function("like", 3, like, deterministic=True)


def install() -> None:
    connection_created.connect(compare_all_alphabets, dispatch_uid="newsroom.sqlite")
