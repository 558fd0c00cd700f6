"""Which pages about the paper are there, and what do they say? Every process knows them by heart."""

from dataclasses import dataclass

from django.utils.translation import get_language

from articles.models import Policy
from articles.models.policies import address
from newsroom import imprint
from newsroom.memory import remembered

MARKUP = {  # https://schema.org/NewsMediaOrganization
    Policy.Kind.MASTHEAD: "masthead",
    Policy.Kind.ETHICS: "ethicsPolicy",
    Policy.Kind.CORRECTIONS: "correctionsPolicy",
    Policy.Kind.OWNERSHIP: "ownershipFundingInfo",
    Policy.Kind.CONTACT: "actionableFeedbackPolicy",
    Policy.Kind.ABOUT: "publishingPrinciples",
}

WITH_ADDRESS = {Policy.Kind.ABOUT, Policy.Kind.MASTHEAD, Policy.Kind.OWNERSHIP, Policy.Kind.CONTACT}
"""Where the imprint stands below the words."""


@dataclass(frozen=True)
class Entry:
    """A page in the language that suits its reader best."""

    title: str
    address: str


@remembered("policies")
def written() -> dict[str, dict[str, Policy]]:
    """Return every page, by kind and language, in the order of the kinds."""
    found: dict[str, dict[str, Policy]] = {kind: {} for kind in Policy.Kind.values}
    for policy in Policy.objects.all():
        found.get(policy.kind, {})[policy.language] = policy
    return {kind: pages for kind, pages in found.items() if pages}


def best(kind: str, language: str) -> Policy | None:
    """Return a page in `language`, or else in the paper's own, or else in any; None if it is not written."""
    pages = written().get(kind, {})
    for code in (language, *imprint.languages()):
        if code in pages:
            return pages[code]
    return next(iter(pages.values()), None)


def entries() -> list[Entry]:
    """List the pages for the foot of the page that is being drawn, in its language where they are written in it."""
    speaks = get_language() or imprint.language()
    found = ((kind, best(kind, speaks)) for kind in written())
    return [Entry(page.title, _address(kind, page)) for kind, page in found if page is not None]


def markup() -> dict[str, str]:
    """Name the paths of the pages under the names that search engines know them by."""
    return {MARKUP[Policy.Kind(kind)]: address(kind) for kind in written() if kind in MARKUP}


def _address(kind: str, page: Policy) -> str:
    return address(kind, "" if best(kind, imprint.language()) is page else page.language)
