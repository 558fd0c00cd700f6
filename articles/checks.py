"""Is a story fit to be published? An error stops it; a warning is published over by saying why; a hint is only said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from articles import body, links, picture_uses
from articles.models import Article, Edition, Words
from articles.turn import Refused
from images.models import Image
from newsroom import zones

LONGEST_HEADLINE = 110
"""Signs. Longer ones are cut off in search results and on lock screens."""


class Weight(IntEnum):
    ERROR = 1
    WARNING = 2
    HINT = 3


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a story: mended in the form's `field`, or at its `picture` in the library."""

    weight: Weight
    words: str
    field: str
    picture: Image | None = None

    @property
    def name(self) -> str:
        return self.weight.name.lower()


class Unfit(Refused):
    """The story is not fit to be published as it stands; `findings` say what it lacks."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(" ".join(finding.words for finding in findings))
        self.findings = findings


def findings(story: Article, *, at: datetime) -> list[Finding]:
    """List what is wrong with the working copy if it went live at `at`, the gravest first."""
    found = [*_of_words(story), *_of_pictures(story, at=at), *_of_references(story, at=at), *_of_links(story, at=at)]
    return sorted(found, key=lambda finding: finding.weight)


def of_weight(found: Iterable[Finding], weight: Weight) -> list[Finding]:
    return [finding for finding in found if finding.weight == weight]


def require(story: Article, *, at: datetime, despite: str) -> list[Finding]:
    """Return the warnings that are published over. `despite` says why, in the editor's words.

    Raises Unfit if an error stands, or a warning does and `despite` is empty.
    """
    found = findings(story, at=at)
    errors, warnings = of_weight(found, Weight.ERROR), of_weight(found, Weight.WARNING)
    if errors:
        raise Unfit(errors)
    if warnings and not despite.strip():
        raise Unfit(warnings)
    return warnings


def require_rights(edition: Edition, *, at: datetime) -> None:
    """Raise Unfit if a scheduled edition cannot move to `at`, because the rights in one of its pictures end before."""
    gone = of_weight(_of_rights(edition, _pictures_of(edition), at=at), Weight.ERROR)
    if gone:
        raise Unfit(gone)


def _of_words(story: Article) -> Iterable[Finding]:
    if story.section_id is None:
        yield Finding(Weight.ERROR, "It has no section: readers would not find it.", "section")
    if not story.bylines.exists():
        yield Finding(Weight.ERROR, "It has no byline: say who wrote it, or which agency.", "bylines")
    over = len(story.headline) - LONGEST_HEADLINE
    if over > 0:
        words = f"The headline is long, {over} signs over {LONGEST_HEADLINE}: search and telephones cut it off."
        yield Finding(Weight.WARNING, words, "headline")
    if not story.standfirst.strip():
        words = "It has no standfirst: lists, search results and shared links show one."
        yield Finding(Weight.WARNING, words, "standfirst")
    if not story.body:
        yield Finding(Weight.WARNING, "The body is empty.", "body")


def _of_pictures(story: Article, *, at: datetime) -> Iterable[Finding]:
    pictures = _pictures_of(story)
    for picture in pictures:
        field = _field_of(picture, story)
        if not picture.alt.strip():
            words = f"The picture “{picture}” has no alternative text for those who cannot see it."
            yield Finding(Weight.ERROR, words, field, picture)
        if not picture.credit.strip():
            yield Finding(Weight.ERROR, f"The picture “{picture}” has no credit.", field, picture)
    missing = len(set(body.pictures_in(story.body)) - {picture.pk for picture in pictures})
    if missing:
        words = "A picture in the body is" if missing == 1 else f"{missing} pictures in the body are"
        yield Finding(Weight.WARNING, f"{words} not in the library any more: readers would see nothing there.", "body")
    yield from _of_rights(story, pictures, at=at)
    yield from _of_limits(story, pictures)


def _of_rights(version: Words, pictures: Iterable[Image], *, at: datetime) -> Iterable[Finding]:
    for picture in pictures:
        until = picture.rights_until
        if until is None:
            continue
        said = zones.in_words(until, moment=at).partition(",")[0]
        field = _field_of(picture, version)
        if until <= at:
            words = f"The rights in the picture “{picture}” have run out by then ({said})."
            yield Finding(Weight.ERROR, words, field, picture)
        else:
            words = f"The rights in the picture “{picture}” run out {said}: it has to be gone by then."
            yield Finding(Weight.HINT, words, field, picture)


def _of_limits(story: Article, pictures: Iterable[Image]) -> Iterable[Finding]:
    for picture in pictures:
        limit = picture.use_limit
        if limit is not None and picture_uses.stories_beside(picture, story, most=limit) >= limit:
            allowed = "1 story only" if limit == 1 else f"{limit} stories at most"
            words = f"The picture “{picture}” may stand in {allowed}, and others have used that up."
            yield Finding(Weight.ERROR, words, _field_of(picture, story), picture)


def _field_of(picture: Image, version: Words) -> str:
    return "lead_picture" if picture.pk == version.lead_picture_id else "body"


def _pictures_of(version: Words) -> list[Image]:
    keys = {*body.pictures_in(version.body), *filter(None, [version.lead_picture_id])}
    return list(Image.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def _of_references(story: Article, *, at: datetime) -> Iterable[Finding]:
    related = {int(r.target) for r in body.references(story.body) if r.kind == "related"}
    if not related:
        return
    live = set(Edition.objects.live_at(at).filter(article__in=related).values_list("article_id", flat=True))
    for other in Article.objects.filter(pk__in=related - live).only("headline", "slug"):
        yield Finding(Weight.HINT, f"The card of “{other}” stays away until that story is live.", "body")


def _of_links(story: Article, *, at: datetime) -> Iterable[Finding]:
    for fault in links.check(story.body, at):
        weight = Weight.HINT if fault.verdict.state == "moved" else Weight.WARNING  # who follows it is led on
        yield Finding(weight, f"The link {fault.told}", "body")
