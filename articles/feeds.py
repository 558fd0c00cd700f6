"""What do feed readers get? RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of every list, with full text.

`published` is the first publication, `updated` the last substantive change: the two columns that the page prints.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape

from articles import reading
from articles.models import Edition, NewsFeedItem, Section, Tag
from articles.rendering import render_for_feed
from authors.models import Author
from newsroom.clock import TimedRequest
from newsroom.keyset import Page
from newsroom.public import public_page
from newsroom.text import plain

IDENTITIES = uuid.UUID("6f1d7f0e-3a59-4d0c-9b35-5a6b9f2f6d11")


class PlainTextFeed(SyndicationFeed):
    """Summaries are text; RSS and Atom say that they are HTML, so they are escaped for those who take them for it."""

    def add_item(self, title, link, description, **facts):  # type: ignore[override]
        super().add_item(plain(title), link, str(escape(plain(description))), **facts)


class RssFeed(PlainTextFeed, Rss201rev2Feed):
    """RSS 2.0 with full text (content:encoded) and every author (dc:creator)."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, _ in item["credits"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(PlainTextFeed, Atom1Feed):
    """Atom with full text and every author."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, address in item["credits"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """https://www.jsonfeed.org/version/1.1/"""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        data = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False, indent=1))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        data = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "date_published": rfc3339_date(item["pubdate"]),
            "language": item["language"],
            "authors": [{"name": name, "url": address} for name, address in item["credits"]],
            "tags": list(item["categories"]),
        }
        if item["updateddate"] != item["pubdate"]:
            data["date_modified"] = rfc3339_date(item["updateddate"])
        return {name: value for name, value in data.items() if value}


RSS, ATOM, JSON = RssFeed, AtomFeed, JsonFeed
Kind = type[RssFeed] | type[AtomFeed] | type[JsonFeed]


@dataclass(frozen=True)
class Channel:
    title: str
    description: str
    path: str


def permanent_id(noun: str, number: int, since: datetime) -> str:
    """Name something for good. Its first time is part of the name, so that two newsrooms' names differ."""
    return uuid.uuid5(IDENTITIES, f"{noun}/{number}/{since.isoformat()}").urn


@public_page
def newest(request: TimedRequest, kind: Kind) -> HttpResponse:
    page = reading.newest(moment=request.moment)
    return _of_stories(request, kind, Channel(settings.SITE_NAME, settings.SITE_TAGLINE, reverse("front")), page)


@public_page
def section(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = reading.in_section(section, moment=request.moment, before=None)
    title = f"{section.name} – {settings.SITE_NAME}"
    return _of_stories(request, kind, Channel(title, section.description, section.get_absolute_url()), page)


@public_page
def tag(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = reading.tagged(tag, moment=request.moment, before=None)
    title = f"{tag.name} – {settings.SITE_NAME}"
    return _of_stories(request, kind, Channel(title, tag.description, tag.get_absolute_url()), page)


@public_page
def author(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    author = get_object_or_404(Author, slug=slug)
    page = reading.by_author(author, moment=request.moment, before=None)
    title = f"{author.name} – {settings.SITE_NAME}"
    return _of_stories(request, kind, Channel(title, author.bio, author.get_absolute_url()), page)


@public_page
def stream(request: TimedRequest, kind: Kind) -> HttpResponse:
    items = reading.feed(moment=request.moment, with_pinned=False).page
    feed = _begin(request, kind, Channel(f"News feed – {settings.SITE_NAME}", settings.SITE_TAGLINE, reverse("feed")))
    for item in items:
        _add_item(feed, request, item)
    return _finish(feed)


def _of_stories(request: TimedRequest, kind: Kind, channel: Channel, page: Page[Edition]) -> HttpResponse:
    feed = _begin(request, kind, channel)
    editions = reading.whole(page.rows)
    base = request.build_absolute_uri("/")[:-1]
    bodies = render_for_feed(editions, moment=request.moment, base=base)
    for edition in editions:
        context = {"edition": edition, "body": bodies[edition.pk], "base": base}
        feed.add_item(
            title=edition.headline,
            link=base + edition.get_absolute_url(),
            description=edition.standfirst,
            content=render_to_string("articles/feed_story.html", context),
            unique_id=permanent_id("story", edition.article_id, edition.published_at),
            unique_id_is_permalink=False,
            pubdate=edition.published_at,
            updateddate=edition.updated_at or edition.published_at,
            categories=[tag.name for tag in edition.tag_list],
            credits=[(author.name, base + author.get_absolute_url()) for author in edition.authors],
            language=edition.language,
        )
    return _finish(feed)


def _add_item(feed: SyndicationFeed, request: TimedRequest, item: NewsFeedItem) -> None:
    base = request.build_absolute_uri("/")[:-1]
    updated = item.shown_updated_at or item.live_from
    feed.add_item(
        title=item.shown_headline or item.shown_text[:80],
        link=base + (item.story_address or item.get_absolute_url()),
        description=item.shown_text,
        content=render_to_string("articles/feed_item_content.html", {"item": item, "base": base}),
        unique_id=permanent_id("item", item.pk, item.live_from),
        unique_id_is_permalink=False,
        pubdate=item.live_from,
        updateddate=updated,
        categories=(),
        credits=[],
        language=item.shown_language,
    )


def _begin(request: TimedRequest, kind: Kind, channel: Channel) -> RssFeed | AtomFeed | JsonFeed:
    return kind(
        title=channel.title,
        link=request.build_absolute_uri(channel.path),
        description=channel.description,
        language=settings.LANGUAGE_CODE,
        feed_url=request.build_absolute_uri(request.path),
    )


def _finish(feed: RssFeed | AtomFeed | JsonFeed) -> HttpResponse:
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
