"""What is this paper called? For every template."""

from django.conf import settings
from django.http import HttpRequest


def about_the_paper(request: HttpRequest) -> dict[str, str]:
    return {"site_name": settings.SITE_NAME, "site_tagline": settings.SITE_TAGLINE, "newsroom_zone": settings.TIME_ZONE}
