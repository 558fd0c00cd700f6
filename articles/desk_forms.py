"""What does each move ask for before it is made?"""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles import addresses, agenda, checks
from articles.models import Article, Edition
from articles.timeline import Timeline
from newsroom import zones
from newsroom.moment_field import MomentField


class MoveForm(forms.Form):
    """Carries the version that its user saw; asks for nothing else."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, article: Article, timeline: Timeline, edition: Edition | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.article, self.timeline, self.edition = article, timeline, edition
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the story."""

    def stands_at(self) -> datetime | None:
        """Return the time that the move would change, if it changes one."""
        return None

    def clean_at(self) -> datetime | None:
        """Refuse a time that has passed, in the forms that ask for one."""
        at, moment = self.cleaned_data["at"], self.timeline.moment
        if at is not None and at <= moment:
            raise ValidationError(f"That was {zones.in_words(at, moment=moment)}: choose a time ahead.")
        return at


class NoteForm(MoveForm):
    note = forms.CharField(
        label="What should be done?", widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}), max_length=5000
    )


class OptionalNoteForm(MoveForm):
    note = forms.CharField(
        label="Why? (for colleagues)", widget=forms.Textarea(attrs={"rows": 2}), max_length=5000, required=False
    )


class ReasonForm(MoveForm):
    reason = forms.CharField(
        label="On which grounds?", widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}), max_length=5000
    )


class AddressForm(MoveForm):
    slug = forms.CharField(label="New address", max_length=addresses.LONGEST, help_text="/articles/…/")

    def prepare(self) -> None:
        self.fields["slug"].initial = self.article.slug

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].strip().strip("/")
        addresses.check_free(slug, unless=self.article)
        return slug


class TimedForm(MoveForm):
    """Asks once more about a time that looks like a slip, or is crowded. The tick counts for that very time."""

    doubts: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = proposed_time(self)
        if at is not None and not self.is_bound:
            self._ask(at)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        at = self.cleaned_data.get("at")
        if at is not None and self._ask(at) and at.isoformat() not in self["sure"].data:
            self.add_error("sure", "Tick it if you do, or change the time.")
        return cleaned

    def _ask(self, at: datetime) -> bool:
        """Put the question under the time, if there is a doubt about it."""
        words = self.edition or self.article
        kind = self.edition.kind if self.edition else getattr(self, "cleaned_data", {}).get("kind", "")
        found = agenda.doubts(at, words=words, article=self.article, kind=kind, moment=self.timeline.moment)
        self.doubts = tuple(found)
        if self.doubts:
            clock = f"{at.astimezone(zones.newsroom_zone()):%H:%M}"
            self.fields["sure"] = forms.MultipleChoiceField(
                label="Is that the time you mean?",
                choices=[(at.isoformat(), f"Yes, at {clock}")],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.order_fields(["seen", "at", "sure"])
        return bool(self.doubts)


class PublishForm(MoveForm):
    """Kind and note are asked once something has been published before; what to do with plans, if there are any."""

    kind = forms.ChoiceField(
        label="What is it to readers?",
        widget=forms.RadioSelect,
        choices=[
            (Edition.Kind.MINOR, "A minor fix: no stamp"),
            (Edition.Kind.UPDATE, "An update: “(Updated: …)”"),
            (Edition.Kind.CORRECTION, "A correction: the stamp, and the note below is printed with the story"),
        ],
    )
    note = forms.CharField(
        label="Note for readers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="What changed. A correction must say what was wrong and what is right.",
    )
    keep_scheduled = forms.ChoiceField(label="What is scheduled after that", widget=forms.RadioSelect)
    despite = forms.CharField(
        label="Why shall it run all the same?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        help_text="For colleagues: the log keeps it beside the warnings.",
    )

    may_come_later = False
    field_order = ["seen", "at", "kind", "note", "keep_scheduled", "despite"]

    def prepare(self) -> None:
        self.findings = checks.findings(self.article, at=self.timeline.moment)
        if not checks.of_weight(self.findings, checks.Weight.WARNING):
            del self.fields["despite"]
        if not (self.timeline.was_ever_live or (self.may_come_later and self.timeline.scheduled)):
            del self.fields["kind"], self.fields["note"]
        else:
            self.fields["kind"].initial = Edition.Kind.UPDATE
        if not self.timeline.scheduled:
            del self.fields["keep_scheduled"]
            return
        keep: Any = self.fields["keep_scheduled"]
        keep.choices = [("keep", "Keep it: it follows later"), ("cancel", "Cancel it")]
        keep.initial = "keep" if self.timeline.live else "cancel"
        keep.help_text = "; ".join(
            f"revision {edition.revision}, {zones.in_words(edition.live_from, moment=self.timeline.moment)}"
            for edition in self.timeline.scheduled
        )

    def clean_keep_scheduled(self) -> bool:
        return self.cleaned_data["keep_scheduled"] == "keep"

    @property
    def stops(self) -> bool:
        """Whether something stands that no reason overrides."""
        return bool(checks.of_weight(self.findings, checks.Weight.ERROR))

    def clean(self) -> dict[str, Any] | None:
        """Look at the story as it would be at the hour that was asked for: rights in pictures run out."""
        cleaned = super().clean() or {}
        self.findings = checks.findings(self.article, at=cleaned.get("at") or self.timeline.moment)
        if self.stops:
            raise ValidationError("The story lacks something: see above.")
        if "despite" in self.fields and not cleaned.get("despite", "").strip():
            self.add_error("despite", "Say why, or mend what is listed above.")
        return cleaned


class ScheduleForm(TimedForm, PublishForm):
    may_come_later = True
    at = MomentField(label="When")

    def prepare(self) -> None:
        super().prepare()
        planned = self.article.planned_for
        if planned is not None and planned > self.timeline.moment:
            self.fields["at"].initial = planned


class RescheduleForm(TimedForm):
    at = MomentField(label="New time", required=False, help_text="Leave it empty to show these words to readers now.")

    def prepare(self) -> None:
        if self.edition is not None:
            self.fields["at"].initial = self.edition.live_from

    def stands_at(self) -> datetime | None:
        return self.edition.live_from if self.edition else None


class PlanForm(MoveForm):
    at = MomentField(label="Planned for", required=False, help_text="Leave it empty if nothing is planned any more.")

    def prepare(self) -> None:
        self.fields["at"].initial = self.article.planned_for

    def stands_at(self) -> datetime | None:
        return self.article.planned_for


class WithdrawForm(MoveForm):
    at = MomentField(label="When", required=False, help_text="Leave it empty to withdraw the story now.")
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        help_text="For colleagues; readers are told only that it was withdrawn.",
    )

    def prepare(self) -> None:
        if self.timeline.live is None:
            self.fields["at"].required = True
            self.fields["at"].help_text = "Nothing is live yet: name a time after it is."
        planned = self.timeline.planned_withdrawal
        if planned is not None:
            self.fields["reason"].initial = planned.reason

    def stands_at(self) -> datetime | None:
        planned = self.timeline.planned_withdrawal
        return planned.at if planned else None


def proposed_time(form: MoveForm) -> datetime | None:
    """Read the local time that the page's address fills into a form. None if it fills in nothing that ever comes."""
    values = form.initial.get("at")
    if not isinstance(values, list):
        return None
    try:
        return MomentField(required=False).clean(values)
    except ValidationError:
        return None
