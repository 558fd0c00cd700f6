"""From an invitation to the desk, with an app and without the telephone, and back in with a forgotten password."""

from base64 import b32decode

import pytest
from playwright.sync_api import expect

from newsroom import second_factor
from tests.browser.axe import faults
from tests.factories import make_author, make_chief, make_reporter
from tests.people import PASSWORD, code_of, letters, link_in, require_second_factor, with_password

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def check(page):
    """Nothing that axe knows keeps anybody out of this page, and it does not scroll sideways."""
    page.wait_for_load_state()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def type_key(page):
    """Read the key off the page, as somebody without a camera does."""
    return b32decode(page.inner_text(".account-key").replace(" ", "")).hex()


def log_in(page, name, password=PASSWORD):
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("[type=submit]")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_colleague_is_invited_and_signs_in_with_a_code_and_without_the_telephone(visit, clock, width, mailoutbox):
    require_second_factor("Reporter")
    make_author("Olena Marchuk")
    size = {"viewport": {"width": width, "height": 900}}

    desk = visit(make_chief("ihor"), **size)
    desk.goto("/admin/auth/user/")
    check(desk)
    desk.goto("/admin/people/invite/")
    check(desk)
    desk.fill("#id_email", "olena@courier.example")
    desk.fill("#id_first_name", "Olena")
    desk.fill("#id_last_name", "Marchuk")
    desk.check("text=Reporter")
    desk.select_option("#id_author", label="Olena Marchuk")
    desk.click("text=Send the invitation")
    expect(desk.locator(".messagelist")).to_contain_text("on its way to olena@courier.example")
    expect(desk.locator("#result_list")).to_contain_text("Invited a moment ago, not yet come")
    desk.click("#result_list >> text=Olena Marchuk")
    expect(desk.locator(".desk-state")).to_contain_text("not yet come")
    check(desk)
    desk.click("text=Send the invitation again…")
    expect(desk.locator("h1").last).to_have_text("Send the invitation again")
    check(desk)

    page = visit(**size)
    page.goto(link_in(letters()[0]))
    check(page)
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("text=Come in")
    expect(page.locator("h1")).to_have_text("Set up two-factor sign-in")
    check(page)
    assert page.evaluate("document.querySelector('.account-qr').naturalWidth") > 100
    page.goto("/admin/articles/article/")
    expect(page.locator("h1")).to_have_text("Set up two-factor sign-in")
    key = type_key(page)
    page.fill("#id_code", "000000")
    page.click("text=Set it up")
    expect(page.locator(".errorlist")).to_contain_text("not the code of this moment")
    assert type_key(page) == key
    page.fill("#id_code", code_of(key))
    page.click("text=Set it up")
    expect(page.locator(".account-codes li")).to_have_count(10)
    check(page)
    codes = page.locator(".account-codes li").all_inner_texts()
    with page.expect_download() as download:
        page.click("text=Download as text")
    assert codes[3] in download.value.path().read_text()
    expect(page.locator("[data-print]")).to_be_visible()
    page.click("text=I have kept them")
    page.wait_for_url("**/admin/articles/article/")

    page.goto("/admin/account/")
    expect(page.locator(".account-state")).to_contain_text("On since")
    expect(page.locator("main")).not_to_contain_text("Switch off")
    check(page)
    page.goto("/admin/account/codes/renew/")
    check(page)
    page.goto("/admin/")
    page.evaluate("document.querySelector('#user-tools')?.setAttribute('open', '')")
    page.click("#logout-form button")

    clock.advance(minutes=1)
    log_in(page, "olena")
    expect(page.locator("h1")).to_have_text("Sign-in code")
    check(page)
    page.fill("#id_code", code_of(key))
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    page.evaluate("document.querySelector('#user-tools')?.setAttribute('open', '')")
    page.click("#logout-form button")

    log_in(page, "olena")
    page.click("text=Use a recovery code")
    expect(page.locator("label")).to_contain_text("Recovery code")
    check(page)
    page.fill("#id_code", codes[3])
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    expect(page.locator(".messagelist")).to_contain_text("9 are left")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_forgotten_password_comes_back_by_mail(visit, width, mailoutbox):
    with_password(make_reporter("pavlo", email="pavlo@courier.example"))
    page = visit(viewport={"width": width, "height": 900})
    page.goto("/admin/login/")
    page.click(".password-reset-link a")
    expect(page.locator("h1")).to_have_text("Forgotten password")
    check(page)
    page.fill("#id_email", "pavlo@courier.example")
    page.click("text=Send the link")
    expect(page.locator("h1")).to_have_text("Look into your mail")
    check(page)
    link = link_in(letters()[0])
    page.goto(link)
    check(page)
    page.fill("#id_new_password1", "another horse entirely")
    page.fill("#id_new_password2", "another horse entirely")
    page.click("text=Change the password")
    expect(page.locator(".messagelist")).to_contain_text("Your password is changed")
    log_in(page, "pavlo", "another horse entirely")
    page.wait_for_url("**/admin/")
    page.goto(link)
    expect(page.locator("h1")).to_have_text("This link does not work any more")
    check(page)


def test_everything_works_without_scripts(visit, clock):
    reporter = with_password(make_reporter("pavlo"))
    page = visit(java_script_enabled=False)
    log_in(page, "pavlo")
    page.goto("/admin/account/second-factor/")
    key = type_key(page)
    page.fill("#id_code", code_of(key))
    page.click("text=Set it up")
    expect(page.locator(".account-codes li")).to_have_count(10)
    page.click("text=I have kept them")
    assert second_factor.app_of(reporter) is not None
    page.goto("/admin/account/")
    page.click("text=Switch off")
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit].default")
    expect(page.locator(".account-state")).to_contain_text("Off")
