"""How does a colleague get in, and a forgotten password back, and who learns nothing by asking?"""

from datetime import timedelta
from threading import Event, Thread, current_thread, main_thread

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from newsroom import invitations, second_factor
from newsroom.models import Act
from tests.factories import make_author, make_chief, make_editor, make_reporter, make_user
from tests.people import (
    PASSWORD,
    code_of,
    give_app,
    letters,
    link_in,
    log_in,
    require_second_factor,
    seen_by,
    with_password,
)

pytestmark = pytest.mark.django_db

INVITE = "/admin/people/invite/"
NEW = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def chief(clock):
    return make_chief("ihor")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def answers(**changes):
    groups = [Group.objects.get(name="Reporter").pk]
    return {"email": "olena@courier.example", "first_name": "Olena", "groups": groups, **changes}


def invite(desk, **changes):
    answer = desk.post(INVITE, answers(**changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return User.objects.latest("pk")


def follow(link):
    """Open a link of a letter in a browser of one's own; return the browser and the page."""
    browser = Client()
    return browser, browser.get(link, follow=True)


def choose(browser, page, **changes):
    return browser.post(page.request["PATH_INFO"], NEW | changes)


# Inviting


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


# No way up


@pytest.fixture
def powerful(db):
    group = Group.objects.create(name="Administrators")
    group.permissions.add(Permission.objects.get(codename="change_group"))
    return group


def test_nobody_puts_people_into_a_group_that_may_do_more_than_they(desk, powerful):
    assert powerful.name not in desk.get(INVITE).content.decode()
    assert desk.post(INVITE, answers(groups=[powerful.pk])).status_code == 200
    assert not User.objects.filter(first_name="Olena").exists()


def account_form(client, person, **changes):
    data = {"seen_state": seen_by(client, person)}
    data |= {"username": person.username, "first_name": person.first_name, "last_name": "", "email": person.email}
    data |= {"is_active": "on", "is_staff": "on", "groups": [group.pk for group in person.groups.all()]}
    return data | changes


@pytest.mark.parametrize("rise", ["superuser", "permission", "group"])
def test_the_chief_cannot_lift_anybody_above_the_chief(desk, chief, powerful, rise):
    for person in (make_reporter(), chief):
        own = [group.pk for group in person.groups.all()]
        change = {
            "superuser": {"is_superuser": "on"},
            "permission": {"user_permissions": [Permission.objects.get(codename="change_group").pk]},
            "group": {"groups": [*own, powerful.pk]},
        }[rise]
        desk.post(reverse("admin:auth_user_change", args=[person.pk]), account_form(desk, person, **change))
        after = User.objects.get(pk=person.pk)
        assert not after.is_superuser
        assert not after.has_perm("auth.change_group")


@pytest.mark.parametrize("above", ["superuser", "closed superuser", "in a group", "closed, in a group", "by hand"])
def test_the_chief_cannot_touch_an_account_that_may_do_more(desk, powerful, above):
    person = make_user(email="owner@courier.example", is_superuser="superuser" in above)
    if "group" in above:
        person.groups.add(powerful)
    if above == "by hand":
        person.user_permissions.add(Permission.objects.get(codename="change_group"))
    if "closed" in above:
        User.objects.filter(pk=person.pk).update(is_active=False)
    address = reverse("admin:auth_user_change", args=[person.pk])
    page = desk.get(address).content.decode()
    assert "sha1" not in page
    assert "md5" not in page
    assert desk.post(address, account_form(desk, person, email="mine@evil.example")).status_code == 403
    password = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert desk.post(reverse("admin:auth_user_password_change", args=[person.pk]), password).status_code == 403
    for name in ("invite-again", "revoke", "forget-app"):
        assert desk.post(reverse("admin:person_act", args=[person.pk, name])).status_code == 403
    person.refresh_from_db()
    assert person.email == "owner@courier.example"


def test_the_chief_looks_after_colleagues_and_it_is_logged(desk, chief):
    reporter = make_reporter(email="old@courier.example")
    change = account_form(desk, reporter, email="new@courier.example")
    assert desk.post(reverse("admin:auth_user_change", args=[reporter.pk]), change).status_code == 302
    reporter.refresh_from_db()
    assert reporter.email == "new@courier.example"
    assert Act.objects.get(verb="change the account", subject_id=reporter.pk).by == chief


def test_two_chiefs_do_not_undo_each_others_changes_to_an_account(desk, chief):
    reporter = make_reporter()
    stale = account_form(desk, reporter, email="new@courier.example")
    other = Client()
    other.force_login(make_chief("olga"))
    closing = account_form(other, reporter)
    del closing["is_active"]
    address = reverse("admin:auth_user_change", args=[reporter.pk])
    assert other.post(address, closing).status_code == 302
    answer = desk.post(address, stale)
    assert "Olga changed this" in answer.content.decode()
    assert "new@courier.example" in answer.content.decode()
    reporter.refresh_from_db()
    assert not reporter.is_active


def test_nobody_closes_their_own_account(desk, chief):
    change = account_form(desk, chief)
    del change["is_active"]
    answer = desk.post(reverse("admin:auth_user_change", args=[chief.pk]), change)
    assert "You cannot close your own account." in answer.content.decode()


def test_a_superuser_makes_superusers(client, chief):
    client.force_login(make_user(is_superuser=True))
    change = account_form(client, chief, is_superuser="on")
    client.post(reverse("admin:auth_user_change", args=[chief.pk]), change)
    chief.refresh_from_db()
    assert chief.is_superuser


def test_the_list_says_how_each_stands(desk, clock):
    User.objects.filter(pk=invite(desk).pk).update(date_joined=clock.now - timedelta(days=2))
    make_reporter("gone", is_active=False, last_login=clock.now - timedelta(days=90))
    make_reporter("here", last_login=clock.now - timedelta(hours=20), password=PASSWORD)
    text = desk.get("/admin/auth/user/").content.decode()
    for words in ("Invited 2 d ago, not yet come", "Former", "Active, signed in 20 h ago"):
        assert words in text


def test_the_list_asks_as_much_for_many_people_as_for_few(desk, django_assert_max_num_queries):
    for _ in range(12):
        make_reporter()
    with django_assert_max_num_queries(12):
        desk.get("/admin/auth/user/")


# A forgotten password


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


def test_a_letter_names_only_a_host_of_ours(client, editor):
    answer = client.post("/admin/forgotten/", {"email": editor.email}, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert letters() == []


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
