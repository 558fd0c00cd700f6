"""What is something called in the languages of the paper? What is not said in one of them is called as everywhere."""

from django.db import models
from django.utils.translation import get_language


class InLanguages(models.Model):
    """Has words of its own for languages, besides those that stand in its columns."""

    in_languages = models.JSONField(default=dict, blank=True, editable=False)
    """Column → language → words, such as {"name": {"uk": "Місто"}}."""

    class Meta:
        abstract = True

    def told(self, column: str, language: str | None = None) -> str:
        """Return what a column says in a language, by default that of the page which is being drawn."""
        code = language or get_language() or ""
        return self.in_languages.get(column, {}).get(code) or getattr(self, column)
