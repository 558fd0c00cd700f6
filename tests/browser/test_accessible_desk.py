"""Can everybody use the desk: with a screen reader, by keyboard, in the dark, on a phone?"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.body import count_words, reading_minutes
from articles.models import Article
from tests.browser.axe import faults
from tests.factories import (
    make_author,
    make_chief,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    publish,
    rewrite,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGES = {
    "dashboard": lambda story: "/admin/",
    "stories": lambda story: "/admin/articles/article/",
    "stories found": lambda story: "/admin/articles/article/?q=bridge&stage__exact=draft",
    "feed": lambda story: "/admin/articles/newsfeeditem/",
    "new feed item": lambda story: "/admin/articles/newsfeeditem/add/",
    "new story": lambda story: "/admin/articles/article/add/",
    "story": lambda story: reverse("admin:articles_article_change", args=[story.pk]),
    "move": lambda story: reverse("admin:articles_article_move", args=[story.pk, "schedule"]),
    "history": lambda story: reverse("admin:articles_article_history", args=[story.pk]),
    "pictures": lambda story: "/admin/images/image/",
    "log": lambda story: "/admin/newsroom/act/",
    "tags": lambda story: "/admin/articles/tag/",
    "new author": lambda story: "/admin/authors/author/add/",
    "nowhere": lambda story: "/admin/nowhere/",
}
"""Each with the address that it has for a story in the middle of its life."""


@pytest.fixture
def story(clock):
    section = make_section("City")
    story = make_live(
        "The bridge is shut",
        at=clock.now,
        standfirst="Until August.",
        kicker="Harbour",
        section_id=section.pk,
        authors=[make_author("Olena"), make_author("Taras")],
        tags=["Harbour"],
        lead_picture_id=make_image().pk,
        body=f'<h2>Why</h2><p>Words.</p><figure data-block="image" data-image="{make_image().pk}"></figure>',
    )
    rewrite(story, headline="The bridge is shut again")
    publish(story, at=clock.ahead(hours=2), moment=clock.now)
    rewrite(story, headline="The bridge is open")
    make_item("A ferry is late", at=clock.now)
    make_story("A draft of the bridge")
    return story


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(visit, story, scheme, width):
    desk = visit(make_chief("ihor"), color_scheme=scheme, viewport={"width": width, "height": 900})
    wrong = []
    for name, address in PAGES.items():
        desk.goto(address(story))
        desk.wait_for_load_state("networkidle")
        wrong += [f"{name}: {complaint}" for complaint in faults(desk)]
        wide = desk.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{name}: {wide} pixels wide"] if wide > width else []
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_log_in_page(visit, scheme):
    desk = visit(color_scheme=scheme, viewport={"width": 390, "height": 800})
    desk.goto("/admin/")
    assert faults(desk) == []
    desk.fill("#id_username", "nobody")
    desk.fill("#id_password", "wrong")
    desk.click("[type=submit]")
    expect(desk.locator(".errornote")).to_be_visible()
    assert faults(desk) == []


def test_axe_finds_nothing_in_what_opens(visit, story):
    desk = visit(make_chief())
    desk.goto(PAGES["stories"](story))
    for summary in ("#desk-menu summary", "#user-tools summary", "#changelist-filter summary >> nth=1"):
        desk.click(summary)
        assert faults(desk, "details.desk-fold[open]") == []  # what lies under it is not to be hit
        desk.keyboard.press("Escape")
    desk.goto(PAGES["story"](story))
    desk.click("summary:has-text('Search and social')")
    desk.click("summary:has-text('Revisions')")
    desk.click(".field-lead_picture .select2-selection")
    assert faults(desk, [".desk-side", ".select2-dropdown"]) == []
    desk.keyboard.press("Escape")
    desk.click("[data-shortcuts]")
    assert faults(desk) == []


def test_the_keyboard_saves_searches_and_helps(visit, story):
    desk = visit(make_chief())
    desk.goto(PAGES["story"](story))
    desk.fill("#id_headline", "Saved by keyboard")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.locator("#id_headline")).to_have_value("Saved by keyboard")
    assert Article.objects.get(pk=story.pk).headline == "Saved by keyboard"

    desk.goto(PAGES["stories"](story))
    desk.keyboard.press("/")
    desk.keyboard.type("ferry/?")
    expect(desk.locator("#searchbar")).to_be_focused()
    expect(desk.locator("#searchbar")).to_have_value("ferry/?")

    desk.locator("h1").click()
    desk.keyboard.press("?")
    expect(desk.locator("#desk-shortcuts")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("#desk-shortcuts")).to_be_hidden()


def test_enter_in_a_field_of_one_line_saves_and_makes_no_move(visit, story):
    desk = visit(make_chief())
    desk.goto(PAGES["story"](story))
    desk.fill("#id_dateline", "Odesa")
    desk.press("#id_dateline", "Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get(pk=story.pk).dateline == "Odesa"
    assert desk.url.endswith("/change/")


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_never_leads_to_a_move_even_without_scripts(visit, story, scripts):
    reporter = make_reporter("olha")
    draft = make_story("A draft", by=reporter)
    desk = visit(reporter, java_script_enabled=scripts)
    desk.goto(reverse("admin:articles_article_change", args=[draft.pk]))
    desk.fill("#id_kicker", "Port")
    desk.press("#id_kicker", "Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert "/do/" not in desk.url
    assert Article.objects.get(pk=draft.pk).kicker == "Port"


BODIES = [
    "",
    "<p>One two three.</p>",
    "<p>П’ять слів, п'ять-шість; ще й <em>по</em>-своєму…</p><ul><li>раз</li><li>два</li></ul>",
    '<p>Before</p><figure data-block="image" data-image="1"><figcaption>Not counted</figcaption></figure><p>after</p>',
    "<p>a<br>b 1,000 under_score x-y-z –dash– №5</p><table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    f"<p>{'word ' * 550}</p>",
]


def test_words_and_minutes_are_counted_as_the_server_counts_them(visit):
    desk = visit(make_chief())
    desk.goto("/admin/articles/article/add/")
    counted = desk.evaluate(
        """async (bodies) => {
            const script = document.querySelector("script[src*='desk/writing']").src
            const { countWords, readingMinutes } = await import(script)
            return bodies.map((body) => [countWords(body), readingMinutes(countWords(body), 220)])
        }""",
        BODIES,
    )
    assert counted == [[count_words(body), reading_minutes(count_words(body))] for body in BODIES]


def test_the_word_count_follows_the_writing(visit):
    desk = visit(make_chief())
    desk.goto("/admin/articles/article/add/")
    desk.locator(".tiptap.ProseMirror").click()
    desk.keyboard.type("Five words, and it’s counted")
    expect(desk.locator("[data-words-shown]")).to_have_text("5 words · 1 min read")


def test_bylines_are_ordered_by_buttons_and_removed_by_a_tick(visit, story):
    desk = visit(make_chief())
    desk.goto(PAGES["story"](story))
    desk.click("#bylines-0 [data-step='1']")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    names = [line.author.name for line in Article.objects.get(pk=story.pk).bylines.all()]
    assert names == ["Taras", "Olena"]
    desk.check("#bylines-0 [name$=-DELETE]")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert [line.author.name for line in Article.objects.get(pk=story.pk).bylines.all()] == ["Olena"]


def test_a_search_result_and_a_social_card_are_shown_as_one_types(visit, story):
    desk = visit(make_chief())
    desk.goto(PAGES["story"](story))
    card = desk.locator("[data-shown=social_title]")
    expect(card).to_have_text("The bridge is open")
    desk.fill("#id_headline", "Another headline")
    expect(card).to_have_text("Another headline")
    desk.click("summary:has-text('Search and social')")
    desk.fill("#id_social_title", "Come and see")
    expect(card).to_have_text("Come and see")
    expect(desk.locator("[data-shown=search_title]")).to_contain_text("Another headline")
    expect(desk.locator("[data-shown=picture]")).to_be_visible()
