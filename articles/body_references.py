"""Which pictures and stories can be put into a body? What the editor's dialogs and blocks ask."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from articles.models import Article, Edition
from images.models import Image
from images.told import told
from newsroom.keyset import cursor_number
from newsroom.text import plain

MOST = 12
MOST_BY_NUMBER = 100
NOT_LIVE = "not live: readers see no card until it is"


def find(asked: Mapping[str, str], *, moment: datetime) -> list[dict[str, Any]]:
    """Find by `kind` (image or related) and by `q` (words) or `ids` (numbers, separated by commas).

    Each result has `id`, `title`, `detail`, and `warning`: a sentence if something is missing, or nothing.
    """
    ids = [number for text in asked.get("ids", "").split(",") if (number := cursor_number(text.strip()))]
    words = plain(asked.get("q", "")).strip()[:100]
    if asked.get("kind") == "image":
        pictures = Image.objects.filter(_wanted(ids, words, "title", "caption", "credit", "alt")).order_by("-pk")
        return [told(picture, at=moment) for picture in pictures[: _most(ids)]]
    stories = Article.objects.filter(_wanted(ids, words, "headline", "slug")).order_by("-pk")
    if not ids:
        stories = stories.exclude(stage=Article.Stage.SPIKED)
    found = list(stories.only("pk", "headline", "slug", "standfirst")[: _most(ids)])
    live = set(
        Edition.objects.live_at(moment)
        .filter(article__in=[story.pk for story in found])
        .values_list("article_id", flat=True)
    )
    return [_story(story, is_live=story.pk in live) for story in found]


def _story(story: Article, *, is_live: bool) -> dict[str, Any]:
    return {
        "id": story.pk,
        "title": story.headline or story.slug,
        "detail": story.standfirst,
        "state": "live" if is_live else NOT_LIVE,
        "warning": "" if is_live else f"{NOT_LIVE[:1].upper()}{NOT_LIVE[1:]}.",
        "address": story.get_absolute_url(),
    }


def _most(ids: list[int]) -> int:
    return MOST_BY_NUMBER if ids else MOST


def _wanted(ids: list[int], words: str, *columns: str) -> Q:
    if ids:
        return Q(pk__in=ids)
    wanted = Q()
    for word in words.split():
        either = Q()
        for column in columns:
            either |= Q(**{f"{column}__icontains": word})
        wanted &= either
    return wanted
