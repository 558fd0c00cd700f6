"""Draws the paper's sign, as static/site/icon.svg has it, into the PNG files that phones ask for.

python scripts/icons.py
"""

from pathlib import Path

from PIL import Image, ImageDraw

SITE = Path(__file__).resolve().parent.parent / "static" / "site"
GRID = 48
GROUND = "#10181d"
LINES = ("#f9faf9", [(8, 8, 28, 11), (8, 15, 20, 17), (8, 21, 20, 23), (8, 27, 28, 30), (8, 34, 20, 36)])
RULE = ("#ff6a45", [(34, 8, 40, 40)])
SIZES = {"icon-192.png": (192, 1.0), "icon-512.png": (512, 1.0), "icon-maskable-512.png": (512, 0.8)}
"""Pixels, and which part of the width the sign takes: of a maskable icon the outermost tenth may be cut off."""
FINER = 4  # drawn so many times larger, for smooth edges


def draw(pixels: int, part: float) -> Image.Image:
    side = pixels * FINER
    picture = Image.new("RGB", (side, side), GROUND)
    pen = ImageDraw.Draw(picture)
    unit, margin = side * part / GRID, side * (1 - part) / 2
    for colour, bars in (LINES, RULE):
        for bar in bars:
            left, top, right, bottom = (margin + edge * unit for edge in bar)
            pen.rectangle((left, top, right - 1, bottom - 1), fill=colour)
    return picture.resize((pixels, pixels), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, (pixels, part) in SIZES.items():
        draw(pixels, part).save(SITE / name, optimize=True)
        print(name)
