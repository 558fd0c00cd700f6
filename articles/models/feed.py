"""The stream of short items: a newsroom's own, and the entries that stories make."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.editions import Edition, public_q
from articles.models.stories import Article
from articles.videos import Video, video_address, video_at
from authors.models import Author
from images.models import Image
from newsroom.keyset import Page, Place, page
from newsroom.periods import Period, PeriodQuerySet
from newsroom.text import shortened
from newsroom.zones import newsroom_zone

TITLE_LENGTH = 80


class FeedQuerySet(PeriodQuerySet):
    def public_at(self, moment: datetime, *, language: str = "") -> Self:
        """Keep what readers may see at `moment`, with a story's words from its live edition, in one query."""
        rows = self.unended_at(moment).filter(live_from__lte=moment)._joined(moment)
        return rows._in_language(language) if language else rows

    def _joined(self, moment: datetime) -> Self:
        """Join the live edition of each story's entry and drop entries whose story is not live.

        Without the bound on `live_from`, which `page` passes itself.
        """
        live = public_q(moment, "article__editions__")
        told = public_q(moment, "about__editions__")
        return (
            self.annotate(
                live_edition=FilteredRelation("article__editions", condition=live),
                told_edition=FilteredRelation("about__editions", condition=told),
            )
            .filter(Q(article__isnull=True) | Q(live_edition__isnull=False))
            .annotate(
                story_edition=F("live_edition__id"),
                story_headline=F("live_edition__headline"),
                story_standfirst=F("live_edition__standfirst"),
                story_updated_at=F("live_edition__updated_at"),
                story_language=F("live_edition__language"),
                story_genre=F("live_edition__genre"),
                story_slug=F("article__slug"),
                is_breaking=Case(When(breaking_until__gt=moment, then=True), default=False),
                about_slug=Case(When(told_edition__isnull=False, then=F("about__slug"))),
            )
            .select_related("picture", "source")
        )

    def above_the_rest(self, moment: datetime) -> Self:
        """Keep what is pinned and what is breaking news at `moment`; each has an index of its own."""
        items = NewsFeedItem.objects
        breaking = items.filter(breaking_until__gt=moment).values("pk")
        return self.filter(pk__in=items.filter(pinned=True).values("pk").union(breaking))

    def _in_language(self, language: str) -> Self:
        return self.filter(Q(article__isnull=True, language=language) | Q(story_language=language))

    def page(self, *, moment: datetime, before: Place | None, size: int, language: str = "") -> Page["NewsFeedItem"]:
        rows = self.unended_at(moment)._joined(moment)
        if language:
            rows = rows._in_language(language)
        return page(rows, moment=moment, before=before, size=size, time="live_from", number="id")

    def for_desk(self, moment: datetime) -> Self:
        """Keep everything, ahead and taken down too, with what the desk says of each."""
        story = Edition.objects.live_at(moment).filter(article=OuterRef("article_id"))
        return self.select_related("article", "source", "picture").annotate(story_is_live=Exists(story))

    def place_of(self, item_id: int, *, moment: datetime) -> Place | None:
        """Say where an item that was public at some time stands in the feed, or None if it never was."""
        found = self.filter(pk=item_id, live_from__lte=moment).values_list("live_from").first()
        return Place(found[0], item_id) if found else None


class NewsFeedItem(Period):
    """One entry of the stream: the newsroom's own short text, or the entry of a story, which has no words itself."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        VIDEO = "video", _("Video")
        PHOTO = "photo", _("Photo")

    article = models.OneToOneField(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_item", editable=False
    )
    about = models.ForeignKey(
        Article,
        verbose_name="more in the story",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mentions",
        help_text="Readers are led there while it is live: for a story that shall be on top again, say.",
    )
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TEXT)
    headline = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=15, default="en")
    video_url = models.URLField("video", max_length=300, blank=True, validators=[video_address])
    picture = models.ForeignKey(Image, null=True, blank=True, on_delete=models.PROTECT, related_name="feed_items")
    source = models.ForeignKey(
        Author,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="feed_items",
        help_text="Whose copy it is, if not our own: an agency among the authors. Readers see its name.",
    )
    pinned = models.BooleanField(default=False, help_text="Stands above the feed too.")
    breaking_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    added_by_form = models.UUIDField(null=True, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = FeedQuerySet.as_manager()  # type: ignore[misc]

    story_edition: int | None
    story_headline: str
    story_standfirst: str
    story_updated_at: datetime | None
    story_language: str
    story_slug: str
    about_slug: str | None
    story_is_live: bool
    is_breaking: bool

    class Meta(Period.Meta):
        verbose_name = "news-feed item"
        indexes = [
            models.Index(F("live_from").desc(), F("id").desc(), name="feed_newest"),
            models.Index("live_until", name="feed_live_until"),
            models.Index("live_from", condition=Q(pinned=True), name="feed_pinned"),
            models.Index("breaking_until", condition=Q(breaking_until__isnull=False), name="feed_breaking"),
            models.Index("source", "live_from", name="feed_source"),
        ]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(article__isnull=True)
                | Q(text="", headline="", video_url="", picture__isnull=True, about__isnull=True, source__isnull=True),
                name="story_entry_has_no_words_of_its_own",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | ~Q(text=""),
                name="feed_item_says_something",
                violation_error_message="Write the item's text.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="video") | ~Q(video_url=""),
                name="video_item_has_a_video",
                violation_error_message="A video item needs the address of its video.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="photo") | Q(picture__isnull=False),
                name="photo_item_has_a_picture",
                violation_error_message="A photo item needs a picture.",
            ),
            models.CheckConstraint(condition=Q(kind__in=["text", "video", "photo"]), name="feed_item_kind_is_known"),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True) | Q(updated_at__gt=F("live_from")),
                name="feed_update_follows_publication",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.text[:80] or f"entry of story {self.article_id}"

    def get_absolute_url(self) -> str:
        return reverse("feed-item", args=[self.pk])

    # What readers are shown: the item's own words, or those of the story's live edition (see `public_at`)

    @property
    def shown_headline(self) -> str:
        return self.headline if self.article_id is None else self.story_headline

    @property
    def title(self) -> str:
        """What to call it where it needs a name: its headline, or how it begins."""
        return self.shown_headline or shortened(self.shown_text, TITLE_LENGTH)

    @property
    def shown_text(self) -> str:
        return self.text if self.article_id is None else self.story_standfirst

    @property
    def shown_updated_at(self) -> datetime | None:
        return self.updated_at if self.article_id is None else self.story_updated_at

    @property
    def shown_language(self) -> str:
        return self.language if self.article_id is None else self.story_language

    @property
    def story_address(self) -> str | None:
        """Where more is to be read: the story whose entry this is, or that the item is about, if it is live."""
        slug = self.about_slug if self.article_id is None else self.story_slug
        return reverse("story", args=[slug]) if slug else None

    @property
    def day(self) -> date:
        """The day, by the newsroom's clocks, under which it stands."""
        return self.live_from.astimezone(newsroom_zone()).date()

    @property
    def place(self) -> Place:
        return Place(self.live_from, self.pk)

    @property
    def state(self) -> str:
        """Something short that is another one as soon as readers are to see the item otherwise than before."""
        return f"{self.version}.{self.story_edition or 0}.{self.is_breaking:d}"

    @property
    def video(self) -> Video | None:
        return video_at(self.video_url) if self.video_url else None

    @property
    def page_keys(self) -> list[str]:
        return ["feed", f"feed-item-{self.pk}"]
