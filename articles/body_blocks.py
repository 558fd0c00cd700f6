"""Which blocks, and which words in them, does a body consist of? What comparing two bodies works on.

Reads the clean HTML that `articles/body.py` writes. Anything else it reads as well as it can, and never raises.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from articles.body_parts import BLOCKS

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u109f\u1780-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""What belongs to the letter before it, in the blocks of Unicode that have such marks."""

PIECE = re.compile(
    rf"(\s*)(\w[\w{MARKS}]*(?:(?:['’ʼ‐‑-]|(?<=\d)[.,:](?=\d))[\w{MARKS}]+)*|\S[{MARKS}]*(?:(?<=\u200d)\S[{MARKS}]*)*)"
)
IS_WORD = re.compile(r"\w")
TAG = re.compile(r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*+")*+)>', re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LINE_BREAK, CELL = "⏎", "¦"

LOOKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "struck through", "sub": "lowered",
    "sup": "raised", "code": "code", "cite": "cited",
}  # fmt: skip
KINDS = {
    "h2": "subhead", "h3": "smaller subhead", "h4": "smallest subhead", "pre": "set as typed", "blockquote": "quote",
    "tr": "table row",
}  # fmt: skip
BREAKING = {*KINDS, "p", "li", "ul", "ol", "table", "thead", "tbody", "figure", "aside", "div", "hr"}
REFERENCES = {kind: attribute for (_, kind), attribute in BLOCKS.items() if attribute}
WORDED = {"image", "post"}
"""References that hold words of their own: a caption, or what a post says."""


@dataclass(frozen=True, slots=True)
class Style:
    looks: tuple[str, ...] = ()
    link: str = ""

    @property
    def names(self) -> str:
        """What a style sheet calls it: "look-bold look-link"."""
        looks = [*self.looks, *["link"] * bool(self.link)]
        return " ".join(f"look-{look.replace(' ', '-')}" for look in looks)


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign, with the space before it if there is one."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, subhead, list item, quote or table row; or a reference, whose `target` stands elsewhere.

    `focus` is the point of a picture that its crops keep in sight, if one is given for this use."""

    kind: str
    words: tuple[Word, ...] = ()
    target: str = ""
    focus: str = ""


def words_of(text: str) -> tuple[Word, ...]:
    """Split a text into words and signs. Joined again they give the text with its white space folded."""
    return tuple(Word((" " if gap or not place else "") + piece) for place, (gap, piece) in enumerate(_pieces(text)))


def is_word(text: str) -> bool:
    return IS_WORD.search(text) is not None


def blocks_of(html: str) -> list[Block]:
    """Read a body, in order. Blocks without words are left out."""
    reader = _Reader()
    position = 0
    for tag in TAG.finditer(html):
        if tag.start() > position:
            reader.text(unescape(html[position : tag.start()]))
        position = tag.end()
        if tag[2]:
            reader.tag(tag[2].lower(), closing=bool(tag[1]), attributes=tag[3])
    reader.text(unescape(html[position:]))
    reader.finish()
    return reader.blocks


def _pieces(text: str) -> list[tuple[str, str]]:
    return PIECE.findall(text.rstrip())  # what ends in long white space would be tried again and again


@dataclass
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)  # tags, with the address of a link
    segments: list[tuple[str, Style]] = field(default_factory=list)
    reference: tuple[str, str, str, str] | None = None  # the tag, kind, target and focus that is being read

    def text(self, text: str) -> None:
        if text:
            self.segments.append((text, self._style()))

    def tag(self, name: str, *, closing: bool, attributes: str) -> None:
        if name == "br":
            self.segments.append((f" {LINE_BREAK} ", PLAIN))
        elif closing:
            self._close(name)
        else:
            self._open(name, attributes)

    def finish(self) -> None:
        if self.reference:
            self._end_reference()
        self._flush()

    def _open(self, name: str, attributes: str) -> None:
        if name in BREAKING and not self.reference and not self._in_row(name):
            self._flush()
        values = dict(ATTRIBUTE.findall(attributes)) if attributes else {}
        if name == "hr":
            self.blocks.append(Block("rule"))
            return
        kind = values.get("data-block", "")
        if name == "figure" and "data-image" in values:  # also in a gallery, whose pictures are compared one by one
            kind = "image"
        target = unescape(values.get(REFERENCES.get(kind, ""), ""))
        if target and not self.reference:
            self._flush()
            self.reference = (name, kind, target, values.get("data-focus", ""))
        if name in {"td", "th"} and self.segments:
            self.segments.append((f" {CELL} ", PLAIN))
        if name == "p" and self.reference and self.segments:
            self.segments.append((f" {LINE_BREAK} ", PLAIN))
        self.opened.append((name, unescape(values.get("href", "")) if name == "a" else ""))

    def _close(self, name: str) -> None:
        if not any(opened == name for opened, _ in self.opened):
            return
        if self.reference and self.reference[0] == name:
            self._end_reference()
        elif name in BREAKING and not self.reference and not self._in_row(name):
            self._flush()
        while self.opened.pop()[0] != name:
            pass

    def _in_row(self, name: str) -> bool:
        """Say whether a tag stands within a table's row, which is one block whatever it holds."""
        return name != "tr" and any(opened == "tr" for opened, _ in self.opened)

    def _style(self) -> Style:
        looks = {LOOKS[name] for name, _ in self.opened if name in LOOKS}
        link = next((address for name, address in reversed(self.opened) if name == "a"), "")
        return Style(tuple(sorted(looks)), link) if looks or link else PLAIN

    def _kind(self) -> str:
        for place in range(len(self.opened) - 1, -1, -1):
            name = self.opened[place][0]
            if name == "li":
                is_numbered = any(opened == "ol" for opened, _ in self.opened[max(0, place - 1) : place])
                return "numbered point" if is_numbered else "point"
            if name in KINDS:
                return KINDS[name]
        return "paragraph"

    def _end_reference(self) -> None:
        assert self.reference is not None  # noqa: S101 - asked by both callers
        _, kind, target, focus = self.reference
        self.blocks.append(Block(kind, self._taken() if kind in WORDED else (), target, focus))
        self.segments, self.reference = [], None

    def _flush(self) -> None:
        words = self._taken()
        if words:
            self.blocks.append(Block(self._kind(), words))
        self.segments = []

    def _taken(self) -> tuple[Word, ...]:
        if not self.segments:
            return ()
        text = "".join(text for text, _ in self.segments)
        if all(style is PLAIN for _, style in self.segments):
            return words_of(text)
        return tuple(_styled(text, self.segments))


def _styled(text: str, segments: list[tuple[str, Style]]) -> Iterator[Word]:
    """Split a text into words; a word of several styles has them all."""
    ends, end = [], 0
    for part, _ in segments:
        end += len(part)
        ends.append(end)
    place = 0
    for match in PIECE.finditer(text.rstrip()):
        while ends[place] <= match.start(2):
            place += 1
        last = place
        while ends[last] < match.end(2):
            last += 1
        gap = " " if match[1] or match.start() == 0 else ""
        yield Word(gap + match[2], _together([style for _, style in segments[place : last + 1]]))


def _together(styles: list[Style]) -> Style:
    if len(styles) == 1:
        return styles[0]
    looks = sorted({look for style in styles for look in style.looks})
    return Style(tuple(looks), next((style.link for style in styles if style.link), ""))
