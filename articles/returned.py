"""Was a story sent back to its reporter, and with which words?"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Article
from newsroom import acts
from newsroom.models import Act

DECIDES = ("submit", "return", "approve", "publish", "schedule")
"""A story is returned if the last of these was a return."""


def note_of(article: Article) -> Act | None:
    """Find the return, with the editor's words, if the story has not gone on since."""
    last = acts.of(article).filter(verb__in=DECIDES).first()
    return last if last is not None and last.verb == "return" else None


def with_last_decision(stories: QuerySet[Article]) -> QuerySet[Any]:
    """Add `last_decision`, the verb (empty if there was none), and `decided_by_act`, its number in the log."""
    kind = ContentType.objects.get_for_model(Article)
    decisions = Act.objects.filter(subject_type=kind, subject_id=OuterRef("pk"), verb__in=DECIDES).order_by("-id")
    return stories.annotate(
        last_decision=Coalesce(Subquery(decisions.values("verb")[:1]), Value("")),
        decided_by_act=Subquery(decisions.values("id")[:1]),
    )


def returned(stories: QuerySet[Article]) -> QuerySet[Any]:
    """Keep the drafts that were returned."""
    return with_last_decision(stories.filter(stage=Article.Stage.DRAFT)).filter(last_decision="return")


def not_returned(stories: QuerySet[Article]) -> QuerySet[Any]:
    """Keep the drafts that were not."""
    return with_last_decision(stories.filter(stage=Article.Stage.DRAFT)).exclude(last_decision="return")
