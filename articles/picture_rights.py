"""Which pictures do readers see, now or soon, after the right to show them has run out?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from articles.models import Edition, EditionPicture, NewsFeedItem
from articles.picture_uses import use_of, use_of_item
from authors.models import Author
from authors.picture_uses import use_of_portrait
from images.models import Image
from images.usage import Use
from newsroom.periods import unended_q

SOON = timedelta(days=14)
MOST = 200
"""Of each kind of use so many are looked at; a paper with more has another trouble."""


@dataclass
class Ending:
    """A picture whose rights have run out, or soon will, and all that shows it to readers after that."""

    image: Image
    uses: list[Use] = field(default_factory=list)

    @property
    def until(self) -> datetime:
        assert self.image.rights_until is not None  # noqa: S101 - asked for by every query
        return self.image.rights_until

    def has_ended(self, moment: datetime) -> bool:
        return self.until <= moment

    @property
    def pages(self) -> int:
        return sum(use.is_public for use in self.uses)


def endings(moment: datetime) -> list[Ending]:
    """List them, the longest overdue first, by four queries. Scheduled versions count, for they will be shown."""
    found: dict[int, Ending] = {}
    for image, use in _uses(moment):
        ending = found.setdefault(image.pk, Ending(image))
        if use not in ending.uses:
            ending.uses.append(use)
    return sorted(found.values(), key=lambda ending: (ending.until, ending.image.pk))


def _uses(moment: datetime) -> Iterator[tuple[Image, Use]]:
    limit = moment + SOON
    lead = Edition.objects.unended_at(moment).filter(lead_picture__rights_until__lte=limit, struck_at=None)
    for edition in lead.select_related("article", "lead_picture").order_by("lead_picture__rights_until")[:MOST]:
        image = edition.lead_picture
        if image is not None and _outlasts(edition.live_until, image):
            yield image, use_of(edition, image, moment)
    inside = EditionPicture.objects.filter(
        unended_q(moment, "edition__"), image__rights_until__lte=limit, edition__struck_at=None
    )
    for row in inside.select_related("edition__article", "image").order_by("image__rights_until")[:MOST]:
        if _outlasts(row.edition.live_until, row.image):
            yield row.image, use_of(row.edition, row.image, moment)
    items = NewsFeedItem.objects.unended_at(moment).filter(picture__rights_until__lte=limit)
    for item in items.select_related("picture").order_by("picture__rights_until")[:MOST]:
        if item.picture is not None and _outlasts(item.live_until, item.picture):
            yield item.picture, use_of_item(item, moment)
    portrayed = Author.objects.filter(Q(portrait__rights_until__lte=limit))
    for author in portrayed.select_related("portrait").order_by("portrait__rights_until")[:MOST]:
        if author.portrait is not None:
            yield author.portrait, use_of_portrait(author)


def _outlasts(live_until: datetime | None, image: Image) -> bool:
    """Say whether something is still shown when the rights in a picture end."""
    return live_until is None or image.rights_until is None or live_until > image.rights_until
