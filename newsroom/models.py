"""What knows no other noun: the outbox, the log, former and missed addresses, and when the worker last lived."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from newsroom.in_languages import InLanguages


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
        indexes = [
            models.Index("subject_type", "subject_id", F("id").desc(), name="act_of_subject"),
            models.Index("verb", F("id").desc(), name="act_of_verb"),
        ]

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


class MissedAddress(models.Model):
    """How often readers asked for an address in vain on one day of the newsroom's. Written by `missed.write` only."""

    path = models.CharField("address", max_length=200)
    day = models.DateField()
    times = models.PositiveIntegerField("asked for")

    class Meta:
        verbose_name = "address asked for in vain"
        verbose_name_plural = "addresses asked for in vain"
        indexes = [models.Index(F("day").desc(), F("times").desc(), name="missed_newest_most_asked")]
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="missed_counted_once_a_day")]

    def __str__(self) -> str:
        return self.path


class Heartbeat(models.Model):
    """When a worker last said that it lives."""

    worker = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Announcement(models.Model):
    """Something that one consumer (such as "mail") is still to be told, or was told. Written by `announcements` only.

    `key` names it once for each consumer, so that it is told once, however often it is found to be due.
    """

    consumer = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    payload = models.JSONField()
    due_at = models.DateTimeField()
    retry_at = models.DateTimeField(help_text="When it is tried next.")
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index("retry_at", condition=Q(done_at__isnull=True), name="announcement_to_make")]
        constraints = [models.UniqueConstraint(fields=["consumer", "key"], name="announced_once_to_each")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What it is, for editors; the rest of the payload is the consumer's business."""
        return str(self.payload.get("words") or f"{self.consumer}: {self.key}")


class Preferences(models.Model):
    """What one colleague wants of the desk: which mail, and a calendar address that can be taken back."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    mail_on_submission = models.BooleanField("a story is submitted for review", default=True)
    mail_on_return = models.BooleanField("my story is returned", default=True)
    mail_on_approval = models.BooleanField("my story is approved", default=True)
    mail_on_publication = models.BooleanField("my story goes live", default=True)
    mail_on_withdrawal = models.BooleanField("a story is withdrawn", default=True)
    mail_on_mention = models.BooleanField("a colleague mentions me in a note", default=True)
    mail_on_assignment = models.BooleanField("a story is assigned to me", default=True)
    calendar_key = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return str(self.user)


class GroupRule(models.Model):
    """What is asked of everybody in a group."""

    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="rule")
    needs_second_factor = models.BooleanField(
        "two-factor sign-in", default=False, help_text="Members must set up an authenticator app to use the desk."
    )

    def __str__(self) -> str:
        return f"rule of {self.group}"


class Imprint(InLanguages):
    """What the paper says of itself: one row, read through `newsroom.imprint`.

    What is left empty of name, tagline, zone and languages is as the environment says.
    """

    name = models.CharField(max_length=80, blank=True)
    tagline = models.CharField(max_length=200, blank=True, help_text="Stands under the name.")
    logo = models.ForeignKey(
        "images.Image",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For search engines and wherever stories are shared; it must be recognised on white.",
    )
    zone = models.CharField(
        "time zone",
        max_length=64,
        blank=True,
        help_text="All times for readers and at the desk are times of this zone.",
    )
    languages = models.JSONField(
        default=list, blank=True, help_text="The first one is the language of pages that have none of their own."
    )
    accounts = models.TextField(
        "accounts elsewhere",
        blank=True,
        help_text="Of the paper in social networks: one address on each line.",
    )
    publisher = models.CharField(max_length=150, blank=True, help_text="The company or society that answers for it.")
    founded = models.CharField(
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(r"^[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?\Z", "Give a year or a date: 2019-05-14.")
        ],
        help_text="A year, or a date such as 2019-05-14.",
    )
    street = models.CharField(max_length=150, blank=True, help_text="Street and number.")
    town = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Give two capital letters, such as UA.")],
        help_text="Two letters, such as UA.",
    )
    telephone = models.CharField(max_length=30, blank=True, help_text="As it is dialled from abroad: +380 44 …")
    email = models.EmailField("e-mail", blank=True, help_text="Read by people of the newsroom.")
    corrections_email = models.EmailField(
        "e-mail for corrections", blank=True, help_text="Where readers report errors. Empty: the newsroom's."
    )
    only = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "the paper"
        constraints = [models.CheckConstraint(condition=Q(only=1), name="there_is_one_paper")]

    def __str__(self) -> str:
        return "The paper"

    @property
    def page_keys(self) -> list[str]:
        return ["paper"]
