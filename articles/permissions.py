"""Who may do what with a story? Asked by every verb, and by the desk to show only what is allowed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from articles.models import Article

NEEDS = {  # verb: the permission it takes, beyond being allowed to edit this story where OWN says so
    "save": "change_article",
    "submit": "submit_article",
    "return": "return_article",
    "approve": "approve_article",
    "spike": "spike_article",
    "revive": "spike_article",
    "publish": "publish_article",
    "reschedule": "publish_article",
    "cancel": "publish_article",
    "withdraw": "withdraw_article",
    "cancel_withdrawal": "withdraw_article",
    "move": "move_article",
    "strike": "strike_edition",
    "share_preview": "share_preview",
    "link_translations_of": "edit_any_article",
}
OWN = {"save", "submit", "share_preview"}


class NotAllowed(PermissionDenied):
    """This user may not do this; the sentence says what is missing."""


def is_own(user: Any, article: Article) -> bool:
    """Say whether a story is its reporter's: who began it, or to whom it was assigned."""
    return user.pk is not None and user.pk in {article.created_by_id, article.assignee_id}


def own_q(user: Any, prefix: str = "") -> Q:
    """Say the same of rows that lead to a story by `prefix`, such as `article__`."""
    return Q(**{f"{prefix}created_by": user}) | Q(**{f"{prefix}assignee": user})


def may(user: Any, verb: str, article: Article) -> bool:
    if not user.has_perm(f"articles.{NEEDS[verb]}"):
        return False
    return verb not in OWN or user.has_perm("articles.edit_any_article") or is_own(user, article)


def may_edit(user: Any, article: Article) -> bool:
    """Say whether `user` may change the words as the story stands: a spiked one is revived first."""
    return article.stage != Article.Stage.SPIKED and may(user, "save", article)


def require(user: Any, verb: str, article: Article) -> None:
    """Raise NotAllowed unless `user` may do `verb` with this story."""
    if not may(user, verb, article):
        raise NotAllowed(f"You may not {verb.replace('_', ' ')} “{article}”. Ask an editor to do it, or the chief.")
