"""What knows no other noun: the outbox, the log, former addresses, and when the worker last lived."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q


class ContentChange(models.Model):
    """One change that readers may see: the keys of the pages it touches. Written by `outbox.announce` only."""

    keys = models.JSONField()
    at = models.DateTimeField()


class Act(models.Model):
    """Who did what to which thing, when, and why. Written by `acts.log` only, and never changed."""

    at = models.DateTimeField("when", db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="who", null=True, on_delete=models.PROTECT, related_name="acts"
    )
    verb = models.CharField("what", max_length=40)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject_name = models.CharField("of what", max_length=300)
    came_from = models.CharField(max_length=40, blank=True)
    went_to = models.CharField(max_length=40, blank=True)
    note = models.TextField("why", blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "log entry"
        verbose_name_plural = "log"
        indexes = [models.Index("subject_type", "subject_id", F("id").desc(), name="act_of_subject")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject_name}"


class Redirect(models.Model):
    """A former address and where its thing stands now: one hop, for good."""

    old_path = models.CharField(max_length=400, unique=True)
    new_path = models.CharField(max_length=400, db_index=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_path=F("new_path")),
                name="redirect_leads_elsewhere",
                violation_error_message="An address cannot lead to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"


class Heartbeat(models.Model):
    """When a worker last said that it lives."""

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
