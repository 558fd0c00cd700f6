"""What does a reader's browser do with the pages, with scripts and without?"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import make_author, make_image, make_item, make_live, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def long_feed(clock):
    for number in range(45):
        make_item(f"Item {number:02}", at=clock.now - timedelta(minutes=number))


def items(page):
    return re.findall(r"Item \d\d", page.locator("[data-list=feed]").inner_text())


ALL = [f"Item {number:02}" for number in range(45)]


def test_show_more_extends_the_feed_in_place_and_moves_the_focus_to_what_is_new(visit, long_feed):
    reader = visit()
    reader.goto("/feed/")
    assert items(reader) == ALL[:20]
    reader.click("text=Show More")
    expect(reader.locator("[data-list=feed]")).to_contain_text("Item 39")
    assert items(reader) == ALL[:40]
    assert reader.url.endswith("/feed/")
    assert "Item 20" in reader.evaluate("document.activeElement.closest('li, article').innerText")
    reader.click("text=Show More")
    expect(reader.locator("[data-list=feed]")).to_contain_text("Item 44")
    assert items(reader) == ALL
    expect(reader.locator("text=Show More")).to_have_count(0)


def test_show_more_is_a_link_without_scripts(visit, long_feed):
    reader = visit(java_script_enabled=False)
    reader.goto("/feed/")
    seen = items(reader)
    while reader.locator("a:has-text('Show More')").count():
        reader.click("a:has-text('Show More')")
        seen += items(reader)
    assert seen == ALL


def test_show_more_follows_its_link_when_the_script_cannot_fetch(visit, long_feed):
    reader = visit()
    reader.goto("/feed/")
    failed = []

    def fail_once(route):
        if route.request.resource_type == "fetch" and not failed:
            failed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    reader.route("**/feed/?before=*", fail_once)
    reader.click("text=Show More")
    reader.wait_for_url("**/feed/?before=*")
    assert items(reader) == ALL[20:40]


def test_the_feed_under_a_story_goes_on_in_place(visit, long_feed, clock):
    make_live(slug="story", at=clock.now - timedelta(hours=2), desk={"show_in_feed": False})
    reader = visit()
    reader.goto("/articles/story/")
    before = len(items(reader))
    reader.click("text=Show More")
    expect(reader.locator("[data-list=feed]")).to_contain_text(f"Item {before:02}")
    assert items(reader) == ALL[: len(items(reader))]
    assert reader.url.endswith("/articles/story/")


def test_nothing_is_asked_of_others_before_a_reader_presses_play(visit, clock):
    make_live(
        slug="film",
        at=clock.now,
        body='<div data-block="video" data-video="https://www.youtube.com/watch?v=abcdefghijk"></div>',
    )
    reader = visit()
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="a player"))
    reader.goto("/articles/film/")
    reader.wait_for_load_state("networkidle")
    assert [url for url in asked if "localhost" not in url] == []
    reader.click("article [data-video], article a[href*='youtube.com']")
    expect(reader.locator("iframe")).to_have_attribute("src", re.compile(r"^https://www\.youtube-nocookie\.com/"))


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_screen(visit, clock, width, scheme):
    section, author = make_section("City"), make_author("Olena", portrait=make_image(), bio="Writes.")
    make_live(
        "A headline with an extraordinarilylongcompoundwordwhichnobodycouldeverhopetobreak",
        slug="wide",
        at=clock.now,
        section_id=section.pk,
        authors=[author],
        lead_picture_id=make_image((1600, 900)).pk,
        body="<table><tr>" + "<td>A wide cell</td>" * 30 + "</tr></table><pre>" + "long " * 80 + "</pre>",
        tags=["Harbour"],
    )
    item = make_item("An item https://example.org/" + "x" * 200, at=clock.now, kind="photo", picture_id=make_image().pk)
    reader = visit(viewport={"width": width, "height": 800}, color_scheme=scheme)
    paths = ["/", "/feed/", f"/feed/{item.pk}/", "/articles/wide/", "/authors/", author.get_absolute_url()]
    for path in [*paths, section.get_absolute_url(), "/tags/harbour/", "/nowhere/"]:
        reader.goto(path)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width, path
