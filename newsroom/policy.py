"""Which Content-Security-Policy does a page get? Readers' pages one, the desk another."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path.startswith(reverse("admin:index")):
            parts.config = settings.DESK_SECURITY_POLICY
        return parts


def as_for_readers(response: HttpResponseBase, **instead: Any) -> None:
    """Give a page under /admin/ the policy of the readers' page that it shows, with these directives `instead`."""
    changed = {name.replace("_", "-"): sources for name, sources in instead.items()}
    response._csp_config = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], **changed}  # type: ignore[attr-defined]
