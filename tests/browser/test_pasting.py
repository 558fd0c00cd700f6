"""What is left of a paste once it is saved? Markup shaped like that of Word, Google Docs, mailers and web pages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.desk import change_url
from tests.factories import make_reporter, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def refused_styles(complaints):
    """The policy refuses the styles of what is pasted, and says so, before they are taken out."""
    yield
    complaints[:] = [words for words in complaints if not words.startswith("Applying inline style")]


PASTES = Path(__file__).resolve().parents[1] / "pastes"
PASTE = """([html, text, file]) => {
  const data = new DataTransfer()
  if (html) data.setData("text/html", html)
  if (text) data.setData("text/plain", text)
  if (file) data.items.add(new File([new Uint8Array(8)], "photo.png", { type: "image/png" }))
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
  document.querySelector(".tiptap.ProseMirror").dispatchEvent(event)
}"""


def paste(page, *, html="", text="", file=False):
    page.evaluate(PASTE, [html, text, file])


def expected(name):
    return re.sub(r">\s*\n\s*<", "><", (PASTES / f"{name}.expected.html").read_text().strip())


@pytest.fixture
def story(clock):
    return make_story(by=make_reporter("olena"))


@pytest.fixture
def desk(visit, story):
    page = visit(story.created_by)
    page.goto(change_url(story))
    return page


def paste_and_save(page, story, **content):
    """Paste over all there is, save, and return what was stored."""
    page.goto(change_url(story))
    page.locator(".tiptap.ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    paste(page, **content)
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    return story.body


@pytest.mark.parametrize("family", ["word", "google-docs", "web-page", "outlook"])
def test_a_paste_comes_out_clean(desk, story, family):
    for path in sorted(PASTES.glob(f"{family}*.html")):
        if not path.name.endswith(".expected.html"):
            assert paste_and_save(desk, story, html=path.read_text()) == expected(path.stem)


def test_plain_text_becomes_paragraphs_at_its_blank_lines(desk, story):
    assert paste_and_save(desk, story, text=(PASTES / "plain.txt").read_text()) == expected("plain")
    assert paste_and_save(desk, story, text="one\ntwo\r\nthree") == "<p>one</p><p>two</p><p>three</p>"
    assert paste_and_save(desk, story, text="a\u00a0b\u200bc  d") == "<p>a bc d</p>"


def test_pictures_from_elsewhere_are_named_and_left_behind(desk, story):
    desk.locator(".tiptap.ProseMirror").click()
    paste(desk, html=(PASTES / "google-docs.html").read_text())
    expect(desk.get_by_role("status").first).to_have_text("1 picture was not taken over: use the library.")
    expect(desk.locator(".tiptap.ProseMirror img:not(.ProseMirror-separator)")).to_have_count(0)


def test_a_pasted_picture_file_is_refused_with_a_hint(desk, story):
    desk.locator(".tiptap.ProseMirror").click()
    paste(desk, html="<img src='blob:x'>", file=True)
    expect(desk.get_by_role("status").first).to_contain_text("put it into the library")
    assert "Words of the story." in desk.locator(".tiptap.ProseMirror").inner_text()


def test_what_is_cut_here_comes_back_as_it_was(desk, story):
    desk.locator(".tiptap.ProseMirror").click()
    paste(desk, html='<p>one <b>bold</b></p><aside data-block="quote"><p>x</p></aside>')
    before = desk.evaluate("document.querySelector('#id_body').value")
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+x")
    assert desk.evaluate("document.querySelector('#id_body').value") == ""
    desk.keyboard.press("Control+v")
    assert desk.evaluate("document.querySelector('#id_body').value") == before
