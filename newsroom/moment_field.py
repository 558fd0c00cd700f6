"""How does a person enter an instant? As the newsroom's local time to the minute, its zone named beside the field."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from js_asset import Script

from newsroom import zones

EARLIER, LATER = "earlier", "later"


def local_text(value: datetime) -> str:
    return value.astimezone(zones.newsroom_zone()).strftime("%Y-%m-%dT%H:%M")


def parse_local(text: str) -> datetime | None:
    """Read "2026-11-24T08:00" (a space will do for the T); seconds are dropped."""
    if len(text.strip()) < len("2026-11-24T08:00"):  # a date alone would be read as its midnight
        return None
    try:
        local = parse_datetime(text.strip())
    except ValueError:
        return None
    if local is None or local.tzinfo is not None or not 1990 <= local.year <= 2199:
        return None
    return local.replace(second=0, microsecond=0)


class MomentWidget(forms.MultiWidget):
    """A date-time input, its zone, and, only for an hour that comes twice, the question which is meant."""

    template_name = "desk/moment_widget.html"
    use_fieldset = False  # one control, but for an hour that comes twice

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        choice = forms.RadioSelect()
        local = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60, **(attrs or {})})
        super().__init__({"local": local, "which": choice})

    class Media:
        js = [Script("desk/moment.js", type="module")]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: datetime | None) -> list[str]:
        if value is None:
            return ["", ""]
        text = local_text(value)
        found = zones.readings(datetime.fromisoformat(text), zones.newsroom_zone())
        which = "" if len(found) < 2 else (LATER if value >= found[1] else EARLIER)
        return [text, which]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        values = value if isinstance(value, list) else self.decompress(value)
        local = parse_local(values[0] or "")
        found = zones.readings(local, zones.newsroom_zone()) if local else []
        if len(found) == 2:
            zone = zones.newsroom_zone()
            self.widgets[1].choices = [  # type: ignore[attr-defined]
                (EARLIER, f"the first {found[0].astimezone(zone):%H:%M (%Z)}"),
                (LATER, f"the second {found[1].astimezone(zone):%H:%M (%Z)}"),
            ]
        context = super().get_context(name, values, attrs)
        context["widget"]["zone"] = zones.zone_name()
        context["widget"]["repeated"] = len(found) == 2
        return context


class MomentField(forms.MultiValueField):
    """An instant: cleaned to an aware UTC datetime with whole minutes.

    A local time that a clock change skips is refused; one that it repeats is asked about.
    """

    widget: Any = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.CharField(), forms.CharField(required=False))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        values = initial if isinstance(initial, list) else MomentWidget().decompress(initial)
        return [v or "" for v in values] != [v or "" for v in (data or ["", ""])]

    def compress(self, data_list: list[str]) -> datetime | None:
        if not data_list or not data_list[0]:
            return None
        local = parse_local(data_list[0])
        if local is None:
            raise forms.ValidationError("Enter a date and a time such as 2026-11-24 08:00, between 1990 and 2199.")
        which = data_list[1] if len(data_list) > 1 else ""
        later = {EARLIER: False, LATER: True}.get(which)
        try:
            return zones.resolve(local, zones.newsroom_zone(), later=later).astimezone(UTC)
        except zones.SkippedTime:
            raise forms.ValidationError(
                f"{local:%H:%M} does not exist on that day in {zones.zone_name()}: the clocks go forward over it."
            ) from None
        except zones.RepeatedTime:
            raise forms.ValidationError(
                f"{local:%H:%M} comes twice on that day in {zones.zone_name()}, as the clocks go back. "
                "Which do you mean?"
            ) from None
