"""How does a colleague get in, and who cannot?"""

from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from newsroom import invitations
from newsroom.models import Act
from tests.factories import make_author, make_chief, make_editor, make_reporter
from tests.people import INVITE, answers, choose, follow, invite, letters, link_in, require_second_factor

pytestmark = pytest.mark.django_db


def test_an_invited_colleague_chooses_a_password_and_is_at_the_desk(desk, chief):
    author = make_author("Olena Marchuk")
    person = invite(desk, last_name="Marchuk", author=author.pk)
    assert (person.username, person.is_staff, person.has_usable_password()) == ("olena", True, False)
    assert [group.name for group in person.groups.all()] == ["Reporter"]
    author.refresh_from_db()
    assert author.user == person
    (letter,) = letters()
    assert letter.to == ["olena@courier.example"]
    assert "Ihor invites you" in letter.body
    browser, page = follow(link_in(letter))
    assert "Hello Olena" in page.content.decode()
    assert choose(browser, page)["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200
    assert [
        act.verb for act in Act.objects.filter(subject_id=person.pk, subject_type__model="user").order_by("pk")
    ] == [
        "invite",
        "accept the invitation",
    ]


def test_where_a_group_asks_for_it_the_second_factor_is_set_up_before_the_desk_opens(desk):
    require_second_factor("Reporter")
    invite(desk)
    browser, page = follow(link_in(letters()[0]))
    choose(browser, page)
    assert browser.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/admin/account/second-factor/")


@pytest.mark.parametrize("password", ["olena", "12345678", "password"])
def test_a_weak_password_is_refused(desk, password):
    person = invite(desk)
    browser, page = follow(link_in(letters()[0]))
    assert choose(browser, page, new_password1=password, new_password2=password).status_code == 200
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_the_link_works_once(desk):
    invite(desk)
    link = link_in(letters()[0])
    browser, page = follow(link)
    choose(browser, page)
    assert "does not work any more" in follow(link)[1].content.decode()


def test_the_link_dies_after_three_days(desk, clock):
    invite(desk)
    clock.advance(days=3)
    assert "Hello" in follow(link_in(letters()[0]))[1].content.decode()
    clock.advance(seconds=2)
    assert "does not work any more" in follow(link_in(letters()[0]))[1].content.decode()


def test_sent_again_the_new_link_works_and_the_former_is_dead(desk, clock):
    person = invite(desk)
    clock.advance(days=2)
    desk.post(reverse("admin:person_act", args=[person.pk, "invite-again"]))
    first, second = letters()
    clock.advance(days=2)
    assert "does not work any more" in follow(link_in(first))[1].content.decode()
    assert "Hello" in follow(link_in(second))[1].content.decode()


def test_a_withdrawn_invitation_lets_nobody_in_even_if_the_account_is_opened_again(desk):
    person = invite(desk)
    desk.post(reverse("admin:person_act", args=[person.pk, "revoke"]))
    assert "does not work any more" in follow(link_in(letters()[0]))[1].content.decode()
    User.objects.filter(pk=person.pk).update(is_active=True)
    assert "does not work any more" in follow(link_in(letters()[0]))[1].content.decode()


def test_the_link_of_a_closed_account_is_dead_while_its_page_is_open(desk):
    person = invite(desk)
    browser, page = follow(link_in(letters()[0]))
    User.objects.filter(pk=person.pk).update(is_active=False)
    choose(browser, page)
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_the_token_leaves_the_address_before_the_form_is_shown(desk):
    invite(desk)
    _, page = follow(link_in(letters()[0]))
    assert page.request["PATH_INFO"].endswith("/set-password/")
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("failure", [ConnectionRefusedError, TimeoutError])
def test_if_no_mail_server_takes_the_letter_the_chief_gets_the_link_to_pass_on(desk, monkeypatch, failure):
    def refuse(*args, **kwargs):
        raise failure

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = desk.post(INVITE, answers())
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "no mail server took the letter" in text
    link = text.partition("data-invitation>http://testserver")[2].partition("<")[0]
    assert "Hello Olena" in follow(link)[1].content.decode()


def test_without_a_mail_server_the_link_is_shown_too(desk, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "data-invitation>http://testserver/admin/welcome/" in desk.post(INVITE, answers()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"groups": []}, "Choose at least one"),
        ({"email": "ivan@courier.EXAMPLE"}, "Ivan has this address already."),
        ({"username": "IVAN"}, "A colleague has this user name already."),
        ({"username": "two words"}, "Enter a valid username"),
        ({"email": ""}, "This field is required."),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(desk, wrong, sentence):
    make_reporter("ivan", email="ivan@courier.example")
    answer = desk.post(INVITE, answers(**wrong))
    assert sentence in answer.content.decode()
    assert not User.objects.filter(first_name="Olena").exists()


def test_user_names_are_made_of_the_address_and_numbered(desk):
    make_reporter("olena")
    assert invite(desk).username == "olena2"
    assert invitations.free_username("Über+news@x.example") == "über+news"


@pytest.mark.parametrize("make", [make_reporter, make_editor])
def test_only_the_chief_invites(client, make):
    client.force_login(make())
    assert client.get(INVITE).status_code == 403
    assert client.post(INVITE, answers()).status_code == 403


def test_adding_a_user_is_inviting(desk):
    assert desk.get("/admin/auth/user/add/")["Location"] == INVITE


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_invites_once():
    chief, said = make_chief(), []

    def press():
        browser = Client()
        browser.force_login(chief)
        said.append(browser.post(INVITE, answers()).status_code)
        connection.close()

    presses = [Thread(target=press) for _ in range(3)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(said) == [200, 200, 302]
    assert User.objects.filter(email="olena@courier.example").count() == 1
