"""What happened to a story, and what did each version of it say? The desk's reading of its history.

Revisions carry the history; between them stand the acts of the log, and beside them what readers saw of each.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Length

from articles import permissions, revisions, turn
from articles.differences import Change, Keys, Names, differences, in_a_few_words, keys_of
from articles.models import Article, Edition, Revision, Section
from articles.timeline import Timeline
from authors.models import Author
from images.models import Image
from newsroom import acts, zones
from newsroom.models import Act

PAGE = 20
MOST_ACTS = 200  # between the first and the last revision of one page
TOO_LONG = 300_000  # characters of a body, beyond which a list does not say what changed in it
REFERENCE = re.compile(r"([re])([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True)
class Version:
    """One revision or one edition, to be compared. `words` is None if they were struck on legal grounds."""

    reference: str  # "r12", "e5": how an address names it
    title: str
    who: str
    at: datetime
    note: str
    words: Mapping[str, Any] | None
    revision: int
    restorable: int | None = None
    """The key of the revision that `restore` brings back, if it is kept."""


@dataclass(frozen=True)
class Entry:
    """One line of the history: a revision, or an act of the log."""

    at: datetime
    who: str
    revision: Revision | None = None
    summary: str = ""
    states: tuple[tuple[str, str], ...] = ()
    """What readers saw, see or will see of it: pairs of a kind (live, scheduled, past) and words."""
    previous: int = 0
    act: Act | None = None
    what: str = ""
    """What was done, if it is an act."""
    is_held: bool = False
    is_struck: bool = False
    can_restore: bool = False


@dataclass(frozen=True)
class HistoryPage:
    entries: list[Entry]
    older: int | None
    always: list[Version]
    """What can be chosen on every page: what readers see, and what the form holds."""


def page(article: Article, *, before: int | None, by: Any, moment: datetime) -> HistoryPage:
    """Read one page of the history, the newest first: revisions below the number `before`, and the acts among them."""
    rows = article.revisions.defer("words").select_related("saved_by")
    found = list((rows.filter(number__lt=before) if before else rows)[: PAGE + 1])
    shown, rest = found[:PAGE], found[PAGE:]
    timeline = Timeline.of(article, moment=moment)
    summaries = _summaries(article, found)
    until = rows.filter(number__gte=before).order_by("number").first() if before else None
    may_restore = permissions.may_edit(by, article)
    entries = [
        Entry(
            revision.saved_at,
            acts.name_of(revision.saved_by),
            revision=revision,
            summary=summaries.get(revision.number, ""),
            states=tuple(_states(timeline, revision.number)),
            previous=earlier.number if (earlier := _before(found, place)) else 0,
            is_held=revision.number == article.revision,
            is_struck=revision.number in _struck(timeline),
            can_restore=may_restore and revision.number != article.revision,
        )
        for place, revision in enumerate(shown)
    ]
    entries += _acts(article, shown, since=shown[-1] if rest else None, until=until)
    entries.sort(key=lambda entry: (entry.at, entry.revision is None), reverse=True)
    return HistoryPage(entries, shown[-1].number if rest else None, _always(article, timeline, first=before is None))


def _always(article: Article, timeline: Timeline, *, first: bool) -> list[Version]:
    found = []
    if timeline.live is not None:
        found.append(of_edition(timeline.live, moment=timeline.moment, whole=False))
    held = article.revisions.filter(number=article.revision).defer("words").select_related("saved_by").first()
    if held is not None and not first:
        found.append(replace(of_revision(held), title="What the form holds"))
    return found


def _acts(article: Article, shown: list[Revision], *, since: Revision | None, until: Revision | None) -> list[Entry]:
    """Tell what was done besides the saves that a revision tells of already."""
    rows: QuerySet[Act] = acts.of(article)
    if since is not None:
        rows = rows.filter(at__gte=since.saved_at)
    if until is not None:
        rows = rows.filter(at__lt=until.saved_at)
    told = {revision.number for revision in shown}
    entries = []
    for act in rows[:MOST_ACTS]:
        changed = act.verb == "start" or (act.verb == "save" and act.details.get("changed"))
        if changed and (act.details.get("revision") or 1) in told:
            continue
        entries.append(
            Entry(
                act.at,
                acts.name_of(act.by),
                act=act,
                what=turn.PAST.get(act.verb, act.verb),
                summary="this revision is not kept any more" if changed else "",
            )
        )
    return entries


def _states(timeline: Timeline, number: int) -> Iterable[tuple[str, str]]:
    """Say what readers see of a revision, and when."""
    for event in timeline.events:
        if not isinstance(event, Edition) or event.revision != number:
            continue
        begins = zones.in_words(event.live_from, moment=timeline.moment)
        if event.struck_at:
            yield "past", f"published {begins}; struck on legal grounds"
        elif event.live_from > timeline.moment:
            yield "scheduled", f"scheduled for {begins}"
        elif event.live_until is None or event.live_until > timeline.moment:
            yield "live", f"live since {begins}"
        else:
            ended = zones.in_words(event.live_until, moment=timeline.moment)
            yield "past", f"was live from {begins}, until {ended}"


def _struck(timeline: Timeline) -> set[int]:
    return {e.revision for e in timeline.events if isinstance(e, Edition) and e.struck_at}


def _summaries(article: Article, found: list[Revision]) -> dict[int, str]:
    """Say in a few words what each revision changed. Reads the words of one page's revisions, unless they are huge."""
    sizes = dict(
        article.revisions.filter(number__in=[revision.number for revision in found])
        .annotate(size=Length(KeyTextTransform("body", "words")))
        .values_list("number", "size")
    )
    readable = [number for number, size in sizes.items() if (size or 0) <= TOO_LONG]
    words = dict(article.revisions.filter(number__in=readable).values_list("number", "words"))
    said = {}
    for place, newer in enumerate(found):
        older = _before(found, place)
        if older is None:
            continue
        new, old = words.get(newer.number), words.get(older.number)
        if new is None or old is None:
            said[newer.number] = "too long to say what changed: compare it"
        elif new and old:
            said[newer.number] = in_a_few_words(differences(old, new))
    return said


def _before(found: list[Revision], place: int) -> Revision | None:
    """Find what the working copy held before a save: not what somebody's save set aside."""
    earlier = found[place + 1 :]
    taken = (revision for revision in earlier if revision.note != revisions.SET_ASIDE)
    return next(taken, earlier[0] if earlier else None)


# Two versions


class NotKept(LookupError):
    """There is no such version; the sentence says so."""


def version(article: Article, reference: str, *, moment: datetime) -> Version:
    """Find "r12" (a revision's number) or "e5" (an edition's key) of a story. Raises NotKept."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise NotKept("The address names no version of this story.")
    number = int(found[2])
    if found[1] == "r":
        revision = article.revisions.filter(number=number).select_related("saved_by").first()
        if revision is None:
            raise NotKept(f"Revision {number} of this story is not kept any more, or never was.")
        return of_revision(revision)
    edition = article.editions.filter(pk=number).select_related("published_by").first()
    if edition is None:
        raise NotKept("That edition is not there any more: it was cancelled or replaced before it came.")
    return of_edition(edition, moment=moment)


def of_revision(revision: Revision) -> Version:
    return Version(
        f"r{revision.number}",
        f"Revision {revision.number}",
        acts.name_of(revision.saved_by),
        revision.saved_at,
        revision.note,
        revision.words or None,
        revision.number,
        revision.pk if revision.words else None,
    )


def of_edition(edition: Edition, *, moment: datetime, whole: bool = True) -> Version:
    """Describe an edition; without its words, and nothing to restore, unless the `whole` of it is wanted."""
    begins = zones.in_words(edition.live_from, moment=moment)
    if edition.live_from > moment:
        title = f"Edition scheduled for {begins}"
    elif edition.live_until is None or edition.live_until > moment:
        title = f"What readers see, since {begins}"
    else:
        title = f"Edition that was live from {begins}"
    kept = edition.article.revisions.filter(number=edition.revision).exclude(words={}).values_list("pk", flat=True)
    return Version(
        f"e{edition.pk}",
        title,
        acts.name_of(edition.published_by),
        edition.live_from,
        edition.note,
        None if edition.struck_at else revisions.snapshot(edition) if whole else {},
        edition.revision,
        kept.first() if whole else None,
    )


def defaults(article: Article, *, moment: datetime) -> tuple[str, str]:
    """Name the two versions that one most often wants to compare: what is live, or the save before, and the newest."""
    numbers = list(article.revisions.values_list("number", flat=True)[:2])
    live = Edition.objects.live_at(moment).filter(article=article).values_list("pk", flat=True).first()
    newest = f"r{article.revision}"
    if live is not None:
        return f"e{live}", newest
    return (f"r{numbers[-1]}" if numbers else newest), newest


def compare(old: Version, new: Version) -> list[Change]:
    """List what differs between two versions that have their words."""
    words = [version.words for version in (old, new) if version.words is not None]
    return differences(words[0], words[-1], names_of(words))


def names_of(versions: Iterable[Mapping[str, Any]]) -> Names:
    """Look up what versions refer to, by the desk's own names: of stories, the working copies' headlines."""
    keys: Keys = keys_of(versions)
    return Names(
        pictures=Image.objects.in_bulk(keys.pictures),
        stories=dict(Article.objects.filter(pk__in=keys.stories).values_list("pk", "headline")),
        authors=dict(Author.objects.filter(pk__in=keys.authors).values_list("pk", "name")),
        sections=dict(Section.objects.filter(pk__in=keys.sections).values_list("pk", "name")),
    )


def neighbours(article: Article, old: Version, new: Version) -> tuple[str, str]:
    """Name the change before and the one after, as queries of the comparing page; empty where there is none."""
    numbers = article.revisions.values_list("number", flat=True)
    before = numbers.filter(number__lt=min(old.revision, new.revision)).first()
    here = min(old.revision, new.revision)
    top = max(old.revision, new.revision)
    after = numbers.filter(number__gt=top).last()
    return (
        f"old=r{before}&new=r{here}" if before and here else "",
        f"old=r{top}&new=r{after}" if after else "",
    )
