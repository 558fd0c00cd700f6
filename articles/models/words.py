"""Which words does a story have? The same columns for the working copy and for what was published of it."""

from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.models.sections import Section
from images import focus
from images.models import Image


class BodyField(models.TextField):
    """A story's body: clean HTML, sanitised whenever it is written, by whatever way it comes in."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(body.sanitise(value) if isinstance(value, str) else value, connection)


class CreditRole(models.TextChoices):
    AUTHOR = "author", _("By")
    PHOTO = "photo", _("Photography by")
    REPORTING = "reporting", _("Additional reporting by")
    TRANSLATION = "translation", _("Translated by")


class Credit(NamedTuple):
    """One line of a byline: an author's primary key and what they did."""

    author_id: int
    role: str = CreditRole.AUTHOR


class Genre(models.TextChoices):
    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    REVIEW = "review", _("Review")
    SPONSORED = "sponsored", _("Sponsored")


class Words(models.Model):
    """The words of a story, and the pictures that stand for words."""

    headline = models.CharField(max_length=200)
    standfirst = models.TextField(max_length=600, blank=True, help_text="One or two sentences under the headline.")
    kicker = models.CharField(max_length=60, blank=True, help_text="One to three words above the headline.")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    genre = models.CharField(max_length=12, choices=Genre, default=Genre.NEWS)
    dateline = models.CharField(max_length=80, blank=True, help_text="Where it was reported from.")
    language = models.CharField(max_length=15, default="en")
    body = BodyField(blank=True)
    lead_picture = models.ForeignKey(Image, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_caption = models.CharField(
        "caption here", max_length=500, blank=True, help_text="Empty: the caption from the library."
    )
    lead_focus = models.CharField(
        "focus here",
        max_length=11,
        blank=True,
        validators=[focus.check],
        help_text="What crops of the lead picture keep in sight, such as 0.31,0.62. Empty: as in the library.",
    )
    search_title = models.CharField(max_length=120, blank=True, help_text="Empty: the headline.")
    search_description = models.CharField(max_length=300, blank=True, help_text="Empty: the standfirst.")
    social_title = models.CharField(max_length=120, blank=True, help_text="Empty: the headline.")
    social_description = models.CharField(max_length=300, blank=True, help_text="Empty: the standfirst.")

    class Meta:
        abstract = True

    @property
    def page_title(self) -> str:
        return self.search_title or self.headline

    @property
    def page_description(self) -> str:
        return self.search_description or self.standfirst

    @property
    def shared_title(self) -> str:
        return self.social_title or self.headline

    @property
    def shared_description(self) -> str:
        return self.social_description or self.page_description

    @property
    def lead_picture_caption(self) -> str:
        if self.lead_picture is None:
            return ""
        return self.lead_caption or self.lead_picture.caption

    @property
    def lead_picture_focus(self) -> focus.Focus | None:
        """What crops of the lead picture keep in sight in this story."""
        if self.lead_picture is None:
            return None
        return focus.read(self.lead_focus) or self.lead_picture.focus


WORDS = tuple(field.attname for field in Words._meta.local_fields)
"""The columns that make up a version: what a revision keeps, and an edition freezes."""
