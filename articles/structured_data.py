"""What do search engines read of each page? schema.org, from the facts that the page shows.

Each page has one block: a `@graph` whose first thing is what the page is about.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import facts, policies
from articles.facts import Credited, Facts, Picture
from articles.models import Edition, NewsFeedItem, Policy, Section, Tag
from articles.models.words import CreditRole, Genre
from authors.models import Author
from newsroom import days, imprint, languages
from newsroom.site_address import absolute
from newsroom.text import plain

Thing = dict[str, Any]

KINDS = {  # https://schema.org/NewsArticle; the last is no kind of it
    Genre.NEWS: "NewsArticle",
    Genre.ANALYSIS: "AnalysisNewsArticle",
    Genre.OPINION: "OpinionNewsArticle",
    Genre.REVIEW: "ReviewNewsArticle",
    Genre.SPONSORED: "AdvertiserContentArticle",
}
LOGO = "site/icon-180.png"
PARTS = {CreditRole.TRANSLATION: "translator", CreditRole.PHOTO: "contributor", CreditRole.REPORTING: "contributor"}
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_script(*things: Thing) -> SafeString:
    """Write things so that no text in them can end the script element that holds them."""
    graph = {"@context": "https://schema.org", "@graph": [_without_blanks(thing) for thing in things]}
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(ESCAPED))  # noqa: S308 - escaped here


# The pages


def front_page(site: str) -> SafeString:
    """Name the paper and its site. No SearchAction: Google has shown no search box for it since November 2024."""
    address = absolute(site, reverse("front"))
    website = {
        "@type": "WebSite",
        "@id": f"{address}#website",
        "url": address,
        "name": imprint.name(),
        "description": imprint.tagline(),
        "inLanguage": languages.of_this_page().code,
        "publisher": {"@id": f"{address}#publisher"},
    }
    return as_script(website, paper(site))


def story_page(edition: Edition, corrections: list[Edition], translations: Iterable[Edition], site: str) -> SafeString:
    """Describe a story: https://developers.google.com/search/docs/appearance/structured-data/article."""
    told = facts.of_story(edition, site)
    story = _article(told, site) | {
        "@type": _kind(told),
        "image": [_picture(one) for one in facts.shapes_of(edition, site)],
        "description": plain(edition.page_description),
        "articleSection": told.section,
        "dateline": told.dateline,
        "keywords": list(told.tags),
        "wordCount": edition.word_count,
        "isAccessibleForFree": True,
        "workTranslation": [
            {"@type": "NewsArticle", "url": absolute(site, one.get_absolute_url()), "inLanguage": one.language}
            for one in translations
        ],
        "correction": [
            {"@type": "CorrectionComment", "text": plain(one.note), "datePublished": one.live_from.isoformat()}
            for one in corrections
        ],
    }
    steps = [(told.section, edition.section.get_absolute_url())] if edition.section else []
    return as_script(story, breadcrumbs(site, *steps, (told.headline, told.address)))


def item_page(item: NewsFeedItem, site: str) -> SafeString:
    """Describe an item of the feed. A story's entry has no words of its own: its page says where the story stands."""
    told = facts.of_item(item, site)
    crumbs = breadcrumbs(site, (_("News feed"), reverse("feed")), (told.headline, item.get_absolute_url()))
    if item.article_id is not None:
        return as_script(crumbs)
    own = {
        "@type": "NewsArticle",
        "image": [_picture(one) for one in facts.shapes(item.picture, site)],
        "articleBody": told.summary,
    }
    return as_script(_article(told, site) | own, crumbs)


def feed_page(items: Iterable[NewsFeedItem], site: str, *, moment: datetime) -> SafeString:
    """Describe today's part of the feed as live coverage, from midnight to midnight: https://schema.org/LiveBlogPosting.

    The day is that of the newsroom. Its hours never move, whatever is added; a day without items has no coverage.
    """
    crumbs = breadcrumbs(site, (_("News feed"), reverse("feed")))
    today = days.day_of(moment)
    told = [facts.of_item(item, site) for item in items if days.day_of(item.live_from) == today]
    if not told:
        return as_script(crumbs)
    begins = days.start_of(today).isoformat()
    address = absolute(site, reverse("feed"))
    coverage = {
        "@type": "LiveBlogPosting",
        "url": address,
        "mainEntityOfPage": address,
        "headline": f"{_('News feed')}, {today.isoformat()}",
        "inLanguage": imprint.language(),
        "datePublished": begins,
        "dateModified": max(one.modified for one in told).isoformat(),
        "coverageStartTime": begins,
        "coverageEndTime": days.end_of(today).isoformat(),
        "author": _publisher(site),
        "publisher": _publisher(site),
        "liveBlogUpdate": [_update(one, site) for one in told],
    }
    return as_script(coverage, crumbs)


def profile_page(author: Author, site: str) -> SafeString:
    """Describe an author's page: https://schema.org/ProfilePage."""
    known = facts.credited(author, site)
    portrait = facts.picture(author.portrait, site)
    somebody = _credited(known) | {
        "description": plain(author.bio),
        "jobTitle": "" if known.is_organisation else plain(author.job_title),
        "worksFor": _publisher(site) if author.active and not known.is_organisation else None,
        "image": portrait.address if portrait else "",
        "knowsAbout": [plain(subject) for subject in author.expertise_list],
        "knowsLanguage": [plain(language) for language in author.language_list],
        "email": author.email,
    }
    crumbs = breadcrumbs(site, (_("Authors"), reverse("authors")), (known.name, known.address))
    return as_script({"@type": "ProfilePage", "url": known.address, "mainEntity": somebody}, crumbs)


def list_page(what: Section | Tag, editions: Iterable[Edition], site: str) -> SafeString:
    """Describe a list of stories: https://schema.org/CollectionPage."""
    address = absolute(site, what.get_absolute_url())
    stories = [
        {"@type": "ListItem", "position": place, "url": absolute(site, edition.get_absolute_url())}
        for place, edition in enumerate(editions, start=1)
    ]
    name = what.label if isinstance(what, Section) else what.name
    page = {
        "@type": "CollectionPage",
        "url": address,
        "name": plain(name),
        "description": plain(what.about if isinstance(what, Section) else what.description),
        "mainEntity": {"@type": "ItemList", "itemListElement": stories},
    }
    return as_script(page, breadcrumbs(site, (name, address)))


def policy_page(page: Policy, path: str, site: str) -> SafeString:
    """Describe a page about the paper, and the paper itself: https://schema.org/AboutPage."""
    about = {
        "@type": {"contact": "ContactPage", "about": "AboutPage"}.get(page.kind, "WebPage"),
        "url": absolute(site, path),
        "name": plain(page.title),
        "inLanguage": page.language,
        "dateModified": page.changed_at.isoformat() if page.changed_at else None,
        "about": {"@id": _publisher(site)["@id"]},
    }
    return as_script(about, paper(site), breadcrumbs(site, (page.title, path)))


def corrections_page(site: str) -> SafeString:
    return as_script(breadcrumbs(site, (_("Corrections"), reverse("corrections"))))


def authors_page(site: str) -> SafeString:
    return as_script(breadcrumbs(site, (_("Authors"), reverse("authors"))))


# The things on them


def paper(site: str) -> Thing:
    """Describe the paper: https://schema.org/NewsMediaOrganization."""
    written = imprint.written()
    place = {
        "streetAddress": written.street,
        "postalCode": written.postal_code,
        "addressLocality": written.town,
        "addressCountry": written.country,
    }
    contacts = {"newsroom": written.email, "corrections": imprint.corrections_email()}
    return _publisher(site) | {
        "description": imprint.tagline(),
        "legalName": written.publisher,
        "foundingDate": written.founded,
        "address": {"@type": "PostalAddress", **_without_blanks(place)} if any(place.values()) else None,
        "telephone": written.telephone,
        "email": written.email,
        "contactPoint": [
            {"@type": "ContactPoint", "contactType": what, "email": address}
            for what, address in contacts.items()
            if address
        ],
        "sameAs": imprint.accounts(),
        **{name: absolute(site, path) for name, path in policies.markup().items()},
    }


def breadcrumbs(site: str, *steps: tuple[str, str]) -> Thing:
    """Say where a page stands, from the front page on: https://schema.org/BreadcrumbList."""
    trail = [(imprint.name(), languages.of_this_page().front), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": plain(name), "item": absolute(site, address)}
            for place, (name, address) in enumerate(trail, start=1)
        ],
    }


def _article(told: Facts, site: str) -> Thing:
    parts: dict[str, list[Thing]] = {}
    for one in told.credits:
        parts.setdefault(PARTS.get(CreditRole(one.role), "author"), []).append(_credited(one))
    return {
        "url": told.address,
        "mainEntityOfPage": told.address,
        "headline": told.headline,
        "datePublished": told.published.isoformat(),
        "dateModified": told.modified.isoformat(),
        "inLanguage": told.language,
        "author": [_publisher(site)],  # of what nobody signed
        **parts,
        "publisher": _publisher(site),
    }


def _kind(told: Facts) -> str:
    """Name the kind of article. A dateline says that a piece of news was reported from there."""
    if told.genre == Genre.NEWS and told.dateline:
        return "ReportageNewsArticle"
    return KINDS[Genre(told.genre)]


def _update(told: Facts, site: str) -> Thing:
    return {
        "@type": "BlogPosting",
        "url": told.address,
        "headline": told.headline,
        "datePublished": told.published.isoformat(),
        "dateModified": told.modified.isoformat(),
        "articleBody": told.summary,
        "author": [_credited(one) for one in told.credits] or _publisher(site),
    }


def _publisher(site: str) -> Thing:
    address = absolute(site, reverse("front"))
    icon = {"@type": "ImageObject", "url": absolute(site, static(LOGO)), "width": 180, "height": 180}
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{address}#publisher",
        "name": imprint.name(),
        "url": address,
        "logo": _picture(facts.picture(imprint.written().logo, site)) or icon,
    }


def _credited(one: Credited) -> Thing:
    return {
        "@type": "Organization" if one.is_organisation else "Person",
        "name": one.name,
        "url": one.address,
        "sameAs": list(one.links),
    }


def _picture(shown: Picture | None) -> Thing | None:
    """Describe a picture with who made it and where its licence stands:
    https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata."""
    if shown is None:
        return None
    return {
        "@type": "ImageObject",
        "url": shown.address,
        "contentUrl": shown.address,
        "width": shown.width,
        "height": shown.height,
        "caption": shown.caption,
        "creditText": shown.credit,
        "creator": [{"@type": "Person", "name": name} for name in shown.creators],
        "copyrightNotice": shown.copyright_notice,
        "license": shown.license,
        "acquireLicensePage": shown.acquire,
        "digitalSourceType": shown.source,
    }


def _without_blanks(thing: Thing) -> Thing:
    """Leave out what has no value, at every depth."""
    whole = ((name, _whole(value)) for name, value in thing.items())
    return {name: value for name, value in whole if value not in (None, "", [], {})}


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return _without_blanks(value) if isinstance(value, dict) else value
