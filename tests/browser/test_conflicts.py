"""Two editors in one story, in two browsers: nothing is lost, each field is chosen, and the history shows it all."""

import pytest
from playwright.sync_api import expect

from articles import revisions
from articles.models import Credit
from tests.browser.axe import faults
from tests.factories import make_author, make_chief, make_editor, make_image, make_live, make_story, rewrite, turn_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

BODY = "<p>The tram bridge is shut.</p><p>Buses run instead, every ten minutes.</p>"
PHONE = {"viewport": {"width": 390, "height": 844}}


def accessible(page, part="#content"):
    assert faults(page, part) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def open_story(page, story):
    page.goto(f"/admin/articles/article/{story.pk}/change/")


def write_body(page, old, new):
    page.locator(f".tiptap.ProseMirror p:has-text('{old}')").click(click_count=3)
    page.keyboard.type(new)


def add_tag(page, name):
    page.click(".field-tags .select2-selection")
    page.fill(".field-tags .select2-search__field", name)
    page.click(f".select2-results__option:has-text('{name}')")


def field(page, label):
    return page.locator(".merge fieldset", has=page.locator(f"legend:has-text('{label}')"))


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_two_sessions_change_one_story_and_each_field_is_chosen(visit, clock, options):
    make_story(tags=["Weather"])
    story = make_story("Bridge shut", body=BODY, standfirst="No trams", tags=["Port"])
    olha, taras = visit(make_editor("olha")), visit(make_editor("taras"), **options)
    open_story(olha, story)
    open_story(taras, story)

    olha.fill("#id_headline", "Bridge shut until August")
    olha.fill("#id_standfirst", "No trams till autumn")
    write_body(olha, "every ten", "Buses run instead, every five minutes.")
    olha.click("[name=_continue]")
    expect(olha.locator(".messagelist .success")).to_be_visible()

    taras.fill("#id_headline", "Bridge shut for months")
    write_body(taras, "every ten", "Buses run instead, every twenty minutes.")
    add_tag(taras, "Weather")
    taras.locator("[name=_continue]").last.click()

    expect(taras.locator(".merge")).to_contain_text("saved meanwhile by Olha")
    headline = field(taras, "Headline")
    expect(headline).to_contain_text("Both of you changed this")
    expect(headline.locator("del")).to_have_text("until August")
    expect(headline.locator("ins")).to_have_text("for months")
    expect(headline.locator("[value=mine]")).to_be_checked()
    expect(field(taras, "Standfirst")).to_contain_text("Only they changed this")
    expect(field(taras, "Standfirst").locator("[value=theirs]")).to_be_checked()
    expect(field(taras, "Body").locator("del")).to_have_text("five")
    expect(field(taras, "Body").locator("ins")).to_have_text("twenty")
    expect(field(taras, "Tags").locator("[value=mine]")).to_be_checked()
    accessible(taras, ".merge")
    headline.get_by_label("Take theirs").check()
    taras.click("text=Save the merge")
    expect(taras.locator(".messagelist")).to_contain_text("set aside")

    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Bridge shut until August", "No trams till autumn")
    assert "every twenty minutes" in story.body
    assert {tag.name for tag in story.tags.all()} == {"Port", "Weather"}

    taras.goto(f"/admin/articles/article/{story.pk}/history/")
    for number, words in ((2, "Olha"), (3, "Set aside: not taken over"), (4, "Taras")):
        expect(taras.locator(f"#revision-{number}")).to_contain_text(words)
    taras.check("#revision-2 [name=old]")
    taras.check("#revision-4 [name=new]")
    taras.click("text=Compare the two chosen")
    taras.wait_for_url("**/compare/**")
    expect(taras.locator(".diff del:visible").first).to_have_text("five")
    expect(taras.locator(".diff ins:visible").first).to_have_text("twenty")


def test_whoever_types_on_while_choosing_means_their_own_words(visit, clock):
    story = make_story("Bridge shut", standfirst="No trams")
    page = visit(make_editor("olha"))
    open_story(page, story)
    page.fill("#id_kicker", "City")
    rewrite(story, standfirst="Theirs")
    page.locator("[name=_continue]").last.click()
    standfirst = field(page, "Standfirst")
    expect(standfirst.locator("[value=theirs]")).to_be_checked()
    page.wait_for_load_state("load")
    page.fill("#id_standfirst", "I have thought better of it")
    expect(standfirst.locator("[value=mine]")).to_be_checked()
    page.click("text=Save the merge")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert (story.standfirst, story.kicker) == ("I have thought better of it", "City")


def test_it_works_without_scripts(visit, clock):
    story = make_story("Bridge shut", standfirst="No trams", tags=["Port"])
    page = visit(make_editor("olha"), java_script_enabled=False)
    open_story(page, story)
    page.fill("#id_headline", "Mine")
    rewrite(story, headline="Theirs", standfirst="Theirs too")
    page.locator("[name=_continue]").last.click()
    field(page, "Headline").get_by_label("Take theirs").check()
    page.click("text=Save the merge")
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Theirs", "Theirs too")
    assert story.revisions.get(note__startswith="Set aside").words["headline"] == "Mine"


def test_typing_into_a_deleted_story_is_kept(visit, clock):
    story = make_story("Bridge shut")
    page, chief = visit(make_editor("olha")), visit(make_chief("marta"))
    open_story(page, story)
    page.fill("#id_headline", "An hour of work")
    chief.goto(f"/admin/articles/article/{story.pk}/delete/")
    chief.click("[type=submit][value*=Yes]")
    page.locator("[name=_continue]").last.click()
    expect(page.locator("[role=alert]")).to_contain_text("Marta deleted “Bridge shut”")
    expect(page.get_by_label("Headline")).to_have_value("An hour of work")
    accessible(page)
    page.click("text=Begin a new story with these words")
    expect(page.locator("#id_headline")).to_have_value("An hour of work")


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}], ids=["wide", "phone", "dark"])
def test_history_comparison_and_restore(visit, clock, options):
    old, new = make_image((800, 600)), make_image((900, 600))
    story = make_live("Bridge shut", at=clock.now, body=BODY, tags=["Port"], lead_picture_id=old.pk)
    words = {"headline": "Bridge open", "body": BODY.replace("ten", "<strong>five</strong>"), "lead_picture_id": new.pk}
    draft = revisions.Draft(words=words, tags=["Weather"], credits=[Credit(make_author("Olena").pk)])
    revisions.save(story, draft, **turn_of(story, make_editor("taras")), at=clock.now)
    page = visit(make_editor("olha"), **options)
    open_story(page, story)
    page.click("text=All that happened to it")
    expect(page.locator("#revision-2")).to_contain_text("headline, bylines, lead picture, body +1 −1 words, tags")
    expect(page.locator("#revision-1 .history-live")).to_contain_text("live since")
    accessible(page)
    page.click("#revision-2 >> text=Compare with the previous")
    page.wait_for_load_state()  # what is visible depends on the style sheet
    expect(page.locator("#diff-headline + .diff-row del:visible")).to_have_text("shut")
    expect(page.locator("#diff-headline + .diff-row ins:visible")).to_have_text("open")
    expect(page.locator("[aria-labelledby=diff-tags] ins:visible")).to_have_text("Weather")
    expect(page.locator("[aria-labelledby=diff-body] ins:visible")).to_have_text("five")
    expect(page.locator("[aria-labelledby=diff-bylines] ins:visible")).to_have_text("By Olena")
    accessible(page)
    page.click("text=In one text")
    page.wait_for_url("**view=inline")
    expect(page.locator("p.diff-old")).to_have_count(0)
    accessible(page)
    page.click("text=Side by side")
    page.wait_for_url("**view=side")
    expect(page.locator("p.diff-old").first).to_be_visible()
    accessible(page)
    page.click("text=Restore this…")
    page.click(".desk-move-page button[type=submit]")
    expect(page.locator(".messagelist .success")).to_contain_text("revision 1 again")
    expect(page.locator("#id_headline")).to_have_value("Bridge shut")
