"""How is a picture of the library chosen? By searching for it or dropping a file, with the one chosen to be seen."""

from typing import Any

from django.urls import reverse
from js_asset import Media, Script

from images import scripts
from images.models import Image
from newsroom.keyset import cursor_number
from newsroom.known_select import KnownSelect


class PictureSelect(KnownSelect):
    template_name = "desk/picture_select.html"

    @property
    def media(self) -> Any:
        own = Media(css={"all": ["desk/pictures.css"]}, js=[Script("desk/picture.js", type="module")])
        return super().media + scripts.media() + own

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        number = cursor_number(str(value or ""))
        if self.known is None or self.known.pk != number:
            self.known = Image.objects.filter(pk=number).first() if number else None
        addresses = {"upload": reverse("admin:add-pictures"), "told": reverse("admin:picture-told", args=[0])}
        return {**super().get_context(name, value, attrs), "picture": self.known, **addresses}
