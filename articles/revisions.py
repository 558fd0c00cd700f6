"""What did the working copy say, and when? The one door through which words are saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from articles import body, notices, permissions, translating
from articles.addresses import check_free
from articles.models import (
    WORDS,
    Article,
    ArticlePicture,
    Byline,
    Credit,
    Edition,
    Revision,
)
from articles.turn import Refused, turn
from authors.models import Author
from images.models import Image
from newsroom import acts, locks
from newsroom.slugs import slug_of
from newsroom.text import plain

CHECKED_BY_THE_DATABASE = {"slug", "section", "lead_picture", "assignee", "created_by"}
DESK_FIELDS = ("show_in_feed", "assignee_id", "planned_for")
SET_ASIDE = "Set aside: not taken over"


@dataclass(frozen=True)
class Draft:
    """What one save says. `words` maps names in WORDS to values; what is not named stays as it is. `tags` are names,
    `credits` are in order; None leaves them alone. `desk` maps names in DESK_FIELDS: not words, and no revision."""

    words: Mapping[str, Any] = field(default_factory=dict)
    tags: Iterable[str] | None = None
    credits: Iterable[Credit] | None = None
    desk: Mapping[str, Any] = field(default_factory=dict)


def start(draft: Draft, *, by: Any, at: datetime, slug: str = "", once: UUID | None = None) -> Article:
    """Begin a story. Without a `slug`, one is made of the headline. `once` names the form that begins it, if any.

    Raises ValidationError, with a sentence, if the slug is taken, and NotAllowed if `by` may not write stories.
    """
    if not by.has_perm("articles.add_article"):
        raise permissions.NotAllowed("You may not begin stories. Ask the chief for it.")
    with transaction.atomic():
        locks.hold(locks.ADDRESSES)
        slug = slug or free_slug(str(draft.words.get("headline", "")))
        check_free(slug)
        article = Article(slug=slug, created_by=by, created_at=at, saved_at=at, stage_since=at, begun_by_form=once)
        _take(article, draft)
        article.save()
        _take_lists(article, draft)
        _record(article, by=by, at=at)
        article.save()
        acts.log("start", article, by=by, at=at)
        if article.assignee_id:
            notices.assigned(article, by=by, at=at)
    return article


def save(
    article: Article,
    draft: Draft,
    *,
    by: Any,
    seen: int,
    at: datetime,
    note: str = "",
    aside: Draft | None = None,
) -> Revision | None:
    """Save the working copy. Return the new revision, or None if no word changed. A save of nothing leaves no trace.

    `aside` is what somebody typed and did not take over when two had worked on the story: it is kept as a revision
    of its own, so that it can be read and restored, but the working copy never holds it.

    Raises ValidationError if a value does not fit its column.

    A changed save of a story that was ready makes it a draft again: approval belongs to the words that were approved.
    """
    try:
        with turn(article, "save", by=by, seen=seen, at=at) as story:
            if story.stage == Article.Stage.SPIKED:
                raise Refused("This story is spiked: revive it before you work on it.")
            desk_before, assignee_before = _desk(story), story.assignee_id
            if aside is not None:
                _keep(story, as_saved(story, aside), by=by, at=at, note=SET_ASIDE)
            _take(story, draft)
            _take_lists(story, draft)
            revision = _record(story, by=by, at=at, note=note)
            if revision is None and aside is None and _desk(story) == desk_before:
                raise _NothingChanged
            story.saved_at = at
            if revision is not None and story.stage == Article.Stage.READY:
                story.stage, story.stage_since = Article.Stage.DRAFT, at
            acts.log("save", story, by=by, at=at, note=note, revision=story.revision, changed=revision is not None)
            if story.assignee_id and story.assignee_id != assignee_before:
                notices.assigned(story, by=by, at=at)
    except _NothingChanged:
        return None
    return revision


class _NothingChanged(Exception):
    """Leaves the turn, and undoes it."""


def _desk(article: Article) -> list[Any]:
    return [getattr(article, name) for name in DESK_FIELDS]


def restore(article: Article, number: int, *, by: Any, seen: int, at: datetime) -> Revision | None:
    """Bring the words of an earlier revision back as a new one. Nothing is rewritten."""
    old = article.revisions.filter(number=number).first()
    if old is None or not old.words:
        raise Refused(f"Revision {number} of this story is not kept any more.")
    return save(article, _draft_of(old.words), by=by, seen=seen, at=at, note=f"Restored from revision {number}")


def edit_what_is_live(article: Article, edition: Edition, *, by: Any, seen: int, at: datetime) -> Revision | None:
    """Make the live edition's words the working copy's. What the working copy held stays in its history."""
    words = snapshot(edition)
    return save(
        article, _draft_of(words), by=by, seen=seen, at=at, note=f"From what is live (revision {edition.revision})"
    )


def snapshot(version: Article | Edition) -> dict[str, Any]:
    """Write down the words of a working copy or an edition, as a revision keeps them."""
    words: dict[str, Any] = {name: getattr(version, name) for name in WORDS}
    words["tags"] = sorted(version.tag_items.values_list("tag__name", flat=True))
    words["bylines"] = [list(pair) for pair in version.bylines.values_list("author_id", "role")]
    return words


def as_saved(article: Article, draft: Draft) -> dict[str, Any]:
    """Write down what the working copy would say after a save of `draft`, without saving it."""
    words = {name: clean_word(name, draft.words.get(name, getattr(article, name))) for name in WORDS}
    held = snapshot(article) if draft.tags is None or draft.credits is None else {}
    words["tags"] = held["tags"] if draft.tags is None else sorted(set(draft.tags))
    credits = None if draft.credits is None else {credit.author_id: credit for credit in draft.credits}
    words["bylines"] = held["bylines"] if credits is None else [list(credit) for credit in credits.values()]
    return words


def twins(article: Article, numbers: Iterable[int]) -> set[int]:
    """Say which of these revisions hold the very words that the working copy holds as its newest one."""
    rows = article.revisions.filter(number__in={article.revision, *numbers}).values_list("number", "words")
    words = dict(rows)
    own = words.pop(article.revision, None)
    return {number for number, held in words.items() if own and held == own}


def free_slug(headline: str) -> str:
    """Make an address of a headline, numbered if others have it."""
    base = slug_of(headline, longest=80) or "story"
    slug, number = base, 1
    while True:
        try:
            check_free(slug)
        except ValidationError:
            number += 1
            slug = f"{base}-{number}"
        else:
            return slug


def _draft_of(words: Mapping[str, Any]) -> Draft:
    """Turn a kept snapshot into a save, without authors and pictures that are gone since."""
    values = {name: words[name] for name in WORDS if name in words}
    if values.get("lead_picture_id") and not Image.objects.filter(pk=values["lead_picture_id"]).exists():
        values["lead_picture_id"] = None
    known = set(Author.objects.filter(pk__in=[pk for pk, _ in words.get("bylines", [])]).values_list("pk", flat=True))
    credits = [Credit(pk, role) for pk, role in words.get("bylines", []) if pk in known]
    return Draft(words=values, tags=words.get("tags", []), credits=credits)


def _take(article: Article, draft: Draft) -> None:
    for names, values in ((WORDS, draft.words), (DESK_FIELDS, draft.desk)):
        unknown = set(values) - set(names)
        if unknown:
            raise ValueError(f"Not saved here: {', '.join(sorted(unknown))}.")
        for name, value in values.items():
            setattr(article, name, clean_word(name, value))
    article.clean_fields(exclude=CHECKED_BY_THE_DATABASE)
    if "language" in draft.words:
        translating.check_language(article, article.language)


def clean_word(name: str, value: Any) -> Any:
    """Return a value of one of WORDS as a save would keep it."""
    if name == "body":
        return body.sanitise(value)
    return plain(value) if isinstance(value, str) else value


def _take_lists(article: Article, draft: Draft) -> None:
    if draft.tags is not None:
        article.tags.set(list(draft.tags))
    if draft.credits is not None:
        article.bylines.all().delete()
        unique = {credit.author_id: credit for credit in draft.credits}
        Byline.objects.bulk_create(
            Byline(article=article, author_id=credit.author_id, role=credit.role, position=position)
            for position, credit in enumerate(unique.values())
        )
    if "body" in draft.words:
        wanted = set(Image.objects.filter(pk__in=body.pictures_in(article.body)).values_list("pk", flat=True))
        article.picture_items.exclude(image__in=wanted).delete()
        held = set(article.picture_items.values_list("image_id", flat=True))
        ArticlePicture.objects.bulk_create(ArticlePicture(article=article, image_id=pk) for pk in wanted - held)


def _record(article: Article, *, by: Any, at: datetime, note: str = "") -> Revision | None:
    words = snapshot(article)
    held = article.revisions.filter(number=article.revision).first()
    if held is not None and held.words == words:
        return None
    revision = _keep(article, words, by=by, at=at, note=note)
    article.revision = revision.number
    return revision


def _keep(article: Article, words: dict[str, Any], *, by: Any, at: datetime, note: str) -> Revision:
    """Write a revision under the next number. The newest one is never deleted, so no number comes twice."""
    newest = article.revisions.values_list("number", flat=True).first() or 0
    return Revision.objects.create(article=article, number=newest + 1, words=words, saved_at=at, saved_by=by, note=note)
