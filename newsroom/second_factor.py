"""Has somebody shown more than a password, and must they? Authenticator apps, and recovery codes for a lost one.

django-otp keeps the devices, refuses a code that was used before, and makes each wrong guess dearer than the last.
"""

import math
import re
import time
from base64 import b32encode
from binascii import unhexlify
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

import django_otp
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from newsroom import acts, people, zones
from newsroom.models import GroupRule

CODES = 10
SIX_DIGITS = re.compile(r"[0-9]{6}")


class Refused(Exception):
    """The sentence says why, and what to do."""


class Missing(StrEnum):
    CODE = "code"
    SET_UP = "set up"


def missing(user: Any) -> Missing | None:
    """Say what this session still lacks before the desk opens: a code, an app that a group asks for, or nothing."""
    if getattr(user, "otp_device", None) is not None:
        return None
    row = with_app_told(User.objects.filter(pk=user.pk)).annotate(
        must_have_one=Exists(GroupRule.objects.filter(group__user=OuterRef("pk"), needs_second_factor=True))
    )
    has_app, must_have_one = row.values_list("has_app", "must_have_one").first() or (False, False)
    if has_app:
        return Missing.CODE
    return Missing.SET_UP if must_have_one else None


def with_app_told(accounts: QuerySet[User]) -> QuerySet[Any]:
    """Add `has_app` to accounts: whether an authenticator app is set up."""
    return accounts.annotate(has_app=Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)))


def app_of(user: Any) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_required_of(user: Any) -> bool:
    return GroupRule.objects.filter(group__user=user, needs_second_factor=True).exists()


def codes_of(user: Any) -> list[str]:
    """List the recovery codes that are left, written in two halves."""
    found = StaticToken.objects.filter(device__user=user, device__confirmed=True).order_by("pk")
    return [f"{code[:4]}-{code[4:]}" for code in found.values_list("token", flat=True)]


# Setting up


def new_key() -> str:
    return random_hex(20)


def address_of(user: Any, key: str) -> str:
    """Return the otpauth: address that an app scans."""
    return TOTPDevice(user=user, key=key).config_url


def spelt(key: str) -> str:
    """Write a key as people type it into an app: base 32, in fours."""
    letters = b32encode(unhexlify(key)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def set_up(user: Any, key: str, text: str, *, at: datetime) -> TOTPDevice:
    """Take an app that has shown a right code for `key`, in place of any former one, with new recovery codes."""
    device = TOTPDevice(user=user, key=key, name="Authenticator app")
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    code = _bare(text)
    if not SIX_DIGITS.fullmatch(code) or not totp.verify(int(code), device.tolerance):
        raise Refused(
            "That is not the code of this moment. Wait for the next one, and look whether the clock is right."
        )
    device.last_t, device.drift = totp.t(), totp.drift
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        device.save()
        _new_codes(user)
        acts.log("set up two-factor sign-in", user, by=user, at=at)
    return device


def renew_codes(user: Any, *, at: datetime) -> None:
    """Make new recovery codes; the former ones are dead."""
    with transaction.atomic():
        _new_codes(user)
        acts.log("renew recovery codes", user, by=user, at=at)


def _new_codes(user: Any) -> None:
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "Recovery codes"})
    device.token_set.all().delete()
    codes: set[str] = set()
    while len(codes) < CODES:
        codes.add(StaticToken.random_token())
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)


# Giving it up


def switch_off(user: Any, *, at: datetime) -> None:
    if is_required_of(user):
        raise Refused("Your group asks for two-factor sign-in. You may set up another app instead.")
    forget(user)
    acts.log("switch off two-factor sign-in", user, by=user, at=at)


def remove_from(person: Any, *, by: Any, at: datetime) -> None:
    """Forget a colleague's app and codes: for a lost telephone. They sign in with their password, and set up anew."""
    if not (by.has_perm("auth.change_user") and people.may_manage(by, person)):
        raise PermissionDenied("You may not change this account.")
    forget(person)
    acts.log("remove two-factor sign-in", person, by=by, at=at)


def forget(user: Any) -> None:
    """Drop the app and the codes, without asking whether one may: for `switch_off`, `remove_from` and operators."""
    for devices in (TOTPDevice.objects, StaticDevice.objects):
        devices.filter(user=user).delete()


# Signing in


def accept(user: Any, text: str, *, at: datetime) -> Device:
    """Return the device whose code this is, and use the code up. Raises Refused."""
    code = _bare(text)
    kind = TOTPDevice if SIX_DIGITS.fullmatch(code) else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    if device is None:
        raise Refused("That code is not right.")
    allowed, why = device.verify_is_allowed()
    if not allowed:
        raise Refused(f"Too many wrong codes. Try again {_soon(why['locked_until'], moment=at)}.")
    found = django_otp.verify_token(user, device.persistent_id, code)
    if found is None:
        acts.log("give a wrong code", user, by=user, at=at)
        raise Refused("That code is not right. A code works once, and for half a minute: wait for the next one.")
    if kind is StaticDevice:
        acts.log("sign in with a recovery code", user, by=user, at=at, left=len(codes_of(user)))
    return found


def _soon(then: datetime, *, moment: datetime) -> str:
    seconds = math.ceil((then - moment).total_seconds())
    return f"in {max(seconds, 1)} s" if seconds < 60 else zones.distance(then, moment=moment)


def forgive(user: Any) -> None:
    """Let codes be tried at once again: whoever guessed them knew a password that has been changed since."""
    devices: Iterable[Any] = [*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)]
    for device in devices:
        device.throttle_reset()


def _bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text).lower()
