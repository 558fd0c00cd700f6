"""Which publications and withdrawals has the clock brought about that nobody was told of yet?

Nothing here makes a story appear: readers see it by the clock. An edition or a withdrawal whose instant has come while
its `announced_at` is empty is owed to the desk as an "event"; telling it logs "went live" and owes the mail.
What was cancelled is gone, and what was moved is not due: neither needs anything here.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles import notices
from articles.models import Edition, Withdrawal
from articles.timeline import Event, instant
from newsroom import acts, announcements
from newsroom.announcements import Owed
from newsroom.models import Announcement

CONSUMER = "event"
OLD_NEWS = timedelta(days=2)
"""What is found so late goes into the log; nobody gets mail about it."""


def unannounced_editions(moment: datetime) -> QuerySet[Edition]:
    """The editions whose instant has come and of which nobody was told, the oldest first."""
    return Edition.objects.filter(announced_at=None, live_from__lte=moment).order_by("live_from", "pk")


def unannounced_withdrawals(moment: datetime) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(announced_at=None, at__lte=moment).order_by("at", "pk")


def key_of(event: Event) -> str:
    """Name an event and its instant: once moved, it is another."""
    kind = "edition" if isinstance(event, Edition) else "withdrawal"
    return f"{kind}-{event.pk}-{instant(event).isoformat()}"


def owe_due(moment: datetime) -> bool:
    """Owe to the desk all events that have come. They are told by `tell`; so there is never more of this to do."""
    editions = (
        unannounced_editions(moment).select_related("article").only("pk", "live_from", "headline", "article__slug")
    )
    events: list[Event] = [*editions, *unannounced_withdrawals(moment).select_related("article")]
    keys = {key_of(event): event for event in events}
    if keys:
        known = Announcement.objects.filter(consumer=CONSUMER, key__in=list(keys)).values_list("key", flat=True)
        new = [_owed(key, keys[key]) for key in keys.keys() - set(known)]
        announcements.owe(CONSUMER, new, at=moment)
    return False


def _owed(key: str, event: Event) -> Owed:
    if isinstance(event, Edition):
        return Owed(key, f"“{event}” went live", {"edition": event.pk})
    return Owed(key, f"“{event.article}” went off line", {"withdrawal": event.pk})


def tell(payload: dict[str, Any], moment: datetime) -> None:
    """Announce one event: the consumer of what `owe_due` owes. Told again, it does nothing."""
    with transaction.atomic():
        if "edition" in payload:
            _went_live(payload["edition"], moment)
        else:
            _went_off_line(payload["withdrawal"], moment)


def published_by_hand(edition: Edition, *, by: Any, moment: datetime) -> None:
    """Announce what somebody published this very moment, in the verb's own transaction. The verb's act is its log."""
    if Edition.objects.filter(pk=edition.pk, announced_at=None).update(announced_at=moment):
        notices.published(_read(edition.pk), by=by, moment=moment)


def _went_live(pk: int, moment: datetime) -> None:
    if not unannounced_editions(moment).filter(pk=pk).update(announced_at=moment):
        return  # cancelled, moved, or announced by somebody else
    edition = _read(pk)
    acts.log(
        acts.WENT_LIVE,
        edition.article,
        by=None,
        at=edition.live_from,
        planned=edition.live_from.isoformat(),
        announced=moment.isoformat(),
        edition=pk,
        revision=edition.revision,
    )
    is_news = edition.is_live_at(moment) and edition.struck_at is None and moment - edition.live_from < OLD_NEWS
    if is_news:
        notices.published(edition, by=None, moment=moment)


def _went_off_line(pk: int, moment: datetime) -> None:
    if not unannounced_withdrawals(moment).filter(pk=pk).update(announced_at=moment):
        return
    withdrawal = Withdrawal.objects.select_related("article").get(pk=pk)
    acts.log(
        acts.WENT_OFF_LINE,
        withdrawal.article,
        by=None,
        at=withdrawal.at,
        note=withdrawal.reason,
        planned=withdrawal.at.isoformat(),
        announced=moment.isoformat(),
        withdrawal=pk,
    )


def _read(pk: int) -> Edition:
    return Edition.objects.defer("body", "article__body").select_related("article", "published_by").get(pk=pk)
