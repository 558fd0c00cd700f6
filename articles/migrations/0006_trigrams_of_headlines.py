from django.db import migrations, transaction
from django.db.utils import DatabaseError


def add(apps, schema_editor):
    """Make the index by which a misspelt word finds one like it, where this user may have the extension it needs."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:  # not allowed, or not installed: a check says so, and search does without
        return
    schema_editor.execute(
        "CREATE INDEX IF NOT EXISTS articles_search_trigrams ON articles_search USING gin (forms gin_trgm_ops)"
    )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS articles_search_trigrams")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_words_by_which_editions_are_found")]

    operations = [migrations.RunPython(add, drop)]
