"""What does a phone need to put the paper on its home screen, and to show kept pages without a network?"""

from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import reading
from newsroom import imprint, languages
from newsroom.clock import TimedRequest
from newsroom.public import public_page

PAPER, INK = "#f9faf9", "#10181d"  # static/site/site.css; templates/base.html has the dark pair
SHELL = ["type.css", "site.css", "lists.js", "video.js", "times.js", "share.js", "offline.js", "icon.svg"]


@public_page
def manifest(request: TimedRequest) -> HttpResponse:
    """Describe the paper as an application: https://www.w3.org/TR/appmanifest/."""
    front = reverse("front")
    sizes = [("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any")]
    icons = [*sizes, ("icon-maskable-512.png", "512x512", "maskable")]
    data = {
        "id": front,
        "name": imprint.name(),
        "short_name": imprint.name(),
        "description": imprint.tagline(),
        "lang": imprint.language(),
        "dir": "auto",
        "start_url": front,
        "scope": front,
        "display": "minimal-ui",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {"src": static(f"site/{name}"), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
        "shortcuts": [{"name": gettext("News feed"), "url": reverse("feed")}],
    }
    return JsonResponse(data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def service_worker(request: TimedRequest) -> HttpResponse:
    """Answer the script that keeps pages; with OFFLINE_READING off, one that removes itself and what it kept."""
    facts = {
        "shell": [static(f"site/{name}") for name in SHELL],
        "files": f"{settings.STATIC_URL}site/",
        "offline": reverse("offline"),
        "fronts": [language.front for language in languages.of_the_paper()],
        "feed": reverse("feed"),
        "stories": reverse("story", args=["-"]).removesuffix("-/"),
        "lists": [reverse("authors"), *(reverse(name, args=["-"]).removesuffix("-/") for name in ("section", "tag"))],
    }
    name = "service-worker.js" if settings.OFFLINE_READING else "service-worker-off.js"
    version = sha256(render_to_string(name, facts).encode()).hexdigest()[:12]
    response = HttpResponse(render_to_string(name, facts | {"version": version}), content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@public_page
def offline(request: TimedRequest) -> HttpResponse:
    """What a phone shows instead of a page that it has not kept."""
    response = render(request, "offline.html", {"sections": reading.sections(), "moment": request.moment})
    response["X-Robots-Tag"] = "noindex"
    return response
