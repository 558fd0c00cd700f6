"""What is asked about a picture? Its words, where it comes from, what is allowed with it, and its focus."""

from typing import Any

from django import forms

from images.models import Image
from newsroom.moment_field import MomentField
from newsroom.stale_forms import StaleCheckedForm

WORDS = ["title", "alt", "description", "caption"]
ORIGIN = ["credit", "creator", "source_type", "taken_at"]
RIGHTS = ["copyright_notice", "usage_terms", "license_url", "acquire_url", "rights_until", "use_limit"]
FOCUS = ["focus_x", "focus_y"]


def help_of(name: str) -> str:
    return str(getattr(Image._meta.get_field(name), "help_text", ""))


def _share(label: str, name: str) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": 0.01, "min": 0, "max": 1, "data-focus-part": name[-1]})
    return forms.FloatField(
        label=label, required=False, min_value=0, max_value=1, widget=widget, help_text=help_of(name)
    )


class PictureForm(StaleCheckedForm):
    """All that the library knows of a picture. Refused if somebody else changed it meanwhile."""

    taken_at = MomentField(label="Taken", required=False, help_text=help_of("taken_at"))
    rights_until = MomentField(label="Rights run out", required=False, help_text=help_of("rights_until"))
    license_url = forms.URLField(
        label="Rights page", required=False, max_length=500, assume_scheme="https", help_text=help_of("license_url")
    )
    acquire_url = forms.URLField(
        label="Where to buy it", required=False, max_length=500, assume_scheme="https", help_text=help_of("acquire_url")
    )
    focus_x = _share("Focus, from the left", "focus_x")
    focus_y = _share("Focus, from the top", "focus_y")

    class Meta:
        model = Image
        fields = [*WORDS, *ORIGIN, *RIGHTS, *FOCUS]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 3}),
            "usage_terms": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_focus_x(self) -> float:
        return self._focus_or_as_it_is("focus_x")

    def clean_focus_y(self) -> float:
        return self._focus_or_as_it_is("focus_y")

    def _focus_or_as_it_is(self, name: str) -> float:
        value = self.cleaned_data[name]
        return getattr(self.instance, name) if value is None else round(value, 3)

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        super().__init__(*args, initial={**_found(instance), **(initial or {})}, **kwargs)


class CheckForm(PictureForm):
    """The same for a picture that has just come: all but the focus, which its own page sets by pointing."""

    focus_x = focus_y = None  # type: ignore[assignment]

    class Meta(PictureForm.Meta):
        fields = [*WORDS, *ORIGIN, *RIGHTS]

    @property
    def has_errors_below(self) -> bool:
        """Whether something is wrong with what stands folded away."""
        return self.is_bound and bool(set(self.errors) - {"title", "alt", "caption", "credit", "source_type"})


def _found(image: Image | None) -> dict[str, Any]:
    """Give what an unchecked picture's file says, where nobody has written anything yet."""
    if image is None or not image.found:
        return {}
    fields = {field.name for field in Image._meta.get_fields() if hasattr(field, "attname")}
    return {
        name: Image._meta.get_field(name).to_python(value)  # type: ignore[union-attr]
        for name, value in image.found.items()
        if name in fields and (name == "title" or not getattr(image, name))
    }
