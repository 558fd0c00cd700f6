"""What do search engines read of a story? schema.org NewsArticle, from the columns that the page shows."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from authors.models import Author

KINDS = {  # schema.org's kinds of article, https://schema.org/NewsArticle
    "news": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
    "sponsored": "AdvertiserContentArticle",
}
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def as_script(data: dict[str, Any]) -> SafeString:
    """Write JSON so that no text in it can end the script element that holds it."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPED))  # noqa: S308 - escaped here


def of_author(author: Author, request: HttpRequest) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Organization" if author.kind == Author.Kind.ORGANISATION else "Person",
        "name": author.name,
        "url": request.build_absolute_uri(author.get_absolute_url()),
    }
    if author.link_list:
        data["sameAs"] = author.link_list
    return data


def of_story(edition: Edition, corrections: list[Edition], request: HttpRequest) -> dict[str, Any]:
    """Describe a story: https://developers.google.com/search/docs/appearance/structured-data/article."""
    address = request.build_absolute_uri(edition.get_absolute_url())
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": KINDS[edition.genre],
        "mainEntityOfPage": address,
        "url": address,
        "headline": edition.headline,
        "description": edition.page_description,
        "datePublished": edition.published_at.isoformat(),
        "dateModified": (edition.updated_at or edition.published_at).isoformat(),
        "inLanguage": edition.language,
        "wordCount": edition.word_count,
        "author": [of_author(author, request) for author in edition.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME},
        "isAccessibleForFree": True,
    }
    if edition.section:
        data["articleSection"] = edition.section.name
    if edition.dateline:
        data["dateline"] = edition.dateline
    if edition.tag_list:
        data["keywords"] = [tag.name for tag in edition.tag_list]
    if edition.lead_picture:
        picture = edition.lead_picture
        data["image"] = {
            "@type": "ImageObject",
            "url": request.build_absolute_uri(picture.largest.url),
            "width": picture.largest.width,
            "height": picture.largest_height,
            "caption": edition.lead_picture_caption,
            "creditText": picture.credit,
        }
    if corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": one.note, "datePublished": one.live_from.isoformat()}
            for one in corrections
        ]
    return data


def of_profile(author: Author, request: HttpRequest) -> dict[str, Any]:
    """Describe an author's page: https://schema.org/ProfilePage."""
    person = of_author(author, request) | {"description": author.bio}
    if author.job_title and author.kind == Author.Kind.PERSON:
        person["jobTitle"] = author.job_title
    if author.portrait:
        person["image"] = request.build_absolute_uri(author.portrait.largest.url)
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": person}
