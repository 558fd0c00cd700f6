"""What does somebody see who looks at the site of another hour, or at a story before its readers?"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from articles import previewing
from articles.models import PreviewLink, PreviewOpening
from tests.browser.axe import faults
from tests.desk import change_url
from tests.factories import (
    make_author,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    publish,
    rewrite,
)
from tests.previews import typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HOUR = timedelta(hours=1)
THEN = "/admin/at/20260310T1400Z/"  # two hours after noon
SCHEMES = ["light", "dark"]


def is_on_screen(page, locator):
    """Say whether an element lies within what the window shows."""
    box, window = locator.bounding_box(), page.viewport_size
    return box["y"] >= 0 and box["y"] + box["height"] <= window["height"]


# Other times


def test_an_editor_chooses_an_hour_and_stays_in_it_from_page_to_page(visit, clock):
    author = make_author("Olena Marchuk", bio="Writes about bridges.")
    story = make_live("Bridge shut", slug="bridge", at=clock.now - HOUR, authors=[author])
    rewrite(story, headline="Bridge open again")
    publish(story, at=clock.now + HOUR, moment=clock.now)
    desk = visit(make_editor())
    desk.goto("/admin/at/")
    desk.fill("#id_at_0, [name=at_local]", "2026-03-10T16:00")
    expect(desk.locator(".moment-echo")).to_have_text("today 16:00 Kyiv, in 2 h")
    desk.click("text=Go there")
    desk.wait_for_url(f"**{THEN}")
    expect(desk.locator(".banner")).to_contain_text("The site as it is planned")
    desk.click("main a:has-text('Bridge open again')")
    desk.wait_for_url(f"**{THEN}articles/bridge/")
    expect(desk.locator("h1")).to_have_text("Bridge open again")
    desk.locator("main a[rel=author]").click()
    desk.wait_for_url(f"**{THEN}authors/*/")
    expect(desk.locator("main")).to_contain_text("Writes about bridges.")
    desk.click("text=Bridge open again")
    desk.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert is_on_screen(desk, desk.locator(".banner"))
    desk.click(".banner >> text=1 h earlier")
    desk.click(".banner >> text=1 h earlier")
    desk.wait_for_url("**/admin/at/20260310T1200Z/articles/bridge/")
    expect(desk.locator("h1")).to_have_text("Bridge shut")
    desk.click(".banner >> text=Leave")
    desk.wait_for_url("**/articles/bridge/")
    expect(desk.locator(".banner")).to_have_count(0)


def test_show_more_goes_on_in_the_chosen_hour(visit, clock):
    for number in range(45):
        make_item(f"Item {number:02}", at=clock.now + HOUR - timedelta(minutes=number))
    desk = visit(make_editor())
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{THEN}feed/")
    desk.click("text=Show More")
    expect(desk.locator("[data-list=feed]")).to_contain_text("Item 39")
    desk.click("text=Show More")
    expect(desk.locator("[data-list=feed]")).to_contain_text("Item 44")
    assert desk.url.endswith(f"{THEN}feed/")
    pages = [url for url in asked if "/static/" not in url and "/media/" not in url]
    assert len(pages) >= 3
    assert all(THEN in url for url in pages)


def test_a_video_plays_in_the_chosen_hour(visit, clock):
    body = '<div data-block="video" data-video="https://www.youtube.com/watch?v=abcdefghijk"></div>'
    make_live(slug="film", at=clock.now, body=body)
    desk = visit(make_editor())
    desk.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="a player"))
    desk.goto(f"{THEN}articles/film/")
    desk.click("article a[data-player]")
    expect(desk.frame_locator("iframe").locator("body")).to_have_text("a player")


# Previews


def test_a_writer_sees_what_is_typed_beside_the_writing_before_it_is_saved(visit, clock):
    reporter = make_reporter()
    story = make_story("Bridge shut", by=reporter, body="<p>Saved words.</p>" * 60, lead_picture_id=make_image().pk)
    desk = visit(reporter, viewport={"width": 1440, "height": 900})
    desk.goto(change_url(story))
    expect(desk.locator("#preview-beside")).to_be_hidden()
    desk.click("text=Beside the writing")
    shown = desk.frame_locator("#preview-beside iframe")
    expect(shown.locator("h1")).to_have_text("Bridge shut")
    expect(shown.locator(".banner")).to_contain_text("Preview of revision 1, not published")
    writing, beside = desk.locator(".desk-writing").bounding_box(), desk.locator("#preview-beside").bounding_box()
    assert beside["x"] >= writing["x"] + writing["width"]

    frame = desk.frames[-1]
    frame.evaluate("scrollTo(0, 500)")
    typed(story, reporter, headline="Bridge open", body="<p>Typed words.</p>" * 60)
    desk.evaluate("document.dispatchEvent(new Event('desk:autosaved'))")
    expect(shown.locator("h1")).to_have_text("Bridge open")
    expect(shown.locator(".body")).to_contain_text("Typed words.")
    expect(shown.locator(".banner")).to_contain_text("not saved and not published")
    expect(shown.locator("html")).to_have_js_property("scrollTop", 500)

    typed(story, reporter, headline="Bridge half open")
    desk.click("#preview-beside >> text=Refresh")
    expect(shown.locator("h1")).to_have_text("Bridge half open")
    desk.reload()
    expect(shown.locator("h1")).to_have_text("Bridge half open")
    desk.click("#preview-beside >> text=Close")
    expect(desk.locator("#preview-beside")).to_be_hidden()
    desk.reload()
    expect(desk.locator("#preview-beside")).to_be_hidden()


def test_on_a_narrow_screen_the_preview_stands_below_the_writing(visit, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    desk = visit(reporter, viewport={"width": 390, "height": 800})
    desk.goto(change_url(story))
    desk.click("text=Beside the writing")
    writing, beside = desk.locator(".desk-writing").bounding_box(), desk.locator("#preview-beside").bounding_box()
    assert beside["y"] >= writing["y"] + writing["height"]
    assert beside["x"] + beside["width"] <= 390


def test_a_link_in_the_frame_opens_in_a_tab_of_its_own(visit, clock):
    reporter = make_reporter()
    make_section("City")
    story = make_story(by=reporter)
    desk = visit(reporter)
    desk.goto(f"/admin/articles/article/{story.pk}/preview/frames/")
    with desk.context.expect_page() as opened:
        desk.frame_locator("iframe").locator("nav a:has-text('City')").first.click()
    opened.value.wait_for_url("**/sections/*/")


def test_a_story_is_shown_at_the_width_of_three_screens(visit, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    desk = visit(reporter, viewport={"width": 1440, "height": 900})
    desk.goto(f"/admin/articles/article/{story.pk}/preview/frames/")
    for screen, width in (("Tablet", 768), ("Desktop", 1280), ("Phone", 390)):
        desk.click(f".preview-bar a:has-text('{screen}')")
        expect(desk.locator(f"a[aria-current]:has-text('{screen}')")).to_be_visible()
        assert desk.frames[-1].evaluate("innerWidth") == width
    desk.reload()
    assert desk.frames[-1].evaluate("innerWidth") == 390


def test_the_screens_work_without_scripts(visit, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    desk = visit(reporter)
    desk.route("**/desk/preview.js", lambda route: route.abort())
    desk.goto(f"/admin/articles/article/{story.pk}/preview/frames/")
    desk.click(".preview-bar a:has-text('Tablet')")
    desk.wait_for_url("**/?screen=tablet")
    assert desk.frames[-1].evaluate("innerWidth") == 768


def test_an_editor_shares_a_story_with_a_lawyer_and_takes_the_link_back(visit, clock):
    editor = make_editor()
    story = make_story("Bridge shut", lead_picture_id=make_image().pk)
    desk = visit(editor, permissions=["clipboard-read", "clipboard-write"])
    desk.goto(change_url(story))
    desk.click("text=Share with somebody outside")
    desk.fill("#id_for_whom", "Halyna, lawyer")
    desk.click("text=Make the link")
    expect(desk.locator(".messagelist .success")).to_contain_text("Halyna, lawyer is ready")
    desk.click("button[data-copy]")
    expect(desk.locator("button[data-copy]")).to_have_text("Copied")
    address = desk.evaluate("navigator.clipboard.readText()")
    assert address == desk.locator(".shared-address input").input_value()

    lawyer = visit()
    assert lawyer.goto(address).status == 200
    expect(lawyer.locator("h1")).to_have_text("Bridge shut")
    expect(lawyer.locator(".banner")).to_contain_text("This link works until Fri 13 Mar 14:00 Kyiv")
    assert lawyer.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0 || i.loading === 'lazy')")
    assert PreviewOpening.objects.count() == 1

    desk.reload()
    expect(desk.locator(".shared-link")).to_contain_text("Opened 1 time")
    desk.click("button:has-text('Revoke')")
    expect(desk.locator(".shared-link")).to_contain_text("Closed: revoked a moment ago")
    assert lawyer.goto(address).status == 410
    expect(lawyer.locator("h1")).to_have_text("This preview is no longer open")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_of_these_hinders_anybody(visit, clock, scheme):
    editor = make_editor()
    story = make_live("Bridge shut", slug="bridge", at=clock.now - HOUR, lead_picture_id=make_image().pk)
    rewrite(story, headline="Bridge open")
    publish(story, at=clock.now + HOUR, moment=clock.now)
    link = previewing.share(story, by=editor, at=clock.now, for_whom="Halyna")
    previewing.revoke(previewing.share(story, by=editor, at=clock.now, for_whom="Ivan"), by=editor, at=clock.now + HOUR)
    assert PreviewLink.objects.count() == 2
    desk = visit(editor, color_scheme=scheme)
    own = f"/admin/articles/article/{story.pk}"
    pages = ["/admin/at/", THEN, f"{THEN}articles/bridge/", f"{THEN}nowhere/", f"{own}/preview/", f"{own}/previews/"]
    wrong = {}
    for path in [*pages, f"{own}/preview/frames/", f"/preview/{previewing.token_of(link)}/", "/preview/1.x/"]:
        desk.goto(path)
        wrong[path] = faults(desk)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_story_with_its_preview_open_hinders_nobody(visit, clock, scheme):
    editor = make_editor()
    story = make_story("Bridge shut")
    previewing.share(story, by=editor, at=clock.now, for_whom="Halyna")
    desk = visit(editor, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    desk.goto(change_url(story))
    desk.click("text=Beside the writing")
    expect(desk.frame_locator("#preview-beside iframe").locator("h1")).to_have_text("Bridge shut")
    for part in (".preview-panel", "#preview-beside"):
        assert faults(desk, part) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_none_of_these_pages_is_wider_than_its_screen(visit, clock, width):
    editor = make_editor()
    story = make_live("Bridge shut", slug="bridge", at=clock.now - HOUR)
    link = previewing.share(story, by=editor, at=clock.now, for_whom="Halyna " * 8)
    desk = visit(editor, viewport={"width": width, "height": 800})
    own = f"/admin/articles/article/{story.pk}"
    pages = ["/admin/at/", THEN, f"{THEN}articles/bridge/", f"{own}/preview/", f"{own}/previews/"]
    for path in [*pages, f"{own}/preview/frames/", f"/preview/{previewing.token_of(link)}/"]:
        desk.goto(path)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
