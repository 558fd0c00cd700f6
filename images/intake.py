"""Is this file a picture that we take? Decided by its content, within limits that are checked before decoding."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from images import drawing

FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
OPENED = ("JPEG", "PNG", "WEBP", "AVIF")  # a telephone's JPEG with a second picture inside calls itself MPO
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 60_000_000
LEAST_SIDE = 40
LONGEST_SIDE = 16_000  # WebP ends at 16,383
COLOUR_SIDE = 64


@dataclass(frozen=True)
class Taken:
    """A checked picture: upright size in pixels, the file's bytes, their SHA-256, true extension and average colour."""

    content: bytes
    digest: str
    extension: str
    width: int
    height: int
    colour: str


def take(file: IO[bytes]) -> Taken:
    """Read and check an uploaded file.

    Raises ValidationError, with a sentence for whoever chose the file, if it is too large, no picture of a known
    kind, or broken.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(f"This file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(content), formats=OPENED) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise ValidationError(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels.")
                if max(width, height) > LONGEST_SIDE:
                    raise ValidationError(f"This picture is longer than {LONGEST_SIDE} pixels on one side.")
                if min(width, height) < LEAST_SIDE:
                    raise ValidationError(f"This picture is only {width} × {height} pixels.")
                if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
                    raise ValidationError("This picture moves; only still pictures are taken.")
                extension = FORMATS[picture.format or ""]
            small, (width, height) = drawing.upright(content, scale=COLOUR_SIDE / max(width, height))
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
        raise ValidationError(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels.") from None
    except UnidentifiedImageError:
        raise ValidationError("This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, RuntimeError) as error:
        raise ValidationError(f"This picture is broken: {error}") from None
    return Taken(content, hashlib.sha256(content).hexdigest(), extension, width, height, _average(small))


def _average(picture: Pillow.Image) -> str:
    return f"#{picture.resize((1, 1), Pillow.Resampling.BOX).tobytes().hex()}"
