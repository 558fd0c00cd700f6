"""Do feeds and sitemaps tell what the page tells, to the second?"""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from lxml import etree

from articles import addresses, publishing, sitemaps
from newsroom import environment, outbox
from newsroom.models import Imprint
from tests.factories import (
    make_author,
    make_chief,
    make_image,
    make_item,
    make_live,
    make_section,
    make_story,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db

NEWS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture
def story(clock):
    """A story published at noon and updated at two."""
    story = make_live(
        "Water & <salt> in “Halna”",
        slug="salt",
        at=clock.now,
        standfirst="The intake is closed",
        body='<p>All of it, with <a href="/feed/">a link</a>.</p>',
        section_id=make_section("City").pk,
        authors=[make_author("Iryna"), make_author("Taras")],
        tags=["Harbour"],
        lead_picture_id=make_image().pk,
    )
    clock.advance(hours=2)
    rewrite(story, standfirst="The intake is open")
    publish(story, at=clock.now, kind="update")
    return story


LISTS = ["", "sections/{section}/", "tags/harbour/", "authors/{author}/"]


def path_of(story, pattern, name):
    edition = story.editions.first()
    values = {"section": edition.section.slug, "author": edition.bylines.first().author.slug}
    return "/" + pattern.format(**values) + name


@pytest.mark.parametrize("pattern", LISTS)
def test_rss_has_full_text_every_author_and_the_first_publication(client, story, clock, pattern):
    response = client.get(path_of(story, pattern, "rss.xml"))
    assert response["Content-Type"].startswith("application/rss+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == "Water & <salt> in “Halna”"
    assert parsedate_to_datetime(entry.published) == clock.now - timedelta(hours=2)
    assert [author["name"] for author in entry.authors] == ["Iryna", "Taras"]
    assert "All of it" in entry.content[0].value
    assert 'href="http://testserver/feed/"' in entry.content[0].value
    assert entry.guidislink is False


@pytest.mark.parametrize("pattern", LISTS)
def test_atom_tells_publication_and_substantive_update(client, story, clock, pattern):
    response = client.get(path_of(story, pattern, "atom.xml"))
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.published == (clock.now - timedelta(hours=2)).isoformat()
    assert entry.updated == clock.now.isoformat()
    assert "All of it" in entry.content[0].value


@pytest.mark.parametrize("pattern", LISTS)
def test_json_feed_says_the_same(client, story, clock, pattern):
    response = client.get(path_of(story, pattern, "feed.json"))
    assert response["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert item["title"] == "Water & <salt> in “Halna”"
    assert item["date_published"] == (clock.now - timedelta(hours=2)).isoformat()
    assert item["date_modified"] == clock.now.isoformat()
    assert [author["name"] for author in item["authors"]] == ["Iryna", "Taras"]
    assert item["tags"] == ["Harbour"]


def test_a_minor_fix_moves_no_date_in_any_outlet(client, clock):
    story = make_live(slug="salt", at=clock.now)
    clock.advance(hours=1)
    rewrite(story, headline="Fixed")
    publish(story, at=clock.now, kind="minor")
    entry = feedparser.parse(client.get("/atom.xml").content).entries[0]
    assert entry.title == "Fixed"
    assert entry.updated == entry.published
    assert "date_modified" not in json.loads(client.get("/feed.json").content)["items"][0]


def test_an_entrys_id_never_changes_whatever_becomes_of_the_story(client, story, clock):
    def ids():
        return [feedparser.parse(client.get(path).content).entries[0].id for path in ("/rss.xml", "/atom.xml")]

    before = ids()
    addresses.move(story, "other-address", by=make_chief(), seen=story.version, at=clock.now)
    clock.advance(hours=1)
    rewrite(story, headline="Other words")
    publish(story, at=clock.now, kind="correction", note="It was wrong")
    assert ids() == before
    assert before[0] == before[1]
    assert before[0].startswith("urn:uuid:")


def test_the_stream_has_feeds_too(client, clock):
    make_item("Something happened", headline="News", at=clock.now)
    for name in ("rss.xml", "atom.xml"):
        feed = feedparser.parse(client.get(f"/feed/{name}").content)
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == ["News"]
    assert json.loads(client.get("/feed/feed.json").content)["items"][0]["summary"] == "Something happened"


def test_feeds_of_what_is_not_public_are_not_found(client, clock):
    author = make_author("Unknown")
    make_story(tags=["Secret"], authors=[author])
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert client.get(f"{author.get_absolute_url()}{name}").status_code == 404
        assert client.get(f"/tags/secret/{name}").status_code == 404


def test_no_feed_is_sent_again_unchanged(client, story, clock):
    for where in (*LISTS, "feed/", "uk/"):
        for name in ("rss.xml", "atom.xml", "feed.json"):
            path = path_of(story, where, name)
            first = client.get(path)
            clock.advance(minutes=1)
            assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304, path


def test_the_sitemap_lists_each_month_and_each_story_with_its_honest_date(client, story, clock):
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    months = [loc.text for loc in index.findall(".//s:loc", NEWS)]
    assert months == ["http://testserver/sitemap-2026-03.xml", "http://testserver/sitemap-lists.xml"]
    assert [one.text for one in index.findall(".//s:lastmod", NEWS)] == ["2026-03-10T16:00:00+02:00"]
    urls = ElementTree.fromstring(client.get("/sitemap-2026-03.xml").content)
    (url,) = urls.findall("s:url", NEWS)
    assert url.find("s:loc", NEWS).text == "http://testserver/articles/salt/"
    assert url.find("s:lastmod", NEWS).text == "2026-03-10T16:00:00+02:00"


def test_a_month_between_in_which_nothing_was_published_is_not_listed(client, story, clock):
    make_live(slug="old", at=clock.now - timedelta(days=90))
    index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-2025-12.xml" in index
    assert "sitemap-2026-01.xml" not in index
    assert client.get("/sitemap-2026-01.xml").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/sitemap-2026-04.xml", "/sitemap-2026-13.xml", "/sitemap-2026-3.xml", "/sitemap-0-1.xml", "/sitemap-99999-1.xml"],
)
def test_a_month_without_stories_has_no_sitemap(client, story, path):
    assert client.get(path).status_code == 404


def test_the_sitemap_of_lists_names_sections_authors_and_tags_that_are_public(client, story):
    make_story(tags=["Secret"])
    text = client.get("/sitemap-lists.xml").content.decode()
    assert "/tags/harbour/" in text
    assert "secret" not in text
    assert "/authors/author-" in text


def test_the_news_sitemap_holds_two_days_by_first_publication(client, clock):
    make_live("Old", at=clock.now - timedelta(hours=48))
    updated = make_live("Old but updated", at=clock.now - timedelta(hours=60))
    publish(updated, at=clock.now - timedelta(hours=1))
    make_live("Fresh & <new>", slug="fresh", at=clock.now - timedelta(hours=47), language="uk")
    root = ElementTree.fromstring(client.get("/news-sitemap.xml").content)
    (url,) = root.findall("s:url", NEWS)
    assert url.find("news:news/news:title", NEWS).text == "Fresh & <new>"
    assert url.find("news:news/news:publication/news:language", NEWS).text == "uk"
    assert url.find("news:news/news:publication_date", NEWS).text == "2026-03-08T15:00:00+02:00"


def test_what_was_paid_for_is_no_news(client, clock):
    make_live(slug="paid", at=clock.now, genre="sponsored")
    assert "paid" not in client.get("/news-sitemap.xml").content.decode()
    assert "paid" in client.get("/sitemap-2026-03.xml").content.decode()


@pytest.mark.parametrize(("tag", "named"), [("en", "en"), ("en-GB", "en"), ("uk", "uk"), ("zh-TW", "zh-tw")])
def test_the_news_sitemap_names_languages_without_a_region(tag, named):
    assert sitemaps.news_language(tag) == named


def test_an_empty_feed_says_the_same_at_every_hour(client, clock):
    before = [client.get(path).content for path in ("/rss.xml", "/atom.xml", "/feed.json", "/feed/atom.xml")]
    clock.advance(hours=1)
    assert before == [client.get(path).content for path in ("/rss.xml", "/atom.xml", "/feed.json", "/feed/atom.xml")]


def test_an_empty_newsroom_has_empty_feeds_and_sitemaps(client, clock):
    for path in ("/rss.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/sitemap.xml", "/feed/rss.xml", "/"):
        assert client.get(path).status_code == 200


def test_a_withdrawn_story_leaves_every_outlet(client, story, clock):
    clock.advance(minutes=1)
    publishing.withdraw(story, by=make_chief(), seen=story.version, at=clock.now, moment=clock.now, reason="Wrong")
    for path in (
        "/",
        "/feed/",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/feed/rss.xml",
        "/news-sitemap.xml",
        "/sitemap.xml",
    ):
        assert "salt" not in client.get(path).content.decode()


def test_robots_are_kept_from_the_desk_and_shown_the_sitemaps(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


# Whom to tell of a hole


def test_security_txt_names_the_contact_and_says_the_same_all_day(client, clock, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    assert timedelta(days=170) < datetime.fromisoformat(lines["Expires"]) - clock.now < timedelta(days=365)
    clock.advance(hours=11)
    assert client.get("/.well-known/security.txt").content == response.content
    clock.advance(hours=13)
    assert client.get("/.well-known/security.txt").content != response.content


def test_security_txt_names_the_newsrooms_mail_if_the_environment_names_nobody(client, clock):
    row = Imprint.objects.create(email="newsroom@example.org")
    outbox.announce(row.page_keys, at=clock.now)
    assert b"Contact: mailto:newsroom@example.org" in client.get("/.well-known/security.txt").content


def test_without_a_contact_there_is_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", ""),
        ("a@b.org", "mailto:a@b.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("https://b.org/x", "https://b.org/x"),
    ],
)
def test_a_contact_is_read_as_an_address(monkeypatch, value, read):
    monkeypatch.setenv("SECURITY_CONTACT", value)
    assert environment.contact("SECURITY_CONTACT") == read


@pytest.mark.parametrize("value", ["nobody", "http://b.org/", "https://b.org/ x"])
def test_what_is_no_contact_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("SECURITY_CONTACT", value)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        environment.contact("SECURITY_CONTACT")


# The rules of those who read them

SCHEMA = settings.BASE_DIR.parent / "shared" / "samples" / "schemas" / "sitemap.xsd"


@pytest.mark.skipif(not SCHEMA.exists(), reason="the folder shared/samples/schemas is not beside this checkout")
@pytest.mark.parametrize("path", ["/sitemap-2026-03.xml", "/sitemap-lists.xml"])
def test_a_sitemap_is_valid_by_the_protocols_schema(client, story, path):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(client.get(path).content))


@pytest.mark.parametrize("list_of", LISTS)
def test_rss_keeps_the_rules_of_the_feed_validator(client, story, list_of):
    root = etree.fromstring(client.get(path_of(story, list_of, "rss.xml")).content)
    [channel] = root.findall("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1, name
        assert channel.findtext(name), name
    [self_link] = channel.findall("{http://www.w3.org/2005/Atom}link")
    assert (self_link.get("rel"), self_link.get("href")) == (
        "self",
        f"http://testserver{path_of(story, list_of, 'rss.xml')}",
    )
    for item in channel.findall("item"):
        for name in ("title", "link", "guid", "pubDate", "description"):
            assert len(item.findall(name)) == 1, name
        assert item.find("author") is None  # RSS wants a mail address there
        assert item.findtext("link").startswith("http://testserver/")
        [picture] = item.findall("{http://search.yahoo.com/mrss/}content")
        assert {"url", "type", "medium", "width", "height"} <= set(picture.keys())
    assert 'src="/' not in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("list_of", LISTS)
def test_atom_keeps_the_rules_of_rfc_4287(client, story, list_of):
    atom = "{http://www.w3.org/2005/Atom}"
    root = etree.fromstring(client.get(path_of(story, list_of, "atom.xml")).content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.find(f"{atom}author") is not None
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{atom}link")}
    assert links["self"] == f"http://testserver{path_of(story, list_of, 'atom.xml')}"
    for element in [root, *root.findall(f"{atom}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{atom}{name}")) == 1, name
    for entry in root.findall(f"{atom}entry"):
        assert len([one for one in entry.findall(f"{atom}link") if one.get("rel") == "alternate"]) == 1
        assert len(entry.findall(f"{atom}content")) == 1


def test_json_feed_has_what_its_version_asks_for(client, story):
    feed = json.loads(client.get("/feed.json").content)
    assert {"version", "title", "items", "home_page_url", "feed_url", "language", "authors"} <= set(feed)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert {"url", "content_html", "date_published", "language", "image"} <= set(item)
