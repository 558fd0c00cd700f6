"""How does a new colleague get in? By a link that works once, to choose a password.

An invited account has no usable password. The link's token is bound to that: it dies when a password is chosen, when
the invitation is sent again or withdrawn, when the e-mail address changes, and after `PASSWORD_RESET_TIMEOUT`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from newsroom import account_mail, acts, people


class InvitationTokens(PasswordResetTokenGenerator):
    key_salt = "newsroom.invitations"


tokens = InvitationTokens()


def invite(
    *, email: str, username: str, first_name: str, last_name: str, groups: Iterable[Group], by: Any, at: datetime
) -> User:
    """Make the account of somebody who is to come. Raises PermissionDenied if `by` may not invite them there."""
    groups = list(groups)
    if not by.has_perm("auth.add_user"):
        raise PermissionDenied("You may not invite colleagues. Ask the chief for it.")
    if people.groups_to_give(by).filter(pk__in=[group.pk for group in groups]).count() < len(groups):
        raise PermissionDenied("You may not put anybody into a group that may do more than you.")
    with transaction.atomic():
        person = User.objects.create_user(
            username, email, first_name=first_name, last_name=last_name, is_staff=True, date_joined=at
        )
        person.groups.set(groups)
        acts.log("invite", person, by=by, at=at, groups=[group.name for group in groups])
    return person


def invite_again(person: User, *, by: Any, at: datetime) -> None:
    """Begin the invitation anew: earlier links are dead, and its days count from now."""
    _void(person, at=at)
    acts.log("invite again", person, by=by, at=at)


def revoke(person: User, *, by: Any, at: datetime) -> None:
    """Take an invitation back: its links are dead, and the account is nobody's."""
    person.is_active = False
    _void(person, at=at)
    acts.log("withdraw the invitation", person, by=by, at=at)


def _void(person: User, *, at: datetime) -> None:
    person.set_unusable_password()  # another one: what was bound to the former is dead
    person.date_joined = at
    person.save(update_fields=["password", "date_joined", "is_active"])


def link_for(person: User) -> str:
    return account_mail.link("welcome", person, tokens)


def send(person: User, request: Any, link: str) -> bool:
    """Send the letter with the link; return whether a mail server took it."""
    return account_mail.send("invitation", to=person.email, person=person, by=acts.name_of(request.user), link=link)


def free_username(email: str) -> str:
    """Propose a user name for an e-mail address, numbered if others have it."""
    base = re.sub(r"[^\w.+-]", "", email.partition("@")[0].lower()) or "colleague"
    name, number = base[:100], 1
    while User.objects.filter(username__iexact=name).exists():
        number += 1
        name = f"{base[:100]}{number}"
    return name
