"""Houses and what stands by them: skylines, façades, lamps, cranes, masts."""

from .canvas import Canvas
from .palette import Colour, dark
from .shapes import Line, oval, rect


def skyline(
    c: Canvas, base: float, height: float, ink: Colour, x0: float = -20, x1: float = 1820, towers: bool = True
) -> None:
    """A far row of roofs in one ink, with a dome and a spire now and then."""
    x = x0
    while x < x1:
        width = c.rng.uniform(0.5, 1.3) * height * 0.8
        top = base - height * c.rng.uniform(0.35, 0.75)
        kind = c.rng.random()
        c.poly(rect(x, top, width + 1, base - top + 2), ink)
        if kind < 0.5:
            c.poly([(x, top), (x + width * 0.5, top - height * 0.2), (x + width, top)], ink)
        elif kind < 0.62 and towers:
            middle, r = x + width / 2, width * 0.3
            c.poly(rect(middle - r, top - r * 0.5, 2 * r, r), ink)
            c.poly(oval(middle, top - r * 0.4, r, r * 1.15, 180, 360), ink)
            c.poly([(middle - 3, top - r), (middle, top - r * 2.5), (middle + 3, top - r)], ink)
        elif kind < 0.74 and towers:
            t = width * 0.12
            c.poly(
                [
                    (x + t, top),
                    (x + t, top - height * 0.3),
                    (x + 2 * t, top - height * 0.75),
                    (x + 3 * t, top - height * 0.3),
                    (x + 3 * t, top),
                ],
                ink,
            )
        else:
            c.poly(rect(x + width * 0.2, top - height * 0.09, width * 0.1, height * 0.1), ink)
            c.poly(rect(x + width * 0.6, top - height * 0.13, width * 0.08, height * 0.14), ink)
        x += width


def windows(
    c: Canvas,
    x: float,
    y: float,
    columns: int,
    rows: int,
    size: tuple[float, float],
    gap: tuple[float, float],
    inks: list[Colour],
) -> None:
    """A grid of panes, each in one of the inks by chance."""
    for row in range(rows):
        for column in range(columns):
            c.box(x + column * (size[0] + gap[0]), y + row * (size[1] + gap[1]), *size, c.rng.choice(inks))


def house(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    wall: Colour,
    roof: Colour,
    panes: list[Colour],
    floors: int = 3,
    columns: int = 4,
    gable: float = 0.22,
) -> None:
    """A town house: wall, cornice, roof with dormers and chimney, window grid."""
    top = base - height
    c.poly(rect(x, top, width, height), wall)
    c.grain(rect(x, top, width, height), dark(wall, 0.35), "down", -0.2, 0.5)
    rise = height * gable
    c.poly(rect(x + width * 0.72, top - rise * 1.25, width * 0.08, rise), dark(roof, 0.2))
    c.poly([(x - 5, top), (x + width * 0.08, top - rise), (x + width * 0.92, top - rise), (x + width + 5, top)], roof)
    c.box(x - 6, top - 3, width + 12, 7, dark(wall, 0.25))
    cell, storey = width / columns, height / (floors + 0.25)
    for row in range(floors):
        for column in range(columns):
            wx, wy = x + cell * (column + 0.28), top + storey * (row + 0.3)
            pane = c.rng.choice(panes)
            c.box(wx - 3, wy - 3, cell * 0.44 + 6, storey * 0.55 + 6, dark(wall, 0.28))
            c.box(wx, wy, cell * 0.44, storey * 0.55, pane)
            c.box(wx + cell * 0.205, wy, max(1.2, cell * 0.03), storey * 0.55, dark(wall, 0.3))
            c.box(wx, wy + storey * 0.2, cell * 0.44, max(1.2, cell * 0.03), dark(wall, 0.3))


def lamp_post(
    c: Canvas, x: float, base: float, height: float, ink: Colour, light: Colour | None = None, reach: float = 1.0
) -> None:
    """A street lamp with a lantern head, glowing if given a light."""
    w = height * 0.018
    top = base - height
    if light:
        c.glow(x, top, height * 0.75 * reach, light, 0.75, 2.2)
    c.poly([(x - w, top), (x + w, top), (x + w * 1.3, base), (x - w * 1.3, base)], ink)
    c.poly(
        [(x - w * 3, base), (x - w * 2, base - height * 0.08), (x + w * 2, base - height * 0.08), (x + w * 3, base)],
        ink,
    )
    head = height * 0.055
    c.poly(
        [(x - head * 0.6, top + head), (x - head, top - head), (x + head, top - head), (x + head * 0.6, top + head)],
        light or ink,
    )
    c.poly([(x - head * 1.3, top - head), (x, top - head * 2.1), (x + head * 1.3, top - head)], ink)


def lattice(c: Canvas, left: Line, right: Line, panels: int, width: float, ink: Colour) -> None:
    """A braced mast or girder between two straight edges, each given by its ends."""
    edge = [
        [(a[0] + (b[0] - a[0]) * i / panels, a[1] + (b[1] - a[1]) * i / panels) for i in range(panels + 1)]
        for a, b in (left, right)
    ]
    c.line(left, width * 1.5, ink)
    c.line(right, width * 1.5, ink)
    for i in range(panels):
        c.line([edge[0][i], edge[1][i + 1]], width, ink)
        c.line([edge[1][i], edge[0][i + 1]], width, ink)
        c.line([edge[0][i + 1], edge[1][i + 1]], width, ink)


def harbour_crane(
    c: Canvas,
    x: float,
    base: float,
    height: float,
    ink: Colour,
    width: float = 5,
    reach: float = 0.7,
    flip: bool = False,
) -> None:
    """A quay crane: portal, mast, boom with stays."""
    s = -1 if flip else 1

    def at(u: float, v: float) -> tuple[float, float]:
        return (x + s * u * height, base - v * height)

    for u in (-0.16, 0.16):
        c.poly([at(u - 0.018, 0), at(u - 0.012, 0.62), at(u + 0.012, 0.62), at(u + 0.018, 0)], ink)
    c.poly([at(-0.18, 0.24), at(0.18, 0.24), at(0.18, 0.28), at(-0.18, 0.28)], ink)
    c.line([at(-0.16, 0.27), at(0.16, 0.6)], width * 0.8, ink)
    c.line([at(0.16, 0.27), at(-0.16, 0.6)], width * 0.8, ink)
    lattice(c, [at(-0.42, 0.62), at(reach, 0.62)], [at(-0.42, 0.67), at(reach, 0.65)], 16, width * 0.6, ink)
    c.poly([at(-0.14, 0.66), at(-0.03, 1.0), at(0.0, 1.0), at(0.03, 0.66)], ink)
    for u in (-0.4, 0.35, reach - 0.03):
        c.line([at(-0.015, 0.99), at(u, 0.66)], width * 0.55, ink)
    c.poly([at(-0.4, 0.67), at(-0.2, 0.67), at(-0.2, 0.75), at(-0.4, 0.75)], ink)
    c.poly([at(0.2, 0.56), at(0.27, 0.56), at(0.27, 0.62), at(0.2, 0.62)], ink)
    c.line([at(reach * 0.72, 0.62), at(reach * 0.72, 0.36)], width * 0.4, ink)
    c.poly(
        [
            at(reach * 0.72 - 0.03, 0.33),
            at(reach * 0.72 + 0.03, 0.33),
            at(reach * 0.72 + 0.02, 0.37),
            at(reach * 0.72 - 0.02, 0.37),
        ],
        ink,
    )
