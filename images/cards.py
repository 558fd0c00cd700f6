"""What is shown of words that are shared and have no picture? They themselves, in the paper's letters, as an image."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageDraw

from images import lettering
from images.lettering import Type

SIZE = (1200, 630)
"""What social networks show without cutting anything off."""
DESIGN = 1
"""Raise it when cards shall look otherwise: their addresses change with it."""

MARGIN = 80
PAPER, INK, ACCENT, TICK, RULE = "#f9faf9", "#10181d", "#a92f14", "#8c999f", "#d2d9db"
HEAD_SIZES = (92, 84, 76, 68, 60, 52, 46)
LEADING = 1.14
HEAD_TOP, HEAD_BOTTOM = 158, 496
FOOT = 572
NAME = Type("serif-head", 40)
LABEL = Type("sans", 30, 650)
COLOURS = 64


@dataclass(frozen=True)
class Words:
    headline: str
    label: str
    """What stands above it: a section, the kind of story."""
    paper: str


def draw(words: Words) -> bytes:
    """Draw a card, as PNG."""
    card = Pillow.new("RGB", SIZE, PAPER)
    drawing = ImageDraw.Draw(card)
    _draw_scale(drawing)
    room = SIZE[0] - 2 * MARGIN
    label = _cut(lettering.drawable(words.label), LABEL, room)
    lettering.write(drawing, (MARGIN, 118), label, LABEL, ACCENT)
    headline, paper = _headline(words), lettering.drawable(words.paper)
    _draw_headline(drawing, headline, room)
    drawing.line([(MARGIN, FOOT - 56), (SIZE[0] - MARGIN, FOOT - 56)], RULE, 2)
    if headline != paper:
        lettering.write(drawing, (MARGIN, FOOT), _cut(paper, NAME, room), NAME, INK)
    written = BytesIO()
    card.quantize(COLOURS, dither=Pillow.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _headline(words: Words) -> str:
    """Return the headline, or the paper's name if more than a few of its letters are none of ours."""
    drawn = lettering.drawable(words.headline)
    missing = sum(letter.isalpha() for letter in words.headline) - sum(letter.isalpha() for letter in drawn)
    return drawn if drawn and missing <= len(drawn) // 10 else lettering.drawable(words.paper)


def _draw_headline(drawing: ImageDraw.ImageDraw, text: str, room: int) -> None:
    """Draw it as large as it fits; the longest end in an ellipsis."""
    for size in HEAD_SIZES:
        letters = Type("serif-head", size)
        height = round(size * LEADING)
        most = (HEAD_BOTTOM - HEAD_TOP) // height
        found = lettering.lines(text, letters, broadest=room)
        if len(found) <= most:
            break
    if len(found) > most:
        found = [*found[: most - 1], _cut(" ".join(found[most - 1 :]), letters, room)]
    for number, line in enumerate(found):
        lettering.write(drawing, (MARGIN, HEAD_TOP + height * number + size), line, letters, INK)


def _cut(text: str, letters: Type, room: float) -> str:
    if lettering.width(text, letters) <= room:
        return text
    while text and lettering.width(f"{text}…", letters) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _draw_scale(drawing: ImageDraw.ImageDraw) -> None:
    """Draw the tide gauge that runs along the paper's pages."""
    for x in range(0, SIZE[0], 15):
        drawing.line([(x, 0), (x, 22 if x % 75 == 0 else 10)], TICK, 2)
