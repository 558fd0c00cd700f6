"""What did editors put on a front page, where, and for how long? The rest of the page fills itself."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models.stories import Article
from newsroom.periods import Period


class Place(models.IntegerChoices):
    """The places of a front page that editors may fill, in the order in which they are read."""

    LEAD = 1, "Lead"
    SECOND_1 = 11, "Secondary 1"
    SECOND_2 = 12, "Secondary 2"
    SECOND_3 = 13, "Secondary 3"
    SECOND_4 = 14, "Secondary 4"
    PACKAGE_1 = 21, "Package 1"
    PACKAGE_2 = 22, "Package 2"
    PACKAGE_3 = 23, "Package 3"

    @property
    def is_package(self) -> bool:
        return self.value >= FIRST_PACKAGE


FIRST_PACKAGE = 21
SINGLES = tuple(place for place in Place if not place.is_package)
PACKAGES = tuple(place for place in Place if place.is_package)
MOST_IN_PACKAGE = 6
LONGEST_TITLE = 80


class FrontPage(models.Model):
    """The front page in one language. Whoever changes it locks this row, and raises its version."""

    language = models.CharField(max_length=15, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        permissions = [("curate_frontpage", "Can place stories on the front page")]

    def __str__(self) -> str:
        name = dict(settings.LANGUAGES).get(self.language, self.language)
        return f"Front page, {name}"


class Slot(Period):
    """What stands in one place for a time: one story, or a package of several under a title.

    Changed in `front_desk` only. `ends_at` is the end that was asked for; `live_until` follows from it and from what
    comes next in the same place.
    """

    page = models.ForeignKey(FrontPage, on_delete=models.PROTECT, related_name="slots")
    place = models.PositiveSmallIntegerField(choices=Place)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Period.Meta):
        default_permissions = ()
        verbose_name = "front-page slot"
        ordering = ["place", "live_from"]
        indexes = [models.Index("page", "live_until", name="slot_of_page")]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(place__in=Place.values), name="slot_place_is_known"),
            models.CheckConstraint(
                condition=Q(place__lt=FIRST_PACKAGE, title="") | Q(place__gte=FIRST_PACKAGE) & ~Q(title=""),
                name="packages_have_titles_and_others_none",
                violation_error_message="Give the package a title.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(live_until__isnull=False, live_until__lte=F("ends_at")),
                name="slot_ends_when_asked_at_the_latest",
            ),
            models.UniqueConstraint(fields=["page", "place", "live_from"], name="one_slot_of_a_place_per_instant"),
            models.UniqueConstraint(
                fields=["page", "place"], condition=Q(live_until__isnull=True), name="one_open_ended_slot_per_place"
            ),
        ]

    def __str__(self) -> str:
        name = Place(self.place).label
        return f"{name}: {self.title}" if self.title else name


class SlotStory(models.Model):
    """A story in a slot, in order."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="slot_items")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = "place on the front page"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "article"], name="slot_holds_a_story_once"),
            models.UniqueConstraint(fields=["slot", "position"], name="slot_stories_stand_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.slot)
