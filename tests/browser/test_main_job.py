"""The main job, end to end: a story goes from a reporter's draft to a reader's screen, on time."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.desk import change_url
from tests.factories import (
    make_author,
    make_editor,
    make_live,
    make_reporter,
    make_section,
    picture_bytes,
    publish,
    rewrite,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def choose(page, field, term):
    """Pick from a field that searches as one types."""
    page.click(f".field-{field} .select2-selection")
    page.fill(".select2-dropdown .select2-search__field", term)
    page.click(f".select2-results__option:has-text('{term}')")


def make_move(page, label):
    """Press a move's button on the story, then confirm it on the move's own page."""
    page.click(f".desk-moves button:has-text('{label}')")
    page.wait_for_url("**/do/**")


def confirm(page):
    page.click(".desk-move-page button[type=submit]")
    page.wait_for_url("**/change/")


def test_a_story_goes_from_a_reporters_draft_to_a_readers_screen(visit, clock, settings):
    make_author("Olena Marchuk", job_title="City editor", bio="Writes about bridges.")
    make_section("City")
    reporter, editor = make_reporter("olena"), make_editor("marta")

    desk = visit(reporter)
    desk.goto("/admin/pictures/add/")
    bridge = {"name": "bridge.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes((1200, 800))}
    desk.set_input_files(".picture-drop.is-scripted input[type=file]", bridge)
    desk.get_by_label("Title").fill("Tram bridge")
    desk.get_by_label("Alternative text").fill("A tram bridge in fog")
    desk.get_by_label("Caption").fill("The bridge on Monday")
    desk.get_by_label("Credit").fill("Pavlo Redko")
    desk.get_by_role("button", name="Keep it", exact=True).click()
    desk.wait_for_url("**/image/")

    desk.goto("/admin/articles/article/add/")
    desk.fill("#id_headline", "Tram bridge shut until August")
    desk.fill("#id_standfirst", "Engineers found fourteen cracked girders")
    editor_field = desk.locator(".tiptap.ProseMirror")
    editor_field.click()
    desk.keyboard.type("The city will pay for 300 buses.")
    desk.keyboard.press("Enter")
    desk.click("[aria-label='Picture from the library']")
    desk.fill("dialog [role=combobox]", "tram")
    desk.click("dialog [role=option]:has-text('Tram bridge')")
    expect(desk.locator(".desk-block:has-text('Tram bridge')")).to_be_visible()
    desk.select_option("#id_section", label="City")
    choose(desk, "lead_picture", "Tram bridge")
    choose(desk, "author", "Olena Marchuk")
    desk.click("[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    make_move(desk, "Submit for review")
    confirm(desk)
    expect(desk.locator(".desk-state")).to_have_text("In review")
    story = Article.objects.get()
    assert story.slug == "tram-bridge-shut-until-august"
    assert story.picture_items.count() == 1

    desk = visit(editor)
    desk.goto("/admin/articles/article/")
    expect(desk.locator("#result_list")).to_contain_text("In review")
    desk.click("text=Tram bridge shut until August")
    make_move(desk, "Approve")
    confirm(desk)
    make_move(desk, "Schedule")
    desk.fill("input[type=datetime-local]", "2026-03-10T16:30")
    expect(desk.locator(".moment-echo")).to_have_text("today 16:30 Kyiv, in 2 h 30 min")
    confirm(desk)
    expect(desk.locator(".desk-state")).to_have_text("Publication scheduled 16:30")

    reader = visit()
    clock.set(datetime(2026, 3, 10, 14, 29, 59, tzinfo=UTC))
    assert reader.goto(f"/articles/{story.slug}/").status == 404
    assert reader.goto("/authors/").status == 200
    assert "Olena Marchuk" not in reader.content()
    clock.set(datetime(2026, 3, 10, 14, 30, tzinfo=UTC))
    assert reader.goto(f"/articles/{story.slug}/").status == 200
    expect(reader.locator("h1")).to_have_text("Tram bridge shut until August")
    expect(reader.locator("article").first).to_contain_text("The city will pay for 300 buses.")
    expect(reader.locator("article").first).to_contain_text("The bridge on Monday")
    expect(reader.locator("body")).not_to_contain_text("Updated")
    assert reader.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0 || i.loading === 'lazy')")
    reader.goto("/feed/")
    reader.click("[data-list=feed] >> text=Tram bridge shut until August")
    reader.wait_for_url(f"**/articles/{story.slug}/")
    reader.goto("/authors/")
    reader.click("text=Olena Marchuk")
    expect(reader.locator("main")).to_contain_text("Tram bridge shut until August")
    expect(reader.locator("main")).to_contain_text("Writes about bridges.")

    clock.set(datetime(2026, 3, 10, 17, 0, tzinfo=UTC))
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.locator(".tiptap.ProseMirror p:has-text('300 buses')").click(click_count=3)
    desk.keyboard.type("The city will pay for 30 buses.")
    make_move(desk, "Publish now")
    desk.check("input[value=correction]")
    desk.fill("#id_note", "We wrote that the city would pay for 300 buses. It will pay for 30.")
    confirm(desk)

    reader.goto(f"/articles/{story.slug}/")
    expect(reader.locator("article").first).to_contain_text("30 buses.")
    expect(reader.locator("body")).to_contain_text("Updated: 10 March 2026, 19:00")
    expect(reader.locator("body")).to_contain_text("We wrote that the city would pay for 300 buses.")


def test_a_typo_in_what_is_live_is_mended_while_the_form_holds_tomorrows_words(visit, clock):
    story = make_live("The brigde is shut", at=clock.ahead(hours=-4), slug="bridge")
    rewrite(story, headline="The bridge is open", at=clock.now)
    publish(story, at=clock.ahead(hours=18), moment=clock.now)
    rewrite(story, headline="The bridge is open, and toll-free", at=clock.now)
    desk, reader = visit(make_editor("marta")), visit()
    desk.goto(change_url(story))
    told = desk.locator(".which-text")
    expect(told).to_contain_text("This form holds revision 3")
    expect(told).to_contain_text("Readers see revision 1.")
    expect(told).to_contain_text("Scheduled: revision 2, tomorrow 08:00 Kyiv.")
    expect(told).to_contain_text("Held back: revision 3 is newer than what is live and what is scheduled.")

    make_move(desk, "Edit what is live")
    confirm(desk)
    expect(desk.locator("#id_headline")).to_have_value("The brigde is shut")
    expect(told).to_contain_text("This form holds revision 4, the words that readers see (live revision 1).")
    expect(told).to_contain_text("Scheduled, and stays so: revision 2, tomorrow 08:00 Kyiv.")

    desk.fill("#id_headline", "The bridge is shut")
    make_move(desk, "Publish now")
    expect(desk.locator(".desk-move-page")).to_contain_text("does not contain what was changed")
    desk.check("input[value=minor]")
    expect(desk.locator("input[value=keep]")).to_be_checked()
    confirm(desk)
    reader.goto("/articles/bridge/")
    expect(reader.locator("h1")).to_have_text("The bridge is shut")
    expect(reader.locator("body")).not_to_contain_text("Updated")

    clock.advance(hours=18)
    reader.goto("/articles/bridge/")
    expect(reader.locator("h1")).to_have_text("The bridge is open")
    assert story.revisions.get(number=3).words["headline"] == "The bridge is open, and toll-free"
