"""What is told of a story or of an item of the feed, wherever it is told?

Page, structured data, feeds and sitemaps take each fact from here, or from the columns that are named here: so they
agree, to the second.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from articles.models import Edition, NewsFeedItem
from articles.models.words import CreditRole
from articles.reading import Corrected
from authors.models import Author
from images import renditions
from images.focus import Focus
from images.layouts import SHARED
from images.models import Image
from images.sources import VOCABULARY
from newsroom import languages
from newsroom.site_address import absolute
from newsroom.text import plain

IDENTITIES = uuid.UUID("6f1d7f0e-3a59-4d0c-9b35-5a6b9f2f6d11")


@dataclass(frozen=True)
class Picture:
    """A picture as others may fetch it: as large as there is, and at `inline` as large as a text needs it."""

    address: str
    inline: str
    width: int
    height: int
    alt: str
    kind: str = "image/jpeg"
    caption: str = ""
    credit: str = ""
    creators: tuple[str, ...] = ()
    copyright_notice: str = ""
    license: str = ""
    acquire: str = ""
    source: str = ""
    """How it came into being: a term of the IPTC's vocabulary, as an address."""

    @property
    def is_wide(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True)
class Credited:
    name: str
    address: str
    role: str = CreditRole.AUTHOR
    is_organisation: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """`published` is the first publication and never moves; `updated` the last substantive change, if there was one."""

    identity: str
    address: str
    headline: str
    summary: str
    published: datetime
    updated: datetime | None
    language: str
    genre: str = ""
    section: str = ""
    dateline: str = ""
    credits: tuple[Credited, ...] = ()
    tags: tuple[str, ...] = ()
    picture: Picture | None = None

    @property
    def modified(self) -> datetime:
        return last_change(self.published, self.updated)


def last_change(published: datetime, updated: datetime | None) -> datetime:
    """Say when something last changed in a way that readers are told of."""
    return updated or published


@dataclass(frozen=True)
class Alternate:
    """The same in another language."""

    language: str
    address: str


def of_story(edition: Edition, site: str) -> Facts:
    """Tell of a story with all its lists (`reading.story`, `reading.whole`); `site` precedes its addresses."""
    return Facts(
        identity=permanent_id("story", edition.article_id, edition.published_at),
        address=absolute(site, edition.get_absolute_url()),
        headline=plain(edition.headline),
        summary=plain(edition.standfirst),
        published=edition.published_at,
        updated=edition.updated_at,
        language=edition.language,
        genre=edition.genre,
        section=plain(edition.section.told("name", edition.language)) if edition.section else "",
        dateline=plain(edition.dateline),
        credits=tuple(credited(line.author, site, role=line.role) for line in edition.bylines.all()),
        tags=tuple(plain(tag.name) for tag in edition.tag_list),
        picture=picture(edition.lead_picture, site, caption=edition.lead_picture_caption),
    )


def of_item(item: NewsFeedItem, site: str) -> Facts:
    """Tell of an item of the feed. A story's entry has no words of its own, so it stands where the story stands."""
    is_entry = item.article_id is not None
    return Facts(
        identity=permanent_id("item", item.pk, item.live_from),
        address=absolute(site, item.story_address if is_entry and item.story_address else item.get_absolute_url()),
        headline=plain(item.title),
        summary=plain(item.shown_text),
        published=item.live_from,
        updated=item.shown_updated_at,
        language=item.shown_language,
        credits=(credited(item.source, site),) if item.source else (),
        picture=picture(item.picture, site),
    )


def alternates(edition: Edition, translations: Iterable[Edition], site: str) -> list[Alternate]:
    """List a story and what tells the same in other languages, if anything does: the set that each of them names."""
    told = [edition, *translations]
    found = [Alternate(one.language, absolute(site, one.get_absolute_url())) for one in told]
    return found if len(found) > 1 else []


def front_alternates(site: str) -> list[Alternate]:
    """List the front pages of all languages, if there are several; the paper's own is for everybody else as well."""
    fronts = [Alternate(one.code, absolute(site, one.front)) for one in languages.of_the_paper()]
    return [*fronts, Alternate("x-default", fronts[0].address)] if len(fronts) > 1 else []


def of_correction(correction: Corrected, site: str) -> Facts:
    """Tell of a correction: of what was wrong, where the story stands that it corrects."""
    edition = correction.edition
    return Facts(
        identity=permanent_id("correction", correction.pk, correction.at),
        address=absolute(site, f"{edition.get_absolute_url()}#corrections"),
        headline=plain(edition.headline),
        summary=plain(correction.note),
        published=correction.at,
        updated=None,
        language=edition.language,
    )


def permanent_id(noun: str, number: int, since: datetime) -> str:
    """Name something for good. Its first time is part of the name, so that two newsrooms' names differ."""
    return uuid.uuid5(IDENTITIES, f"{noun}/{number}/{since.isoformat()}").urn


def credited(author: Author, site: str, *, role: str = CreditRole.AUTHOR) -> Credited:
    return Credited(
        name=plain(author.name),
        address=absolute(site, author.get_absolute_url()),
        role=role,
        is_organisation=author.kind == Author.Kind.ORGANISATION,
        links=tuple(author.link_list),
    )


def picture(image: Image | None, site: str, *, caption: str = "") -> Picture | None:
    if image is None:
        return None
    return Picture(
        address=absolute(site, image.largest.url),
        inline=absolute(site, image.fallback.url),
        width=image.largest.width,
        height=image.largest.height,
        alt=plain(image.alt),
        caption=plain(caption or image.caption),
        credit=plain(image.credit),
        creators=tuple(name.strip() for name in plain(image.creator).split(";") if name.strip()),
        copyright_notice=plain(image.copyright_notice),
        license=image.license_url,
        acquire=image.acquire_url,
        source=f"{VOCABULARY}{image.source_type}" if image.source_type else "",
    )


def shapes(image: Image | None, site: str, *, caption: str = "", focus: Focus | None = None) -> list[Picture]:
    """Return a picture cut to the shapes that search engines ask for, around what must be seen; the widest first.

    https://developers.google.com/search/docs/appearance/structured-data/article asks for 16:9, 4:3 and 1:1.
    """
    shown = picture(image, site, caption=caption)
    if image is None or shown is None:
        return []
    cut = [renditions.largest(image, crop, focus) for crop in SHARED]
    return [replace(shown, address=absolute(site, one.url), width=one.width, height=one.height) for one in cut]


def shapes_of(edition: Edition, site: str) -> list[Picture]:
    return shapes(edition.lead_picture, site, caption=edition.lead_picture_caption, focus=edition.lead_picture_focus)


def names(credits: Iterable[Credited]) -> list[str]:
    return [one.name for one in credits]
