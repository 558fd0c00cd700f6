"""A story at the desk: its identity, its working copy, and every save of it. Readers never see any of this."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.urls import reverse
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.models.tags import Tag
from articles.models.words import CreditRole, Words
from authors.models import Author
from images.models import Image


class TranslationGroup(models.Model):
    """Stories that tell the same in different languages. Joined and left in `translating` only."""

    class Meta:
        default_permissions = ()


class Article(Words):
    """A story. `stage` is set in `workflow`, words through `revisions`, `slug` in `addresses`; `version` by each."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        READY = "ready", "Ready"
        SPIKED = "spiked", "Spiked"

    slug = models.SlugField("address", max_length=120, unique=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    stage_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="Raised by every save and every move.")
    revision = models.PositiveIntegerField(default=0, help_text="The number of the newest save that changed words.")
    tags = TaggableManager(through="articles.ArticleTag", blank=True)

    translation_group = models.ForeignKey(
        TranslationGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="stories", editable=False
    )
    show_in_feed = models.BooleanField(
        "show in the feed", default=True, help_text="Its first publication makes an entry in the news feed."
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_stories"
    )
    planned_for = models.DateTimeField(
        null=True, blank=True, help_text="When it is meant to run: an intention, not a schedule. Nothing happens then."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="stories", editable=False
    )
    created_at = models.DateTimeField(editable=False)
    begun_by_form = models.UUIDField(null=True, unique=True, editable=False)
    saved_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["-id"]
        indexes = [
            models.Index("stage", F("id").desc(), name="article_stage"),
            models.Index("section", F("id").desc(), name="article_section"),
            models.Index("created_by", "stage", name="article_begun_by"),
            models.Index("assignee", "stage", name="article_assigned_to"),
            models.Index("planned_for", condition=models.Q(planned_for__isnull=False), name="article_planned"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "in_review", "ready", "spiked"]), name="article_stage_is_known"
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"],
                name="one_story_of_a_language_among_translations",
                violation_error_message="Another story of this language is linked as its translation.",
            ),
        ]
        permissions = [
            ("edit_any_article", "Can edit stories of others"),
            ("submit_article", "Can submit a story for review"),
            ("return_article", "Can return a story to its reporter"),
            ("approve_article", "Can approve a story"),
            ("spike_article", "Can spike and revive a story"),
            ("publish_article", "Can publish, schedule, reschedule and cancel"),
            ("withdraw_article", "Can withdraw a story, and undo a planned withdrawal"),
            ("move_article", "Can change a story's address"),
            ("share_preview", "Can make preview links for people outside"),
            ("see_other_times", "Can browse the site as it was or will be"),
            ("strike_edition", "Can strike a published version on legal grounds"),
        ]

    def __str__(self) -> str:
        return self.headline or self.slug

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    @property
    def page_keys(self) -> list[str]:
        return [f"article-{self.pk}"]


class ArticleTag(ItemBase):
    content_object = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="tag_items")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="article_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_has_a_tag_once")]


class Byline(models.Model):
    """Who is credited in the working copy, in order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=CreditRole, default=CreditRole.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="article_credits_an_author_once",
                violation_error_message="This author is credited already.",
            ),
        ]


class ArticlePicture(models.Model):
    """A picture that stands in the working copy's body, so that the library does not lose it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="picture_items")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="article_holds_a_picture_once")]


class Revision(models.Model):
    """One save of the working copy. `words` maps each of WORDS to its value, with `tags` (names) and `bylines`
    (pairs of author and role) beside them."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    words = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True, help_text="Where the words came from, if not from typing.")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_numbers_do_not_repeat")]

    def __str__(self) -> str:
        return f"revision {self.number}"
