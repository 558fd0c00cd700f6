"""Who did what, when, and why? The one door to the log."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from newsroom.models import Act
from newsroom.text import plain

WENT_LIVE, WENT_OFF_LINE = "went live", "went off line"
BY_THE_CLOCK = (WENT_LIVE, WENT_OFF_LINE)
"""What nobody did: it had been planned, and its time came."""


def log(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    at: datetime,
    came_from: str = "",
    went_to: str = "",
    note: str = "",
    **details: Any,
) -> Act:
    """Write one act down. `details` must be JSON: times go in as ISO 8601."""
    return Act.objects.create(
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        subject_name=str(subject)[:300],
        by=by,
        at=at,
        came_from=came_from,
        went_to=went_to,
        note=plain(note),
        details=details,
    )


def of(subject: models.Model) -> QuerySet[Act]:
    """All that was done to one thing, the last first."""
    subject_type = ContentType.objects.get_for_model(subject)
    return Act.objects.filter(subject_type=subject_type, subject_id=subject.pk).select_related("by").order_by("-id")


def latest(subject: models.Model) -> Act | None:
    """What somebody last did to it; the clock's doing is nobody's."""
    return of(subject).exclude(verb__in=BY_THE_CLOCK).first()


def name_of(user: AbstractBaseUser | None) -> str:
    """What colleagues call somebody; what was done by nobody was done by the newsroom itself."""
    if user is None:
        return "The newsroom"
    return getattr(user, "get_full_name", lambda: "")() or user.get_username()
