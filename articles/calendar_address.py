"""Which address may a colleague's calendar program subscribe to, and what does it get there?

The address is the key: a calendar program has no session. It is signed with a secret of its user's own, so that it can
be taken back, and it works as long as its user may see stories.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import agenda, ical
from newsroom import acts
from newsroom.keyset import cursor_number
from newsroom.models import Preferences

PERMISSION = "articles.view_article"
PAST, AHEAD = timedelta(days=30), timedelta(days=180)
EACH_DAY = 30
"""Of what is past: an agency's thousands would take a second to write at every asking."""


def of(user: Any, *, request: Any) -> str:
    """Return a user's whole address, or nothing if they have none."""
    preferences = Preferences.objects.filter(user=user).first()
    if preferences is None or not preferences.calendar_key:
        return ""
    token = _signer(preferences).sign(str(user.pk))
    return request.build_absolute_uri(reverse("calendar-subscription", args=[token]))


def renew(user: Any, *, at: datetime) -> None:
    """Give a user a new address; the old one stops working."""
    _set_key(user, secrets.token_hex(20), at=at, verb="renew calendar address")


def take_back(user: Any, *, at: datetime) -> None:
    _set_key(user, "", at=at, verb="switch off calendar address")


@require_safe
def subscribe(request: Any, token: str) -> HttpResponse:
    """Answer a calendar program: never kept by anybody between, never indexed."""
    user = _owner(token)
    moment = request.moment
    found = agenda.between(
        moment - PAST, moment + AHEAD, moment=moment, narrowed=agenda.Narrowed(feed=False), each_day=EACH_DAY
    )
    desk = request.build_absolute_uri("/")[:-1]
    content = ical.write(found.entries, desk=desk)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-store",
            "X-Robots-Tag": "noindex, nofollow",
            "Referrer-Policy": "no-referrer",
            "ETag": f'"{hashlib.sha256(content + str(user.pk).encode()).hexdigest()[:32]}"',
        },
    )


def _owner(token: str) -> User:
    """Find whose address it is. Raises Http404 if it was taken back, or its user may not see stories any more."""
    number = cursor_number(token.partition(".")[0])
    preferences = number and Preferences.objects.select_related("user").filter(user_id=number).first()
    if not preferences or not preferences.calendar_key:
        raise Http404("There is no such calendar.")
    try:
        _signer(preferences).unsign(token)
    except BadSignature:
        raise Http404("There is no such calendar.") from None
    user = preferences.user
    if not (user.is_staff and user.has_perm(PERMISSION)):  # nobody inactive has any permission
        raise Http404("There is no such calendar.")
    return user


def _signer(preferences: Preferences) -> Signer:
    return Signer(sep=".", salt=f"articles.calendar_address.{preferences.calendar_key}")


def _set_key(user: Any, key: str, *, at: datetime, verb: str) -> None:
    preferences, _ = Preferences.objects.update_or_create(user=user, defaults={"calendar_key": key})
    acts.log(verb, preferences, by=user, at=at)
