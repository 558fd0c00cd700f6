"""Is this file a still picture that we take? Looked at in a process of its own (`trial.py`), which may die of it.

What the file is follows from its first bytes, never from its name. Size is read from the header before anything is
decoded; then all of it is decoded once, as small as may be, to its end. What a file holds beside its pixels is searched
for what a browser or another program would run: no reader ever gets an original, but nobody should keep such a file.
"""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from images import drawing

FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
MOST_PIXELS = 60_000_000
LEAST_SIDE = 40
LONGEST_SIDE = 16_000  # WebP ends at 16,383
COLOUR_SIDE = 64
MOST_PARTS = 20_000

KNOWN = "only JPEG, PNG, WebP and AVIF are taken"
OTHERS: list[tuple[re.Pattern[bytes], str]] = [
    (re.compile(rb"GIF8[79]a"), "This is a GIF. Save what moves as a video, and a still as PNG."),
    (re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|m[is]f1(?!.{0,40}avif))", re.DOTALL),
     "This is a HEIC picture, as telephones store them: send it as JPEG (“most compatible”)."),
    (re.compile(rb"\s*(?:<\?xml.*?)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg.*?)?<svg[\s>]", re.DOTALL | re.IGNORECASE),
     "This is an SVG, which may hold programs: export it as PNG."),
    (re.compile(rb"II\*\x00|MM\x00\*"), f"This is a TIFF or a camera's raw file: {KNOWN}."),
    (re.compile(rb"%PDF-"), f"This is a PDF: {KNOWN}."),
]  # fmt: skip
NO_PICTURE = "This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says."

ACTIVE = re.compile(rb"<(?:script|html|svg|iframe|object|embed)[\s>/]|<!doctype\s+html|<\?php\b", re.IGNORECASE)
HIDDEN = "This picture has a program or a page hidden in it: save it anew in a picture editor."


class Refused(Exception):
    """The file is not taken; the sentence says why, to whoever chose it."""


class Judged(NamedTuple):
    """True extension, upright size in pixels, average colour."""

    extension: str
    width: int
    height: int
    colour: str


def judge(content: bytes) -> Judged:
    """Check a file and return what it is. Raises Refused, with a sentence."""
    said = next((words for pattern, words in OTHERS if pattern.match(content[:2000])), "")
    if said:
        raise Refused(said)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is asked below, and odd metadata does no harm
            Pillow.MAX_IMAGE_PIXELS = None
            extension = _known_by_its_header(content)
            _nothing_hidden(content, extension)
            width, height = Pillow.open(BytesIO(content), formats=drawing.OPENED).size
            small, size = drawing.upright(content, scale=COLOUR_SIDE / max(width, height))
    except UnidentifiedImageError:
        raise Refused(NO_PICTURE) from None
    except MemoryError:
        raise Refused("This picture takes more memory than a picture should.") from None
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, IndexError, KeyError, TypeError) as error:
        raise Refused(f"This picture is broken: {error}") from None
    colour = small.resize((1, 1), Pillow.Resampling.BOX).tobytes().hex()
    return Judged(extension, *size, f"#{colour}")


def _known_by_its_header(content: bytes) -> str:
    """Read kind and size without decoding, and refuse what is too large, too small, or moves."""
    with Pillow.open(BytesIO(content), formats=drawing.OPENED) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise Refused(f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels.")
        if max(width, height) > LONGEST_SIDE:
            raise Refused(f"This picture is longer than {LONGEST_SIDE} pixels on one side.")
        if min(width, height) < LEAST_SIDE:
            raise Refused(f"This picture is only {width} × {height} pixels.")
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise Refused("This picture moves; only still pictures are taken.")
        return FORMATS[picture.format or ""]


def _nothing_hidden(content: bytes, extension: str) -> None:
    """Refuse a file that another program would take for a page, a script, an archive or a document."""
    if b"%PDF-" in content[:1024] or _is_archive(content):
        raise Refused(HIDDEN)
    for part in PARTS[extension](content):
        if ACTIVE.search(part):
            raise Refused(HIDDEN)


def _is_archive(content: bytes) -> bool:
    if b"PK\x05\x06" not in content[-66_000:]:
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


# What a file holds beside its pixels, by kind


def _of_jpeg(content: bytes) -> Iterator[bytes]:
    """Give the segments before the first scan, and what follows the picture's last end mark."""
    at, count = 2, 0
    while at + 4 <= len(content) and content[at] == 0xFF and count < MOST_PARTS:
        mark, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:
            break
        if mark == 0xFE or 0xE0 <= mark <= 0xEF:
            yield content[at + 4 : at + 2 + size]
        at += 2 + max(size, 2) if mark != 0xFF else 1
        count += 1
    end = content.find(b"\xff\xd9", at)
    yield content[end:] if end >= 0 else b""


def _of_png(content: bytes) -> Iterator[bytes]:
    at, count = 8, 0
    while at + 12 <= len(content) and count < MOST_PARTS:
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if kind not in {b"IDAT", b"fdAT"}:
            yield content[at + 8 : at + 8 + size]
        at += 12 + size
        count += 1
        if kind == b"IEND":
            break
    yield content[at:]


def _of_webp(content: bytes) -> Iterator[bytes]:
    at, count = 12, 0
    end = min(8 + int.from_bytes(content[4:8], "little"), len(content))
    while at + 8 <= end and count < MOST_PARTS:
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind not in {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}:
            yield content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
        count += 1
    yield content[end:]


def _of_avif(content: bytes) -> Iterator[bytes]:
    """All of it: words may stand among the pixels, as the container likes."""
    yield content


PARTS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "jpg": _of_jpeg,
    "png": _of_png,
    "webp": _of_webp,
    "avif": _of_avif,
}
