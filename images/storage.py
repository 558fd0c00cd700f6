"""Where do originals and renditions lie on this machine? In files that are there whole or not at all."""

import os
import secrets

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

BEGUN = ".part"


@deconstructible(path="images.storage.WholeFiles")
class WholeFiles(FileSystemStorage):
    """Writes beside the name and moves there at the end, so that nobody reads half a file and no crash leaves one.

    What has a name already is replaced: names say what is in a file (`digest`, a rendition's address).
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"allow_overwrite": True, **kwargs})  # type: ignore[arg-type]

    def _save(self, name: str, content: File) -> str:
        begun = super()._save(f"{name}.{secrets.token_hex(8)}{BEGUN}", content)  # type: ignore[misc]
        try:
            os.replace(self.path(begun), self.path(name))
        except OSError:
            self.delete(begun)
            raise
        return name
