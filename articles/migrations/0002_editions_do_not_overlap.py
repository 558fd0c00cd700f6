from django.db import migrations

ADD = """
ALTER TABLE articles_edition ADD CONSTRAINT editions_of_a_story_do_not_overlap
EXCLUDE USING gist (int8range(article_id, article_id, '[]') WITH &&, tstzrange(live_from, live_until) WITH &&)
DEFERRABLE INITIALLY DEFERRED
"""
DROP = "ALTER TABLE articles_edition DROP CONSTRAINT editions_of_a_story_do_not_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    """On SQLite, which has no such constraint, `manage.py check_timelines` looks for overlaps instead."""

    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(add, drop)]
