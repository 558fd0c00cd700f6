"""What does a writer do in the body, with the mouse and with keys alone, and what do readers then see?"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from images.models import Image
from tests.browser.axe import faults
from tests.desk import change_url
from tests.factories import make_editor, make_image, make_live, make_story, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEXT = ".tiptap.ProseMirror"


@pytest.fixture
def story(clock):
    return make_story(by=make_editor("marta"), body="<p>The river rose in the night.</p>")


@pytest.fixture
def desk(visit, story):
    page = visit(story.created_by)
    page.goto(change_url(story))
    write_at_the_end(page)
    return page


def write_at_the_end(page):
    page.locator(f"{TEXT} > p").last.click()
    settle(page)
    page.keyboard.press("Control+End")
    settle(page)


def settle(page):
    """Let the browser tell the editor where the cursor is; no hand is as quick as a test."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def press(page, label):
    page.get_by_role("toolbar").get_by_role("button", name=label, exact=True).click()


def select_the_line(page):
    page.keyboard.press("Shift+Home")
    settle(page)


def html(page):
    """Return what the form would send."""
    return page.evaluate("document.querySelector('#id_body').value")


def save(page, story):
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    return story.body


def save_and_read(page, story, clock):
    """Save, publish, and open what readers see."""
    save(page, story)
    publish(story, at=clock.now)
    page.goto(story.get_absolute_url())
    return page.locator(".body")


def test_a_picture_is_found_while_typing_and_gets_a_caption_for_this_use(desk, story, clock):
    image = make_image((600, 400), caption="In the library", credit="", alt="")
    image.title = "Quay at dawn"
    image.save()
    make_image(caption="Another")
    press(desk, "Picture from the library")
    desk.keyboard.type("quay")
    expect(desk.locator("dialog[open]").get_by_role("option")).to_have_count(1)
    expect(desk.locator("dialog[open]").get_by_role("option")).to_contain_text(
        "It has no alternative text and no credit: add that in the library."
    )
    desk.keyboard.press("Enter")
    block = desk.locator(".desk-block[data-kind=Picture]")
    expect(block).to_contain_text("It has no alternative text and no credit")
    expect(desk.locator(TEXT)).to_be_focused()
    block.get_by_role("button", name="Change: picture").click()
    desk.keyboard.type("The quay, Monday")
    desk.get_by_role("button", name="OK").press("Enter")
    expect(block).to_contain_text("The quay, Monday")
    Image.objects.update(alt="A quay", credit="The Courier")
    body = save_and_read(desk, story, clock)
    expect(body.locator("figcaption")).to_contain_text("The quay, Monday")


def test_a_related_story_is_picked_with_keys_alone_and_says_whether_readers_see_it(desk, story, clock):
    live, draft = make_live("A flood in May"), make_story("A flood in June")
    related = desk.get_by_role("button", name="Related story")
    desk.keyboard.press("Alt+F10")
    for _ in range(30):  # as many buttons as may stand before it
        if related.evaluate("button => button === document.activeElement"):
            break
        desk.keyboard.press("ArrowRight")
    expect(related).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.type("flood")
    expect(desk.locator("dialog[open]").get_by_role("option")).to_have_count(2)
    expect(desk.locator("dialog[open]").get_by_role("option").first).to_contain_text(
        "not live: readers see no card until it is"
    )
    desk.keyboard.press("ArrowDown")
    expect(desk.locator("dialog[open]").get_by_role("option", selected=True)).to_contain_text("A flood in May")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    expect(desk.locator(".desk-block")).to_contain_text("A flood in May")
    body = save_and_read(desk, story, clock)
    assert str(live.pk) in story.body
    assert str(draft.pk) not in story.body
    expect(body.locator("aside.related")).to_contain_text("A flood in May")


def test_escape_closes_a_dialog_and_the_writer_goes_on_writing(desk):
    press(desk, "Related story")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    desk.keyboard.type(" It fell.")
    assert html(desk) == "<p>The river rose in the night. It fell.</p>"


def test_an_address_becomes_a_video_or_a_post_or_is_refused(desk, story, clock):
    press(desk, "Video or post")
    desk.keyboard.type("https://example.org/clip")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("For anything else, make a link in the text.")
    desk.fill("dialog input", "https://youtu.be/dQw4w9WgXcQ")
    expect(desk.get_by_role("dialog")).to_contain_text("A video on YouTube")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-block[data-kind=Video]")).to_be_visible()
    press(desk, "Video or post")
    desk.keyboard.type("https://twitter.com/olha/status/17?s=20")
    expect(desk.get_by_role("dialog")).to_contain_text("A post on X by @olha")
    desk.get_by_label("Words of the post").fill("It never stopped.\n\nNot <once> & for all.")
    desk.get_by_role("button", name="OK").click()
    body = save_and_read(desk, story, clock)
    post = body.locator("figure.post")
    expect(post).to_contain_text("@olha")
    expect(post.locator("blockquote p")).to_have_text(["It never stopped.", "Not <once> & for all."])
    expect(post.get_by_role("link", name="See the post on X")).to_have_attribute("href", "https://x.com/olha/status/17")
    expect(body.get_by_role("link", name="Watch the video on YouTube")).to_be_visible()


def test_words_of_the_text_become_a_pull_quote_and_stay_in_the_text(desk, story, clock):
    select_the_line(desk)
    press(desk, "Pull quote")
    expect(desk.get_by_label("Words")).to_have_value("The river rose in the night.")
    desk.get_by_label("Who said it").fill("Olha Bilyk")
    desk.keyboard.press("Enter")  # in a field of one line, as in any form
    expect(desk.locator(".desk-block[data-kind='Pull quote']")).to_contain_text("Olha Bilyk")
    expect(desk.locator(".desk-word-count")).to_have_text("6 words")
    body = save_and_read(desk, story, clock)
    expect(body.locator("> p")).to_have_text("The river rose in the night.")
    quote = body.locator("aside.pull-quote")
    expect(quote).to_contain_text("Olha Bilyk")
    expect(quote).to_have_attribute("aria-hidden", "true")


def test_a_table_is_made_grown_and_read_on_a_phone(desk, story, clock):
    press(desk, "Table")
    desk.get_by_label("Rows").fill("2")
    desk.get_by_label("Columns").fill("2")
    desk.keyboard.press("Enter")
    for word in ("Place", "Level", "Quay"):
        desk.keyboard.type(word)
        desk.keyboard.press("Tab")
    press(desk, "Add a row")
    press(desk, "Add a column")
    expect(desk.locator(f"{TEXT} tr")).to_have_count(3)
    expect(desk.locator(f"{TEXT} th")).to_have_count(3)
    press(desk, "Take out the row")
    press(desk, "Header row on or off")
    expect(desk.locator(f"{TEXT} th")).to_have_count(0)
    press(desk, "Header row on or off")
    for _ in range(5):
        press(desk, "Add a column")
    desk.set_viewport_size({"width": 390, "height": 800})
    body = save_and_read(desk, story, clock)
    box = body.get_by_role("region", name="Table 1")
    expect(box.locator("th").first).to_have_text("Place")
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    desk.keyboard.press("ArrowRight")
    assert box.evaluate(
        "box => box.scrollLeft > 0 || new Promise(done => box.addEventListener('scroll', () => done(true)))"
    )


def test_a_link_is_judged_while_it_is_typed_and_marked_when_it_leads_nowhere(desk, story):
    make_live("A flood in May", slug="flood-in-may")
    select_the_line(desk)
    desk.keyboard.press("Control+k")
    desk.keyboard.type("/articles/nothing/")
    expect(desk.get_by_role("dialog")).to_contain_text("There is no such page.")
    desk.keyboard.press("Enter")
    fault = desk.locator(f"{TEXT} .desk-link-fault")
    expect(fault).to_have_attribute("title", "There is no such page.")
    desk.keyboard.press("Control+k")
    expect(desk.get_by_role("heading", name="Change the link")).to_be_visible()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("flood")
    desk.locator("dialog[open]").get_by_role("option", name="A flood in May").click()
    expect(desk.get_by_role("dialog")).to_contain_text("Readers find it.")
    desk.keyboard.press("Enter")
    expect(fault).to_have_count(0)
    assert save(desk, story) == '<p><a href="/articles/flood-in-may/">The river rose in the night.</a></p>'


def test_our_own_pages_are_linked_from_the_root_and_bare_names_get_a_scheme(desk, story, live_server):
    for typed, kept in ((f"{live_server.url}/feed/", "/feed/"), ("example.org/a", "https://example.org/a")):
        desk.keyboard.press("Control+k")
        desk.keyboard.type(typed)
        desk.get_by_label("Words of the link").fill("x")
        desk.keyboard.press("Enter")
        expect(desk.locator("dialog[open]")).to_have_count(0)
        assert f'<a href="{kept}">x</a>' in html(desk)


def test_keys_make_subheads_lists_quotes_and_emphasis(desk, story):
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Alt+2")
    desk.keyboard.type("Subhead")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("bold")
    desk.keyboard.press("Control+b")
    desk.keyboard.press("Control+i")
    desk.keyboard.type(" slanted")
    desk.keyboard.press("Control+i")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Shift+Digit8")
    desk.keyboard.type("item")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.type("under it")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+Shift+Digit9")
    desk.keyboard.type("quoted")
    assert save(desk, story) == (
        "<p>The river rose in the night.</p><h2>Subhead</h2><p><strong>bold</strong><em> slanted</em></p>"
        "<ul><li><p>item</p><ul><li><p>under it</p></li></ul></li></ul><blockquote><p>quoted</p></blockquote>"
    )


def test_blocks_are_moved_undone_and_taken_out(desk):
    desk.keyboard.press("Enter")
    desk.keyboard.type("Second.")
    press(desk, "Pull quote")
    desk.get_by_label("Words").fill("rose")
    desk.get_by_role("button", name="OK").click()
    expect(desk.locator(".desk-block")).to_be_visible()
    quote = '<aside data-block="quote"><p>rose</p></aside>'
    first, second = "<p>The river rose in the night.</p>", "<p>Second.</p>"
    assert html(desk) == f"{first}{second}{quote}<p></p>"
    block = desk.locator(".desk-block")
    block.get_by_role("button", name="Move up").click()
    assert html(desk) == f"{first}{quote}{second}<p></p>"
    desk.keyboard.press("Alt+ArrowUp")
    assert html(desk) == f"{quote}{first}{second}<p></p>"
    desk.keyboard.press("Alt+ArrowDown")
    assert html(desk) == f"{first}{quote}{second}<p></p>"
    block.get_by_role("button", name="Take out").click()
    assert html(desk) == f"{first}{second}<p></p>"
    desk.keyboard.press("Control+z")
    assert quote in html(desk)
    block.locator("strong").drag_to(desk.locator(f"{TEXT} p").first, target_position={"x": 2, "y": 2})
    assert html(desk).startswith(quote)


def test_typing_while_a_block_is_selected_goes_behind_it(desk):
    press(desk, "Pull quote")
    desk.get_by_label("Words").fill("rose")
    desk.get_by_role("button", name="OK").click()
    desk.locator(".desk-block strong").click()
    expect(desk.locator(".desk-block")).to_have_class("desk-block ProseMirror-selectednode")
    desk.keyboard.type("More")
    assert '<aside data-block="quote"><p>rose</p></aside><p>More</p>' in html(desk)


def test_what_a_caption_of_an_import_holds_is_not_lost_by_opening_the_story(visit, story, desk):
    image = make_image()
    story.refresh_from_db()
    kept = (
        f'<figure data-block="image" data-image="{image.pk}"><figcaption>The <em>Chaika</em>, <a href="/feed/">seen'
        "</a> by us</figcaption></figure><h4>Deep</h4><p>H<sub>2</sub>O <s>x</s> y</p>"
    )
    type(story).objects.filter(pk=story.pk).update(body=kept)
    desk.goto(change_url(story))
    write_at_the_end(desk)
    desk.keyboard.type("!")
    assert save(desk, story) == kept.replace(" y</p>", " y!</p>")


def test_the_full_screen_holds_the_words_and_nothing_else(desk):
    desk.set_viewport_size({"width": 390, "height": 800})
    before = desk.evaluate("scrollY")
    desk.keyboard.press("Control+Shift+f")
    page = desk.locator(".desk-full-screen")
    expect(page).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
    for shown in ("#id_headline", "#id_standfirst", ".desk-word-count"):
        expect(page.locator(shown)).to_be_visible()
    expect(desk.locator(TEXT)).to_be_focused()
    desk.keyboard.type(" It fell.")
    expect(page.locator(".desk-word-count")).to_have_text("8 words")
    assert desk.evaluate("Boolean(document.querySelector('#id_section').closest('[inert]'))")
    desk.keyboard.press("Control+k")
    desk.keyboard.press("Escape")
    expect(page).to_be_visible()
    desk.keyboard.press("Escape")
    expect(page).to_have_count(0)
    expect(desk.locator(TEXT)).to_be_focused()
    assert not desk.evaluate("Boolean(document.querySelector('[inert]'))")
    assert abs(desk.evaluate("scrollY") - before) < 120


def test_the_keys_are_listed_and_the_bar_stays_in_sight(desk):
    desk.keyboard.press("Control+/")
    expect(desk.get_by_role("dialog", name="Keys")).to_contain_text("Ctrl+Shift+F")
    desk.keyboard.press("Escape")
    for _ in range(60):
        desk.keyboard.press("Enter")
    expect(desk.get_by_role("toolbar", name="Formatting")).to_be_in_viewport()


def test_the_form_asks_nobody_but_its_own_server_and_has_no_barrier(visit, story, live_server):
    desk = visit(story.created_by)
    asked = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(change_url(story))
    write_at_the_end(desk)
    expect(desk.get_by_role("textbox", name="Body")).to_be_focused()
    for label in ("Picture from the library", "Video or post", "Link"):
        press(desk, label)
        desk.keyboard.type("https://x.com/olha/status/17" if label == "Video or post" else "https://example.org/")
        desk.wait_for_load_state("networkidle")
        assert faults(desk, "dialog[open]") == []
        desk.keyboard.press("Escape")
    assert faults(desk, ".prose-editor") == []
    own = urlsplit(live_server.url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {own}


def test_a_gallery_is_put_together_ordered_and_captioned_with_keys(desk, story, clock):
    for name in ("Quay at dawn", "Crane", "Ferry"):
        image = make_image((600, 400), caption=f"{name}, from the library")
        Image.objects.filter(pk=image.pk).update(title=name)
    press(desk, "Gallery")
    dialog = desk.locator("dialog[open]")
    for name in ("Crane", "Quay", "Ferry"):
        desk.keyboard.type(name)
        expect(dialog.get_by_role("option")).to_have_count(1)
        expect(dialog.get_by_role("option")).to_contain_text(name)
        desk.keyboard.press("Enter")
    expect(dialog.locator(".desk-frame strong")).to_have_text(["Crane", "Quay at dawn", "Ferry"])
    dialog.get_by_role("button", name="Earlier: Quay at dawn").press("Enter")
    dialog.get_by_role("button", name="Take out: Ferry").press("Enter")
    expect(dialog.locator(".desk-frame strong")).to_have_text(["Quay at dawn", "Crane"])
    dialog.get_by_label("Caption here: Crane").fill("The crane, <Monday>")
    assert faults(desk, "dialog[open]") == []
    dialog.get_by_role("button", name="OK").click()
    block = desk.locator(".desk-block[data-kind=Gallery]")
    expect(block).to_contain_text("2 pictures")
    block.get_by_role("button", name="Change: gallery").click()
    expect(dialog.get_by_label("Caption here: Crane")).to_have_value("The crane, <Monday>")
    desk.keyboard.press("Escape")
    desk.set_viewport_size({"width": 390, "height": 800})
    body = save_and_read(desk, story, clock)
    strip = body.get_by_role("region", name="Gallery: 2 pictures")
    captions = strip.locator("figcaption")
    expect(captions.nth(0)).to_contain_text("1/2 Quay at dawn, from the library")
    expect(captions.nth(1)).to_contain_text("2/2 The crane, <Monday>")
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
    assert strip.evaluate("strip => strip.scrollWidth > strip.clientWidth")
    assert faults(desk) == []
