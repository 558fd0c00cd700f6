"""A picture and what must be known to print it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property

from images import intake, renditions


class Image(models.Model):
    """A picture in the library. The file as it came is kept and never served; readers get its renditions."""

    title = models.CharField(max_length=150, help_text="For finding it in the library; readers do not see it.")
    file = models.FileField("original", upload_to="originals/", editable=False)
    digest = models.CharField("SHA-256 of the file", max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alternative text", max_length=300, blank=True, help_text="What is to be seen, for those who cannot see it."
    )
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=150, blank=True, help_text="Whom to name beside it.")
    rights_until = models.DateTimeField(
        "rights run out", null=True, blank=True, help_text="From then on it may not be published. Empty: never."
    )
    added_at = models.DateTimeField(db_index=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "picture"
        ordering = ["-added_at"]
        constraints = [models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size")]

    def __str__(self) -> str:
        return self.title

    @property
    def page_keys(self) -> list[str]:
        return [f"image-{self.pk}"]

    @cached_property
    def largest(self) -> renditions.Rendition:
        return renditions.renditions_of(self.digest, self.width, "jpg")[-1]

    @property
    def fallback(self) -> renditions.Rendition:
        """What a browser without `srcset` gets."""
        return min(renditions.renditions_of(self.digest, self.width, "jpg"), key=lambda r: abs(r.width - 960))

    @property
    def thumbnail(self) -> renditions.Rendition:
        return renditions.renditions_of(self.digest, self.width, "jpg")[0]

    @property
    def webp_srcset(self) -> str:
        return self._srcset("webp")

    @property
    def jpeg_srcset(self) -> str:
        return self._srcset("jpg")

    def _srcset(self, kind: str) -> str:
        return ", ".join(f"{r.url} {r.width}w" for r in renditions.renditions_of(self.digest, self.width, kind))

    @property
    def largest_height(self) -> int:
        return max(1, round(self.height * self.largest.width / self.width))


def add(taken: intake.Taken, *, title: str, by: Any, at: datetime, **words: Any) -> Image:
    """Put a checked picture into the library and make its renditions.

    The same file twice gives the picture that is there already, with its words as they are.
    """
    existing = Image.objects.filter(digest=taken.digest).first()
    if existing is not None:
        return existing
    renditions.make(taken.content, taken.digest)
    with transaction.atomic():
        image, made = Image.objects.get_or_create(
            digest=taken.digest,
            defaults={
                "title": title,
                "width": taken.width,
                "height": taken.height,
                "added_by": by,
                "added_at": at,
                **words,
            },
        )
        if made:
            image.file.save(f"{taken.digest}.{taken.extension}", ContentFile(taken.content))
    return image
