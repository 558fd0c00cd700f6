"""A real browser, real pages, real scripts; the hour is the test's."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.gate import Gate

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop of its own in this thread

PATIENCE = 30_000
"""Milliseconds within which a page must do what a test waits for, on a busy machine too."""
expect.set_options(timeout=PATIENCE)

PASSWORD = "correct horse battery staple"
HARMLESS = re.compile(r"Failed to load resource: .*(status of 4(04|09|10)|ERR_FAILED)")
"""What tests provoke."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("No Chromium is installed (Debian and Ubuntu: apt-get install chromium). CHROMIUM=… names another.")
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", *quiet]}


@pytest.fixture
def complaints():
    """What the browser's console complained about: empty at the end, or the test fails."""
    found = []
    yield found
    assert [words for words in found if not HARMLESS.search(words)] == []


@pytest.fixture(scope="session")
def gate(live_server):
    """What stands between browsers and the tests' server."""
    httpd = live_server.thread.httpd
    httpd.set_app(Gate(httpd.get_app()))
    return httpd.get_app()


@pytest.fixture
def visit(browser, live_server, gate, complaints, settings):
    """Open a new browser session, logged in as `user` if one is given."""
    settings.SITE_URL = live_server.url
    contexts = []
    gate.open()

    def open_session(user=None, **options):
        options = {"service_workers": "block"} | options  # what pages keep is none of most tests' business
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user is not None:
            user.set_password(PASSWORD)
            user.save()
            page.goto("/admin/login/")
            page.fill("#id_username", user.username)
            page.fill("#id_password", PASSWORD)
            page.click("[type=submit]")
            page.wait_for_url("**/admin/")
        return page

    yield open_session
    for context in contexts:
        context.close()
    gate.close()
