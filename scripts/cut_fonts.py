#!/usr/bin/env python3
"""Which letters do readers load? Cuts the paper's fonts to what its pages use, and writes static/site/type.css.

It needs npm (for the originals, which go to build/fonts) and two packages that nothing else needs:

    .venv/bin/pip install fonttools brotli
    .venv/bin/python scripts/cut_fonts.py

Source Serif 4 comes as three still cuts: one for text, one with finer strokes for headlines, one italic. The variable
originals with their optical sizes weigh four times as much. Inter keeps its weights, since two still cuts of it weigh
more than one that varies.

Until a font has come, the device's own stands in for it, stretched so that lines break in the same places: its average
width is measured here against ours, over English and Ukrainian as they are written.
"""

import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

try:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer
except ImportError:
    raise SystemExit("Cutting fonts needs two packages: .venv/bin/pip install fonttools brotli") from None

HOME = Path(__file__).resolve().parent.parent
ORIGINALS = HOME / "build" / "fonts"
OUT = HOME / "static" / "site" / "fonts"
SHEET = HOME / "static" / "site" / "type.css"

# A later face wins where ranges overlap, so each letter stands in one of them only.
ALPHABETS = {
    "latin": "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2010-2015,"
    " U+2018-201A, U+201C-201E, U+2020-2022, U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A, U+20AC, U+2122,"
    " U+2190-2193, U+2212",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-017F, U+018F, U+0192, U+01A0-01A1, U+01AF-01B0, U+01CD-01DC,"
    " U+01E6-01EB, U+01FA-021B, U+0232-0233, U+02C7-02C9, U+02D8-02D9, U+02DB, U+02DD, U+1E80-1E85, U+1E9E,"
    " U+20A9-20AA, U+20BA, U+20BD",
    "cyrillic": "U+0301, U+0400-045F, U+0490-0491, U+2116",
    "hryvnia": "U+20B4",  # on its own: the Cyrillic originals lack it, and no page should load all of latin-ext for it
}
SIGN = "hryvnia"
LIES_IN = {SIGN: "latin-ext"}
"""In which of an original's files an alphabet is, if they have no file by its name."""


@dataclass(frozen=True)
class Cut:
    """One file for each alphabet: which original, at which place on its axes, and for which weights it serves."""

    family: str
    file: str
    original: str
    axes: dict[str, float | tuple[float, float]]
    weights: str
    style: str = "normal"
    features: tuple[str, ...] = ("kern", "ccmp", "mark")


FONTSOURCE = "@fontsource/{0}@5.3.0 files/{0}-*-{1}-normal"
ROMAN = "@fontsource-variable/source-serif-4@5.3.1 files/source-serif-4-*-opsz-normal"
ITALIC = "@fontsource-variable/source-serif-4@5.3.1 files/source-serif-4-*-opsz-italic"
INTER = "@fontsource-variable/inter@5.3.0 files/inter-*-wght-normal"

TEXT = Cut("Newsroom Serif", "serif-text", ROMAN, {"opsz": 15, "wght": 400}, "200 549")
HEAD = Cut("Newsroom Serif", "serif-head", ROMAN, {"opsz": 34, "wght": 640}, "550 900")
SLANTED = Cut("Newsroom Serif", "serif-italic", ITALIC, {"opsz": 18, "wght": 400}, "200 900", "italic")
LABEL = Cut("Inter", "sans", INTER, {"wght": (400, 700)}, "100 900", features=("kern", "ccmp", "tnum"))


@dataclass(frozen=True)
class StandIn:
    """A font that devices have, and what to measure it by: itself, or a free one that has its widths."""

    family: str
    cut: Cut
    local: str
    measured: str


STAND_INS = [
    StandIn("Georgia for now", TEXT, "Georgia", FONTSOURCE.format("gelasio", 400)),
    StandIn("Georgia for now", HEAD, "Georgia Bold", FONTSOURCE.format("gelasio", 700)),
    StandIn("Noto for now", TEXT, "Noto Serif", FONTSOURCE.format("noto-serif", 400)),
    StandIn("Noto for now", HEAD, "Noto Serif Bold", FONTSOURCE.format("noto-serif", 700)),
    StandIn("Times for now", TEXT, "Liberation Serif", FONTSOURCE.format("tinos", 400)),
    StandIn("Times for now", HEAD, "Liberation Serif Bold", FONTSOURCE.format("tinos", 700)),
    StandIn("DejaVu for now", TEXT, "DejaVu Serif", "dejavu-fonts-ttf@2.37.3 ttf/DejaVuSerif.ttf"),
    StandIn("DejaVu for now", HEAD, "DejaVu Serif Bold", "dejavu-fonts-ttf@2.37.3 ttf/DejaVuSerif-Bold.ttf"),
    StandIn("Arial for now", LABEL, "Arial", FONTSOURCE.format("arimo", 500)),
    StandIn("Roboto for now", LABEL, "Roboto", FONTSOURCE.format("roboto", 500)),
    StandIn("DejaVu Sans for now", LABEL, "DejaVu Sans", "dejavu-fonts-ttf@2.37.3 ttf/DejaVuSans.ttf"),
]
SAME_WIDTHS = {
    "Arial": "Liberation Sans",
    "Liberation Serif": "Times New Roman",
    "Liberation Serif Bold": "Times New Roman Bold",
}

SAMPLES = (
    "The council voted on Tuesday to keep the night buses until the end of the year, after an engineer told it that the"
    " bridge would not carry trams before August. “We counted on April,” she said; the mayor’s office answered that"
    " nobody will pay for the bus which replaces them, and that 4,120 passengers use it every day.",
    "Рада у вівторок проголосувала за те, щоб нічні автобуси їздили до кінця року: інженерка розповіла їй, що міст не"
    " прийме трамваїв раніше серпня. «Ми розраховували на квітень», — сказала вона; у мерії відповіли, що за автобус,"
    " який їх заміняє, ніхто не платитиме, а користуються ним щодня 4120 пасажирів.",
)


def original(where: str, alphabet: str) -> Path | None:
    """Find a font in an npm package, which is fetched if it is not here yet. Not every font has every alphabet."""
    package, file = where.replace("*", alphabet).split()
    folder = ORIGINALS / package.replace("/", "-")
    if not folder.exists():
        ORIGINALS.mkdir(parents=True, exist_ok=True)
        said = subprocess.run(["npm", "pack", "--json", package], cwd=ORIGINALS, capture_output=True, check=True)  # noqa: S607
        with tarfile.open(ORIGINALS / json.loads(said.stdout)[0]["filename"]) as archive:
            archive.extractall(folder, filter="data")
    found = sorted((folder / "package").glob(f"{file}.woff2" if not file.endswith(".ttf") else file))
    return found[0] if found else None


def alphabets_of(cut: Cut) -> list[str]:
    """List what is cut. In italics the device's own sign of the hryvnia has to do: a page's fonts have their budget."""
    return [alphabet for alphabet in ALPHABETS if alphabet != SIGN or cut.style == "normal"]


def letters(alphabet: str) -> list[int]:
    spans = (span.strip().removeprefix("U+").partition("-") for span in ALPHABETS[alphabet].split(","))
    return [letter for first, _, last in spans for letter in range(int(first, 16), int(last or first, 16) + 1)]


def still(cut: Cut) -> dict[str, float]:
    """Fix every axis, one that varies in its middle."""
    return {axis: sum(at) / 2 if isinstance(at, tuple) else at for axis, at in cut.axes.items()}


def cut_out(cut: Cut, alphabet: str) -> int:
    """Write one file; return its size."""
    font = TTFont(original(cut.original, LIES_IN.get(alphabet, alphabet)))
    for glyph in font.getGlyphOrder():  # the subsetter asks for all, and the originals leave out what does not vary
        font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(cut.features) if alphabet != SIGN else []
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14] if alphabet != SIGN else [1, 2]  # the licences lie beside the files
    options.notdef_outline = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters(alphabet))
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, cut.axes if alphabet != SIGN else still(cut))
    for number in (1, 4, 6) if alphabet != SIGN else (1,):  # "Source" is a reserved name: no cut of it may bear it
        font["name"].setName(cut.family if number != 6 else cut.family.replace(" ", ""), number, 3, 1, 0x409)
    if alphabet == SIGN:
        for table in {"STAT", "GDEF", "GSUB", "GPOS", "BASE"} & set(font.keys()):
            del font[table]
    font.flavor = "woff2"
    path = OUT / f"{cut.file}-{alphabet}.woff2"
    font.save(path)
    return path.stat().st_size


def average_width(fonts: list[TTFont], sample: str) -> float | None:
    """Measure a sample, in ems a letter; None if a letter is missing."""
    total = 0.0
    for letter in sample:
        font = next((one for one in fonts if ord(letter) in one.getBestCmap()), None)
        if font is None:
            return None
        total += font["hmtx"][font.getBestCmap()[ord(letter)]][0] / font["head"].unitsPerEm
    return total / len(sample)


def stretch(stand_in: StandIn) -> float:
    """Say by how much a stand-in must grow to be as wide as the font that it stands in for."""
    ours = [TTFont(OUT / f"{stand_in.cut.file}-{alphabet}.woff2") for alphabet in ALPHABETS if alphabet != SIGN]
    if "fvar" in ours[0]:
        ours = [instancer.instantiateVariableFont(font, {"wght": 500}) for font in ours]
    paths = {original(stand_in.measured, alphabet) for alphabet in ALPHABETS}
    theirs = [TTFont(path) for path in paths if path is not None]
    pairs = [(average_width(ours, sample), average_width(theirs, sample)) for sample in SAMPLES]
    ratios = [mine / other for mine, other in pairs if mine and other]
    return sum(ratios) / len(ratios)


def face(**descriptors: str) -> str:
    return "@font-face {" + "".join(f" {name.replace('_', '-')}: {said};" for name, said in descriptors.items()) + " }"


def sheet() -> str:
    """Write the style sheet: our faces, their stand-ins, and the two stacks that pages use."""
    rules = ["/* The paper’s letters, for the readers’ pages and for the desk. Written by scripts/cut_fonts.py. */", ""]
    for cut in (TEXT, HEAD, SLANTED, LABEL):
        for alphabet in alphabets_of(cut):
            rules.append(
                face(
                    font_family=f'"{cut.family}"',
                    font_style=cut.style,
                    font_weight=cut.weights,
                    font_display="swap",
                    src=f'url("fonts/{cut.file}-{alphabet}.woff2") format("woff2")',
                    unicode_range=ALPHABETS[alphabet],
                )
            )
    rules += ["", "/* Until they have come: the device’s own, as wide and as high as ours */", ""]
    for one in STAND_INS:
        ours, grown = TTFont(OUT / f"{one.cut.file}-latin.woff2"), stretch(one)
        em = ours["head"].unitsPerEm * grown
        names = [one.local, *filter(None, [SAME_WIDTHS.get(one.local)])]
        rules.append(
            face(
                font_family=f'"{one.family}"',
                font_weight=one.cut.weights,
                src=", ".join(f'local("{name}")' for name in names),
                size_adjust=f"{grown:.2%}",
                ascent_override=f"{ours['hhea'].ascent / em:.2%}",
                descent_override=f"{-ours['hhea'].descent / em:.2%}",
                line_gap_override="0%",
            )
        )
    serif, sans = (
        ", ".join(dict.fromkeys(f'"{one.family}"' for one in STAND_INS if (one.cut is LABEL) is labels))
        for labels in (False, True)
    )
    rules += ["", ":root {", f'  --serif: "{TEXT.family}", {serif}, Georgia, serif;']
    rules += [f'  --sans: "{LABEL.family}", {sans}, Arial, sans-serif;', "}", ""]
    return "\n".join(rules)


def main() -> None:
    for old in OUT.glob("*.woff2"):
        old.unlink()
    sizes = {}
    for cut in (TEXT, HEAD, SLANTED, LABEL):
        for alphabet in alphabets_of(cut):
            sizes[cut.file, alphabet] = cut_out(cut, alphabet)
            print(f"{cut.file}-{alphabet}.woff2  {sizes[cut.file, alphabet]:>6}")
    SHEET.write_text(sheet())
    both = sum(size for (_, alphabet), size in sizes.items() if alphabet != "latin-ext")
    print(f"Every cut in Latin and Cyrillic, with the hryvnia: {both / 1000:.1f} KB")


if __name__ == "__main__":
    main()
