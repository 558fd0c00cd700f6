"""Can an editor move what is planned with the mouse, with the keyboard alone, and on a telephone?"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from newsroom.moment_field import local_text
from tests.browser.axe import faults
from tests.factories import make_editor, make_live, make_reporter, make_section, make_story, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEN = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)  # 10:00 in Kyiv, a Wednesday


@pytest.fixture
def edition(clock, in_kyiv):
    make_live("Yesterday's news", at=clock.now - timedelta(days=1))
    make_story("Meant for Friday", desk={"planned_for": TEN + timedelta(days=2)})
    return publish(make_story("Moves", section_id=make_section("City").pk), at=TEN, moment=clock.now)


def drag(page, source, target, *, x=0.5, y=0.5):
    """Press on `source`, move in steps as a hand does, and let go over a point of `target`."""
    source.scroll_into_view_if_needed()
    start, end = source.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 14, steps=3)
    page.mouse.move(end["x"] + end["width"] * x, end["y"] + end["height"] * y, steps=8)
    page.mouse.move(end["x"] + end["width"] * x + 1, end["y"] + end["height"] * y)
    page.mouse.up()


def now_at(edition):
    edition.refresh_from_db()
    return local_text(edition.live_from)


def test_dragging_in_the_week_leads_to_a_question_and_only_its_answer_moves(visit, edition):
    page = visit(make_editor(), viewport={"width": 1440, "height": 1400})
    page.goto("/admin/calendar/?view=week&on=2026-03-11")
    entry = page.locator(".cal-line", has_text="Moves")
    drag(page, entry, page.locator("[data-hour='2026-03-12T11:00']"), y=0.3)
    page.wait_for_url("**/reschedule/**")
    asked = page.locator(".desk-proposal")
    expect(asked).to_contain_text("tomorrow 10:00 Kyiv, in 20 h")
    expect(asked).to_contain_text("Thu 12 Mar 11:15 Kyiv")
    expect(asked).to_contain_text("1 d 1 h later, by the clocks of Kyiv")
    assert now_at(edition) == "2026-03-11T10:00"
    page.click(".desk-move-page button[type=submit]")
    page.wait_for_url("**/admin/calendar/?view=week&on=2026-03-11")
    assert now_at(edition) == "2026-03-12T11:15"
    expect(page.locator("[data-hour='2026-03-12T11:00']")).to_contain_text("11:15")


def test_dragging_in_the_month_keeps_the_hour(visit, edition):
    page = visit(make_editor(), viewport={"width": 1440, "height": 1400})
    page.goto("/admin/calendar/?on=2026-03-11")
    drag(page, page.locator(".cal-line", has_text="Moves"), page.locator("[data-day='2026-03-20']"))
    page.wait_for_url("**/reschedule/**")
    expect(page.locator("input[type=datetime-local]")).to_have_value("2026-03-20T10:00")
    page.click("text=Back to the calendar")
    page.wait_for_url("**/admin/calendar/?on=2026-03-11")
    drag(page, page.locator(".cal-line", has_text="Meant for Friday"), page.locator("[data-day='2026-03-19']"))
    page.wait_for_url("**/do/plan/**")
    page.click(".desk-move-page button[type=submit]")
    page.wait_for_url("**/admin/calendar/?on=2026-03-11")
    expect(page.locator("[data-day='2026-03-19']")).to_contain_text("Meant for Friday")
    assert now_at(edition) == "2026-03-11T10:00"


def test_nothing_is_dropped_into_the_past_and_nothing_past_is_dragged(visit, edition):
    page = visit(make_editor(), viewport={"width": 1440, "height": 1400})
    page.goto("/admin/calendar/?on=2026-03-11")
    drag(page, page.locator(".cal-line", has_text="Moves"), page.locator("[data-day='2026-03-05']"))
    drag(page, page.locator(".cal-line", has_text="Yesterday"), page.locator("[data-day='2026-03-19']"))
    page.wait_for_timeout(300)
    assert page.url.endswith("/admin/calendar/?on=2026-03-11")


def test_a_reporter_finds_no_handle_on_what_is_not_theirs_to_move(visit, edition):
    page = visit(make_reporter(), viewport={"width": 1440, "height": 1400})
    page.goto("/admin/calendar/?on=2026-03-11")
    expect(page.locator(".cal-line", has_text="Moves")).to_be_visible()
    assert page.locator("[data-move], [draggable=true]").count() == 0


def test_the_keyboard_alone_moves_it_too(visit, edition):
    page = visit(make_editor(), viewport={"width": 1440, "height": 1400})
    page.goto("/admin/calendar/?view=week&on=2026-03-11")
    page.get_by_role("link", name="Move… “Moves”, 10:00").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(f"Shift+{key}")
    expect(page.locator(".cal-said")).to_contain_text("10:15 Kyiv. Enter goes on")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reschedule/**")
    expect(page.locator(".desk-proposal")).to_contain_text("Thu 12 Mar 10:15 Kyiv")
    page.focus(".desk-move-page button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/calendar/**")
    assert now_at(edition) == "2026-03-12T10:15"


def test_a_night_time_slip_is_asked_about_once(visit, edition):
    page = visit(make_editor(), viewport={"width": 1440, "height": 1400})
    page.goto(f"/admin/articles/article/{edition.article_id}/do/reschedule/{edition.pk}/")
    page.fill("input[type=datetime-local]", "2026-03-12T03:00")
    page.click(".desk-move-page button[type=submit]")
    expect(page.locator(".desk-conflict")).to_contain_text("03:00 is at night in Kyiv: did you mean 15:00?")
    page.check("text=Yes, at 03:00")
    page.click(".desk-move-page button[type=submit]")
    page.wait_for_url("**/change/")
    assert now_at(edition) == "2026-03-12T03:00"


def test_on_a_telephone_the_month_is_a_list_to_read_and_to_move_from(visit, edition):
    page = visit(make_editor(), viewport={"width": 390, "height": 844})
    page.goto("/admin/calendar/?on=2026-03-11")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".cal-day:visible").count() == 4  # yesterday, today, and the two days on which something is
    expect(page.locator(".cal-day", has_text="Moves").locator("h2")).to_have_text("Wednesday 11 March")
    page.get_by_role("link", name="Move… “Moves”, 10:00").click()
    page.wait_for_url("**/reschedule/**")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("input[type=datetime-local]")).to_have_value("2026-03-11T10:00")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_kept_out(visit, edition, scheme, width):
    long = "Plan for nine hundred and forty flats on the old rail yard goes to the council before the winter is over"
    for number in range(6):  # more than the month shows of a day
        publish(make_story(f"{number}: {long}"), at=TEN + timedelta(minutes=number), moment=TEN - timedelta(hours=2))
    page = visit(make_editor(), viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto("/admin/calendar/")
    page.click("text=Make an address")
    expect(page.locator("#calendar-address")).to_be_visible()
    for address in (
        "/admin/calendar/?on=2026-03-11",
        "/admin/calendar/?view=week&on=2026-03-11",
        "/admin/calendar/?view=day&on=2026-03-11",
        f"/admin/articles/article/{edition.article_id}/do/reschedule/{edition.pk}/?at_local=2026-03-13T03:00",
    ):
        page.goto(address)
        assert faults(page) == []
