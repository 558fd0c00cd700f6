"""What goes live or off line next, what just did, and what was corrected this week? Asked of the events' indexes."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from articles.models import Article, Edition, Withdrawal

NEXT = timedelta(hours=24)
JUST = timedelta(hours=12)
WEEK = timedelta(days=7)


def next_editions(moment: datetime) -> QuerySet[Edition]:
    return Edition.objects.filter(live_from__gt=moment, live_from__lte=moment + NEXT).order_by("live_from")


def next_withdrawals(moment: datetime) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(at__gt=moment, at__lte=moment + NEXT).order_by("at")


def just_published(moment: datetime) -> QuerySet[Edition]:
    """What came live in the last hours and still is."""
    return Edition.objects.live_at(moment).filter(live_from__gt=moment - JUST).order_by("-live_from")


def corrections(moment: datetime) -> QuerySet[Edition]:
    begun = Edition.objects.filter(live_from__gt=moment - WEEK, live_from__lte=moment, struck_at=None)
    return begun.filter(kind=Edition.Kind.CORRECTION).order_by("-live_from")


def stories_next(stories: QuerySet[Article], moment: datetime) -> QuerySet[Article]:
    """Keep the stories of which something comes or goes in the next hours."""
    comes = Q(pk__in=next_editions(moment).order_by().values("article_id"))
    return stories.filter(comes | Q(pk__in=next_withdrawals(moment).order_by().values("article_id")))
