"""What a reporter and an editor find when they come in, in a real browser."""

import threading

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect

from articles import workflow
from newsroom.models import Announcement
from newsroom.worker import Worker
from tests.browser.axe import faults
from tests.factories import make_editor, make_reporter, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_reporter_finds_what_came_back_with_the_note_and_goes_on_with_it(visit, clock):
    reporter, editor = make_reporter("olena"), make_editor("marta")
    story = make_story("The bridge", by=reporter)
    workflow.submit(story, by=reporter, seen=story.version, at=clock.now)
    note = "Who says so?\nCall the ministry."
    workflow.send_back(story, by=editor, seen=story.version, at=clock.now, note=note)
    page = visit(reporter)
    part = page.get_by_role("region", name="Returned to me")
    expect(part).to_contain_text("Who says so?")
    expect(part.get_by_role("heading")).to_have_text("Returned to me 1")
    expect(page.locator(".desk-part").first).to_have_attribute("id", "returned")
    expect(page.get_by_role("region", name="Overdue announcements")).to_have_count(0)
    assert faults(page) == []
    part.get_by_role("link", name="The bridge").click()
    page.wait_for_url(f"**/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".desk-returned")).to_contain_text("Call the ministry.")
    page.goto("/admin/")
    part.get_by_role("link", name="Returned to me").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


def test_an_editor_sees_why_mail_is_overdue_until_the_server_is_back(visit, clock, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    reporter, editor = make_reporter("olena"), make_editor("marta", email="marta@example.org")
    story = make_story("The bridge", by=reporter)
    workflow.submit(story, by=reporter, seen=story.version, at=clock.now)
    clock.advance(minutes=2)
    page = visit(editor)
    part = page.get_by_role("region", name="Overdue announcements")
    expect(part.get_by_role("heading")).to_have_text("Overdue announcements 1")
    expect(part).to_contain_text("Mail to marta@example.org: [The Newsroom] Waiting for review: The bridge")
    expect(part).to_contain_text("The mail server 127.0.0.1:1 cannot be reached: Connection refused.")
    expect(part).to_contain_text("No worker has ever run.")
    expect(page.locator(".desk-part").first).to_have_attribute("id", "overdue")
    assert faults(page) == []
    part.get_by_role("link", name="Overdue announcements").click()
    expect(page.locator("h1")).to_have_text("Overdue announcements")
    expect(page.locator(".desk-rows li")).to_have_count(1)
    assert faults(page) == []

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Worker("here:1", stopping=threading.Event(), now=lambda: clock.now).round()
    assert [letter.to for letter in outbox.outbox] == [["marta@example.org"]]
    assert not Announcement.objects.filter(done_at=None).exists()
    page.goto("/admin/")
    expect(part.get_by_role("heading")).to_have_text("Overdue announcements 0")
    expect(part).to_contain_text("The worker last ran 0 s ago.")
    expect(page.get_by_role("region", name="Waiting for review")).to_contain_text("The bridge")
    page.get_by_role("region", name="Waiting for review").get_by_role("link", name="Waiting for review").click()
    expect(page.locator("#result_list")).to_contain_text("The bridge")


def test_an_editor_reads_in_the_log_what_was_done_on_a_day(visit, clock):
    reporter, editor = make_reporter("olena"), make_editor("marta")
    story = make_story("The bridge", by=reporter, at=clock.now)
    workflow.submit(story, by=reporter, seen=story.version, at=clock.now)
    page = visit(editor)
    page.goto("/admin/newsroom/act/")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    page.click("#changelist-filter summary:has-text('Act')")
    page.click("#changelist-filter >> text=Review")
    page.wait_for_url("**what=review**")
    page.click("#changelist-filter summary:has-text('Day')")
    page.fill("#log-day", "2026-03-10")
    page.click(".desk-day button")
    page.wait_for_url("**day=2026-03-10**")
    expect(page.locator("#changelist-filter summary:has-text('Day')")).to_contain_text("2026-03-10")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="The bridge").click()
    page.wait_for_url(f"**/admin/articles/article/{story.pk}/change/")
