"""Is search set up as it should be? Asked by `manage.py migrate` and `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from articles.search import index, postgres


@register(Tags.database)
def search_is_whole(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Say what search has to do without, and whether stories are missing from its index."""
    connection = connections["default"]
    if "default" not in (databases or []) or "articles_search" not in connection.introspection.table_names():
        return []
    found: list[CheckMessage] = []
    if connection.vendor == "postgresql" and not postgres.has_trigrams():
        found.append(
            Warning(
                "PostgreSQL's extension pg_trgm is missing: whoever misspells a word in a search finds nothing, and is "
                "not asked whether they meant another.",
                hint="Let a database administrator say CREATE EXTENSION pg_trgm; in the newsroom's database. Then run "
                "manage.py rebuild_search, and restart the newsroom.",
                id="articles.W001",
            )
        )
    if index.missing().exists():
        found.append(
            Warning(
                "There are published versions that search does not find.",
                hint="Run manage.py rebuild_search.",
                id="articles.W002",
            )
        )
    return found
