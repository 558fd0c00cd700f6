"""Is nothing lost of what somebody types: after a crash, a log-out, a lost connection? Do colleagues see each other?"""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Autosave, Revision
from tests.browser.conftest import PASSWORD
from tests.browser.test_main_job import choose
from tests.desk import LIST, change_url
from tests.factories import make_author, make_editor, make_image, make_story, make_tag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def short_pauses(settings):
    settings.DESK_PAUSES = {"pause": 150, "longest": 1000, "presence": 400, "retry": 300}


@pytest.fixture
def olha():
    return make_editor("olha")


@pytest.fixture
def provoked(complaints):
    """What the console says of a lost connection, and of a token from before a sign-in, is what these tests provoke."""
    yield
    complaints[:] = [words for words in complaints if not re.search(r"ERR_INTERNET_DISCONNECTED|status of 403", words)]


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-typing:'))")


def has_no_copy(page):
    """Wait until the browser holds no typing any more."""
    for _ in range(100):
        if not copies(page):
            return
        page.wait_for_timeout(50)
    raise AssertionError(copies(page))


def body_of(page):
    return page.locator(".tiptap.ProseMirror")


def type_body(page, words):
    body_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def tag(page, name):
    with page.expect_response(lambda answer: f"term={name}" in answer.url):  # a list that is replaced loses a click
        page.fill(".field-tags .select2-search__field", name)
    page.click(f".select2-results__option:has-text('{name}')")


def take_back(page):
    page.click(".typing-notice:visible >> text=Take it back")


def is_kept(page):
    expect(page.locator("[data-kept]")).to_have_text(re.compile(r"Typing kept \d\d:\d\d:\d\d"))


def leave_in_peace(page, address):
    """Go elsewhere while no sign of life is on its way, which could arrive after the farewell."""
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")  # a hidden page gives none
    page.wait_for_load_state("networkidle")
    page.goto(address)


def sign_in(page, user):
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")


def test_after_a_crash_all_that_was_typed_comes_back_and_can_be_saved(visit, clock, olha):
    make_author("Olena Marchuk")
    make_tag("Harbour")
    image = make_image()
    story = make_story("The bridge", by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.fill("#id_headline", "The bridge is shut")
    type_body(page, " More is known.")
    tag(page, "Harbour")
    choose(page, "lead_picture", image.title)
    choose(page, "author", "Olena Marchuk")
    page.select_option("#id_assignee", label="olha")
    page.uncheck("#id_show_in_feed")
    is_kept(page)
    with page.expect_response("**/typing/"):
        page.fill("#id_dateline", "Odesa")
    page.close()  # without saving, as a crash does
    assert Revision.objects.count() == 1

    page = visit(olha)
    page.goto(change_url(story))
    expect(page.locator(".typing-notice:visible")).to_contain_text(
        "You typed here until 10 Mar 14:00 and did not save."
    )
    take_back(page)
    expect(page.locator("#id_headline")).to_have_value("The bridge is shut")
    expect(body_of(page)).to_have_text("Words of the story. More is known.")
    expect(page.locator("#id_dateline")).to_have_value("Odesa")
    expect(page.locator("#id_show_in_feed")).not_to_be_checked()
    expect(page.locator(".field-tags")).to_contain_text("Harbour")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert (story.headline, story.dateline, story.show_in_feed) == ("The bridge is shut", "Odesa", False)
    assert story.body == "<p>Words of the story. More is known.</p>"
    assert [tag.name for tag in story.tags.all()] == ["Harbour"]
    assert (story.lead_picture, story.assignee) == (image, olha)
    assert [line.author.name for line in story.bylines.all()] == ["Olena Marchuk"]
    assert not Autosave.objects.exists()
    expect(page.locator(".typing-notice:visible")).to_have_count(0)


def test_a_field_that_is_chosen_by_searching_is_kept_though_nothing_else_was_touched(visit, clock, olha):
    make_tag("Harbour")
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    tag(page, "Harbour")
    is_kept(page)
    assert Autosave.objects.get().values["tags"]


def test_typing_that_is_undone_is_not_offered(visit, clock, olha):
    story = make_story("The bridge", by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.wait_for_selector(".tiptap.ProseMirror")
    page.wait_for_selector(".field-tags .select2-container")
    since = page.get_by_text("What you typed since is not saved.")
    expect(since).to_be_hidden()
    page.fill("#id_headline", "The brid")
    expect(since).to_be_visible()
    is_kept(page)
    with page.expect_response("**/typing/"):
        page.fill("#id_headline", "The bridge")
    expect(page.locator("[data-kept]")).to_have_text("")
    expect(since).to_be_hidden()
    assert not Autosave.objects.exists()


def test_a_log_out_in_another_tab_loses_nothing(provoked, visit, clock, olha):
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.fill("#id_headline", "Typed before")
    is_kept(page)
    other = page.context.new_page()
    other.goto("/admin/")
    other.click("#user-tools summary")
    other.click("#logout-form button")
    expect(other.locator("h1")).to_have_text("Logged out")
    page.fill("#id_headline", "Typed before and after")
    expect(page.locator("[data-trouble]")).to_have_text(
        "You are signed out: sign in in another tab, your typing stays here."
    )
    assert copies(page) == []
    sign_in(other, olha)
    is_kept(page)
    expect(page.locator("[data-trouble]")).to_have_text("")
    assert Autosave.objects.get().values["headline"] == ["Typed before and after"]
    page.click("[name=_continue]")  # the sign-in made another token; the form has it
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "Typed before and after"


def test_what_stands_in_a_form_is_never_kept_for_somebody_else_who_signs_in(provoked, visit, clock, olha):
    marta, story = make_editor("marta"), make_story(by=olha)
    marta.set_password(PASSWORD)
    marta.save()
    page = visit(olha)
    page.goto(change_url(story))
    other = page.context.new_page()
    other.goto("/admin/")
    other.click("#user-tools summary")
    other.click("#logout-form button")
    sign_in(other, marta)
    page.fill("#id_headline", "Private")
    expect(page.locator("[data-trouble]")).to_contain_text("Somebody else is signed in here now")
    assert not Autosave.objects.exists()


def test_a_lost_connection_loses_nothing_once_it_is_back(provoked, visit, clock, olha):
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.wait_for_selector(".tiptap.ProseMirror")  # the last of the scripts has come
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in the tunnel")
    expect(page.locator("[data-trouble]")).to_have_text(
        "Not kept: no connection – it is retried. A copy is in this browser."
    )
    page.context.set_offline(False)
    is_kept(page)
    assert Autosave.objects.get().values["headline"] == ["Typed in the tunnel"]
    assert copies(page) == []


def test_a_crash_without_a_connection_loses_nothing(provoked, visit, clock, olha):
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.wait_for_selector(".tiptap.ProseMirror")  # the last of the scripts has come
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in the tunnel")
    expect(page.locator("[data-trouble]")).to_contain_text("A copy is in this browser.")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(change_url(story))
    expect(page.locator("[data-found]")).to_contain_text("What you typed here while there was no connection is found.")
    page.click("[data-found] >> text=Take it back")
    expect(page.locator("#id_headline")).to_have_value("Typed in the tunnel")


def test_signing_out_leaves_no_copy_in_the_browser(provoked, visit, clock, olha):
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    other = page.context.new_page()
    other.goto("/admin/")
    page.wait_for_selector(".tiptap.ProseMirror")  # the last of the scripts has come
    page.context.set_offline(True)
    page.fill("#id_headline", "Typed in the tunnel")
    expect(page.locator("[data-trouble]")).to_contain_text("A copy is in this browser.")
    page.close()
    other.context.set_offline(False)
    other.click("#user-tools summary")
    other.click("#logout-form button")
    expect(other.locator("h1")).to_have_text("Logged out")
    has_no_copy(other)


def test_a_story_that_was_begun_and_not_saved_comes_back(visit, clock, olha):
    page = visit(olha)
    page.goto(f"{LIST}add/")
    page.fill("#id_headline", "Flood in the port")
    type_body(page, "Water stands in the cellars.")
    is_kept(page)
    page.close()
    page = visit(olha)
    page.goto(f"{LIST}add/")
    expect(page.locator(".typing-notice:visible")).to_contain_text("“Flood in the port”")
    take_back(page)
    expect(body_of(page)).to_have_text("Water stands in the cellars.")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.get().headline == "Flood in the port"
    assert not Autosave.objects.exists()


def test_leaving_the_page_within_the_pause_loses_nothing(visit, clock, olha, settings):
    settings.DESK_PAUSES = settings.DESK_PAUSES | {"pause": 60_000, "longest": 60_000}
    story = make_story(by=olha)
    page = visit(olha)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(change_url(story))
    page.fill("#id_headline", "Typed in haste")
    page.goto("/admin/")
    page.goto(change_url(story))
    expect(page.locator(".typing-notice:visible").first).to_be_visible()
    page.locator(".typing-notice:visible >> text=Take it back").first.click()
    expect(page.locator("#id_headline")).to_have_value("Typed in haste")


def test_after_a_save_nothing_is_left_over(visit, clock, olha, settings):
    settings.DESK_PAUSES = settings.DESK_PAUSES | {"pause": 60_000, "longest": 60_000}
    story = make_story(by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.fill("#id_headline", "Saved at once")
    with page.expect_response("**/typing/"):  # the next form hands in the copy that the browser made when it was sent
        page.click("[name=_continue]")
    has_no_copy(page)
    expect(page.locator(".typing-notice:visible")).to_have_count(0)
    assert not Autosave.objects.exists()


def test_colleagues_see_each_other_and_learn_that_the_story_moved_on(visit, clock, olha):
    marta, story = make_editor("marta"), make_story("The bridge", by=olha)
    hers = visit(olha)
    hers.goto(change_url(story))
    theirs = visit(marta)
    theirs.goto(change_url(story))
    expect(theirs.locator(".presence-others")).to_contain_text("Olha opened this a moment ago")
    expect(hers.locator(".presence-others")).to_contain_text("Marta opened this a moment ago")
    theirs.fill("#id_headline", "The bridge is shut")
    expect(hers.locator(".presence-others")).to_contain_text("Marta opened this a moment ago and is typing")
    hers.fill("#id_standfirst", "Olha's line")
    is_kept(hers)
    theirs.click("[name=_continue]")
    expect(theirs.locator(".messagelist .success")).to_be_visible()
    expect(hers.locator(".presence-moved")).to_contain_text("Marta saved this story a moment ago")
    expect(hers.locator(".presence-moved")).to_contain_text("you will be shown both")
    hers.click("[name=_save]")
    expect(hers.locator("#id_standfirst")).to_have_value("Olha's line")
    assert Article.objects.get().headline == "The bridge is shut"
    theirs.goto(LIST)
    expect(theirs.locator("#result_list")).to_contain_text("being edited by Olha")
    leave_in_peace(hers, "/admin/")
    theirs.reload()
    expect(theirs.locator("#result_list")).not_to_contain_text("being edited by")


def test_several_stories_are_submitted_and_the_one_that_changed_meanwhile_is_told(visit, clock, olha):
    make_story("Flood", by=olha)
    fire = make_story("Fire", by=olha)
    page = visit(olha)
    page.goto(LIST)
    for box in page.locator(".action-select").all():
        box.check()
    Article.objects.filter(pk=fire.pk).update(version=2)
    page.select_option("select[name=action]", label="Submit for review")
    page.click("button[name=index]")
    expect(page.locator(".bulk-stories li")).to_have_count(2)
    expect(page.locator(".bulk-stories")).to_contain_text("It will be left as it is.")
    page.click(".bulk-page button[type=submit]")
    expect(page.locator(".messagelist .success")).to_have_text("“Flood” is submitted for review.")
    expect(page.locator(".messagelist .warning")).to_contain_text("“Fire”:")
    assert set(Article.objects.values_list("headline", "stage")) == {("Flood", "in_review"), ("Fire", "draft")}


def test_without_scripts_what_was_typed_can_still_be_taken_back_compared_and_discarded(visit, clock, olha):
    story = make_story("The bridge", by=olha)
    page = visit(olha)
    page.goto(change_url(story))
    page.fill("#id_headline", "The bridge is shut")
    is_kept(page)
    page.close()
    plain = visit(olha, java_script_enabled=False)
    plain.goto(change_url(story))
    plain.click("text=Compare")
    expect(plain.locator(".typing-differences")).to_contain_text("The bridge is shut")
    plain.click("text=Take it back")
    expect(plain.locator("#id_headline")).to_have_value("The bridge is shut")
    plain.goto(change_url(story))
    plain.click(".typing-notice >> text=Discard")
    expect(plain.locator(".messagelist .success")).to_contain_text("is discarded")
    assert not Autosave.objects.exists()
