from django.db import migrations

ADD = """
ALTER TABLE articles_slot ADD CONSTRAINT slots_of_a_place_do_not_overlap
EXCLUDE USING gist (
    int8range(page_id, page_id, '[]') WITH &&, int4range(place, place, '[]') WITH &&,
    tstzrange(live_from, live_until) WITH &&
)
DEFERRABLE INITIALLY DEFERRED
"""
DROP = "ALTER TABLE articles_slot DROP CONSTRAINT slots_of_a_place_do_not_overlap"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    """SQLite has no such constraint: there the one function that writes these columns is all that holds it."""

    dependencies = [("articles", "0003_groups_of_the_newsroom")]

    operations = [migrations.RunPython(add, drop)]
