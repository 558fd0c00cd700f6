"""Can colleagues talk beside a story without losing a word of it, in a real browser?"""

import threading

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect

from articles.models import Note
from newsroom.worker import Worker
from tests.browser.axe import faults
from tests.desk import change_url
from tests.factories import make_editor, make_reporter, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

NOTE = "@olena call the mayor"


def letters(clock):
    Worker("here:1", stopping=threading.Event(), now=lambda: clock.now).round()
    return [letter.to for letter in outbox.outbox]


def test_a_note_is_added_beside_unsaved_words_and_told_until_mentions_are_switched_off(visit, clock):
    olena = make_reporter("olena", email="olena@example.org")
    story = make_story("The bridge", by=olena)
    editor = visit(make_editor("marta"))
    editor.goto(change_url(story))
    editor.fill("#id_headline", "The bridge is shut")
    panel = editor.get_by_role("region", name="Notes")
    panel.get_by_label("New note").fill(NOTE)
    panel.get_by_role("button", name="Add the note").click()
    added = panel.locator(".desk-note")
    expect(added).to_have_count(1)
    expect(added).to_contain_text("Marta today 14:00 Kyiv, now")
    expect(added.locator(".desk-mention")).to_have_text("@olena")
    expect(panel.get_by_label("New note")).to_have_value("")
    expect(panel.get_by_label("New note")).to_be_focused()
    expect(editor.locator("#id_headline")).to_have_value("The bridge is shut")
    assert faults(editor, "#notes") == []
    assert letters(clock) == [["olena@example.org"]]

    editor.click("input[name=_continue], button[name=_continue]")
    expect(editor.locator("#id_headline")).to_have_value("The bridge is shut")
    story.refresh_from_db()
    assert (story.headline, story.revision) == ("The bridge is shut", 2)
    expect(panel.locator(".desk-note")).to_have_count(1)

    reporter = visit(olena)
    reporter.goto("/admin/preferences/")
    assert faults(reporter) == []
    reporter.get_by_label("A colleague mentions me in a note").uncheck()
    reporter.get_by_role("button", name="Save").click()
    expect(reporter.locator(".messagelist")).to_contain_text("Your preferences are saved.")
    expect(reporter.get_by_label("A colleague mentions me in a note")).not_to_be_checked()

    clock.advance(minutes=5)
    panel.get_by_label("New note").fill(f"{NOTE} again")
    panel.get_by_role("button", name="Add the note").click()
    expect(panel.locator(".desk-note")).to_have_count(2)
    assert letters(clock) == [["olena@example.org"]]
    assert Note.objects.filter(mentioned=olena).count() == 2


def test_a_note_alone_leaves_no_unsaved_story_behind(visit, clock):
    story = make_story("The bridge")
    desk = visit(make_editor("marta"))
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(change_url(story))
    desk.get_by_label("New note").press_sequentially("Look")
    desk.get_by_role("button", name="Add the note").click()
    expect(desk.locator(".desk-note")).to_have_count(1)
    desk.goto("/admin/")
    assert asked == []


def test_a_refusal_and_a_dead_server_leave_what_was_typed(visit, clock):
    story = make_story("The bridge")
    desk = visit(make_editor("marta"))
    desk.goto(change_url(story))
    panel = desk.get_by_role("region", name="Notes")
    panel.get_by_role("button", name="Add the note").click()
    expect(panel.get_by_role("alert")).to_have_text("The note is empty: write something first.")
    desk.route("**/notes/", lambda route: route.abort())
    panel.get_by_label("New note").fill("Call")
    panel.get_by_role("button", name="Add the note").click()
    expect(panel.get_by_role("alert")).to_contain_text("the server cannot be reached")
    expect(panel.get_by_label("New note")).to_have_value("Call")
    desk.unroute("**/notes/")
    panel.get_by_role("button", name="Add the note").click()
    expect(panel.locator(".desk-note")).to_have_text("Marta today 14:00 Kyiv, now Call", use_inner_text=True)
    expect(panel.get_by_role("alert")).to_have_text("")


def test_without_scripts_a_note_comes_back_to_the_story(visit, clock):
    story = make_story("The bridge")
    desk = visit(make_editor("marta"), java_script_enabled=False)
    desk.goto(change_url(story))
    expect(desk.locator("#notes")).to_contain_text("Save the story first")
    desk.fill("#note-text", "Call the mayor")
    desk.click("#note-add")
    desk.wait_for_url("**/change/#notes")
    expect(desk.locator(".desk-note")).to_contain_text("Call the mayor")
    desk.goto(f"/admin/articles/article/{story.pk}/notes/")
    desk.fill("#note-text", "And again")
    desk.click("#note-add")
    expect(desk.locator(".desk-note")).to_have_count(2)


def test_all_notes_have_a_page_of_their_own(visit, clock):
    story, marta = make_story("The bridge"), make_editor("marta")
    Note.objects.bulk_create(Note(article=story, by=marta, at=clock.now, text=f"No {n}.") for n in range(55))
    desk = visit(marta)
    desk.goto(change_url(story))
    desk.get_by_role("link", name="and 50 older").click()
    expect(desk.locator(".desk-note")).to_have_count(50)
    assert faults(desk) == []
    desk.get_by_role("link", name="Older notes").click()
    expect(desk.locator(".desk-note")).to_have_count(5)
    desk.get_by_role("link", name="Back to the story").click()
    desk.wait_for_url("**/change/")
