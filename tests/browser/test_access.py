"""Can everybody read the paper: with a screen reader, by keyboard, in the dark, with large letters, without scripts?"""

import pytest
from playwright.sync_api import expect

from tests import stage
from tests.browser.axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = {"width": 390, "height": 844}
SHIFTS = """() => new Promise(done => {
  const shifts = []
  const words = one => one.node?.textContent?.trim().slice(0, 60)
  const note = shift => shifts.push([shift.value, ...shift.sources.map(words)])
  const seen = new PerformanceObserver(list => list.getEntries().forEach(note))
  seen.observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => {
    seen.takeRecords().forEach(note)
    done(shifts)
  }))
})"""
"""How far things moved, and which did."""
UNSEEN_FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect()
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0
  return shown || one === document.body ? "" : one.outerHTML.slice(0, 120)
}"""


@pytest.fixture
def paper(clock):
    stage.fill(clock.now)
    return stage.addresses()


def each(paper):
    return [path for paths in paper.values() for path in paths]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(visit, paper, scheme):
    reader = visit(viewport=PHONE, color_scheme=scheme)
    found = {}
    for path in each(paper):
        reader.goto(path)
        if wrong := faults(reader):
            found[path] = wrong
    reader.set_viewport_size({"width": 1280, "height": 900})
    for path in (paths[0] for paths in paper.values()):
        reader.goto(path)
        if wrong := faults(reader):
            found[f"{path} wide"] = wrong
    assert found == {}


def test_letters_of_twice_the_size_lose_nothing_on_a_phone(visit, paper):
    reader = visit(viewport=PHONE)
    wide = {}
    for path in each(paper):
        reader.goto(path)
        reader.evaluate("document.documentElement.style.fontSize = '200%'")
        width = reader.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width
    assert wide == {}


def test_the_keyboard_skips_to_the_words_and_shows_where_it_is(visit, paper):
    reader = visit()
    for path in ("/", "/feed/", "/articles/full/", "/authors/"):
        reader.goto(path)
        reader.keyboard.press("Tab")
        expect(reader.locator(".skip")).to_be_in_viewport()
        reader.keyboard.press("Enter")
        assert reader.evaluate("document.activeElement.id") == "content"
        for _ in range(25):
            reader.keyboard.press("Tab")
            assert reader.evaluate(UNSEEN_FOCUS) == "", path


def test_nothing_moves_for_who_asked_for_less_motion(visit, paper):
    reader = visit(reduced_motion="reduce")
    for path in ("/", "/articles/full/"):
        reader.goto(path)
        assert reader.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert reader.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_when_letters_and_pictures_come_late(visit, paper, width):
    reader = visit(viewport={"width": width, "height": 640})
    held = []

    def hold(route):
        if held is None:  # they may come now
            route.continue_()
        else:
            held.append(route)

    reader.route("**/*.woff2", hold)
    for path in ("/", "/articles/full/", "/articles/ukrainska/", "/feed/", paper["author"][0]):
        held = []
        reader.goto(path, wait_until="domcontentloaded")
        expect(reader.locator("footer .nameplate")).to_be_visible()
        late, held = held, None
        for route in late:
            route.continue_()
        reader.wait_for_load_state("load")
        reader.evaluate("document.fonts.ready")
        shifts = reader.evaluate(SHIFTS)
        assert sum(shift[0] for shift in shifts) <= 0.01, (path, shifts)


def test_a_story_in_a_language_that_runs_to_the_left_is_laid_out_that_way(visit, paper):
    reader = visit(viewport=PHONE)
    reader.goto("/articles/arabic/")
    assert reader.evaluate("getComputedStyle(document.querySelector('.body')).direction") == "rtl"
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reader.goto(paper["section"][0])
    card = reader.locator("article:has-text('نهر المدينة')")
    assert card.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert reader.evaluate("document.documentElement.dir || 'ltr'") == "ltr"


def test_everything_can_be_read_and_reached_without_scripts(visit, paper):
    reader = visit(java_script_enabled=False)
    reader.goto("/")
    reader.click(".card-headline a >> nth=0")
    expect(reader.locator(".story h1")).to_be_visible()
    reader.goto("/articles/full/")
    expect(reader.locator(".body .video a")).to_have_attribute("href", "https://www.youtube.com/watch?v=abcdefghijk")
    reader.click("a[rel=author] >> nth=0")
    expect(reader.locator("h1")).to_have_text("Olena Marchuk")
    reader.click(".more a")
    expect(reader.locator(".card").first).to_be_visible()
    reader.click("nav a:has-text('News feed') >> nth=0")
    reader.click(".permalink >> nth=0")
    expect(reader.locator("h1")).to_have_count(1)
