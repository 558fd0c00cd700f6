"""How are words drawn in the paper's letters? With the fonts of its pages, each letter from the file that has it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.conf import settings
from PIL import ImageDraw, ImageFont

FOLDER = settings.BASE_DIR / "static" / "site" / "fonts"
STILL = "hryvnia"
"""One sign, whose weight does not vary."""
ALPHABETS = ("latin", "latin-ext", "cyrillic", STILL)
NO_LETTER = "\uffff"
"""What no font has: it is drawn as the box that stands for missing letters."""


@dataclass(frozen=True)
class Type:
    """A cut of the paper's letters (`scripts/cut_fonts.py`) in a size, in pixels."""

    cut: str
    size: int
    weight: int | None = None
    """For a cut whose weight varies."""


def drawable(text: str) -> str:
    """Return `text` on one line, without what the paper's fonts have no letters for (emoji, other scripts, marks)."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(letter if _alphabet(letter) else " " * letter.isspace() for letter in composed)
    return " ".join(kept.split())


def width(text: str, letters: Type) -> float:
    """Return how wide drawable text is, in pixels."""
    return sum(_font(letters, alphabet).getlength(run) for alphabet, run in _runs(text))


def write(drawing: ImageDraw.ImageDraw, at: tuple[float, float], text: str, letters: Type, ink: str) -> None:
    """Write drawable text; `at` is where its base line begins."""
    x, y = at
    for alphabet, run in _runs(text):
        font = _font(letters, alphabet)
        drawing.text((x, y), run, ink, font, anchor="ls")
        x += font.getlength(run)


def lines(text: str, letters: Type, *, broadest: float) -> list[str]:
    """Break drawable text into lines that are no broader than that, between words, or within one that is too long."""
    broken = [""]
    for word in text.split():
        longer = f"{broken[-1]} {word}".strip()
        if width(longer, letters) <= broadest:
            broken[-1] = longer
            continue
        if not broken[-1]:
            broken.pop()
        *full, last = _pieces(word, letters, broadest)
        broken += [*full, last]
    return broken


def _pieces(word: str, letters: Type, broadest: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, letters) > broadest:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Cut text where the file changes that has its letters."""
    for alphabet, run in groupby(text, key=lambda letter: _alphabet(letter) or ALPHABETS[0]):
        yield alphabet, "".join(run)


@cache
def _alphabet(letter: str) -> str | None:
    """Return the file that can draw a letter, if one can."""
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Mn", "Zl", "Zp"}:
        return None
    for alphabet in ALPHABETS:
        font = _font(Type("serif-head", 40), alphabet)
        if bytes(font.getmask(letter)) != bytes(font.getmask(NO_LETTER)):
            return alphabet
    return None


@cache
def _font(letters: Type, alphabet: str) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FOLDER / f"{letters.cut}-{alphabet}.woff2", letters.size)
    if letters.weight is not None and alphabet != STILL:
        font.set_variation_by_axes([letters.weight])
    return font
