"""Who else has a story open, and what are they doing in it?"""

from collections import defaultdict
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Autosave, Presence
from newsroom import acts, zones

GONE_AFTER = timedelta(seconds=60)


def here(user: Any, article: Article, *, at: datetime, is_typing: bool = False) -> None:
    """Note that somebody has the story open. Whoever gave no sign of life for a minute comes anew."""
    fresh = Presence.objects.filter(user=user, article=article, seen_at__gt=at - GONE_AFTER)
    if fresh.update(seen_at=at, is_typing=is_typing):
        return
    came = {"opened_at": at, "seen_at": at, "is_typing": is_typing}
    row = Presence(user=user, article=article, **came)
    # one statement: another tab of theirs may come in at the same instant. And nobody is in a story deleted just now
    with suppress(IntegrityError):
        Presence.objects.bulk_create(
            [row], update_conflicts=True, update_fields=list(came), unique_fields=["user", "article"]
        )


def leave(user: Any, article: Article) -> None:
    Presence.objects.filter(user=user, article=article).delete()


def others(user: Any, article: Article, *, at: datetime) -> list[str]:
    """Say who else is here: "Olha Danyliuk opened this 2 min ago and is typing"."""
    unsaved = Autosave.objects.filter(
        user=OuterRef("user"), article=OuterRef("article"), typed_at__gte=OuterRef("opened_at")
    )
    rows = (
        _present(at)
        .filter(article=article)
        .exclude(user=user)
        .select_related("user")
        .annotate(has_unsaved=Exists(unsaved))
        .order_by("opened_at", "id")
    )
    return [_told(row, at) for row in rows]


def in_stories(user: Any, *, at: datetime) -> dict[int, list[str]]:
    """Name, by story, who has it open beside `user`: one query, however long the list of stories is."""
    names = defaultdict(list)
    for row in _present(at).exclude(user=user).select_related("user").order_by("opened_at", "id"):
        names[row.article_id].append(acts.name_of(row.user))
    return dict(names)


def tidy(moment: datetime) -> bool:
    """Forget those who went without saying so. Return whether there was anybody."""
    return bool(Presence.objects.filter(seen_at__lt=moment - GONE_AFTER).delete()[0])


def _present(at: datetime) -> QuerySet[Presence]:
    return Presence.objects.filter(seen_at__gt=at - GONE_AFTER)


def _told(row: Any, at: datetime) -> str:
    doing = " and is typing" if row.is_typing else " and has unsaved changes" if row.has_unsaved else ""
    return f"{acts.name_of(row.user)} opened this {zones.ago(row.opened_at, moment=at)}{doing}"
