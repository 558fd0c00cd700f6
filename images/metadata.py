"""What does a picture's file say of itself? Its EXIF, IIM and XMP, in the words of the library.

Where they disagree the order is that of the Metadata Working Group, "Guidelines for Handling Image Metadata" 2.0
(2010), section 5: EXIF first for what it has (description, creator, copyright, date); then XMP, unless the IIM block
was changed by a program that knows no XMP, which its checksum shows: then IIM before XMP. Addresses, terms, alternative
text and source type stand in XMP alone. An alternative text is what somebody wrote as one, never anything else.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from PIL import Image as Pillow

from images import iim, sources
from images.drawing import OPENED
from images.xmp import CORE, DC, EXTENSION, PHOTOSHOP, PLUS, RIGHTS, Packet
from newsroom import zones
from newsroom.text import plain

EXIF_IFD = 0x8769
DESCRIPTION, ARTIST, COPYRIGHT = 0x010E, 0x013B, 0x8298
ORIGINAL_TIME, ORIGINAL_OFFSET = 0x9003, 0x9011
OF_CAMERAS = frozenset({"olympus digital camera", "sony dsc", "minolta digital camera", "exif_jpeg_picture", "default"})
"""What cameras write as a description of every picture."""

LONGEST = {
    "title": 150, "caption": 500, "credit": 150, "creator": 200, "copyright_notice": 300, "usage_terms": 1000,
    "license_url": 500, "acquire_url": 500, "alt": 300, "description": 2000, "source_type": 40,
}  # fmt: skip
"""As long as the library's columns are."""

is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Found:
    """Named as the columns of `images.models.Image`; empty where the file says nothing."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    license_url: str = ""
    acquire_url: str = ""
    alt: str = ""
    description: str = ""
    source_type: str = ""
    taken_at: datetime | None = None

    @property
    def said(self) -> dict[str, Any]:
        """What is not empty, as JSON holds it."""
        values = {name: value for name, value in asdict(self).items() if value}
        return values | ({"taken_at": self.taken_at.isoformat()} if self.taken_at else {})


def read(content: bytes, *, zone: ZoneInfo) -> Found:
    """Read what a picture that `intake.take` has checked says of itself; a time without a zone is taken as `zone`'s.

    Never raises: what is damaged says nothing.
    """
    try:
        with Pillow.open(BytesIO(content), formats=OPENED) as picture:
            info = dict(picture.info)
            exif = Pillow.Exif()
            exif.load(info.get("exif", b""))
            plain_tags, detailed = dict(exif), dict(exif.get_ifd(EXIF_IFD))
    except Exception:  # whatever somebody else's program wrote there, the picture itself is fine
        info, plain_tags, detailed = {}, {}, {}
    return _Reader(info, plain_tags, detailed, zone).found()


class _Reader:
    def __init__(self, info: Mapping[Any, Any], exif: dict[int, Any], detailed: dict[int, Any], zone: ZoneInfo) -> None:
        resources = info.get("photoshop") or {}
        self.exif, self.detailed, self.zone = exif, detailed, zone
        self.iim = iim.read(resources.get(iim.BLOCK, b""))
        self.iim_first = iim.was_changed_alone(resources)
        packet = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
        self.xmp = Packet(packet.encode() if isinstance(packet, str) else packet)

    def found(self) -> Found:
        xmp = self.xmp
        texts = {
            "title": self._either(xmp.text(f"{PHOTOSHOP}Headline") or xmp.text(f"{DC}title"), (105, 5)),
            "caption": self._exif(DESCRIPTION) or self._either(xmp.text(f"{DC}description"), (120,)),
            "credit": self._either(xmp.text(f"{PHOTOSHOP}Credit"), (110,)),
            "creator": self._creator(),
            "copyright_notice": self._exif(COPYRIGHT) or self._either(xmp.text(f"{DC}rights"), (116,)),
            "usage_terms": xmp.text(f"{RIGHTS}UsageTerms"),
            "license_url": _address(xmp.text(f"{RIGHTS}WebStatement")),
            "acquire_url": _address(xmp.inside(f"{PLUS}Licensor", f"{PLUS}LicensorURL")),
            "alt": xmp.text(f"{CORE}AltTextAccessibility"),
            "description": xmp.text(f"{CORE}ExtDescrAccessibility"),
            "source_type": sources.read(xmp.text(f"{EXTENSION}DigitalSourceType")),
        }
        return Found(**{name: _fitting(text, LONGEST[name]) for name, text in texts.items()}, taken_at=self._taken())

    def _creator(self) -> str:
        from_exif = self._exif(ARTIST)
        if from_exif:
            return from_exif
        return self._either("; ".join(self.xmp.texts(f"{DC}creator")), (80,), join="; ")

    def _either(self, from_xmp: str, numbers: Iterable[int], join: str = "") -> str:
        """Choose between XMP and IIM. `numbers` are data sets of its second record, the first that is there counts."""
        held = (self.iim.get((2, number), []) for number in numbers)
        texts = next(([text.strip() for text in one if text.strip()] for one in held if any(one)), [])
        from_iim = join.join(texts) if join else next(iter(texts), "")
        return (from_iim or from_xmp) if self.iim_first else (from_xmp or from_iim)

    def _exif(self, tag: int) -> str:
        value = self.exif.get(tag, "")
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        with suppress(UnicodeError):  # Pillow reads what the standard calls ASCII as Latin-1
            text = text.encode("latin-1").decode("utf-8")
        text = "; ".join(part.strip() for part in text.split("\x00") if part.strip())
        return "" if text.lower() in OF_CAMERAS else text

    def _taken(self) -> datetime | None:
        original = f"{self.detailed.get(ORIGINAL_TIME, '')}{self.detailed.get(ORIGINAL_OFFSET, '')}".strip("\x00 ")
        iim_date, iim_time = ("".join(self.iim.get((2, number), [])[:1]) for number in (55, 60))
        of_both: list[tuple[str, Callable[[str], datetime | None]]] = [
            (self.xmp.text(f"{PHOTOSHOP}DateCreated"), _iso),
            (iim_date + iim_time, _compact),
        ]
        ordered = [(original, _colons), *(of_both[::-1] if self.iim_first else of_both)]
        readings = (read_as(text) for text, read_as in ordered if text)
        return next((moment for one in readings if one and (moment := _placed(one, self.zone))), None)


def _fitting(text: str, longest: int) -> str:
    return plain(" ".join(text.split()))[:longest].strip()


def _address(text: str) -> str:
    try:
        is_address(text)
    except ValidationError:
        return ""
    return text


def _colons(text: str) -> datetime | None:
    """Read EXIF's "2026:03:10 14:05:00", with or without "+02:00" behind it."""
    return _parsed(text, "%Y:%m:%d %H:%M:%S%z", "%Y:%m:%d %H:%M:%S")


def _compact(text: str) -> datetime | None:
    """Read IIM's "20260310" and "140500+0200"."""
    return _parsed(text, "%Y%m%d%H%M%S%z", "%Y%m%d%H%M%S", "%Y%m%d")


def _iso(text: str) -> datetime | None:
    """Read XMP's date, which may lack its time or its zone."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parsed(text: str, *forms: str) -> datetime | None:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - placed in the newsroom's zone where none is said
        except ValueError:
            continue
    return None


def _placed(read_time: datetime, zone: ZoneInfo) -> datetime | None:
    """Say which instant is meant; an hour that a clock change skipped is the one after it."""
    if read_time.year < 1826:  # no photograph is older
        return None
    if read_time.tzinfo is not None:
        return read_time.astimezone(UTC)
    try:
        return zones.resolve(read_time, zone, later=False)
    except zones.SkippedTime:
        return zones.resolve(read_time + timedelta(hours=1), zone, later=False)
