"""Where does a story stand on the web? Its slug: free until it has been public, and after that never lost."""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from articles import page_keys
from articles.models import Article
from articles.timeline import Timeline
from articles.turn import Refused, turn
from newsroom import acts, locks, outbox, redirects

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
LONGEST = 120


def check_free(slug: str, *, unless: Article | None = None) -> None:
    """Raise ValidationError, with a sentence, if `slug` cannot be a story's address."""
    if len(slug) > LONGEST or not SLUG.fullmatch(slug):
        raise ValidationError(f"“{slug}” is not an address: use a to z, 0 to 9 and single hyphens, {LONGEST} at most.")
    taken = Article.objects.filter(slug=slug).first()
    if taken is not None and taken != unless:
        raise ValidationError(f"“{slug}” is the address of “{taken}” already.")
    now_at = redirects.owner_of(reverse("story", args=[slug]))
    if now_at is not None and (unless is None or now_at != unless.get_absolute_url()):
        raise ValidationError(f"“{slug}” is the former address of {now_at}, and readers still come by it.")


def move(article: Article, slug: str, *, by: Any, seen: int, at: datetime) -> None:
    """Give a story another address. If it was ever public, its former ones lead here for good."""
    with turn(article, "move", by=by, seen=seen, at=at) as story:
        if slug == story.slug:
            raise Refused("That is its address already.")
        locks.hold(locks.ADDRESSES)
        try:
            check_free(slug, unless=story)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None
        old_slug, old_path = story.slug, story.get_absolute_url()
        story.slug = slug
        if Timeline.of(story, moment=at).was_ever_live:
            redirects.leave(old_path, story.get_absolute_url(), at=at)
        acts.log("move", story, by=by, at=at, came_from=old_slug[:40], went_to=slug[:40], old=old_slug, new=slug)
        outbox.announce(page_keys.of_story(story, moment=at), at=at)
