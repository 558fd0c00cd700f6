"""Can an editor run the feed from the keyboard, and is nothing public before its time?"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles.models import NewsFeedItem
from tests.browser.axe import faults
from tests.conftest import NOON
from tests.factories import make_author, make_editor, make_item, make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DESK = "/admin/feed/"


@pytest.fixture
def desk(visit, clock):
    page = visit(make_editor("marta"))
    page.goto(DESK)
    return page


def shown(page):
    return page.request.get("/feed/").text()


def rows(page):
    return page.locator(".feed-row")


def test_a_slip_is_taken_back_by_keyboard_before_anybody_saw_it(desk, clock):
    line = desk.locator("#id_text")
    expect(line).to_be_focused()
    desk.keyboard.type("Sirens in teh port")
    desk.keyboard.press("Enter")
    expect(rows(desk).first.locator(".feed-state")).to_have_text(re.compile(r"Live in \d+ s"))
    expect(line).to_have_value("")
    assert "Sirens" not in shown(desk)
    desk.keyboard.press("Escape")
    expect(line).to_have_value("Sirens in teh port")
    expect(line).to_be_focused()
    expect(rows(desk)).to_have_count(0)
    clock.advance(minutes=1)
    assert "Sirens" not in shown(desk)
    assert not NewsFeedItem.objects.exists()


def test_left_alone_it_goes_live_by_the_servers_clock(desk, clock):
    desk.clock.install()
    desk.goto(DESK)
    desk.keyboard.type("Sirens in the port")
    desk.keyboard.press("Enter")
    expect(rows(desk)).to_have_count(1)
    clock.advance(seconds=9)
    assert "Sirens" not in shown(desk)
    clock.advance(seconds=1)
    assert "Sirens in the port" in shown(desk)
    desk.clock.run_for(11_000)
    expect(rows(desk).first.locator(".feed-state")).to_have_text("Live")


def test_several_in_a_row_are_taken_back_the_last_first(desk, clock):
    for words in ("First", "Second"):
        desk.keyboard.type(words)
        desk.keyboard.press("Enter")
    expect(rows(desk)).to_have_count(2)
    desk.keyboard.press("Control+z")
    expect(desk.locator("#id_text")).to_have_value("Second")
    expect(rows(desk)).to_have_count(1)
    expect(rows(desk).first).to_contain_text("First")


def test_taken_back_too_late_it_stays_and_the_desk_says_so(desk, clock):
    desk.keyboard.type("Sirens in the port")
    desk.keyboard.press("Enter")
    expect(rows(desk)).to_have_count(1)
    clock.advance(seconds=12)
    desk.keyboard.press("Escape")
    expect(rows(desk).first.get_by_role("alert")).to_have_text(
        "It has been live for 2 s: take it off the feed instead?"
    )
    assert "Sirens" in shown(desk)


def test_control_and_enter_send_at_once(desk, clock):
    desk.keyboard.type("Bridge shut")
    desk.keyboard.press("Control+Enter")
    expect(rows(desk).first.locator(".feed-state")).to_have_text("Live")
    assert "Bridge shut" in shown(desk)


def test_what_could_not_be_sent_is_back_in_the_line(desk, clock):
    desk.route("**/admin/feed/", lambda route: route.abort())
    desk.keyboard.type("Bridge shut")
    desk.keyboard.press("Enter")
    expect(desk.locator("#feed-said")).to_contain_text("Your words are back in the line")
    expect(desk.locator("#id_text")).to_have_value("Bridge shut")


def test_what_arrived_though_its_answer_was_lost_is_one_item_when_sent_again(desk, clock):
    def lose_the_answer(route):
        route.fetch()
        route.abort()

    desk.route("**/admin/feed/", lose_the_answer, times=1)
    desk.keyboard.type("Bridge shut")
    desk.keyboard.press("Enter")
    expect(desk.locator("#feed-said")).to_contain_text("Your words are back in the line")
    desk.keyboard.press("Enter")
    expect(rows(desk)).to_have_count(1)
    assert NewsFeedItem.objects.count() == 1


def test_a_long_paste_is_refused_in_words_and_kept(desk, clock):
    desk.fill("#id_text", "x" * 1005)
    expect(desk.locator("#feed-count")).to_have_text("1005 / 1000")
    desk.keyboard.press("Enter")
    expect(desk.locator("#feed-said")).to_contain_text("1000")
    expect(desk.locator("#id_text")).to_have_value("x" * 1005)


def test_a_row_is_pinned_marked_as_breaking_fixed_and_updated(desk, clock):
    item = make_item("Sirens", at=NOON - timedelta(hours=1))
    desk.reload()
    row = rows(desk).first
    row.get_by_role("button", name="Pin").click()
    expect(row.get_by_text("Pinned", exact=True)).to_be_visible()
    row.locator("summary:has-text('Breaking')").click()
    row.get_by_role("button", name="30 min").click()
    expect(row.locator(".feed-hot")).to_have_text(re.compile("Breaking until"))
    row.get_by_role("button", name="End breaking now").click()
    expect(row.locator(".feed-hot")).to_have_count(0)

    row.locator("summary:has-text('Fix or update')").click()
    row.get_by_label("Text").fill("Sirens, fixed")
    row.get_by_role("button", name="Save as fix").click()
    expect(row.locator(".feed-words")).to_have_text("Sirens, fixed")
    expect(row).not_to_contain_text("(Updated: T")
    row.locator("summary:has-text('Fix or update')").click()
    row.get_by_label("Text").fill("Sirens and smoke")
    row.get_by_role("button", name="Save as update").click()
    expect(row.locator(".feed-meta")).to_contain_text("(Updated:")
    item.refresh_from_db()
    assert (item.text, item.updated_at, item.pinned) == ("Sirens and smoke", NOON, True)


def test_without_scripts_the_line_and_its_undo_work(visit, clock):
    desk = visit(make_editor("marta"), java_script_enabled=False)
    desk.goto(DESK)
    desk.fill("#id_text", "Sirens in the port")
    desk.get_by_role("button", name="Send in 10 s").click()
    expect(rows(desk).first).to_contain_text("Live in 10 s")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("#id_text")).to_have_value("Sirens in the port")
    assert not NewsFeedItem.objects.exists()


def test_an_agencys_copy_is_taken_back_in_bulk(desk, clock):
    wire = make_author("Harbour Wire", kind="organisation")
    make_item("Theirs", at=NOON - timedelta(days=9), source_id=wire.pk)
    make_item("Ours", at=NOON - timedelta(days=9))
    make_live("Their story", at=NOON - timedelta(days=9), authors=[wire])
    desk.goto("/admin/feed/agency/")
    desk.select_option("#id_source", label="Harbour Wire")
    desk.fill("#id_age", "7")
    desk.keyboard.press("Enter")
    expect(desk.locator("#content h2")).to_contain_text("1 feed item, 1 story")
    assert faults(desk) == []
    desk.get_by_role("button", name="Take back 2 now").click()
    expect(desk.locator("#report-title")).to_have_text("2 taken back")
    page = shown(desk)
    assert "Ours" in page
    assert "Theirs" not in page
    assert "Their story" not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_feed_desk_has_no_barrier(visit, clock, scheme):
    make_item("Long ago", at=NOON - timedelta(days=1), until=NOON)
    make_item("Sirens", at=NOON, pinned=True, breaking_until=NOON + timedelta(hours=1))
    make_item("Later", at=NOON + timedelta(seconds=8))
    desk = visit(make_editor("marta"), color_scheme=scheme)
    desk.goto(DESK)
    for summary in desk.locator(".feed-row summary").all():
        summary.click()
    assert faults(desk) == []
