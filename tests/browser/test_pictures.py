"""What does somebody do with pictures at the desk: bring them in, check them, say what must stay in sight?"""

import pytest
from playwright.sync_api import expect

from articles.models import NewsFeedItem
from images.models import Image
from tests.browser.axe import faults
from tests.desk import change_url
from tests.factories import make_editor, make_image, make_story, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TEXT = ".tiptap.ProseMirror"
DROP = """([selector, files]) => {
  const carried = new DataTransfer()
  for (const [name, bytes] of files) carried.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" }))
  const target = document.querySelector(selector)
  const box = target.getBoundingClientRect()
  const where = { clientX: box.left + box.width / 2, clientY: box.top + Math.min(box.height / 2, 12) }
  for (const type of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true, ...where }))
  }
}"""


def drop(page, selector, *files):
    """Let files fall on a part of the page, as from a folder."""
    page.evaluate(DROP, [selector, [[name, list(content)] for name, content in files]])


@pytest.fixture
def desk(visit, clock):
    return visit(make_editor("marta"))


def test_dropped_files_go_in_each_by_itself_and_their_words_are_checked(desk):
    there = make_image((500, 300))
    with there.file.open() as original:
        known = original.read()
    desk.goto("/admin/pictures/add/")
    expect(desk.locator(".picture-drop.is-scripted")).to_be_visible()
    files = [("quay_one.jpg", picture_bytes((600, 400))), ("words.jpg", b"words"), ("known.jpg", known)]
    drop(desk, "#content", *files)
    expect(desk.locator(".arrival-new")).to_contain_text("quay_one.jpg")
    expect(desk.locator(".arrival-refused")).to_contain_text("Refused: This is not a JPEG")
    expect(desk.locator(".arrival-known").get_by_role("link")).to_have_text(str(there))
    expect(desk.get_by_role("status")).to_have_text(
        "1 picture is in the library. 1 was there already. 1 file was refused."
    )
    assert faults(desk) == []
    expect(desk.get_by_role("link", name="Check 1 picture")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="quay one")).to_be_visible()
    expect(desk.get_by_label("Alternative text")).to_have_value("")
    desk.get_by_label("Alternative text").fill("Two cranes")
    desk.get_by_label("Credit").fill("Olha / The Courier")
    assert faults(desk) == []
    desk.get_by_role("button", name="Keep it", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_contain_text("1 picture is in the library, as you checked them.")
    expect(desk.locator(".picture-cell").first).to_contain_text("Olha / The Courier")
    assert faults(desk) == []
    image = Image.objects.get(title="quay one")
    assert (image.alt, image.found) == ("Two cranes", None)


def test_the_focus_is_set_by_a_click_and_by_arrow_keys_and_the_crops_follow(desk):
    image = make_image((900, 600))
    desk.goto(f"/admin/images/image/{image.pk}/change/")
    stage = desk.locator(".focus-stage img")
    expect(stage).to_be_visible()
    box = stage.bounding_box()
    stage.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
    point = desk.get_by_role("button", name="Focus, 25 % from the left and 50 % from the top; arrow keys move it")
    expect(point).to_be_focused()
    square = desk.locator(".focus-1-1 img")
    assert square.evaluate("cut => cut.style.objectPosition") == "0% 50%"  # the edge is nearer than the point
    for _ in range(5):
        desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("ArrowUp")
    expect(desk.locator(".focus-said")).to_have_text("75 % from the left, 49 % from the top")
    assert square.evaluate("cut => cut.style.objectPosition").startswith("100%")
    assert faults(desk) == []
    desk.set_viewport_size({"width": 390, "height": 800})
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
    desk.click("[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    image.refresh_from_db()
    assert (round(image.focus_x, 2), image.focus_y) == (0.75, 0.49)


@pytest.fixture
def story(clock):
    return make_story(by=make_editor("olha"), body="<p>The river rose in the night.</p><p>It fell.</p>")


@pytest.fixture
def form(visit, story):
    page = visit(story.created_by)
    page.goto(change_url(story))
    expect(page.locator(TEXT)).to_be_visible()
    return page


def describe(page, title, alt):
    dialog = page.get_by_role("dialog", name=f"New picture: {title}")
    expect(dialog.get_by_label("Alternative text")).to_be_focused()
    assert faults(page, "dialog[open]") == []
    page.keyboard.type(alt)
    dialog.get_by_label("Credit").fill("Olha / The Courier")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)


def save(page, story):
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()


def test_files_dropped_on_the_text_stand_where_they_fell_and_their_words_are_asked_for(form, story):
    files = [("quay.jpg", picture_bytes((600, 400))), ("words.jpg", b"words"), ("crane.jpg", picture_bytes((400, 600)))]
    drop(form, f"{TEXT} > p", *files)
    describe(form, "quay", "A quay")
    describe(form, "crane", "A crane")
    expect(form.locator(".desk-editor-notice")).to_contain_text("words.jpg was refused: This is not a JPEG")
    blocks = form.locator(".desk-block[data-kind=Picture]")
    expect(blocks.locator("strong")).to_have_text(["quay", "crane"])
    expect(blocks.first).not_to_contain_text("It has no")
    blocks.first.get_by_role("button", name="Change: picture").click()
    dialog = form.get_by_role("dialog")
    dialog.get_by_text("Crop for this use").click()
    dialog.get_by_role("button", name="Focus, 50 % from the left").focus()
    form.keyboard.press("Shift+ArrowLeft")
    expect(dialog.locator(".focus-said")).to_have_text("40 % from the left, 50 % from the top")
    dialog.get_by_role("button", name="OK").click()
    save(form, story)
    quay, crane = Image.objects.order_by("pk")
    assert story.body == (
        f'<p>The river rose in the night.</p><figure data-block="image" data-image="{quay.pk}" data-focus="0.4,0.5">'
        f'</figure><figure data-block="image" data-image="{crane.pk}"></figure><p>It fell.</p>'
    )
    assert (quay.alt, quay.credit, quay.found) == ("A quay", "Olha / The Courier", None)


def test_a_file_dropped_on_the_lead_picture_is_chosen_and_cropped_for_this_story(form, story):
    drop(form, ".desk-choice", ("harbour.jpg", picture_bytes((900, 600))))
    describe(form, "harbour", "A harbour")
    expect(form.locator(".desk-chosen")).to_be_visible()
    crop = form.locator(".field-lead_focus")
    crop.get_by_text("Crop for this story").click()
    point = crop.get_by_role("button", name="Focus, 50 % from the left")
    point.focus()
    form.keyboard.press("Shift+ArrowUp")
    expect(crop.locator(".focus-said")).to_have_text("50 % from the left, 40 % from the top")
    assert faults(form, ".desk-side") == []
    save(form, story)
    image = Image.objects.get()
    assert (story.lead_picture, story.lead_focus) == (image, "0.5,0.4")
    assert image.focus_y == 0.5
    drop(form, ".desk-choice", ("harbour.jpg", picture_bytes((900, 600))))
    expect(form.locator(".desk-choice-said")).to_have_text("The library has this picture already: “harbour” is chosen.")


def test_a_picture_dropped_on_the_feeds_line_goes_out_with_it(desk):
    desk.goto("/admin/feed/")
    desk.get_by_text("Headline, video, picture").click()
    drop(desk, ".feed-choice .desk-choice", ("smoke.jpg", picture_bytes((900, 600))))
    describe(desk, "smoke", "Smoke over the port")
    desk.get_by_label("What is new?").fill("Smoke over the port.")
    assert faults(desk, ".feed-quick") == []
    desk.get_by_role("button", name="Send now").click()
    expect(desk.locator(".feed-row").first.get_by_role("img", name="Smoke over the port")).to_be_visible()
    expect(desk.locator(".feed-choice select")).to_have_value("")
    assert NewsFeedItem.objects.get().kind == "photo"
