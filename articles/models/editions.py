"""What readers see: editions of stories, each live for its period, and the instants at which stories go off line."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles import body
from articles.models.sections import Section
from articles.models.stories import Article
from articles.models.tags import Tag
from articles.models.words import CreditRole, Genre, Words
from authors.models import Author
from images.models import IN_CARDS, Image
from newsroom.keyset import Page, Place, page
from newsroom.periods import Period, PeriodQuerySet, unended_q


def public_q(moment: datetime, prefix: str = "") -> Q:
    """Say "the public may see it at `moment`" of the editions that `prefix` leads to."""
    begun = Q(**{f"{prefix}live_from__lte": moment, f"{prefix}struck_at__isnull": True})
    return begun & unended_q(moment, prefix)


class EditionQuerySet(PeriodQuerySet):
    """Lists walk `walk_time` and `walk_story`: columns of whichever index the list is read from."""

    def live_at(self, moment: datetime) -> Self:
        """Keep what the public may see at `moment`: one edition a story at most, and none that was struck."""
        return self.filter(public_q(moment))

    def newest(self) -> Self:
        return self.annotate(walk_time=F("published_at"), walk_story=F("article_id"))

    def in_language(self, language: str) -> Self:
        return self.newest().filter(language=language)

    def in_section(self, section: Section) -> Self:
        return self.newest().filter(section=section)

    def tagged(self, tag: Tag) -> Self:
        return self.filter(tag_items__tag=tag).annotate(
            walk_time=F("tag_items__published_at"), walk_story=F("tag_items__article_id")
        )

    def credited_to(self, author: Author) -> Self:
        return self.filter(bylines__author=author).annotate(
            walk_time=F("bylines__published_at"), walk_story=F("bylines__article_id")
        )

    def placed_on(self, language: str, *, moment: datetime) -> Self:
        """Keep what is placed on a front page at `moment`, once for each place (`slot_…`), in the order of places."""
        prefix = "article__slot_items__slot__"
        begun = Q(**{f"{prefix}page__language": language, f"{prefix}live_from__lte": moment})
        return (
            self.filter(begun & unended_q(moment, prefix))
            .annotate(
                slot_place=F(f"{prefix}place"),
                slot_position=F("article__slot_items__position"),
                slot_title=F(f"{prefix}title"),
                slot_from=F(f"{prefix}live_from"),
                slot_until=F(f"{prefix}live_until"),
            )
            .order_by("slot_place", "slot_position")
        )

    def for_cards(self) -> Self:
        """Fetch what a card shows: words but the body, the picture, the address."""
        return self.select_related("article", "section", "lead_picture").only(
            *CARD_FIELDS,
            *(f"article__{name}" for name in ("id", "slug")),
            *(f"section__{name}" for name in ("id", "name", "slug", "in_languages")),
            *(f"lead_picture__{name}" for name in IN_CARDS),
        )

    def page(self, *, moment: datetime, before: Place | None, size: int) -> Page["Edition"]:
        return page(
            self.live_at(moment), moment=moment, before=before, size=size, time="walk_time", number="walk_story"
        )

    def place_of(self, article_id: int, *, moment: datetime) -> Place | None:
        """Say where a story that was public at some time stands in lists, or None if it never was."""
        first = self.filter(article_id=article_id, live_from__lte=moment).values_list("published_at").first()
        return Place(first[0], article_id) if first else None


CARD_FIELDS = (
    "id",
    "article_id",
    "headline",
    "standfirst",
    "kicker",
    "genre",
    "language",
    "published_at",
    "updated_at",
    "reading_minutes",
    "live_from",
    "live_until",
    "section_id",
    "lead_picture_id",
    "lead_caption",
    "lead_focus",
)


class Edition(Words, Period):
    """One published version of a story, its words frozen. Made, moved and ended in `publishing` only.

    `live_until`, `published_at`, `updated_at` and `corrections` follow from the story's timeline and are written
    by one function there.
    """

    class Kind(models.TextChoices):
        MINOR = "minor", "Minor fix"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    revision = models.PositiveIntegerField(help_text="The number of the save whose words it froze.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UPDATE)
    note = models.TextField(blank=True, help_text="What changed, for readers.")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True, blank=True)
    corrections = models.PositiveSmallIntegerField(default=0)
    word_count = models.PositiveIntegerField(default=0)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    tags = TaggableManager(through="articles.EditionTag", blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.TextField(blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, help_text="When whoever waits for it was told.")

    slot_place: int  # these are set by `placed_on`
    slot_position: int
    slot_title: str
    slot_from: datetime
    slot_until: datetime | None

    objects = EditionQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Period.Meta):
        indexes = [
            models.Index(F("published_at").desc(), F("article").desc(), name="edition_newest"),
            models.Index("language", F("published_at").desc(), F("article").desc(), name="edition_language"),
            models.Index("section", F("published_at").desc(), F("article").desc(), name="edition_section"),
            models.Index("live_from", name="edition_live_from"),
            models.Index("live_until", name="edition_live_until"),
            models.Index("live_from", condition=Q(announced_at__isnull=True), name="edition_to_announce"),
            models.Index("live_from", condition=Q(kind="correction"), name="edition_corrections"),
        ]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "live_from"],
                name="one_edition_of_a_story_per_instant",
                violation_error_message="Another version of this story starts at that very moment.",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="one_open_ended_edition_per_story",
                violation_error_message="A story has one last version at most.",
            ),
            models.CheckConstraint(
                condition=Q(published_at__lte=F("live_from")), name="edition_does_not_precede_publication"
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True)
                | Q(updated_at__gt=F("published_at"), updated_at__lte=F("live_from")),
                name="update_follows_publication",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["minor", "update", "correction"]), name="edition_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(genre__in=Genre.values), name="edition_genre_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="correction") | ~Q(note="") | Q(struck_at__isnull=False),
                name="correction_says_what_was_wrong",
                violation_error_message="A correction must say what was wrong and what is right.",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.article.slug])

    @property
    def page_keys(self) -> list[str]:
        """The keys of the story's own page, with those of the pictures on it; needs `bylines` and `tags`."""
        keys = [f"article-{self.article_id}"]
        if self.section_id:
            keys.append(f"section-{self.section_id}")
        keys += [f"author-{byline.author_id}" for byline in self.bylines.all()]
        keys += [f"tag-{item.tag_id}" for item in self.tag_items.all()]
        pictures = {*body.pictures_in(self.body), *filter(None, [self.lead_picture_id])}
        return keys + [f"image-{number}" for number in sorted(pictures)]

    @cached_property
    def authors(self) -> list[Author]:
        return [byline.author for byline in self.bylines.all()]

    @cached_property
    def tag_list(self) -> list[Tag]:
        return [item.tag for item in self.tag_items.all()]


class EditionTag(ItemBase):
    """A tag of an edition. `article` and `published_at` are copies, so that a tag's page walks one index."""

    content_object = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tag_items")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="edition_items")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("tag", F("published_at").desc(), F("article").desc(), name="edition_tag_walk")]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="edition_has_a_tag_once")]


class EditionByline(models.Model):
    """Who is credited in an edition, in order. `article` and `published_at` are copies, for an author's page."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="edition_bylines")
    role = models.CharField(max_length=12, choices=CreditRole, default=CreditRole.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index("author", F("published_at").desc(), F("article").desc(), name="edition_byline_walk")]
        constraints = [models.UniqueConstraint(fields=["edition", "author"], name="edition_credits_an_author_once")]


class EditionPicture(models.Model):
    """A picture that stands in an edition's body, so that the library keeps it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="picture_items")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="edition_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "image"], name="edition_holds_a_picture_once")]


class Withdrawal(models.Model):
    """An instant at which a story goes off line, and why."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField(db_index=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index("at", condition=Q(announced_at__isnull=True), name="withdrawal_to_announce")]
        constraints = [models.UniqueConstraint(fields=["article", "at"], name="one_withdrawal_of_a_story_per_instant")]

    def __str__(self) -> str:
        return f"withdrawal of {self.article_id}"
