"""How does a forgotten password come back, and who learns nothing by asking?"""

from threading import Event, current_thread, main_thread

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from newsroom import second_factor
from newsroom.models import Act
from tests.factories import make_editor
from tests.people import choose, code_of, follow, give_app, invite, letters, link_in, log_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(clock):
    return with_password(make_editor(email="marta@courier.example"))


def ask(client, email="marta@courier.example"):
    return client.post("/admin/forgotten/", {"email": email})


def test_a_forgotten_password_is_replaced_by_a_letter(client, editor):
    assert "/admin/forgotten/" in client.get("/admin/login/").content.decode()
    elsewhere = Client()
    elsewhere.force_login(editor)
    ask(client)
    browser, page = follow(link_in(letters()[0]))
    other = {"new_password1": "another horse entirely", "new_password2": "another horse entirely"}
    answer = browser.post(page.request["PATH_INFO"], other, follow=True)
    assert "Your password is changed" in answer.content.decode()
    assert log_in(client, editor).status_code == 200
    assert log_in(client, editor, "another horse entirely").status_code == 302
    assert elsewhere.get("/admin/").status_code == 302
    assert Act.objects.get(verb="reset the password").subject_id == editor.pk


def test_the_answer_is_the_same_whether_somebody_has_that_address_or_not(client, editor):
    known, unknown = ask(client), ask(client, "nobody@courier.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.cookies.keys() == unknown.cookies.keys()
    assert len(letters()) == 1


def test_the_answer_does_not_wait_for_the_mail_server(client, editor, monkeypatch):
    """A slow server, or a broken one, is noticed by nobody who asks."""
    said, beside = Event(), []

    def slow(*args, **kwargs):
        beside.append(current_thread() is not main_thread())
        assert said.wait(5)
        raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", slow)
    assert ask(client).status_code == 302
    said.set()
    letters()
    assert beside == [True]


@pytest.mark.parametrize("state", ["closed", "no staff"])
def test_an_account_that_cannot_come_in_gets_no_letter(client, editor, state):
    User.objects.filter(pk=editor.pk).update(**({"is_active": False} if state == "closed" else {"is_staff": False}))
    ask(client)
    assert letters() == []


def test_whoever_was_invited_and_asks_for_a_password_is_invited_once_more(client, desk, clock):
    invite(desk)
    clock.advance(days=9)
    ask(Client(), "olena@courier.example")
    browser, page = follow(link_in(letters()[-1]))
    assert choose(browser, page)["Location"] == "/admin/"


def test_the_link_for_a_new_password_lives_an_hour_and_works_once(client, editor, clock):
    ask(client)
    link = link_in(letters()[0])
    clock.advance(hours=1)
    browser, page = follow(link)
    clock.advance(seconds=2)
    assert "does not work any more" in follow(link)[1].content.decode()
    assert choose(browser, page).status_code == 200
    editor.refresh_from_db()
    ask(client)
    browser, page = follow(link_in(letters()[1]))
    choose(browser, page)
    assert "does not work any more" in follow(link_in(letters()[1]))[1].content.decode()


def test_an_invitations_link_is_no_link_for_a_new_password_and_the_other_way_round(client, desk, editor):
    invite(desk)
    ask(client)
    invitation, reset = (link_in(letter) for letter in letters())
    for link in (invitation.replace("welcome", "forgotten"), reset.replace("forgotten", "welcome")):
        assert "does not work any more" in follow(link)[1].content.decode()


def test_a_new_password_is_not_a_second_factor_but_lets_codes_be_tried_again(client, editor, clock):
    key = give_app(editor)
    log_in(client, editor)
    for _ in range(5):
        clock.advance(minutes=1)
        client.post("/admin/login/code/", {"code": "000000"})
    ask(client)
    browser, page = follow(link_in(letters()[-1]))
    choose(browser, page)
    log_in(browser, editor)
    assert browser.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/admin/login/code/")
    assert browser.post("/admin/login/code/", {"code": code_of(key)}, REMOTE_ADDR="192.0.2.1").status_code == 302


@pytest.mark.parametrize("link", ["MQ/x-y", "!!/1-2", "MQ/set-password", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5/1-2", "MQ/-"])
@pytest.mark.parametrize("door", ["forgotten", "welcome"])
def test_a_link_that_never_was_opens_nothing(client, editor, door, link):
    answer = client.get(f"/admin/{door}/{link}/")
    assert answer.status_code == 200
    assert "does not work any more" in answer.content.decode()
    assert mail.outbox == []
    assert second_factor.app_of(editor) is None


def test_a_letter_leads_to_the_sites_own_address_whatever_host_was_asked(client, editor, settings):
    settings.SITE_URL = "https://desk.example"
    client.post("/admin/forgotten/", {"email": editor.email}, headers={"host": "localhost:8099"})
    assert "\nhttps://desk.example/admin/forgotten/" in letters()[0].body


def test_a_letter_names_only_a_host_of_ours(client, editor):
    answer = client.post("/admin/forgotten/", {"email": editor.email}, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert letters() == []
