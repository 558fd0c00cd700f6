#!/usr/bin/env python3
"""Makes the pictures of the editor's handbook anew: a demonstration newsroom, a real browser, docs/handbook/*.jpg.

`make handbook` calls it. Everything it builds lies in build/handbook; nothing of var/ is touched.
"""

from collections.abc import Callable
from typing import Any

from demonstration import HOME, chromium, served
from playwright.sync_api import Page, sync_playwright

OUT = HOME / "docs" / "handbook"
PASSWORD = "for-the-pictures-only"  # noqa: S105 - of a newsroom that lives for a minute, on this machine
WIDE, PHONE = (1280, 860), (390, 844)
STORIES = "/admin/articles/article/"


def story(page: Page, words: str) -> str:
    """Open the form of the story whose headline has these words; return its address."""
    page.goto(f"{STORIES}?q={words}")
    page.click("#result_list th a")
    page.wait_for_selector(".tiptap.ProseMirror")
    return page.url.partition("?")[0]


def move(page: Page, words: str, name: str) -> None:
    page.goto(story(page, words).replace("/change/", f"/do/{name}/"))


def quick_item(page: Page) -> None:
    page.goto("/admin/feed/")
    page.keyboard.type("Tram 4 runs again between the Market Hall and Customs Quay")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)


def history(page: Page) -> None:
    page.goto(story(page, "tram bridge").replace("/change/", "/history/"))


def compare(page: Page) -> None:
    page.goto(story(page, "tram bridge").replace("/change/", "/compare/") + "?old=r1&new=r2")


def dialog_of_pictures(page: Page) -> None:
    story(page, "ferry")
    page.click("[aria-label='Picture from the library']")
    page.wait_for_selector("dialog[open]")
    page.wait_for_timeout(800)


def at(address: str) -> Callable[[Page], Any]:
    return lambda page: page.goto(address)


SHOTS: list[tuple[str, str, tuple[int, int], Callable[[Page], Any]]] = [
    ("dashboard", "editor", WIDE, at("/admin/")),
    ("stories", "editor", WIDE, at(STORIES)),
    ("story", "editor", WIDE, lambda page: story(page, "ferry")),
    ("phone", "reporter", PHONE, at("/admin/")),
    ("schedule", "editor", WIDE, lambda page: move(page, "flats", "schedule")),
    ("calendar", "editor", WIDE, at("/admin/calendar/?view=week")),
    ("other-times", "editor", WIDE, at("/admin/at/")),
    ("history", "editor", WIDE, history),
    ("compare", "editor", WIDE, compare),
    ("body", "editor", WIDE, dialog_of_pictures),
    ("feed", "editor", WIDE, quick_item),
    ("log", "editor", WIDE, at("/admin/newsroom/act/")),
    ("invite", "chief", WIDE, at("/admin/people/invite/")),
    ("preferences", "reporter", WIDE, at("/admin/preferences/")),
]


def take(browser: Any, base: str) -> None:
    for name, who, (width, height), go in SHOTS:
        context = browser.new_context(base_url=base, viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("#id_username", who)
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        go(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=OUT / f"{name}.jpg", type="jpeg", quality=78)
        print(f"  docs/handbook/{name}.jpg", flush=True)
        context.close()


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with served("handbook", DEMO_PASSWORD=PASSWORD) as base, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        take(browser, base)
        browser.close()


if __name__ == "__main__":
    main()
