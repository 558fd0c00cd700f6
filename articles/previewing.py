"""What would readers see if the working copy were published now, and who outside may look at it before them?

An edition is made in memory and shown by the readers' own page; nothing of it is written. It claims no publication
that did not happen: the stamps are those of a minor fix (`docs/decisions/0010-previews-in-memory.md`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse

from articles import body, permissions, revisions, views
from articles.models import WORDS, Article, Credit, Edition, EditionByline, PreviewLink, PreviewOpening, Tag
from articles.revisions import Draft
from articles.timeline import Timeline
from articles.turn import Gone, Refused
from authors.models import Author
from newsroom import acts
from newsroom.text import plain
from newsroom.unlisted import Banner, unlisted

DAYS = (1, 3, 7)
USUAL_DAYS = 3
OPENINGS_KEPT = timedelta(days=90)
"""Who opened a link, with the address they came from, is forgotten after that."""
SLICE = 1000
SAVED = Draft()
"""The words as they are saved."""


# The page


def edition_of(article: Article, draft: Draft, timeline: Timeline) -> Edition:
    """Return what `draft` would be as an edition at the timeline's moment: unsaved, with its lists already read."""
    words = {name: getattr(article, name) for name in WORDS}
    words |= {name: revisions.clean_word(name, value) for name, value in draft.words.items()}
    last = next((event for event in reversed(timeline.begun) if isinstance(event, Edition)), None)
    count = body.count_words(words["body"])
    edition = Edition(
        **words,
        pk=0,  # of no edition; Django reads no lists of something without a key
        article=article,
        revision=article.revision,
        kind=Edition.Kind.MINOR,
        live_from=timeline.moment,
        published_at=last.published_at if last else timeline.moment,
        updated_at=last.updated_at if last else None,
        corrections=last.corrections if last else 0,
        word_count=count,
        reading_minutes=body.reading_minutes(count),
    )
    _give(edition, "bylines", _bylines(edition, article, draft))
    edition.authors = [line.author for line in edition.bylines.all()]
    edition.tag_list = _tags(article, draft)
    return edition


def show(request: Any, edition: Edition, banner: Banner) -> HttpResponse:
    """Draw the readers' page of an edition that `edition_of` made. Nobody keeps it, and no search engine lists it."""
    request.banner = banner
    response = views.story_page(request, edition)
    unlisted(response)
    return response


def _give(edition: Edition, name: str, rows: list[Any]) -> None:
    """Let `edition` hold these unsaved rows as if they had been prefetched."""
    found = getattr(edition, name).none()
    found._result_cache = rows
    edition.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def _bylines(edition: Edition, article: Article, draft: Draft) -> list[EditionByline]:
    saved = article.bylines.values_list("author_id", "role")
    credits = [Credit(*pair) for pair in saved] if draft.credits is None else list(draft.credits)
    authors = Author.objects.select_related("portrait").in_bulk([credit.author_id for credit in credits])
    return [
        EditionByline(edition=edition, author=authors[credit.author_id], role=credit.role, position=position)
        for position, credit in enumerate(credits)
        if credit.author_id in authors
    ]


def _tags(article: Article, draft: Draft) -> list[Tag]:
    if draft.tags is None:
        return [item.tag for item in article.tag_items.select_related("tag").order_by("tag__name")]
    return list(Tag.objects.filter(name__in=list(draft.tags)).order_by("name"))


# Links for people outside


class Closed(Exception):
    """This link was good, and is not any more."""


@dataclass(frozen=True)
class Shared:
    """What an open link shows."""

    link: PreviewLink
    article: Article
    timeline: Timeline


def may_share(user: Any, article: Article) -> bool:
    return permissions.may(user, "share_preview", article) and permissions.may(user, "save", article)


def share(article: Article, *, by: Any, at: datetime, for_whom: str, days: int = USUAL_DAYS) -> PreviewLink:
    """Make a link by which somebody without an account may read the working copy for so many days.

    Raises NotAllowed if `by` may not share or not edit this story, and Refused if there is nothing to share.
    """
    _require(by, article)
    for_whom = " ".join(plain(for_whom).split())[:200]
    if not for_whom:
        raise Refused("Say for whom the link is: a name for your own list. The link does not show it.")
    if days not in DAYS:
        raise Refused("A link works for a day, three days or a week.")
    if _is_taken_back(article, Timeline.of(article, moment=at)):
        raise Refused("This story is spiked or withdrawn: there is nothing to share.")
    with transaction.atomic():
        if not Article.objects.select_for_update().filter(pk=article.pk).exists():
            raise Gone
        link = PreviewLink.objects.create(
            article=article, for_whom=for_whom, made_by=by, made_at=at, expires_at=at + timedelta(days=days)
        )
        acts.log("share preview", article, by=by, at=at, note=for_whom, link=link.pk, until=link.expires_at.isoformat())
    return link


def revoke(link: PreviewLink, *, by: Any, at: datetime) -> None:
    """Close a link for good. Raises NotAllowed, and Refused if it is closed already."""
    _require(by, link.article)
    with transaction.atomic():
        open_still = PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True, expires_at__gt=at)
        if not open_still.update(revoked_at=at):
            raise Refused("This link is closed already.")
        acts.log("revoke preview", link.article, by=by, at=at, note=link.for_whom, link=link.pk)
    link.revoked_at = at


def links_of(article: Article, *, moment: datetime) -> QuerySet[PreviewLink]:
    """List a story's links, the newest first, each with how often (`opened`) and when last (`last_opened`) it was.

    Older ones are left out: their openings may be forgotten, and "never opened" would not be true of them.
    """
    counted = {"opened": Count("openings"), "last_opened": Max("openings__at")}
    kept = article.preview_links.filter(made_at__gt=moment - OPENINGS_KEPT)
    return kept.select_related("made_by").annotate(**counted)


def token_of(link: PreviewLink) -> str:
    return _signer().sign(str(link.pk))


def shared_by(token: str, *, moment: datetime) -> Shared:
    """Return what a link shows now. Raises PreviewLink.DoesNotExist for what we never signed, and Closed."""
    try:
        number = _signer().unsign(token)
    except BadSignature:
        raise PreviewLink.DoesNotExist from None
    link = PreviewLink.objects.select_related("article").get(pk=number)
    timeline = Timeline.of(link.article, moment=moment)
    if not link.is_open_at(moment) or _is_taken_back(link.article, timeline):
        raise Closed
    return Shared(link, link.article, timeline)


def note_opening(shared: Shared, *, at: datetime, address: str | None) -> None:
    """Write down that somebody (a person, or the robot of a messenger) was shown the page, and which words."""
    PreviewOpening.objects.create(link=shared.link, at=at, address=address, revision=shared.article.revision)


def tidy(moment: datetime) -> bool:
    """Do a worker's piece of it: forget a slice of old openings, the oldest first. Return whether there was any."""
    oldest = PreviewOpening.objects.order_by("pk").values_list("pk", "at")
    limit = moment - OPENINGS_KEPT
    first = oldest.first()
    if first is None or first[1] >= limit:
        return False
    gone = [pk for pk, at in oldest[:SLICE] if at < limit]
    return bool(PreviewOpening.objects.filter(pk__in=gone).delete()[0])


def is_fetched_ahead(request: HttpRequest) -> bool:
    """Say whether a browser only guesses that somebody will want the page (the Fetch standard's `Sec-Purpose`)."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose.lower() for purpose in purposes)


def _require(user: Any, article: Article) -> None:
    permissions.require(user, "share_preview", article)
    permissions.require(user, "save", article)


def _is_taken_back(article: Article, timeline: Timeline) -> bool:
    return article.stage == Article.Stage.SPIKED or timeline.withdrawn is not None


def _signer() -> Signer:
    return Signer(salt="articles.previewing", sep=".")
