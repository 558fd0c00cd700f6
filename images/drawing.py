"""How does an original become a rendition? Upright, in sRGB, opaque, cropped, reduced; nothing in it but pixels.

Memory stays bounded by what decoding itself takes: a JPEG is decoded no larger than it is needed, and whatever is
decoded is brought to sRGB and reduced band by band, never as a second picture of the same size.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import ImageCms

from images.renditions import Crop, Rendition

OPENED = ("JPEG", "PNG", "WEBP", "AVIF")
SRGB = ImageCms.createProfile("sRGB")
ENCODED = {
    "avif": ("AVIF", {"quality": 45, "speed": 9, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 75, "method": 2}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True, "optimize": True}),
}
"""Chosen by measuring: bench/pictures.py says what each costs."""

BAND = 256
"""Rows that are converted at once; a multiple of every factor by which one reduces."""

MOST_REDUCED = 16
ORIENTATION = 0x0112
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
"""How a picture is set upright, by its EXIF orientation (CIPA DC-008, tag 0x0112)."""

SIDEWAYS = frozenset({5, 6, 7, 8})


class Decoded(NamedTuple):
    """A picture as readers are to see it, perhaps smaller than it is, and how large it is, upright."""

    picture: Pillow.Image
    size: tuple[int, int]


def draw(content: bytes, wanted: Iterable[Rendition]) -> Iterator[tuple[Rendition, bytes]]:
    """Make these renditions of one picture that `intake.take` has checked; those of a crop from the largest down.

    Raises OSError if the original cannot be decoded to its end.
    """
    ordered = sorted(wanted, key=lambda one: (one.crop.folder, -one.width))
    if not ordered:
        return
    base = upright(content, scale=max(one.width / one.crop.box.width for one in ordered)).picture
    for _, of_crop in groupby(ordered, key=lambda one: one.crop.folder):
        larger: Pillow.Image | None = None
        for (width, height), of_size in groupby(of_crop, key=lambda one: (one.width, one.height)):
            renditions = list(of_size)
            larger = _cropped(base, renditions[0].crop, width, height) if larger is None else _to(larger, width, height)
            for rendition in renditions:
                yield rendition, encoded(larger, rendition.kind)


def encoded(picture: Pillow.Image, kind: str) -> bytes:
    buffer = BytesIO()
    name, options = ENCODED[kind]
    picture.save(buffer, name, **options)
    return buffer.getvalue()


def upright(content: bytes, *, scale: float = 1.0) -> Decoded:
    """Decode a picture as readers are to see it, at least `scale` times its size."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which nobody needs here
        picture = Pillow.open(BytesIO(content), formats=OPENED)
        orientation = picture.getexif().get(ORIENTATION, 1)
        size = picture.size
        if scale < 1:
            picture.draft(None, (round(size[0] * scale), round(size[1] * scale)))  # a JPEG decodes to the size needed
        picture.load()
        times = 1 if scale >= 1 else max(1, min(int(1 / scale * picture.width / size[0]), MOST_REDUCED))
        reduced = _in_srgb(picture, 1 << (times.bit_length() - 1))
    turn = TURNS.get(orientation)
    return Decoded(
        reduced if turn is None else reduced.transpose(turn), size[::-1] if orientation in SIDEWAYS else size
    )


def _in_srgb(picture: Pillow.Image, times: int) -> Pillow.Image:
    """Bring a decoded picture to sRGB and make it so many times smaller, a band of rows at a time."""
    convert = _converter(picture)
    result = Pillow.new("RGB", (-(-picture.width // times), -(-picture.height // times)))
    for top in range(0, picture.height, BAND):
        rows = picture.crop((0, top, picture.width, min(top + BAND, picture.height)))
        band = convert(rows)
        result.paste(band.reduce(times) if times > 1 else band, (0, top // times))
    return result


def _converter(picture: Pillow.Image) -> Callable[[Pillow.Image], Pillow.Image]:
    """Say how rows of this picture become opaque sRGB."""
    mode, info = picture.mode, picture.info
    if mode.startswith("I") or mode == "F":
        return _of_deep_grey
    if mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in info:
        managed = _managed(info.get("icc_profile"), "RGB")
        return lambda rows: managed(_on_white(rows))
    if mode in {"CMYK", "L", "RGB"}:
        return _managed(info.get("icc_profile"), mode)
    managed = _managed(info.get("icc_profile"), "RGB")
    return lambda rows: managed(rows.convert("RGB"))


def _of_deep_grey(rows: Pillow.Image) -> Pillow.Image:
    """Sixteen bits of grey become eight: the upper ones."""
    return rows.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")


def _on_white(rows: Pillow.Image) -> Pillow.Image:
    clear = rows.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _managed(profile: bytes | None, mode: str) -> Callable[[Pillow.Image], Pillow.Image]:
    """Return the way from a profile's colours to sRGB; without a profile that fits, the plain one."""
    if not profile:
        return lambda rows: rows.convert("RGB")
    try:
        transform = ImageCms.buildTransform(ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return lambda rows: rows.convert("RGB")  # it is no profile, or not of such a picture
    return lambda rows: ImageCms.applyTransform(rows, transform) or rows.convert("RGB")


def _cropped(base: Pillow.Image, crop: Crop, width: int, height: int) -> Pillow.Image:
    across, down = base.width / crop.picture.width, base.height / crop.picture.height
    box = crop.box
    part = (
        box.left * across,
        box.top * down,
        min((box.left + box.width) * across, base.width),
        min((box.top + box.height) * down, base.height),
    )
    return base.resize((width, height), Pillow.Resampling.LANCZOS, box=part, reducing_gap=2.0)


def _to(larger: Pillow.Image, width: int, height: int) -> Pillow.Image:
    return larger.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=2.0)
