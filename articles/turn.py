"""How does one person at a time change a story? Every save and every verb takes its turn here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from articles import permissions
from articles.models import Article
from newsroom import acts, zones

PAST = {  # how the log's verbs are told to a colleague
    "start": "began",
    "save": "saved",
    "submit": "submitted",
    "return": "returned",
    "approve": "approved",
    "spike": "spiked",
    "revive": "revived",
    "publish": "published",
    "schedule": "scheduled",
    "reschedule": "rescheduled",
    "cancel": "cancelled a scheduled version of",
    "withdraw": "withdrew",
    "plan withdrawal": "planned to withdraw",
    "cancel withdrawal": "cancelled the withdrawal of",
    "move": "moved the address of",
    "strike": "struck a version of",
    "link translations": "linked the translations of",
    "unlink translations": "unlinked the translations of",
}


class Refused(Exception):
    """What was asked for cannot be done; the sentence says why and what to do. Nothing has changed."""


class Stale(Refused):
    """Somebody else was first."""


class Gone(Refused):
    """Somebody deleted the story at this very moment."""

    def __init__(self) -> None:
        super().__init__("Somebody deleted this story a moment ago.")


def who_was_first(article: Article, *, moment: datetime, user: Any = None) -> str:
    act = acts.of(article).filter(verb__in=PAST).first()  # sharing a preview, say, moves no version
    if act is None:
        return "This story was changed after you opened it."
    who = acts.name_of(act.by)
    if user is not None and act.by_id == user.pk:
        who = f"You yourself ({who}), perhaps in another tab,"
    what = PAST.get(act.verb, "changed")
    return f"{who} {what} this story {zones.ago(act.at, moment=moment)}, after you opened it."


@contextmanager
def turn(article: Article, verb: str, *, by: Any, seen: int, at: datetime) -> Iterator[Article]:
    """Give the story, locked and as it is now, to one verb; raise its version when the verb is done.

    `seen` is the version that the user's page showed. Raises NotAllowed if `by` may not, Stale if the story has moved
    on since, and Gone if it is deleted. When it ends well, the caller's `article` is as fresh as the database.
    """
    with transaction.atomic():
        locked = Article.objects.select_for_update().filter(pk=article.pk).first()
        if locked is None:
            raise Gone
        permissions.require(by, verb, locked)
        if locked.version != seen:
            raise Stale(f"{who_was_first(locked, moment=at, user=by)} Look at it as it is now, then decide anew.")
        yield locked
        locked.version += 1
        locked.save()
    article.refresh_from_db()
