"""How does a body look to readers? Its references resolved, in bulk, to what stands there at the moment.

A table gets a box that scrolls on narrow screens. A pull quote whose words stand in the body, as they should, is hidden
from screen readers, which would read them twice; one that does not repeat anything is read out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.body import Reference, split, text_in, text_of
from articles.models import Edition
from articles.posts import post_at
from articles.videos import video_at
from images.models import Image
from newsroom.site_address import absolute

PAGE = "articles/blocks"
FEED = "articles/feed_blocks"
ROOT_RELATIVE = re.compile(r'(href=")/(?!/)')
TABLE = re.compile(r"(</?table>)")
LETTERS = re.compile(r"\w+")


@dataclass(frozen=True)
class Surroundings:
    """All that the bodies of one page refer to: pictures by key, live editions by story."""

    pictures: dict[int, Image]
    stories: dict[int, Edition]


def surroundings(bodies: Iterable[list[str | Reference]], *, moment: datetime) -> Surroundings:
    """Fetch what all these bodies refer to, in two queries at most."""
    found = [part for body in bodies for part in body if isinstance(part, Reference)]
    pictures = {use.number for part in found for use in part.pictures}
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
    tables = count(1)
    for part in body:
        if isinstance(part, Reference):
            written.append(_block(part, around, templates, {"base": base, "body": body}))
        elif templates == PAGE:
            written.append(_boxed(part, tables))
        else:
            written.append(ROOT_RELATIVE.sub(rf"\1{base}/", part))
    return mark_safe("".join(written))  # noqa: S308 - sanitised when it was saved; blocks come from templates


def _boxed(markup: str, tables: Iterator[int]) -> str:
    """Put every table into a box of its own; a table's end may stand in another run than its beginning."""
    if "table>" not in markup:
        return markup
    pieces = TABLE.split(markup)
    for place, piece in enumerate(pieces):
        if piece == "<table>":
            pieces[place] = render_to_string(f"{PAGE}/table_begins.html", {"number": next(tables)}).strip()
        elif piece == "</table>":
            pieces[place] = render_to_string(f"{PAGE}/table_ends.html").strip()
    return "".join(pieces)


def _block(reference: Reference, around: Surroundings, templates: str, context: dict[str, Any]) -> str:
    found = READ[reference.kind](reference, around, context["body"])
    if found is None:
        return ""
    if "image" in found:
        found["address"] = absolute(context["base"], found["image"].fallback.url)
    return render_to_string(f"{templates}/{reference.kind}.html", context | found)


Read = Callable[[Reference, Surroundings, list[str | Reference]], dict[str, Any] | None]


def _image(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    return next(_shown(reference, around), None)


def _gallery(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    pictures = list(_shown(reference, around))
    return {"pictures": pictures} if pictures else None


def _shown(reference: Reference, around: Surroundings) -> Iterator[dict[str, Any]]:
    """Give what each of a reference's pictures is shown with: those that the library still has."""
    for use in reference.pictures:
        image = around.pictures.get(use.number)
        if image is not None:
            yield {"image": image, "caption": _clean(use.words) if use.words else image.caption, "focus": use.focus}


def _related(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    edition = around.stories.get(int(reference.target))
    return None if edition is None else {"edition": edition}


def _video(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    video = video_at(reference.target)
    return None if video is None else {"video": video}


def _post(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    post = post_at(reference.target)
    return None if post is None else {"post": post, "lines": [_clean(line) for line in reference.lines]}


def _quote(reference: Reference, around: Surroundings, body: list[str | Reference]) -> dict[str, Any] | None:
    return {
        "lines": [_clean(line) for line in reference.lines],
        "by": _clean(reference.by),
        "repeats": _bare(text_of(reference.words)) in _bare(text_in(body)),
    }


READ: dict[str, Read] = {
    "image": _image,
    "gallery": _gallery,
    "related": _related,
    "video": _video,
    "post": _post,
    "quote": _quote,
}


def _bare(text: str) -> str:
    """Return words alone, so that quotation marks and dots at the edges make no difference."""
    return f" {' '.join(LETTERS.findall(text.lower()))} "


def _clean(words: str) -> SafeString:
    return mark_safe(words)  # noqa: S308 - part of a body that was sanitised when it was saved


def render_one(edition: Edition, *, moment: datetime) -> SafeString:
    """Return the body of the one story that a page shows."""
    body = split(edition.body)
    return render(body, surroundings([body], moment=moment))


def render_for_feed(editions: Iterable[Edition], *, moment: datetime, base: str) -> dict[int, SafeString]:
    """Return the bodies of many editions, by edition key, for readers outside the site."""
    bodies = {edition.pk: split(edition.body) for edition in editions}
    around = surroundings(bodies.values(), moment=moment)
    return {pk: render(body, around, templates=FEED, base=base) for pk, body in bodies.items()}
