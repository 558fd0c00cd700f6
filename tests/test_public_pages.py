"""What do readers get, and does each page tell the truth about times?"""

import re
from datetime import UTC, datetime, timedelta

import pytest

from articles import publishing
from articles.models import Article, Edition
from authors.models import Author
from tests.factories import (
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_section,
    make_story,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db


def text_of(response):
    body = response.content.decode().partition("<body")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_a_scheduled_story_appears_at_its_hour_with_no_worker_running(client, clock):
    story = make_story(slug="flood")
    publish(story, at=clock.ahead(hours=1), moment=clock.now)
    assert client.get("/articles/flood/").status_code == 404
    clock.advance(hours=1, microseconds=-1)
    assert client.get("/articles/flood/").status_code == 404
    clock.advance(microseconds=1)
    assert client.get("/articles/flood/").status_code == 200


def test_a_first_publication_bears_no_updated_stamp(client, clock):
    make_live(slug="flood", at=clock.now)
    page = client.get("/articles/flood/")
    assert "Published" in text_of(page)
    assert "Updated" not in text_of(page)
    assert '<time datetime="2026-03-10T14:00:00+02:00"' in page.content.decode()


@pytest.mark.parametrize(("kind", "stamped"), [("minor", False), ("update", True), ("correction", True)])
def test_only_a_substantive_change_is_stamped(client, clock, kind, stamped):
    story = make_live(slug="flood", at=clock.now)
    clock.advance(hours=2)
    rewrite(story, headline="Other words")
    publish(story, at=clock.now, kind=kind, note="It was 30, not 300")
    words = text_of(client.get("/articles/flood/"))
    assert "Other words" in words
    assert ("Updated" in words) is stamped
    assert ("16:00" in words) is stamped


def test_every_correction_is_printed_with_its_time_and_stays_after_later_updates(client, clock):
    story = make_live(slug="flood", at=clock.now)
    for number in (1, 2):
        clock.advance(hours=1)
        publish(story, at=clock.now, kind="correction", note=f"Mistake number {number}")
    clock.advance(hours=1)
    publish(story, at=clock.now, kind="update", note="More is known")
    words = text_of(client.get("/articles/flood/"))
    assert "Mistake number 1" in words
    assert "Mistake number 2" in words


def test_a_withdrawn_story_is_gone_and_says_nothing_of_itself(client, clock):
    story = make_live("A terrible headline", slug="flood", at=clock.now)
    editor = make_editor()
    publishing.withdraw(
        story, by=editor, seen=story.version, at=clock.ahead(hours=1), moment=clock.now, reason="Legal advice"
    )
    assert client.get("/articles/flood/").status_code == 200
    clock.advance(hours=1)
    page = client.get("/articles/flood/")
    assert page.status_code == 410
    assert "withdrawn" in text_of(page)
    assert "terrible" not in text_of(page)
    assert "Legal advice" not in text_of(page)


def test_a_story_page_shows_all_its_parts(client, clock):
    author = make_author("Olena Marchuk", job_title="City editor", bio="Writes about bridges.", portrait=make_image())
    second = make_author("Taras Hnatiuk")
    other = make_live("The other story", at=clock.now, standfirst="What it says", lead_picture_id=make_image().pk)
    inside = make_image(caption="The bridge from below", credit="Pavlo Redko")
    body = (
        "<p>First paragraph.</p><h2>A subhead</h2><ul><li>One thing</li></ul><blockquote><p>A quote</p></blockquote>"
        '<p><a href="https://example.org/">A link</a></p>'
        f'<figure data-block="image" data-image="{inside.pk}"></figure>'
        f'<aside data-block="related" data-article="{other.pk}"></aside>'
        '<div data-block="video" data-video="https://www.youtube.com/watch?v=abcdefghijk"></div>'
    )
    make_live(
        "The bridge is shut",
        slug="bridge",
        at=clock.now,
        standfirst="Until August",
        kicker="Trams",
        section_id=make_section("City").pk,
        lead_picture_id=make_image(caption="The bridge", credit="The Courier").pk,
        body=body,
        tags=["Harbour"],
        authors=[author, second],
    )
    page = client.get("/articles/bridge/")
    words = text_of(page)
    for expected in (
        "City", "Trams", "The bridge is shut", "Until August", "Olena Marchuk", "Taras Hnatiuk", "1 min read",
        "The bridge", "The Courier", "A subhead", "One thing", "A quote", "The bridge from below", "Pavlo Redko",
        "The other story", "What it says", "Harbour", "City editor", "Writes about bridges.", "Read more",
    ):  # fmt: skip
        assert expected in words, expected
    html = page.content.decode()
    assert "https://www.youtube.com/watch?v=abcdefghijk" in html
    assert "<iframe" not in html
    assert html.count("<h1") == 1
    assert re.search(r'<img[^>]+width="400"[^>]+height="300"', html)
    assert 'data-list="feed"' in html


def test_a_related_card_shows_the_other_storys_words_of_now_and_goes_with_it(client, clock):
    other = make_live("Old headline", at=clock.now)
    make_live(slug="pointing", at=clock.now, body=f'<aside data-block="related" data-article="{other.pk}"></aside>')
    clock.advance(hours=1)
    rewrite(other, headline="New headline")
    publish(other, at=clock.now, kind="minor")
    assert "New headline" in text_of(client.get("/articles/pointing/"))
    clock.advance(hours=1)
    other.refresh_from_db()
    publishing.withdraw(other, by=make_chief(), seen=other.version, at=clock.now, moment=clock.now, reason="Wrong")
    assert "New headline" not in text_of(client.get("/articles/pointing/"))


def test_show_more_walks_the_whole_feed_without_repeating_or_skipping(client, clock):
    for number in range(45):
        make_item(f"Item {number:02}", at=clock.now - timedelta(minutes=number))
    seen, address = [], "/feed/"
    while address:
        html = client.get(address).content.decode()
        seen += re.findall(r"Item \d\d", text_of(client.get(address)))
        more = re.search(r'href="(/feed/\?before=\d+)"', html)
        address = more.group(1) if more else None
    assert seen == [f"Item {number:02}" for number in range(45)]


def test_a_pinned_item_stands_above_the_feed_and_keeps_its_place_in_it(client, clock):
    make_item("Pinned words", at=clock.now - timedelta(hours=3), pinned=True)
    make_item("Newest words", at=clock.now - timedelta(hours=1))
    words = text_of(client.get("/feed/"))
    assert words.count("Pinned words") == 2
    assert words.index("Pinned words") < words.index("Newest words") < words.rindex("Pinned words")


def test_a_feed_item_shows_its_kind_its_update_and_its_video(client, clock):
    item = make_item(
        "Watch this", at=clock.now, kind="video", video_url="https://youtu.be/abcdefghijk", headline="A film"
    )
    type(item).objects.filter(pk=item.pk).update(updated_at=clock.ahead(minutes=5))
    clock.advance(minutes=10)
    words = text_of(client.get(f"/feed/{item.pk}/"))
    for expected in ("A film", "Watch this", "Video", "Updated", "14:05"):
        assert expected in words, expected


def test_a_storys_entry_in_the_feed_takes_its_words_and_its_stamp_from_the_live_edition(client, clock):
    story = make_live("First headline", slug="flood", at=clock.now)
    clock.advance(hours=1)
    rewrite(story, headline="Second headline")
    publish(story, at=clock.now, kind="update")
    html = client.get("/feed/").content.decode()
    assert "Second headline" in html
    assert "First headline" not in html
    assert "/articles/flood/" in html
    assert "Updated" in html


BAD_CURSORS = ["0", "-1", "01", "1e3", "abc", "", "9" * 19, "1,2", "%D9%A1", "2026-01-01", " 1", "1%00"]


@pytest.mark.parametrize("path", ["/feed/", "/authors/", "/sections/s/", "/tags/t/", "/authors/a/"])
@pytest.mark.parametrize("cursor", [*BAD_CURSORS, "999999"])
def test_a_cursor_that_names_no_place_is_not_found(client, clock, path, cursor):
    make_live(at=clock.now, tags=["T"], authors=[make_author("A")])
    section = make_section("S")
    type(section).objects.filter(pk=section.pk).update(slug="s")
    Author.objects.update(slug="a")
    assert client.get(path).status_code == 200
    assert client.get(f"{path}?before={cursor}").status_code == 404


def test_a_cursor_cannot_ask_after_what_is_not_public_yet(client, clock):
    make_live(at=clock.now, section_id=make_section("City").pk)
    future = make_story()
    publish(future, at=clock.ahead(hours=1), moment=clock.now)
    slug = make_section("City").slug
    assert client.get(f"/sections/{slug}/?before={future.pk}").status_code == 404
    assert client.get(f"/feed/?before={future.feed_item.pk}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/feed", "/articles/flood", "/admin", "/feed/x/", "/feed/0/", "/articles//", "/rss.xml/"]
)
def test_an_address_written_otherwise_is_not_found(client, clock, path):
    make_live(slug="flood", at=clock.now)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_are_only_read(client, method):
    assert getattr(client, method)("/").status_code == 405


def test_an_organisation_and_a_person_are_told_apart_for_search_engines(client, clock):
    authors = [make_author("The newsroom", kind="organisation"), make_author("Olena")]
    make_live(slug="flood", at=clock.now, authors=authors)
    html = client.get("/articles/flood/").content.decode()
    assert '"@type": "Organization", "name": "The newsroom"' in html
    assert '"@type": "Person", "name": "Olena"' in html


def test_bylines_keep_their_order(client, clock):
    names = ["Zoia", "Andrii", "Maria"]
    make_live(slug="flood", at=clock.now, authors=[make_author(name) for name in names])
    html = client.get("/articles/flood/").content.decode().partition("<h1")[2]
    places = [html.index(name) for name in names]
    assert places == sorted(places)


def test_an_author_whom_the_desk_lists_is_public_before_a_first_story(client):
    author = make_author("Newcomer", listed=True)
    assert client.get(author.get_absolute_url()).status_code == 200
    assert "Newcomer" in text_of(client.get("/authors/"))


def test_a_page_is_validated_by_its_etag(client, clock):
    make_live(slug="flood", at=clock.now)
    first = client.get("/articles/flood/")
    again = client.get("/articles/flood/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_story_that_was_live_at_a_past_moment_is_found_by_live_at(clock):
    story = make_live("Early words", at=datetime(2026, 1, 1, 8, tzinfo=UTC))
    rewrite(story, headline="Late words")
    publish(story, at=datetime(2026, 1, 2, 8, tzinfo=UTC))
    then = Edition.objects.live_at(datetime(2026, 1, 1, 12, tzinfo=UTC)).get()
    assert then.headline == "Early words"
    assert Article.objects.count() == 1


def test_an_item_about_a_story_leads_to_it_only_while_it_is_live(client, clock):
    story = make_story("A secret headline", slug="secret")
    publish(story, at=clock.ahead(hours=1), moment=clock.now)
    make_item("More tonight", at=clock.now - timedelta(hours=1), about_id=story.pk)
    for path in ("/", "/feed/", "/feed/rss.xml", "/feed/feed.json"):
        assert "secret" not in client.get(path).content.decode()
    clock.advance(hours=1)
    assert "/articles/secret/" in client.get("/feed/").content.decode().partition("More tonight")[2]
    clock.advance(hours=1)
    story.refresh_from_db()
    publishing.withdraw(story, by=make_chief(), seen=story.version, at=clock.now, moment=clock.now, reason="Wrong")
    page = client.get("/feed/").content.decode()
    assert "More tonight" in page
    assert "secret" not in page


def test_a_page_travels_compressed_and_is_validated_all_the_same(client, clock):
    make_live(slug="flood", at=clock.now)
    first = client.get("/articles/flood/", headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    again = {"accept-encoding": "gzip", "if-none-match": first["ETag"]}
    assert client.get("/articles/flood/", headers=again).status_code == 304


def test_an_item_is_breaking_until_its_hour(client, clock):
    make_item("Fire", at=clock.now, breaking_until=clock.ahead(hours=1))
    assert "Breaking" in text_of(client.get("/feed/"))
    clock.advance(hours=1)
    assert "Breaking" not in text_of(client.get("/feed/"))


@pytest.mark.parametrize("slug", ["feed", "admin", "authors", "articles", "rss", "sitemap", "static", "history", "1"])
def test_a_story_whose_address_reads_like_a_route_takes_nothing_from_it(client, clock, slug):
    make_live("Named like a route", slug=slug, at=clock.now, tags=[slug])
    assert "Named like a route" in text_of(client.get(f"/articles/{slug}/"))
    assert client.get(f"/tags/{slug}/").status_code == 200
    for path in ("/feed/", "/authors/", "/rss.xml", "/sitemap.xml"):
        assert client.get(path).status_code == 200
