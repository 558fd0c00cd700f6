"""By which words is an edition found? One entry an edition, in the database's own full-text index."""

from django.db import models

from articles.models.editions import Edition


class SearchEntry(models.Model):
    """The words of an edition, lemmatised. What else stands in the table depends on the database: on PostgreSQL two
    tsvectors, on SQLite the columns of an FTS5 table. `articles/search` writes and reads them; this model is there so
    that an entry goes with its edition.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="search_entry", db_column="rowid"
    )

    class Meta:
        db_table = "articles_search"
        default_permissions = ()

    def __str__(self) -> str:
        return f"search entry of {self.edition_id}"
