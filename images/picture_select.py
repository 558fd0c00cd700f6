"""How is a picture of the library chosen? By searching for it, with the one that is chosen to be seen."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from js_asset import Media, Script

from images.models import Image


class PictureSelect(AutocompleteSelect):
    template_name = "desk/picture_select.html"

    @property
    def media(self) -> Any:
        return super().media + Media(js=[Script("desk/picture.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = next((text for text in context["widget"]["value"] if text.isascii() and text.isdigit()), None)
        context["picture"] = Image.objects.filter(pk=chosen).first() if chosen else None
        return context
