"""How is a picture of the library chosen? By searching for it, with the one that is chosen to be seen."""

from typing import Any

from js_asset import Media, Script

from images.models import Image
from newsroom.keyset import cursor_number
from newsroom.known_select import KnownSelect


class PictureSelect(KnownSelect):
    template_name = "desk/picture_select.html"

    @property
    def media(self) -> Any:
        return super().media + Media(js=[Script("desk/picture.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        number = cursor_number(str(value or ""))
        if self.known is None or self.known.pk != number:
            self.known = Image.objects.filter(pk=number).first() if number else None
        return {**super().get_context(name, value, attrs), "picture": self.known}
