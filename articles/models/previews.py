"""Who outside the newsroom may see a working copy, and who did?"""

from datetime import datetime

from django.conf import settings
from django.db import models

from articles.models.stories import Article


class PreviewLink(models.Model):
    """Leave to read one story's working copy without an account, until it expires or is revoked."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    for_whom = models.CharField("for whom", max_length=200, help_text="A name for the list: the link does not show it.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"preview for {self.for_whom}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at


class PreviewOpening(models.Model):
    """Somebody opened a preview link."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    revision = models.PositiveIntegerField(help_text="Which save of the words they saw.")

    class Meta:
        ordering = ["-id"]
