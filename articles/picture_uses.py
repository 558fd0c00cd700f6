"""Which stories and feed items show a picture, and may one more story? Asked of editions, working copies and items."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from articles import body
from articles.models import (
    Article,
    ArticlePicture,
    Edition,
    EditionByline,
    EditionPicture,
    EditionTag,
    NewsFeedItem,
)
from images import usage
from images.models import Image
from images.usage import MOST, Found, Use
from newsroom import zones

MOST_KEYED = 500
"""Of so many stories the pages are named; every page that shows the picture has the key of the picture too."""

LEAD, TEXT, GALLERY = "lead picture", "in the text", "in a gallery"


@usage.finders.append
def in_editions(image: Image, at: datetime) -> Found:
    """What readers see, will see, or saw: of each story what is nearest to now."""
    ahead = list(_showing(image, Edition.objects.unended_at(at).order_by("live_from")))
    past = list(_showing(image, Edition.objects.filter(live_until__lte=at).order_by("-live_from")))
    uses: dict[int, Use] = {}
    for edition in [*ahead, *past]:
        uses.setdefault(edition.article_id, use_of(edition, image, at))
    return Found(list(uses.values())[: 2 * MOST], more=max(len(ahead), len(past)) > MOST)


@usage.finders.append
def in_working_copies(image: Image, at: datetime) -> Found:
    """Stories at the desk, whatever readers see of them."""
    own = Article.objects.exclude(stage=Article.Stage.SPIKED).only("pk", "headline", "slug", "lead_picture_id", "body")
    lead = own.filter(lead_picture=image)
    inside = own.filter(pk__in=ArticlePicture.objects.filter(image=image).values("article"))
    stories = {story.pk: story for rows in (lead, inside) for story in rows.order_by("-pk")[: MOST + 1]}
    uses = [
        Use(_place(story, image), str(story), reverse("admin:articles_article_change", args=[story.pk]), "working copy")
        for story in list(stories.values())[:MOST]
    ]
    return Found(uses, more=len(stories) > MOST)


@usage.finders.append
def in_the_feed(image: Image, at: datetime) -> Found:
    items = list(NewsFeedItem.objects.filter(picture=image).order_by("-live_from", "-pk")[: MOST + 1])
    return Found([use_of_item(item, at) for item in items[:MOST]], more=len(items) > MOST)


@usage.key_finders.append
def pages(image: Image, at: datetime) -> set[str]:
    """List the keys of pages and lists on which stories and items with a picture show, or will show."""
    inside = EditionPicture.objects.filter(image=image).values("edition")
    editions = [
        row
        for rows in (Edition.objects.filter(lead_picture=image), Edition.objects.filter(pk__in=inside))
        for row in rows.unended_at(at).values_list("pk", "article_id", "section_id")[:MOST_KEYED]
    ]
    keys = {f"article-{article}" for _, article, _ in editions} | {f"section-{one}" for _, _, one in editions if one}
    numbers = [pk for pk, _, _ in editions]
    tags = EditionTag.objects.filter(content_object__in=numbers).values_list("tag_id", flat=True)
    authors = EditionByline.objects.filter(edition__in=numbers).values_list("author_id", flat=True)
    keys |= {f"tag-{tag}" for tag in tags} | {f"author-{author}" for author in authors}
    items = NewsFeedItem.objects.filter(picture=image).unended_at(at).values_list("pk", flat=True)[:MOST_KEYED]
    keys |= {f"feed-item-{item}" for item in items}
    return keys | {"front", "stories", "feed"} if keys else keys


def use_of(edition: Edition, image: Image, at: datetime) -> Use:
    """Say how a version of a story shows a picture."""
    is_live = edition.live_from <= at and (edition.live_until is None or edition.live_until > at)
    if is_live:
        state = f"live since {zones.in_words(edition.live_from, moment=at)}"
    elif edition.live_from > at:
        state = f"goes live {zones.in_words(edition.live_from, moment=at)}"
    else:
        state = "in an earlier version"
    address = reverse("admin:articles_article_change", args=[edition.article_id])
    page = edition.get_absolute_url() if is_live else ""
    return Use(_place(edition, image), str(edition), address, state, is_live, page)


def use_of_item(item: NewsFeedItem, at: datetime) -> Use:
    address = reverse("admin:articles_newsfeeditem_change", args=[item.pk])
    is_live = item.live_from <= at and (item.live_until is None or item.live_until > at)
    ahead = f"goes live {zones.in_words(item.live_from, moment=at)}"
    state = "live" if is_live else ahead if item.live_from > at else "taken down"
    return Use("in the news feed", str(item), address, state, is_live, item.get_absolute_url() if is_live else "")


def stories_beside(image: Image, story: Article, *, most: int) -> int:
    """Count the other stories that show a picture to readers, ever did or will: up to `most`, which is enough."""
    lead = Edition.objects.filter(lead_picture=image)
    inside = Edition.objects.filter(pk__in=EditionPicture.objects.filter(image=image).values("edition"))
    found: set[int] = set()
    for editions in (lead, inside):
        others = editions.exclude(article=story).order_by().values_list("article_id", flat=True).distinct()
        found.update(others[:most])
    return min(len(found), most)


def _showing(image: Image, editions: QuerySet[Edition]) -> Iterator[Edition]:
    rows = editions.filter(struck_at=None).select_related("article")
    rows = rows.only("headline", "live_from", "live_until", "lead_picture_id", "body", "article__slug")
    inside = EditionPicture.objects.filter(image=image).values("edition")
    yield from rows.filter(lead_picture=image)[: MOST + 1]
    yield from rows.filter(pk__in=inside)[: MOST + 1]


def _place(version: Any, image: Image) -> str:
    """Name where in a story a picture stands: all places that it has."""
    kinds = {
        reference.kind
        for reference in body.references(version.body)
        if any(picture.number == image.pk for picture in reference.pictures)
    }
    places = [
        LEAD if version.lead_picture_id == image.pk else "",
        TEXT if "image" in kinds else "",
        GALLERY if "gallery" in kinds else "",
    ]
    return ", ".join(place for place in places if place) or TEXT
