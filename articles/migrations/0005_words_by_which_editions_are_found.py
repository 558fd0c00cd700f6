import django.db.models.deletion
from django.db import migrations, models

POSTGRESQL = [
    """
    CREATE TABLE articles_search (
        rowid bigint PRIMARY KEY REFERENCES articles_edition (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        heading tsvector NOT NULL,
        words tsvector NOT NULL,
        forms text NOT NULL
    )
    """,
    "CREATE INDEX articles_search_words ON articles_search USING gin (words) WITH (fastupdate = off)",
]
SQLITE = [
    """
    CREATE VIRTUAL TABLE articles_search
    USING fts5 (headline, standfirst, body, tokenize = 'unicode61 remove_diacritics 0', columnsize = 0)
    """,
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_search")


class Migration(migrations.Migration):
    """Each database has a table of its own kind. `manage.py rebuild_search` fills it where there are stories already."""

    dependencies = [("articles", "0004_slots_of_a_place_do_not_overlap")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "edition",
                            models.OneToOneField(
                                db_column="rowid",
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search_entry",
                                serialize=False,
                                to="articles.edition",
                            ),
                        ),
                    ],
                    options={"db_table": "articles_search", "default_permissions": ()},
                ),
            ],
        ),
    ]
