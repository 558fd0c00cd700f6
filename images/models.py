"""A picture and what must be known to print it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q

from images import intake, renditions
from images.focus import CENTRE, Focus
from images.sources import GENERATED, SourceType


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
    description = models.TextField(
        "long description",
        max_length=2000,
        blank=True,
        help_text="For those who cannot see it, where the alternative text is too short: charts, maps, documents.",
    )
    caption = models.CharField(max_length=500, blank=True)
    taken_at = models.DateTimeField(
        "taken", null=True, blank=True, help_text="Where only the day is known, its beginning."
    )
    source_type = models.CharField(
        "how it was made",
        max_length=40,
        choices=SourceType,
        blank=True,
        help_text="Readers are told of what is generated.",
    )

    credit = models.CharField(max_length=150, blank=True, help_text="Whom to name beside it.")
    creator = models.CharField(
        max_length=200, blank=True, help_text="Who took or made it; several are separated by semicolons."
    )
    copyright_notice = models.CharField(max_length=300, blank=True, help_text="Such as © 2026 The Courier.")
    usage_terms = models.TextField(max_length=1000, blank=True, help_text="What the licence allows, in its own words.")
    license_url = models.URLField("rights page", max_length=500, blank=True, help_text="Where the licence can be read.")
    acquire_url = models.URLField(
        "where to buy it", max_length=500, blank=True, help_text="Where others can get a licence of their own."
    )
    rights_until = models.DateTimeField(
        "rights run out", null=True, blank=True, help_text="From then on it may not be published. Empty: never."
    )
    use_limit = models.PositiveSmallIntegerField(
        "in how many stories", null=True, blank=True, help_text="How many stories may show it. Empty: any number."
    )

    focus_x = models.FloatField(
        default=CENTRE.x, help_text="What crops keep in sight: 0 is the left edge, 1 the right."
    )
    focus_y = models.FloatField(default=CENTRE.y, help_text="0 is the upper edge, 1 the lower.")
    colour = models.CharField(
        "average colour", max_length=7, blank=True, editable=False, help_text="Stands in its place until it has come."
    )
    size = models.PositiveBigIntegerField("bytes of the original", null=True, editable=False)
    found = models.JSONField(
        null=True, editable=False, help_text="What the file says of itself, until somebody has looked at it."
    )

    recipe = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="By which its renditions are made, or 0: `renditions.RECIPE` is due."
    )
    leased_until = models.DateTimeField(
        null=True, editable=False, help_text="Till when somebody is making renditions of it."
    )
    make_at = models.DateTimeField(null=True, editable=False, help_text="Not before: a pause after a failure.")
    make_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    make_error = models.CharField(max_length=300, blank=True, editable=False)

    added_at = models.DateTimeField(db_index=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "picture"
        ordering = ["-added_at"]
        indexes = [
            models.Index("recipe", "make_at", name="picture_to_make"),
            models.Index("rights_until", condition=Q(rights_until__isnull=False), name="picture_rights_end"),
            models.Index("use_limit", condition=Q(use_limit__isnull=False), name="picture_use_is_limited"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size"),
            models.CheckConstraint(
                condition=Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1),
                name="picture_focus_lies_in_it",
                violation_error_message="The focus lies outside the picture.",
            ),
            models.CheckConstraint(
                condition=Q(use_limit__isnull=True) | Q(use_limit__gt=0),
                name="picture_use_limit_is_positive",
                violation_error_message="A limit is one story at least; to use it no more, let the rights run out.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def page_keys(self) -> list[str]:
        return [f"image-{self.pk}"]

    @property
    def focus(self) -> Focus:
        return Focus(self.focus_x, self.focus_y)

    @property
    def is_generated(self) -> bool:
        return self.source_type in GENERATED

    @property
    def largest(self) -> renditions.Rendition:
        """The whole picture as the largest JPEG: what machines get."""
        return renditions.largest(self)

    @property
    def fallback(self) -> renditions.Rendition:
        """The whole picture in a middle size, for readers outside the site."""
        return renditions.Crop(self, "whole").in_widths((960,), "jpg")[0]

    @property
    def thumbnail(self) -> renditions.Rendition:
        """The whole picture, small, for the desk."""
        return renditions.Crop(self, "whole").in_widths((320,), "jpg")[0]


IN_CARDS = ("id", "digest", "width", "height", "alt", "caption", "credit", "focus_x", "focus_y", "colour")
"""The columns that showing a picture takes, for `only()`."""


def add(taken: intake.Taken, *, title: str, by: Any, at: datetime, **words: Any) -> Image:
    """Put a checked picture into the library. Its renditions are due from then on (`making`).

    The same file twice gives the picture that is there already, with its words as they are.
    """
    existing = Image.objects.filter(digest=taken.digest).first()
    if existing is not None:
        return existing
    with transaction.atomic():
        image, made = Image.objects.get_or_create(
            digest=taken.digest,
            defaults={
                "title": title,
                "width": taken.width,
                "height": taken.height,
                "size": len(taken.content),
                "colour": taken.colour,
                "added_by": by,
                "added_at": at,
                **words,
            },
        )
        if made:
            image.file.save(f"{taken.digest}.{taken.extension}", ContentFile(taken.content))
    return image
