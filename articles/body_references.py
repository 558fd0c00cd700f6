"""Which pictures and stories can be put into a body? What the editor's dialogs and blocks ask."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from articles.models import Article
from images.models import Image
from newsroom.keyset import cursor_number
from newsroom.text import plain

MOST = 12


def find(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """Find by `kind` (image or related) and by `q` (words) or `ids` (numbers, separated by commas)."""
    ids = [number for text in asked.get("ids", "").split(",") if (number := cursor_number(text.strip()))]
    words = plain(asked.get("q", "")).strip()[:100]
    if asked.get("kind") == "image":
        pictures = Image.objects.filter(_wanted(ids, words, "title", "caption", "credit")).order_by("-pk")[:MOST]
        return [
            {
                "id": p.pk,
                "title": p.title,
                "detail": p.caption or p.alt,
                "credit": p.credit,
                "thumbnail": p.thumbnail.url,
            }
            for p in pictures
        ]
    stories = Article.objects.filter(_wanted(ids, words, "headline", "slug")).only(
        "pk", "headline", "slug", "standfirst"
    )
    return [{"id": s.pk, "title": s.headline, "detail": s.standfirst} for s in stories.order_by("-pk")[:MOST]]


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
