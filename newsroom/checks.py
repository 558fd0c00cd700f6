"""Is the newsroom set up so that its locks hold?"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register
def proxies_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Behind a proxy that is not named, all callers have one address, and one of them locks out everybody."""
    if settings.SECURE_PROXY_SSL_HEADER and not settings.TRUSTED_PROXIES:
        return [
            Warning(
                "BEHIND_PROXY is on, but TRUSTED_PROXIES is not set: everybody seems to come from the proxy's address, "
                "so one person's failed log-ins lock that name for all.",
                hint="Say how many proxies stand in front (TRUSTED_PROXIES=1), or which networks they are in.",
                id="newsroom.W001",
            )
        ]
    return []
