"""Does a page that stays open learn of news without being moved, and say so once?"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles.models import NewsFeedItem
from tests.browser.axe import faults
from tests.factories import make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def reader(visit, settings, clock):
    """A page of the feed that asks five times a second. It has thirty items, from yesterday on."""
    settings.FEED_POLL_SECONDS = 0.2
    for number in range(30):
        make_item(f"Old {number:02}", at=clock.now - timedelta(hours=number + 1))
    page = visit()
    page.goto("/feed/")
    return page


def button(page):
    return page.get_by_role("status").get_by_role("button")


def shown(page):
    return re.findall(r"(?:Old|News) \w+", page.locator("[data-list=feed]").inner_text())


def height_of(page, words):
    return page.get_by_text(words).bounding_box()["y"]


def test_news_is_offered_without_moving_the_page_and_taken_by_a_press(reader, clock, visit):
    reader.get_by_text("Old 07").scroll_into_view_if_needed()
    before = height_of(reader, "Old 07")
    clock.advance(minutes=1)
    make_item("News one", at=clock.now, headline="The first headline")
    expect(button(reader)).to_have_text("1 new item")
    assert reader.locator(".news").get_attribute("aria-live") == "polite"
    clock.advance(minutes=1)
    make_item("News two", at=clock.now, headline="The second headline")
    expect(button(reader)).to_have_text("2 new items")
    assert reader.locator(".news").get_attribute("aria-live") == "off"  # the number is not read out again
    expect(button(reader)).to_be_in_viewport()
    assert height_of(reader, "Old 07") == before
    assert faults(reader) == []

    button(reader).click()
    expect(button(reader)).to_have_count(0)
    assert shown(reader)[:3] == ["News two", "News one", "Old 00"]
    assert reader.evaluate("document.activeElement.textContent") == "The second headline"
    expect(reader.get_by_text("The second headline")).to_be_in_viewport()

    NewsFeedItem.objects.create(text="News late", live_from=clock.now - timedelta(seconds=30))
    expect(button(reader)).to_have_text("1 new item")
    button(reader).click()
    assert shown(reader)[:4] == ["News two", "News late", "News one", "Old 00"]
    assert reader.locator("[data-day='2026-03-10'] .day-title").count() == 1

    reader.click("text=Show More")
    expect(reader.locator("[data-list=feed]")).to_contain_text("Old 29")
    assert shown(reader)[-30:] == [f"Old {number:02}" for number in range(30)]
    days = reader.locator("[data-day]").evaluate_all("days => days.map((day) => day.dataset.day)")
    assert days == ["2026-03-10", "2026-03-09"]

    clock.advance(minutes=1)
    make_item("News three", at=clock.now)  # without a headline
    expect(button(reader)).to_have_text("1 new item")
    button(reader).click()
    assert "News three" in reader.evaluate("document.activeElement.closest('li').innerText")


def test_what_is_withdrawn_leaves_its_place_empty_and_what_changes_out_of_view_is_drawn_anew(reader, clock):
    before = height_of(reader, "Old 01")
    NewsFeedItem.objects.filter(text="Old 00").update(live_until=clock.now)
    NewsFeedItem.objects.filter(text="Old 15").update(text="News of fifteen", version=2)
    expect(reader.get_by_text("This item has been withdrawn")).to_have_count(1)
    expect(reader.get_by_text("News of fifteen")).to_have_count(1)
    expect(reader.get_by_text("Old 00")).to_have_count(0)
    assert height_of(reader, "Old 01") == before
    NewsFeedItem.objects.filter(text="Old 02").update(text="News in view", version=2)
    make_item("News now", at=clock.now)
    expect(button(reader)).to_have_text("1 new item")
    expect(reader.get_by_text("Old 02")).to_have_count(1)  # it would change under the reader's eyes


def test_after_many_items_the_page_is_asked_for_anew(reader, clock):
    clock.advance(minutes=1)
    for number in range(21):
        make_item(f"News {number:02}", at=clock.now)
    expect(button(reader)).to_have_text("Many new items")
    button(reader).click()
    expect(reader.locator("[data-list=feed]")).to_contain_text("News 20")
    assert len(shown(reader)) == 20


def test_it_asks_ever_less_often_after_failures_and_not_at_all_while_nobody_looks(reader, clock):
    reader.clock.install(time=clock.now)
    reader.clock.pause_at(clock.ahead(seconds=1))
    reader.reload()
    reader.route("**/feed/since/*/", lambda route: route.abort())
    asked = []
    reader.on("requestfailed", lambda request: asked.append(request.url))

    def pass_time(seconds):
        reader.clock.run_for(round(seconds * 1000))
        reader.evaluate("fetch('/robots.txt').then((answer) => answer.text())")  # what was asked is answered by now

    for number, pause in enumerate((0.2, 0.4, 0.8, 1.6), 1):  # give or take a tenth, lest all readers ask at once
        pass_time(pause * 0.85)
        assert len(asked) == number - 1
        pass_time(pause * 0.3)
        assert len(asked) == number
    hide = "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')) }"
    reader.evaluate(hide, True)
    pass_time(1000)
    assert len(asked) == 4
    reader.evaluate(hide, False)
    pass_time(0.01)
    assert len(asked) == 5


def test_the_front_pages_column_has_the_notice_too(reader, clock):
    reader.goto("/")
    clock.advance(minutes=1)
    make_item("News on the front", at=clock.now)
    button(reader).click()
    expect(reader.locator(".front-feed [data-list=feed]")).to_contain_text("News on the front")
    assert len(shown(reader)) == 11


def test_recent_times_are_told_as_how_long_ago_and_older_ones_by_the_clock(reader, clock, settings):
    settings.FEED_POLL_SECONDS = 3600
    make_item("News", at=clock.now - timedelta(minutes=5))
    reader.clock.install(time=clock.now)
    reader.clock.pause_at(clock.ahead(seconds=1))
    reader.goto("/feed/")
    time = reader.locator("[data-list=feed] .permalink time")
    expect(time.nth(0)).to_have_text(re.compile(r"5 min\.? ago"))
    assert time.nth(0).get_attribute("datetime") == "2026-03-10T13:55:00+02:00"
    expect(time.nth(0)).to_have_attribute("title", "13:55")
    expect(time.nth(1)).to_have_text("13:00")
    reader.clock.run_for(20 * 60 * 1000)
    expect(time.nth(0)).to_have_text(re.compile(r"25 min\.? ago"))
    reader.clock.run_for(36 * 60 * 1000)
    expect(time.nth(0)).to_have_text("13:55")
    assert time.nth(0).get_attribute("title") is None


def test_a_permalink_is_shared_by_the_devices_sheet_or_copied_and_is_a_link_without_scripts(reader, visit, live_server):
    reader.evaluate("navigator.share = (what) => { window.shared = what; return Promise.resolve() }")
    share = reader.locator("[data-list=feed] .share").first
    address = f"{live_server.url}{share.get_attribute('href')}"
    share.click()
    assert reader.evaluate("window.shared.url") == address
    reader.evaluate("navigator.share = undefined")
    reader.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }")
    share.click()
    expect(share).to_have_text("Link copied")
    expect(reader.locator("[data-status]")).to_have_text("Link copied")
    assert reader.evaluate("window.copied") == address
    plain = visit(java_script_enabled=False)
    plain.goto("/feed/")
    plain.locator("[data-list=feed] .share").first.click()
    assert plain.url == address
