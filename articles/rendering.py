"""How does a body look to readers? Its references resolved, in bulk, to what stands there at the moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.body import Reference, split
from articles.models import Edition
from articles.videos import video_at
from images.models import Image

PAGE = "articles/blocks"
FEED = "articles/feed_blocks"
ROOT_RELATIVE = re.compile(r'(href=")/(?!/)')


@dataclass(frozen=True)
class Surroundings:
    """All that the bodies of one page refer to: pictures by key, live editions by story."""

    pictures: dict[int, Image]
    stories: dict[int, Edition]


def surroundings(bodies: Iterable[list[str | Reference]], *, moment: datetime) -> Surroundings:
    """Fetch what all these bodies refer to, in two queries at most."""
    found = [part for body in bodies for part in body if isinstance(part, Reference)]
    pictures = {int(part.target) for part in found if part.kind == "image"}
    stories = {int(part.target) for part in found if part.kind == "related"}
    live: Iterable[Edition] = []
    if stories:
        live = Edition.objects.live_at(moment).filter(article__in=stories).for_cards()
    return Surroundings(
        pictures=Image.objects.in_bulk(pictures) if pictures else {},
        stories={edition.article_id: edition for edition in live},
    )


def render(body: list[str | Reference], around: Surroundings, *, templates: str = PAGE, base: str = "") -> SafeString:
    """Return a body as HTML. What a reference names but nobody may see leaves no trace.

    `base` (such as https://example.org) makes addresses absolute, for feeds.
    """
    written = []
    for part in body:
        if isinstance(part, str):
            written.append(ROOT_RELATIVE.sub(rf"\1{base}/", part) if base else part)
        else:
            written.append(_block(part, around, templates, base))
    return mark_safe("".join(written))  # noqa: S308 - sanitised when it was saved; blocks come from templates


def _block(reference: Reference, around: Surroundings, templates: str, base: str) -> str:
    context: dict[str, Any] = {"base": base}
    if reference.kind == "image":
        picture = around.pictures.get(int(reference.target))
        if picture is None:
            return ""
        caption = mark_safe(reference.words) if reference.words else picture.caption  # noqa: S308 - as above
        context |= {"image": picture, "caption": caption}
    elif reference.kind == "related":
        edition = around.stories.get(int(reference.target))
        if edition is None:
            return ""
        context |= {"edition": edition}
    else:
        context |= {"video": video_at(reference.target)}
    return render_to_string(f"{templates}/{reference.kind}.html", context)


def render_one(edition: Edition, *, moment: datetime) -> SafeString:
    """Return the body of the one story that a page shows."""
    body = split(edition.body)
    return render(body, surroundings([body], moment=moment))


def render_for_feed(editions: Iterable[Edition], *, moment: datetime, base: str) -> dict[int, SafeString]:
    """Return the bodies of many editions, by edition key, for readers outside the site."""
    bodies = {edition.pk: split(edition.body) for edition in editions}
    around = surroundings(bodies.values(), moment=moment)
    return {pk: render(body, around, templates=FEED, base=base) for pk, body in bodies.items()}
