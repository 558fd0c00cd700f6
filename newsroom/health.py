"""Does this process live? For whatever watches it from outside."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer, without asking anything of anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


healthz.asks_nobody = True  # type: ignore[attr-defined]
