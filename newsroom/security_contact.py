"""Whom does somebody tell who found a hole? /.well-known/security.txt, as RFC 9116 has it."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse

from newsroom import imprint
from newsroom.clock import TimedRequest
from newsroom.public import public_page
from newsroom.site_address import absolute, origin

GOOD_FOR = timedelta(days=180)


@public_page
def security_txt(request: TimedRequest) -> HttpResponse:
    """Name the contact that the environment gives, or else the newsroom's mail; without either there is no such file.

    It says until when it may be believed: for half a year from the beginning of the day (UTC), so that it is the same
    all day long.
    """
    mail = imprint.written().email
    contact = settings.SECURITY_CONTACT or (f"mailto:{mail}" if mail else "")
    if not contact:
        raise Http404("Nobody is named.")
    day = request.moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": contact,
        "Expires": (day + GOOD_FOR).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": ", ".join(imprint.languages()),
        "Canonical": absolute(origin(request), request.path),
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
