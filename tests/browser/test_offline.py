"""Can a reader without a network read what they have read before, and are they told that it was saved?"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles import publishing
from tests.factories import make_chief, make_live

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

READY = "navigator.serviceWorker.ready.then(() => true)"
KEPT = """async path => {
  for (const name of await caches.keys()) if (await (await caches.open(name)).match(path)) return true
  return false
}"""


@pytest.fixture
def reader(visit, clock):
    page = visit(service_workers="allow")
    page.goto("/")
    page.evaluate(READY)
    return page


def kept(page, path):
    return page.evaluate(KEPT, path)


def wait_until_kept(page, path, is_kept=True):
    for _ in range(100):
        if kept(page, path) is is_kept:
            return
        page.evaluate("fetch('/robots.txt').then((answer) => answer.text())")
    pytest.fail(f"{path} is not as expected in what is kept")


def test_what_was_opened_is_read_offline_with_a_bar_that_says_so(reader, clock):
    story = make_live("Read before", slug="read", at=clock.now - timedelta(hours=1))
    make_live("Never opened", slug="unread", at=clock.now - timedelta(hours=1))
    reader.goto("/articles/read/")
    expect(reader.locator(".saved")).to_have_count(0)
    wait_until_kept(reader, "/articles/read/")
    reader.goto("/")
    wait_until_kept(reader, "/")

    reader.context.set_offline(True)
    reader.reload()
    expect(reader.locator(".saved")).to_contain_text("you are offline")
    reader.goto("/articles/read/")
    expect(reader.locator("h1")).to_have_text("Read before")
    expect(reader.locator(".saved")).to_contain_text("Saved at")
    assert reader.evaluate("getComputedStyle(document.querySelector('.saved')).position") == "sticky"
    reader.goto("/articles/unread/")
    expect(reader.locator("h1")).to_have_text("You are offline")
    expect(reader.locator("[data-kept]")).to_contain_text("Read before")

    reader.context.set_offline(False)
    reader.goto("/articles/read/")
    expect(reader.locator(".saved")).to_have_count(0)
    publishing.withdraw(
        story, by=make_chief(), seen=story.version, at=clock.now, moment=clock.now, reason="Legal advice"
    )
    reader.goto("/articles/read/")
    wait_until_kept(reader, "/articles/read/", False)


def test_it_leaves_alone_what_is_not_the_readers_and_goes_when_it_is_switched_off(reader, clock, settings):
    for path in ("/admin/login/", "/?utm_source=letter", "/feed/?before=1", "/robots.txt"):
        reader.goto(path)
        assert not kept(reader, path)
    settings.OFFLINE_READING = False
    reader.goto("/")
    reader.evaluate("navigator.serviceWorker.getRegistration().then((one) => one && one.update())")
    reader.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration())")
    reader.wait_for_function("async () => !(await caches.keys()).length")
