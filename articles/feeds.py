"""What do feed readers get? RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 of every list, with full text.

`published` is the first publication, `updated` the last substantive change: the two columns that the page prints.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import facts, reading
from articles.facts import Facts
from articles.models import Edition, Section, Tag
from articles.rendering import render_for_feed
from authors.models import Author
from newsroom import imprint, languages
from newsroom.clock import TimedRequest
from newsroom.keyset import Page
from newsroom.public import public_page
from newsroom.site_address import absolute, origin
from newsroom.text import plain

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When an empty feed last changed: nothing of it has."""


class HonestFeed(SyndicationFeed):
    """Takes each entry's facts. Summaries are text; RSS and Atom say that they are HTML, so they are escaped for
    those who take them for it."""

    def add(self, told: Facts, content: str) -> None:
        self.add_item(
            title=told.headline,
            link=told.address,
            description=str(escape(told.summary)),
            content=plain(content),
            unique_id=told.identity,
            unique_id_is_permalink=False,
            pubdate=told.published,
            updateddate=told.modified,
            categories=told.tags,
            facts=told,
        )

    def latest_post_date(self) -> datetime:
        """Say when an entry last changed. Django would say "now" of an empty feed, and each answer would differ."""
        return super().latest_post_date() if self.items else NEVER


class RssFeed(HonestFeed, Rss201rev2Feed):
    """RSS 2.0 with full text (content:encoded), every author (dc:creator) and the picture (Media RSS)."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        told: Facts = item["facts"]
        for name in facts.names(told.credits):
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dc:language", told.language)
        handler.addQuickElement("content:encoded", item["content"])
        if told.picture:
            _add_picture(handler, told.picture)


class AtomFeed(HonestFeed, Atom1Feed):
    """Atom with full text, every author and the picture."""

    content_type = "application/atom+xml; charset=utf-8"

    def item_attributes(self, item):
        return super().item_attributes(item) | {"xml:lang": item["facts"].language}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        told: Facts = item["facts"]
        for one in told.credits:
            handler.startElement("author", {})
            handler.addQuickElement("name", one.name)
            handler.addQuickElement("uri", one.address)
            handler.endElement("author")
        if told.picture:
            picture = {"rel": "enclosure", "type": told.picture.kind, "href": told.picture.address}
            handler.addQuickElement("link", "", picture)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(HonestFeed):
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
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [self._item(item) for item in self.items],
        }
        outfile.write(json.dumps(data, ensure_ascii=False, indent=1))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        told: Facts = item["facts"]
        data = {
            "id": told.identity,
            "url": told.address,
            "title": told.headline,
            "summary": told.summary,
            "content_html": item["content"],
            "date_published": rfc3339_date(told.published),
            "date_modified": rfc3339_date(told.updated) if told.updated else None,
            "language": told.language,
            "authors": [{"name": one.name, "url": one.address} for one in told.credits],
            "tags": told.tags,
            "image": told.picture.address if told.picture else None,
        }
        return {name: value for name, value in data.items() if value}


RSS, ATOM, JSON = RssFeed, AtomFeed, JsonFeed
Kind = type[RssFeed] | type[AtomFeed] | type[JsonFeed]


@dataclass(frozen=True)
class Channel:
    title: str
    description: str
    path: str
    language: str = ""
    """Empty: the paper's own."""


@public_page
def newest(request: TimedRequest, kind: Kind) -> HttpResponse:
    page = reading.newest(moment=request.moment)
    return _of_stories(request, kind, Channel(imprint.name(), imprint.tagline(), reverse("front")), page)


@public_page
def in_language(request: TimedRequest, code: str, kind: Kind) -> HttpResponse:
    """What is newest in one of the paper's other languages; that of the paper's own has all languages."""
    language = languages.in_code(code)
    if language is None or code == imprint.language():
        raise Http404("There is no such feed.")
    page = reading.newest_in(code, moment=request.moment)
    channel = Channel(f"{imprint.name()} ({language.name})", imprint.tagline(), language.front, code)
    return _of_stories(request, kind, channel, page)


@public_page
def section(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    page = reading.in_section(section, moment=request.moment, before=None)
    return _of_stories(request, kind, _named(section.label, section.about, section.get_absolute_url()), page)


@public_page
def tag(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = reading.tagged(tag, moment=request.moment, before=None)
    return _of_stories(request, kind, _named(tag.name, tag.description, tag.get_absolute_url()), page)


@public_page
def author(request: TimedRequest, slug: str, kind: Kind) -> HttpResponse:
    author = get_object_or_404(Author, slug=slug)
    page = reading.by_author(author, moment=request.moment, before=None)
    return _of_stories(request, kind, _named(author.name, author.bio, author.get_absolute_url()), page)


@public_page
def stream(request: TimedRequest, kind: Kind) -> HttpResponse:
    site = origin(request)
    feed = _begin(request, kind, _named(_("News feed"), imprint.tagline(), reverse("feed")))
    for item in reading.feed(moment=request.moment, with_pinned=False).page:
        told = facts.of_item(item, site)
        context = {"item": item, "told": told}
        if item.story_address and item.article_id is None:
            context["more"] = absolute(site, item.story_address)
        with translation.override(told.language):
            feed.add(told, render_to_string("articles/feed_item_content.html", context))
    return _finish(feed)


@public_page
def corrections(request: TimedRequest, kind: Kind) -> HttpResponse:
    """Every correction, with what was wrong, under the headline of the story that it corrects."""
    site = origin(request)
    feed = _begin(request, kind, _named(_("Corrections"), "", reverse("corrections")))
    for correction in reading.all_corrections(moment=request.moment):
        told = facts.of_correction(correction, site)
        with translation.override(told.language):
            titled = replace(told, headline=_("Correction: %(headline)s") % {"headline": told.headline})
            feed.add(
                titled, render_to_string("articles/feed_correction.html", {"correction": correction, "told": told})
            )
    return _finish(feed)


def _named(name: str, description: str, path: str) -> Channel:
    return Channel(f"{name} – {imprint.name()}", description, path)


def _of_stories(request: TimedRequest, kind: Kind, channel: Channel, page: Page[Edition]) -> HttpResponse:
    site = origin(request)
    feed = _begin(request, kind, channel)
    editions = reading.whole(page.rows)
    bodies = render_for_feed(editions, moment=request.moment, base=site)
    corrections = reading.corrections_of(editions, moment=request.moment)
    for edition in editions:
        told = facts.of_story(edition, site)
        context = {"edition": edition, "told": told, "body": bodies[edition.pk]}
        context["corrections"] = corrections[edition.article_id]
        with translation.override(told.language):
            feed.add(told, render_to_string("articles/feed_story.html", context))
    return _finish(feed)


def _add_picture(handler: Any, picture: facts.Picture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    shown = {"url": picture.address, "medium": "image", "type": picture.kind}
    handler.startElement("media:content", shown | size)
    for name, words in (("description", picture.alt), ("credit", picture.credit)):
        if words:
            handler.addQuickElement(f"media:{name}", words)
    handler.endElement("media:content")


def _begin(request: TimedRequest, kind: Kind, channel: Channel) -> RssFeed | AtomFeed | JsonFeed:
    site = origin(request)
    return kind(
        title=plain(channel.title),
        link=absolute(site, channel.path),
        description=plain(channel.description or imprint.tagline()),
        language=channel.language or imprint.language(),
        feed_url=absolute(site, request.path),
        author_name=plain(imprint.name()),
        author_link=absolute(site, reverse("front")),
    )


def _finish(feed: RssFeed | AtomFeed | JsonFeed) -> HttpResponse:
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
