"""The chessboard and the turned men on it."""

from .canvas import Canvas
from .palette import (
    BRICK,
    INK,
    OCHRE,
    PAPER,
    PLUM,
    SAND,
    dark,
    light,
    mix,
)
from .shapes import Eye, Points, lens, move, oval, rect, smooth, taper

EYE = Eye(900, 380, 1000)


BOARD = -1.28


# Half outlines of the pieces, (half width, height) from foot to head, in board squares.
PROFILES: dict[str, list[tuple[float, float]]] = {
    "pawn": [
        (0.33, 0),
        (0.33, 0.09),
        (0.27, 0.13),
        (0.25, 0.18),
        (0.14, 0.34),
        (0.11, 0.56),
        (0.2, 0.6),
        (0.19, 0.64),
        (0.1, 0.66),
    ],
    "rook": [(0.36, 0), (0.36, 0.1), (0.29, 0.15), (0.27, 0.22), (0.19, 0.4), (0.18, 0.8), (0.27, 0.86), (0.28, 1.1)],
    "bishop": [
        (0.35, 0),
        (0.35, 0.1),
        (0.28, 0.15),
        (0.26, 0.2),
        (0.14, 0.45),
        (0.12, 0.85),
        (0.22, 0.89),
        (0.21, 0.94),
        (0.1, 0.97),
    ],
    "queen": [
        (0.38, 0),
        (0.38, 0.11),
        (0.3, 0.17),
        (0.28, 0.24),
        (0.15, 0.55),
        (0.13, 1.1),
        (0.25, 1.15),
        (0.23, 1.2),
        (0.14, 1.23),
        (0.17, 1.35),
        (0.27, 1.56),
    ],
    "king": [
        (0.39, 0),
        (0.39, 0.11),
        (0.31, 0.17),
        (0.29, 0.25),
        (0.16, 0.6),
        (0.14, 1.16),
        (0.26, 1.21),
        (0.24, 1.27),
        (0.15, 1.3),
        (0.19, 1.45),
        (0.25, 1.62),
        (0.16, 1.68),
    ],
    "knight": [(0.36, 0), (0.36, 0.1), (0.29, 0.15), (0.27, 0.22), (0.22, 0.26)],
}


def board(c: Canvas) -> None:
    """The board in perspective and the position on it, far men first."""

    def corner(file: float, rank: float) -> tuple[float, float]:
        return EYE.at((file - 4) * 0.33, BOARD, 2.06 + rank * 0.17)

    rim = [corner(-0.5, -0.4), corner(8.5, -0.4), corner(8.5, 8.4), corner(-0.5, 8.4)]
    c.lay(c.mask([(x, y + 16) for x, y in rim], 20).soften(9), dark(PLUM, 0.7), 0.7)
    c.poly([*rim[:2], (rim[1][0], rim[1][1] + 22), (rim[0][0], rim[0][1] + 22)], dark(BRICK, 0.5))
    c.poly(rim, mix(BRICK, PLUM, 0.3))
    for rank in range(8):
        for file in range(8):
            square = [corner(file, rank), corner(file + 1, rank), corner(file + 1, rank + 1), corner(file, rank + 1)]
            c.poly(square, light(SAND, 0.35) if (file + rank) % 2 else mix(BRICK, OCHRE, 0.25))
    c.grain(rim, dark(PLUM, 0.2), "down", -0.5, 0.5)
    men = (
        (0, 7, "rook", 0),
        (4, 7, "king", 0),
        (5, 7, "bishop", 0),
        (1, 6, "pawn", 0),
        (5, 6, "pawn", 0),
        (6, 6, "pawn", 0),
        (7, 6, "pawn", 0),
        (2, 5, "knight", 0),
        (3, 4, "pawn", 0),
        (4, 3, "pawn", 1),
        (6, 4, "queen", 0),
        (2, 2, "knight", 1),
        (5, 2, "bishop", 1),
        (3, 3, "pawn", 1),
        (0, 1, "pawn", 1),
        (1, 1, "pawn", 1),
        (6, 1, "pawn", 1),
        (7, 1, "pawn", 1),
        (0, 0, "rook", 1),
        (3, 0, "queen", 1),
        (6, 0, "king", 1),
    )
    for file, rank, kind, white in sorted(men, key=lambda man: -man[1]):
        x, y = corner(file + 0.5, rank + 0.4)
        unit = (corner(file + 1, rank + 0.4)[0] - corner(file, rank + 0.4)[0]) * 1.04
        c.lay(
            c.mask(
                [
                    (x - unit * 0.3, y - 4),
                    (x + unit * 0.3, y + 6),
                    (x + (x - 900) * 0.16 + unit * 0.2, y + unit * 0.32),
                    (x + (x - 900) * 0.16 - unit * 0.25, y + unit * 0.3),
                ],
                6,
            ).soften(3),
            dark(PLUM, 0.5),
            0.5,
        )
        piece(c, x, y, unit, kind, bool(white))


def piece(c: Canvas, x: float, y: float, unit: float, kind: str, white: bool) -> None:
    """A turned chessman, lit from the lamp above the board."""
    ink, shade = (light(SAND, 0.5), mix(OCHRE, BRICK, 0.5)) if white else (mix(PLUM, INK, 0.45), INK)
    gleam = PAPER if white else mix(OCHRE, PLUM, 0.35)
    profile = PROFILES[kind]
    half = [(w, -h) for w, h in profile]
    parts: list[Points] = [[*half, *[(-w, h) for w, h in half[::-1]]]]
    if kind == "pawn":
        parts.append(oval(0, -0.79, 0.185, 0.185, count=24))
    elif kind == "rook":
        parts += [rect(-0.28 + n * 0.205, -1.2, 0.15, 0.12) for n in range(3)]
    elif kind == "bishop":
        parts += [
            smooth([(0, -1.34), (0.17, -1.12), (0.12, -0.96), (-0.12, -0.96), (-0.17, -1.12)]),
            oval(0, -1.37, 0.055, 0.055, count=12),
        ]
    elif kind == "queen":
        parts += [oval(-0.24 + n * 0.12, -1.59, 0.055, 0.055, count=12) for n in range(5)] + [
            oval(0, -1.64, 0.08, 0.08, count=14)
        ]
    elif kind == "king":
        parts += [rect(-0.04, -1.95, 0.08, 0.3), rect(-0.12, -1.87, 0.24, 0.08)]
    else:
        horse = [
            (0.24, -0.24),
            (0.22, -0.5),
            (0.08, -0.68),
            (0.2, -0.72),
            (0.36, -0.66),
            (0.42, -0.78),
            (0.3, -0.98),
            (0.16, -1.14),
            (0.1, -1.28),
            (0.04, -1.14),
            (-0.14, -1.02),
            (-0.24, -0.76),
            (-0.24, -0.44),
            (-0.22, -0.24),
        ]
        parts.append(smooth(horse, steps=4))
    for part in parts:
        shape = move(part, x, y, unit)
        c.poly(shape, ink)
        c.grain(shape, shade, "right" if x > 900 else "left", -0.3, 1.0)
    low = profile[1]
    c.poly(move(lens(0, -low[1] - 0.02, low[0] * 1.9, 0.05), x, y, unit), gleam)
    side = -1 if x > 900 else 1
    tall = profile[-1][1]
    c.poly(
        move(
            taper([(side * 0.1, -0.28), (side * 0.07, -tall * 0.6), (side * 0.09, -tall * 0.86)], [0.02, 0.05, 0.01]),
            x,
            y,
            unit,
        ),
        gleam,
    )
