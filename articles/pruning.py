"""Which old revisions may go? A policy, and its one executor.

Never those that an edition froze, past or scheduled; nor the first of a story, the newest, and the one that its working
copy holds; nor any younger than the policy says. Of the others the last one of each hour stays, and of older ones the
last one of each day. Numbers are never used again, for the newest revision gives the next one its number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Sum, TextField
from django.db.models.functions import Cast, Length

from articles.models import Article, Edition, Revision
from newsroom import acts, zones

BATCH = 100  # stories in one transaction, each under its lock
AT_ONCE = 500  # keys in one statement


@dataclass(frozen=True)
class Policy:
    """All revisions stay for `keep_days`; then one an hour until they are `hourly_days` old; then one a day."""

    keep_days: int
    hourly_days: int


class Kept(NamedTuple):
    """What pruning must know of a revision."""

    number: int
    saved_at: datetime


@dataclass(frozen=True)
class Report:
    """What one batch of stories gave, or would give."""

    stories: int = 0
    revisions: int = 0
    characters: int = 0

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.stories + other.stories, self.revisions + other.revisions, self.characters + other.characters
        )


def superfluous(found: list[Kept], *, needed: set[int], policy: Policy, moment: datetime) -> list[int]:
    """List the numbers that may go, of all revisions of one story in the order of their numbers."""
    if not found:
        return []
    spared = needed | {found[0].number, found[-1].number}
    last_of: dict[str, int] = {}
    for revision in found:
        last_of[_slot(revision, policy, moment)] = revision.number
    staying = spared | set(last_of.values())
    return [revision.number for revision in found if revision.number not in staying]


def prune(*, policy: Policy, moment: datetime, really: bool) -> Iterator[Report]:
    """Go through all stories, a batch at a time, and report on each batch. Killed at any moment, it has done whole
    batches; run again, it goes on. With `really` false, nothing is changed."""
    oldest_kept = moment - timedelta(days=policy.keep_days)
    after = 0
    while True:
        batch = list(
            Revision.objects.filter(saved_at__lt=oldest_kept, article__gt=after)
            .order_by("article")
            .values_list("article", flat=True)
            .distinct()[:BATCH]
        )
        if not batch:
            return
        yield _prune_batch(batch, policy, moment, really=really)
        after = batch[-1]


def _slot(revision: Kept, policy: Policy, moment: datetime) -> str:
    """Name the stretch of time of which one revision stays."""
    local = revision.saved_at.astimezone(zones.newsroom_zone())
    if revision.saved_at >= moment - timedelta(days=policy.keep_days):
        return f"{revision.number}"
    if revision.saved_at >= moment - timedelta(days=policy.hourly_days):
        return f"{local:%Y-%m-%d %H%z}"
    return f"{local:%Y-%m-%d}"


def _prune_batch(keys: list[int], policy: Policy, moment: datetime, *, really: bool) -> Report:
    with transaction.atomic():
        stories = Article.objects.filter(pk__in=keys).order_by("pk")
        held = dict((stories.select_for_update() if really else stories).values_list("pk", "revision"))
        doomed: list[int] = []
        touched = 0
        for pk, number in held.items():
            found = _doomed(pk, number, policy, moment)
            doomed += found
            touched += bool(found)
        report = Report(touched, len(doomed), _size(doomed))
        if really and doomed:
            for place in range(0, len(doomed), AT_ONCE):
                Revision.objects.filter(pk__in=doomed[place : place + AT_ONCE]).delete()
            _log(report, policy, moment)
    return report


def _doomed(article: int, held: int, policy: Policy, moment: datetime) -> list[int]:
    rows = Revision.objects.filter(article=article).order_by("number").values_list("pk", "number", "saved_at")
    keys = {number: pk for pk, number, _ in rows}
    frozen = set(Edition.objects.filter(article=article).values_list("revision", flat=True))
    kept = [Kept(number, saved_at) for _, number, saved_at in rows]
    return [keys[number] for number in superfluous(kept, needed=frozen | {held}, policy=policy, moment=moment)]


def _size(keys: list[int]) -> int:
    total = 0
    for place in range(0, len(keys), AT_ONCE):
        rows = Revision.objects.filter(pk__in=keys[place : place + AT_ONCE])
        total += rows.aggregate(size=Sum(Length(Cast("words", TextField()))))["size"] or 0
    return total


def _log(report: Report, policy: Policy, moment: datetime) -> Any:
    """Write one entry for the batch: the stories' own logs would grow by as much as their histories shrink."""
    return acts.log(
        "prune",
        ContentType.objects.get_for_model(Revision),
        by=None,
        at=moment,
        note=f"Old revisions deleted: {report.revisions}, of stories: {report.stories}",
        revisions=report.revisions,
        stories=report.stories,
        keep_days=policy.keep_days,
        hourly_days=policy.hourly_days,
    )
