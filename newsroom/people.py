"""Who may look after whose account, and how does a colleague stand: invited, active, former?

Nobody touches an account that may do more than their own, nor puts anybody into a group that may: so no chain of
e-mail addresses, passwords and groups leads higher up.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q, QuerySet

from newsroom import zones

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""The one of the settings' backends that knows who may do what; the other counts failed log-ins."""


def held_by(person: Any) -> QuerySet[Permission]:
    """List the permissions of an account, by its groups or its own, whether it is active now or not."""
    return Permission.objects.filter(Q(group__user=person) | Q(user=person))


def who_may(permission: str) -> QuerySet[User]:
    """List the active accounts that have a permission."""
    return User.objects.with_perm(permission, is_active=True, backend=MODEL_BACKEND)


def may_manage(actor: Any, person: Any) -> bool:
    """Say whether `actor`, who may change people, may change this one."""
    if actor.is_superuser or actor.pk == person.pk:
        return True
    beyond = held_by(person).exclude(pk__in=held_by(actor).values("pk"))
    return not person.is_superuser and not beyond.exists()


def groups_to_give(actor: Any) -> QuerySet[Group]:
    """List the groups into which `actor` may put people: those that may do nothing which `actor` may not."""
    if actor.is_superuser:
        return Group.objects.all()
    return Group.objects.exclude(permissions__in=Permission.objects.exclude(pk__in=held_by(actor).values("pk")))


def is_awaited(person: User) -> bool:
    """Say whether somebody was invited and has not come yet."""
    return person.is_active and person.last_login is None and not person.has_usable_password()


def in_words(person: User, *, moment: datetime) -> str:
    """Say how somebody stands: "Invited 2 d 3 h ago, not yet come", "Active, signed in 3 min ago", "Former"."""
    if not person.is_active:
        return "Former" if person.last_login else "Former, never came"
    if is_awaited(person):
        return f"Invited {zones.ago(person.date_joined, moment=moment)}, not yet come"
    if person.last_login is None:
        return "Active, never signed in"
    return f"Active, signed in {zones.ago(person.last_login, moment=moment)}"


def with_address(email: str) -> QuerySet[User]:
    return User.objects.filter(email__iexact=email)
