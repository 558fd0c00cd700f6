"""Does the chief look after colleagues' accounts, and nobody rise by it?"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from newsroom.models import Act
from tests.factories import make_chief, make_reporter, make_user
from tests.people import (
    INVITE,
    PASSWORD,
    answers,
    invite,
    seen_by,
)

pytestmark = pytest.mark.django_db


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


def test_two_who_change_one_group_do_not_overwrite_each_other(client, clock):
    client.force_login(make_user(is_superuser=True))
    group = Group.objects.create(name="Picture desk")
    address = reverse("admin:auth_group_change", args=[group.pk])
    seen = client.get(address).context["adminform"].form["seen_state"].value()
    form = {"rule-TOTAL_FORMS": 0, "rule-INITIAL_FORMS": 0, "seen_state": seen}
    assert client.post(address, form | {"name": "First"}).status_code == 302
    refused = client.post(address, form | {"name": "Second"}).content.decode()
    assert "Nothing was saved" in refused
    assert 'value="Second"' in refused
    assert Group.objects.get(pk=group.pk).name == "First"


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
