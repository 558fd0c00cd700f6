"""Can an editor make the front page with a mouse, with the keyboard alone, and without scripts?"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles import front_desk, reading
from articles.front_desk import When
from articles.models import Place
from tests.browser.axe import faults
from tests.conftest import NOON
from tests.factories import make_editor, make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DESK = "/admin/front/"


@pytest.fixture
def stories(clock):
    return [make_live(f"Story {number}", at=NOON - timedelta(minutes=60 - number)) for number in range(7)]


def place_of(page, place):
    return page.locator(f"#place-{place.value}")


def headlines():
    shown = reading.front("en", moment=NOON)
    return [shown.lead.headline, *(edition.headline for edition in shown.secondary)]


def test_stories_are_dragged_pushed_by_keys_and_put_into_a_package(visit, clock, stories):
    page = visit(make_editor("marta"), viewport={"width": 1280, "height": 1700})  # scrolling moves what is dragged
    page.goto(DESK)
    page.locator(".front-story", has_text="Story 0").drag_to(place_of(page, Place.LEAD))
    expect(place_of(page, Place.LEAD)).to_be_focused()
    expect(place_of(page, Place.LEAD).locator(".front-headline")).to_have_text("Story 0")
    page.keyboard.press("Alt+ArrowDown")
    expect(place_of(page, Place.SECOND_1).locator(".front-headline")).to_have_text("Story 0")
    expect(place_of(page, Place.SECOND_1)).to_be_focused()
    place_of(page, Place.LEAD).get_by_role("button", name="Keep “Story 6” in Lead").press("Enter")
    expect(place_of(page, Place.LEAD)).to_contain_text("by Marta")
    assert headlines() == ["Story 6", "Story 0", "Story 5", "Story 4", "Story 3"]

    package = place_of(page, Place.PACKAGE_1)
    package.locator("summary").press("Enter")
    package.get_by_label("Title").fill("The harbour")
    package.get_by_label("First story").select_option(label="Story 5")
    package.get_by_role("button", name="Begin it").press("Enter")
    expect(package.locator(".front-title")).to_have_text("The harbour")
    page.locator(".front-story", has_text="Story 1").drag_to(package)
    expect(package.locator("[data-inside]")).to_have_count(2)
    package.locator("[data-inside]").nth(1).drag_to(package.locator("[data-inside]").nth(0))
    expect(package.locator("[data-inside]").first).to_contain_text("Story 1")
    assert faults(page) == []


def test_a_colleague_who_was_first_is_named_and_nothing_is_overwritten(visit, clock, stories):
    page = visit(make_editor("marta"), color_scheme="dark")
    page.goto(f"{DESK}?language=en&at=20260311T0400Z")
    expect(page.locator(".front-said")).to_contain_text("The page as it will be, tomorrow 06:00 Kyiv")
    when = When(NOON + timedelta(hours=16), NOON)
    front_desk.place("en", Place.LEAD, stories[1], by=make_editor("olha"), seen=0, when=when)
    page.locator(".front-story").first.get_by_role("button", name="Place").click()
    expect(page.get_by_role("alert")).to_contain_text("Olha changed this front page")
    expect(place_of(page, Place.LEAD).locator(".front-headline")).to_have_text("Story 1")
    assert faults(page) == []


def test_without_scripts_it_works_all_the_same(visit, clock, stories):
    page = visit(make_editor("marta"), java_script_enabled=False)
    page.goto(DESK)
    row = page.locator(".front-story", has_text="Story 0")
    row.get_by_label("Place for “Story 0”").select_option("Secondary 2")
    row.get_by_role("button", name="Place").click()
    place_of(page, Place.SECOND_2).get_by_role("button", name="up, to Secondary 1").click()
    assert headlines()[1] == "Story 0"
    place_of(page, Place.SECOND_1).get_by_role("button", name="Take out").click()
    assert headlines()[1] == "Story 5"
