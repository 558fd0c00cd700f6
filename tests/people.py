"""What a test of accounts needs: the letters, their links, and the codes that an app would show."""

import re
import time
from binascii import unhexlify

from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django_otp.oath import TOTP

from newsroom import account_mail, second_factor
from newsroom.models import GroupRule
from tests.conftest import NOON

PASSWORD = "correct horse battery staple"
INVITE = "/admin/people/invite/"
LINK = re.compile(r"https?://[^/\s]+(/admin/\S+)")


def letters():
    account_mail.settle()
    return mail.outbox


def link_in(letter):
    return LINK.search(letter.body).group(1)


def code_of(key, *, step=0):
    """What an app with this key shows now, or `step` half-minutes later."""
    totp = TOTP(unhexlify(key))
    totp.time = time.time() + 30 * step
    return f"{totp.token():06}"


def give_app(user, at=NOON):
    """Set up an app for somebody; return its key. Its code of this very moment is used up by that."""
    key = second_factor.new_key()
    second_factor.set_up(user, key, code_of(key), at=at)
    return key


def require_second_factor(name):
    GroupRule.objects.update_or_create(group=Group.objects.get(name=name), defaults={"needs_second_factor": True})


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client, user, password=PASSWORD, **options):
    return client.post("/admin/login/", {"username": user.username, "password": password}, **options)


def let_in(client, user):
    """Set up an app for somebody signed in by `client`, through the page; return its key."""
    client.get("/admin/account/second-factor/")
    key = client.session["second_factor_key"]
    answer = client.post("/admin/account/second-factor/", {"code": code_of(key)})
    assert answer.status_code == 302
    return key


def seen_by(client, thing):
    """What the form of an account or a group, opened by `client`, says it was opened on; nothing where it is shut."""
    page = client.get(f"/admin/auth/{thing._meta.model_name}/{thing.pk}/change/")
    form = (page.context or {}).get("adminform")
    return form.form["seen_state"].value() if form and "seen_state" in form.form.fields else ""


# Letters that let somebody in


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
    return browser.post(page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD} | changes)
