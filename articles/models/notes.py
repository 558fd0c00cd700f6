"""What colleagues write to each other beside a story."""

from django.conf import settings
from django.db import models
from django.db.models import F

from articles.models.stories import Article


class Note(models.Model):
    """One internal note. Notes are added, never changed: nobody's words are lost to somebody else's save."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=5000)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index("article", F("id").desc(), name="note_of_article")]

    def __str__(self) -> str:
        return self.text[:80]
