"""What does the paper say of itself? What chiefs wrote at the desk, and what the environment says where they did not.

Each process knows it by heart (newsroom/memory.py): asking costs nothing.
"""

from django.conf import settings

from newsroom.memory import remembered
from newsroom.models import Imprint


@remembered("paper")
def written() -> Imprint:
    """Return what chiefs wrote; it is to be read only."""
    return Imprint.objects.select_related("logo").first() or Imprint()


def name() -> str:
    return written().name or settings.SITE_NAME


def tagline() -> str:
    return written().told("tagline") or settings.SITE_TAGLINE


def zone_key() -> str:
    """Return the zone's name as the IANA writes it. `zones.newsroom_zone` is the zone."""
    return written().zone or settings.TIME_ZONE


def languages() -> list[str]:
    """List the codes of the languages in which the paper appears, its own first."""
    known = [code for code, _ in settings.LANGUAGES]
    chosen = [code for code in written().languages if code in known]
    return chosen or sorted(known, key=lambda code: code != settings.LANGUAGE_CODE)


def language() -> str:
    """Return the language of pages that have none of their own."""
    return languages()[0]


def accounts() -> list[str]:
    """List the paper's addresses in social networks."""
    return written().accounts.split()


def corrections_email() -> str:
    return written().corrections_email or written().email
