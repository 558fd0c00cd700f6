"""Acts on people's accounts, and looks at the newsroom itself: its log, what it owes, its worker."""

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from newsroom import second_factor
from newsroom.models import Act, GroupRule
from tests.acts import Acts, browser, delete, get, post
from tests.factories import make_chief, make_editor, make_reporter, make_story, make_stranger, make_user
from tests.people import PASSWORD, give_app, seen_by

ACTS = Acts()


def invitation(actor):
    post(
        actor,
        reverse("admin:invite"),
        {"email": "o@courier.example", "first_name": "O", "groups": [Group.objects.get(name="Reporter").pk]},
    )
    return User.objects.filter(email="o@courier.example").exists()


def awaited():
    return make_reporter(email="o@courier.example")


def press(actor, person, name):
    post(actor, reverse("admin:person_act", args=[person.pk, name]))
    person.refresh_from_db()


def account(actor, person, **changes):
    data = {"seen_state": seen_by(browser(actor), person)}
    data |= {"username": person.username, "is_active": "on", "is_staff": "on", "email": person.email}
    data |= {"groups": [group.pk for group in person.groups.all()]} | changes
    post(actor, reverse("admin:auth_user_change", args=[person.pk]), {k: v for k, v in data.items() if v != ""})
    person.refresh_from_db()


@ACTS.tried("send an invitation again")
def _(actor):
    person = awaited()
    before = person.password
    press(actor, person, "invite-again")
    return person.password != before


@ACTS.tried("withdraw an invitation")
def _(actor):
    person = awaited()
    press(actor, person, "revoke")
    return not person.is_active


@ACTS.tried("change a colleague's account")
def _(actor):
    person = make_chief()
    account(actor, person, email="new@courier.example")
    return person.email == "new@courier.example"


@ACTS.tried("give a colleague a new password by hand")
def _(actor):
    person = make_editor()
    password = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    post(actor, reverse("admin:auth_user_password_change", args=[person.pk]), password)
    person.refresh_from_db()
    return person.check_password(PASSWORD)


@ACTS.tried("close a colleague's account")
def _(actor):
    person = make_editor()
    account(actor, person, is_active="")
    return not person.is_active


@ACTS.tried("remove a colleague's two-factor sign-in")
def _(actor):
    person = make_editor()
    give_app(person)
    press(actor, person, "forget-app")
    return second_factor.app_of(person) is None


@ACTS.tried("ask a group for two-factor sign-in")
def _(actor):
    group = Group.objects.get(name="Reporter")
    rule = {"rule-TOTAL_FORMS": 1, "rule-INITIAL_FORMS": 0, "rule-0-group": group.pk}
    words = {"name": group.name, "permissions": [p.pk for p in group.permissions.all()]}
    words |= {"seen_state": seen_by(browser(actor), group)}
    page = reverse("admin:auth_group_change", args=[group.pk])
    post(actor, page, {**words, **rule, "rule-0-needs_second_factor": "on"})
    return GroupRule.objects.filter(group=group, needs_second_factor=True).exists()


@ACTS.tried("change what a group may do")
def _(actor):
    group = Group.objects.get(name="Reporter")
    before = set(group.permissions.values_list("pk", flat=True))
    more = Permission.objects.get(codename="publish_article").pk
    rule = {"rule-TOTAL_FORMS": 0, "rule-INITIAL_FORMS": 0}
    data = {"name": "Lords", "permissions": [*before, more], "seen_state": seen_by(browser(actor), group), **rule}
    post(actor, reverse("admin:auth_group_change", args=[group.pk]), data)
    group.refresh_from_db()
    if set(group.permissions.values_list("pk", flat=True)) == before and group.name == "Reporter":
        raise PermissionDenied
    return True


@ACTS.tried("make a superuser")
def _(actor):
    person = make_editor()
    account(actor, person, is_superuser="on")
    if not person.is_superuser:
        raise PermissionDenied
    return True


@ACTS.tried("change a superuser's account")
def _(actor):
    person = make_user(is_superuser=True)
    account(actor, person, email="new@courier.example", is_superuser="on")
    return person.email == "new@courier.example"


def sees_announcements(actor):
    """On the page of what is overdue, and in the list of all."""
    return get(actor, reverse("admin:overdue")) and get(actor, reverse("admin:newsroom_announcement_changelist"))


ACTS |= {
    "open one's own account": lambda actor: get(actor, reverse("admin:account")),
    "see who works here": lambda actor: get(actor, reverse("admin:auth_user_changelist")),
    "invite a colleague": invitation,
    "delete an account": lambda actor: delete(actor, make_stranger()),
    "read the log": lambda actor: get(actor, reverse("admin:newsroom_act_changelist")),
    "see what is still to be announced": sees_announcements,
    "see whether the worker lives": lambda actor: get(actor, reverse("admin:newsroom_heartbeat_changelist")),
}


@ACTS.tried("change the log")
def _(actor):
    make_story()
    return delete(actor, Act.objects.latest("pk"))
