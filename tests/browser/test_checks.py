"""Does an editor see what a story lacks, and get there with one click?"""

import pytest
from playwright.sync_api import expect

from articles.models import Edition
from tests.desk import change_url
from tests.factories import last_act, make_author, make_editor, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_what_is_missing_is_one_click_away_and_a_warning_asks_for_a_reason(visit, clock):
    make_author("Olena Marchuk")
    story = make_story("Bridge shut", authors=(), standfirst="")
    desk = visit(make_editor("marta"))
    desk.goto(change_url(story))
    expect(desk.locator(".desk-checks")).to_contain_text("It has no byline")
    desk.click(".desk-checks a:has-text('no standfirst')")
    expect(desk.locator("#id_standfirst")).to_be_focused()

    desk.click(".desk-moves button:has-text('Publish now')")
    desk.wait_for_url("**/do/publish/**")
    expect(desk.locator(".desk-findings")).to_contain_text("It has no byline")
    expect(desk.locator(".desk-move-page button[type=submit]")).to_have_count(0)
    desk.click(".desk-findings a:has-text('It has no byline')")

    desk.wait_for_url("**/change/#field-bylines")
    desk.click("#bylines-group .select2-selection")
    desk.fill(".select2-dropdown .select2-search__field", "Olena")
    desk.click(".select2-results__option:has-text('Olena Marchuk')")
    desk.click(".desk-moves button:has-text('Publish now')")
    desk.wait_for_url("**/do/publish/**")
    desk.fill("#id_despite", "A flash: the rest follows")
    desk.click(".desk-move-page button[type=submit]")
    desk.wait_for_url("**/change/**")
    assert Edition.objects.live_at(clock.now).filter(article=story).exists()
    assert last_act(story).details["despite"] == "A flash: the rest follows"
