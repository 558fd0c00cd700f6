"""Who has guessed too often? Failures count for name and address together, so nobody outside can lock a colleague out.

django-axes keeps the counts, in the database, for log-ins, second steps and requests for a new password alike. Beside
its limit for a name at one address there is a generous one for an address alone, whichever names it tries.
"""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest


class LockoutHandler(AxesDatabaseHandler):
    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or self._address_is_tired(request)

    def _address_is_tired(self, request: Any) -> bool:
        """Say whether this address has failed too often with all names together; an unknown address never has."""
        if request.axes_ip_address is None:
            return False
        recent = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
        )
        failures = recent.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        return failures >= settings.FAILURES_OF_AN_ADDRESS


def is_locked(request: HttpRequest, who: str) -> bool:
    """Say whether `who` is locked at this address. If so, AxesMiddleware answers in the view's place."""
    credentials = {"username": who}
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def count(request: HttpRequest, who: str) -> None:
    """Count one attempt of `who` at this address."""
    user_login_failed.send(sender=__name__, credentials={"username": who}, request=request)
