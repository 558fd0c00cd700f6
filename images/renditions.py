"""Which files does a reader's browser get? A few widths of each picture, in WebP and JPEG, at computed addresses."""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

WIDTHS = (320, 640, 960, 1440, 1920)
KINDS = {"webp": ("WEBP", {"quality": 78, "method": 4}), "jpg": ("JPEG", {"quality": 80, "progressive": True})}
FOLDER = "renditions"
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Rendition:
    """One file of one picture; its address follows from the picture's content (128 bits of its hash) and its width."""

    digest: str
    width: int
    kind: str

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.digest[:32]}-{self.width}.{self.kind}"

    @property
    def url(self) -> str:
        return default_storage.url(self.name)


def widths_for(width: int) -> list[int]:
    """List the widths made of a picture that is `width` pixels wide: never wider than itself."""
    smaller = [w for w in WIDTHS if w < width]
    return [*smaller, width] if width <= WIDTHS[-1] else list(WIDTHS)


def renditions_of(digest: str, width: int, kind: str) -> list[Rendition]:
    return [Rendition(digest, w, kind) for w in widths_for(width)]


def make(content: bytes, digest: str) -> None:
    """Make all renditions of a picture that `intake.take` has checked, and store those not stored yet.

    What a rendition holds is upright, sRGB, and without any of the original's metadata.
    Raises OSError if the file cannot be decoded to its end.
    """
    picture = _upright(content)
    for width in reversed(widths_for(picture.width)):
        picture = _reduced(picture, width)
        for kind, (format_name, options) in KINDS.items():
            name = Rendition(digest, width, kind).name
            if default_storage.exists(name):
                continue
            buffer = BytesIO()
            picture.save(buffer, format_name, **options)
            default_storage.save(name, ContentFile(buffer.getvalue()))


def _upright(content: bytes) -> Pillow.Image:
    picture: Pillow.Image = Pillow.open(BytesIO(content))
    picture.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))  # JPEG decodes straight to the size needed
    profile = picture.info.get("icc_profile")
    ImageOps.exif_transpose(picture, in_place=True)
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            picture = (
                ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, outputMode="RGB")
                or picture
            )
        except (ImageCms.PyCMSError, OSError):
            picture = picture.convert("RGB")  # a profile that is not one
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        ground = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(ground, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    picture.info.clear()
    return picture


def _reduced(picture: Pillow.Image, width: int) -> Pillow.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Pillow.Resampling.LANCZOS)
