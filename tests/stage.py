"""One of everything that readers may meet: pages with every feature, by the name of their address.

Whoever adds a kind of page names its addresses here. Checks that hold for all pages (valid HTML, access, weight of what
is laid out) walk these.
"""

from datetime import timedelta

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles import publishing
from articles.models import Article, NewsFeedItem, Tag
from authors.models import Author
from newsroom.public import is_for_readers
from tests.factories import (
    make_author,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_section,
    publish,
    rewrite,
)

FRAGMENTS = frozenset({"feed-since", "feed-since-in"})
"""Addresses that answer with a part of a page."""

HOSTILE = "“Fish & chips” <b>rise</b> to 5 € \"a plate\" 'today'"
EVERY_BLOCK = """
<p>Words with <strong>weight</strong>, <em>stress</em>, a <a href="https://example.org/a?b=1&amp;c=2">link</a>,
H<sub>2</sub>O and <code>code</code>.</p>
<h2>A heading</h2><ul><li>one<ul><li>one of one</li></ul></li><li>two</li></ul>
<h3>Below it</h3><ol><li><p>first</p></li></ol>
<blockquote><p>Said twice.</p><p>And once more.</p></blockquote><hr><pre>as typed</pre>
<table><tbody><tr><th>River</th><th>Level</th></tr><tr><td>Halna</td><td>4.12 m</td></tr></tbody></table>
<figure data-block="image" data-image="{0}"><figcaption>A <em>field</em> & more</figcaption></figure>
<div data-block="gallery"><figure data-image="{0}"><figcaption>One</figcaption></figure>
<figure data-image="{1}"></figure></div>
<aside data-block="related" data-article="{2}"></aside>
<div data-block="video" data-video="https://www.youtube.com/watch?v=abcdefghijk"></div>
<div data-block="post" data-post="https://x.com/courier/status/1234567890"><p>What they wrote</p>
<p>in two lines</p></div>
<aside data-block="quote"><p>Words, set large</p><cite>Somebody, who said them</cite></aside>
"""


def fill(now):
    """Write the paper, live at `now`."""
    ago = lambda **by: now - timedelta(**by)  # noqa: E731
    section = make_section("Port & Harbour")
    section.description = "Ships & grain."
    section.save()
    olena = make_author("Olena Marchuk", job_title="City editor", bio="Writes.\n\nAnd edits.", portrait=make_image())
    olena.links = "https://example.org/olena"
    olena.save()
    taras = make_author("Тарас Гнатюк", job_title="Reporter")
    common = {"section_id": section.pk, "authors": [olena, taras], "tags": ["Harbour & Sea"]}

    plain = make_live("A story without a picture", slug="plain", at=ago(hours=30))
    blocks = EVERY_BLOCK.format(make_image((900, 600)).pk, make_image((600, 900)).pk, plain.pk)
    pictured = {"lead_picture_id": make_image((1600, 900)).pk, "lead_caption": "A bridge & a tram", "body": blocks}
    full = make_live(HOSTILE, slug="full", at=ago(hours=5), kicker="Trams", dateline="VELMYN", **pictured, **common)
    rewrite(full, at=ago(hours=4), standfirst="What it is about, updated.")
    publish(full, at=ago(hours=4), kind="update")
    rewrite(full, at=ago(hours=3), standfirst="What it is about, put right.")
    publish(full, at=ago(hours=3), kind="correction", note="It was 30, not 300.\n\nWe are sorry.")
    for number, genre in enumerate(("opinion", "analysis", "review", "sponsored")):
        make_live(f"Some {genre}", slug=genre, at=ago(hours=6 + number), genre=genre, kicker="Rivers", **common)
    make_live(
        "Міський міст: безплатний Т3",
        slug="ukrainska",
        at=ago(hours=10),
        language="uk",
        body="<p>Слова <em>похилі</em> і <strong>грубі</strong>.</p>",
        **common,
    )
    make_live("نهر المدينة يرتفع", slug="arabic", at=ago(hours=2), language="ar", **(common | {"body": "<p>كلمات</p>"}))
    for number in range(22):
        make_live(f"An older story {number}", slug=f"older-{number}", at=ago(days=2, hours=number), **common)
    gone = make_live("It was wrong", slug="gone", at=ago(hours=8), desk={"show_in_feed": False})
    publishing.withdraw(gone, by=make_editor(), seen=gone.version, at=now, moment=now, reason="Wrong")
    tag = Tag.objects.get(name="Harbour & Sea")
    tag.description = "What moves on water."
    tag.save()

    make_item("Words of an item\n\nin two paragraphs", at=ago(minutes=50), headline=HOSTILE)
    make_item("Smoke", at=ago(minutes=40), kind="video", video_url="https://vimeo.com/76979871", headline="Watch")
    make_item("A field", at=ago(minutes=30), kind="photo", picture_id=make_image().pk)
    make_item("Stay inside", at=ago(minutes=20), headline="Fire", breaking_until=now + timedelta(hours=1))
    make_item("High water: where things stand", at=ago(minutes=10), headline="High water", pinned=True)
    make_item("Пожежу загасили", at=ago(minutes=5), language="uk", about_id=full.pk)
    for number in range(22):
        make_item(f"An older item {number}", at=ago(hours=20, minutes=number))
    over = make_item("It is over", at=ago(hours=2))
    over.live_until = ago(hours=1)
    over.save()


def addresses():
    """List the pages for readers' eyes, by the names of their addresses. A new kind of page must be named here."""
    items = NewsFeedItem.objects.order_by("-live_from", "-pk")
    last = Article.objects.get(slug="older-5").pk
    stories = ("full", "plain", "opinion", "sponsored", "ukrainska", "arabic", "gone")
    return {
        "front": ["/"],
        "front-in": ["/uk/"],
        "feed": ["/feed/", f"/feed/?before={items[10].pk}"],
        "feed-item": [reverse("feed-item", args=[item.pk]) for item in items if item.article_id is None][:8],
        "story": [reverse("story", args=[slug]) for slug in stories],
        "authors": ["/authors/"],
        "corrections": ["/corrections/"],
        "about": ["/about/"],
        "about-in": ["/uk/about/"],
        "policy": ["/about/ethics/"],
        "policy-in": ["/uk/about/ethics/"],
        "story-history": [reverse("story-history", args=[slug]) for slug in stories],
        "author": [author.get_absolute_url() for author in Author.objects.order_by("pk")],
        "tag": ["/tags/harbour-sea/", f"/tags/harbour-sea/?before={last}"],
        "section": [Article.objects.get(slug="full").section.get_absolute_url()],
        "search": [
            "/search/",
            "/search/?q=older+OR+слово+OR+fish+OR+Trams",
            "/search/?q=words&tag=harbour-sea&since=2026-01-01",
            "/search/?q=nonesuch&author=nobody",
            "/search/?q=the",
            "/search/?q=words&until=never&section=none",
        ],
        "offline": ["/offline/"],
        "nowhere": ["/nowhere/"],
    }


def pages_for_readers(entries=None, prefix=""):
    """Name each address that is marked as public and has the form of a page (it ends with a slash)."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        if isinstance(entry, URLResolver) and str(entry.pattern) != "admin/":
            yield from pages_for_readers(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern) and is_for_readers(entry.callback):
            path = (prefix + str(entry.pattern)).rstrip("$")
            if (path == "" or path.endswith("/")) and entry.name not in FRAGMENTS:
                yield entry.name
