"""When is something live? One half-open period, `live_from <= moment < live_until`, in UTC."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


def unended_q(moment: datetime, prefix: str = "") -> Q:
    """Say "has not ended at `moment`" of what `prefix` leads to, such as `article__editions__`."""
    return Q(**{f"{prefix}live_until__isnull": True}) | Q(**{f"{prefix}live_until__gt": moment})


class PeriodQuerySet(models.QuerySet):
    def unended_at(self, moment: datetime) -> Self:
        """Keep what has not ended at `moment`, begun or not."""
        return self.filter(unended_q(moment))

    def live_at(self, moment: datetime) -> Self:
        """Keep what the public may see at `moment` (aware)."""
        return self.unended_at(moment).filter(live_from__lte=moment)


class Period(models.Model):
    """What is shown for a time. `live_until` NULL means until further notice."""

    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message="It must end after it starts.",
            ),
        ]

    def is_live_at(self, moment: datetime) -> bool:
        return self.live_from <= moment and (self.live_until is None or self.live_until > moment)
