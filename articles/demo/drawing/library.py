"""The round reading room of the Dome Library."""

import math
from itertools import pairwise

from . import atmosphere as air
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    SAND,
    SEA,
    TEAL,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import Eye, Point, oval, rect, smooth

EYE = Eye(900, 790, 1350)
BACK = 1.6  # how far the eye stands behind the middle of the round room, in its radius
RADIUS = 10.0
SPRING = 4.6
FLOOR = -2.6
WOOD = mix(BRICK, OCHRE, 0.3)


def round_at(angle: float, height: float, reach: float = 1.0) -> Point:
    """A point on the round wall; angle 0 is straight ahead, heights from the eye."""
    a = math.radians(angle)
    return EYE.at(RADIUS * reach * math.sin(a), height, RADIUS * (BACK + reach * math.cos(a)))


def library_dome(c: Canvas) -> None:
    c.poly(rect(0, 0, 1800, 1200), mix(OCHRE, BRICK, 0.4))
    dome(c)
    galleries(c)
    floor(c)
    for x0, x1, reach in ((760, 830, 240), (860, 980, 130), (1000, 1050, 330)):
        air.ray(
            c,
            [(x0, 90), (x1, 90), (x1 - reach + 110, 1090), (x0 - reach - 110, 1090)],
            light(AMBER, 0.55),
            0.32,
            ("down", 0.95, 0.05),
            8,
        )
    c.glow(900, 90, 560, light(AMBER, 0.5), 0.6, 2.2)
    desks(c)


def shell(angle: float, up: float) -> Point:
    """A point on the dome; up 0 at its spring, 90 at the crown."""
    b = math.radians(up)
    return round_at(angle, SPRING + RADIUS * 0.42 * math.sin(b), math.cos(b))


def dome(c: Canvas) -> None:
    """Coffers in rings, the oculus with its glazing."""
    rings = (0, 12, 24, 35, 45, 54, 62, 69, 75)
    plaster, gold = mix(SAND, OCHRE, 0.2), mix(OCHRE, BRICK, 0.2)
    step = 9
    for low, high in pairwise(rings):
        for angle in range(-135, 135, step):
            glow = max(0.0, 1 - abs(angle + 40) / 140) * 0.55 + (low / 75) * 0.4
            ink = mix(dark(gold, 0.3), light(plaster, 0.45), min(1, glow))
            c.poly([shell(angle, low), shell(angle + step, low), shell(angle + step, high), shell(angle, high)], ink)
            a0, a1, h0, h1 = angle + 1.3, angle + step - 1.3, low + (high - low) * 0.14, low + (high - low) * 0.86
            c.poly([shell(a0, h0), shell(a1, h0), shell(a1, h1), shell(a0, h1)], dark(ink, 0.26))
            b0, g0 = a0 + 1.0, h0 + (h1 - h0) * 0.2
            c.poly([shell(b0, g0), shell(a1, g0), shell(a1, h1), shell(b0, h1)], mix(ink, BRICK, 0.3))
    eye = [shell(angle, 75) for angle in range(-180, 181, 8)]
    c.poly(eye, light(AMBER, 0.85))
    c.line(eye, 11, light(gold, 0.4))
    for n in range(4):
        c.line([shell(n * 45 + 20, 75), shell(n * 45 + 200, 75)], 3, gold)
    c.line([shell(angle, 83) for angle in range(-180, 181, 10)], 3, gold)


def galleries(c: Canvas) -> None:
    """Drum with windows, then two tiers of shelves, the upper one behind a railing."""
    wood, shade = mix(BRICK, OCHRE, 0.3), dark(mix(BRICK, PLUM, 0.5), 0.35)
    band(c, 2.75, SPRING, mix(SAND, OCHRE, 0.3))
    for angle in range(-105, 106, 15):
        head = [
            round_at(angle - 3.6 * math.cos(math.radians(t)), 3.75 + 0.45 * math.sin(math.radians(t)))
            for t in range(0, 181, 20)
        ]
        c.poly([round_at(angle - 3.6, 3.0), *head, round_at(angle + 3.6, 3.0)], light(AMBER, 0.75))
        c.line([round_at(angle, 3.0), round_at(angle, 4.2)], 3, wood)
        c.line([round_at(angle - 3.6, 3.7), round_at(angle + 3.6, 3.7)], 3, wood)
        c.glow(*round_at(angle, 3.6), 110, AMBER, 0.4)
    cornice(c, SPRING, 0.28)
    cornice(c, 2.75, 0.26)
    for low, high in ((0.1, 2.5), (FLOOR, -0.3)):
        band(c, low, high, shade)
        books(c, low, high)
        for angle in range(-110, 111, 10):
            post = [
                round_at(angle - 0.7, low),
                round_at(angle - 0.7, high),
                round_at(angle + 0.7, high),
                round_at(angle + 0.7, low),
            ]
            c.poly(post, wood)
            c.line([round_at(angle - 0.7, low), round_at(angle - 0.7, high)], 2.4, light(wood, 0.35))
    cornice(c, 0.1, 0.4)
    visitors = (
        (-34, CORAL, "stand"),
        (-29, NAVY, "walk"),
        (26, TEAL, "reach"),
        (52, PLUM, "stand"),
        (-66, OCHRE, "reach"),
    )
    for angle, coat, pose in visitors:
        x, y = round_at(angle, 0.1, 0.97)
        height = y - round_at(angle, 1.8, 0.97)[1]
        figure(c, placed(x, y, height, angle > 0), pose, Dress(coat, INK, INK, SKINS[1], 0.2))
    for n in range(-74, 75):
        c.line([round_at(n * 1.5, 0.1, 0.94), round_at(n * 1.5, 0.95, 0.94)], 2, dark(PLUM, 0.3))
    for height, width, ink in ((0.95, 6, mix(OCHRE, AMBER, 0.3)), (0.1, 6, wood)):
        c.line([round_at(angle, height, 0.94) for angle in range(-112, 113, 4)], width, ink)


def band(c: Canvas, low: float, high: float, ink: Colour) -> None:
    line = [round_at(a, high) for a in range(-118, 119, 4)]
    c.poly([*line, *[round_at(a, low) for a in range(118, -119, -4)]], ink)


def cornice(c: Canvas, height: float, depth: float) -> None:
    """A moulded ring around the room."""
    band(c, height - depth, height, mix(OCHRE, SAND, 0.35))
    band(c, height - depth, height - depth * 0.72, mix(BRICK, OCHRE, 0.4))
    band(c, height - depth * 0.2, height, light(SAND, 0.4))


def books(c: Canvas, low: float, high: float) -> None:
    """Rows of spines that follow the wall."""
    inks = (
        BRICK,
        CORAL,
        OCHRE,
        FOREST,
        SEA,
        NAVY,
        PLUM,
        SAND,
        mix(MOSS, FOREST, 0.4),
        mix(BRICK, PLUM, 0.4),
        mix(OCHRE, BRICK, 0.4),
        TEAL,
    )
    rows = 5
    storey = (high - low) / rows
    for row in range(rows):
        base = low + row * storey + 0.06
        angle = -100.0
        while angle < 100:
            thick = c.rng.uniform(0.55, 1.25)
            tall = storey * c.rng.uniform(0.62, 0.86)
            if angle % 10 > 0.6 and c.rng.random() < 0.95:
                ink = mix(c.rng.choice(inks), BRICK, 0.12)
                near = abs(angle) / 100
                ink = mix(dark(ink, 0.12 + 0.3 * near), AMBER, 0.1 * (1 - near))
                spine = [
                    round_at(angle, base),
                    round_at(angle, base + tall),
                    round_at(angle + thick, base + tall),
                    round_at(angle + thick, base),
                ]
                c.poly(spine, ink)
                if thick > 0.85:
                    h = base + tall * 0.72
                    c.line([round_at(angle, h), round_at(angle + thick, h)], 2, light(ink, 0.45))
            angle += thick + 0.04
        c.line([round_at(a, base - 0.03) for a in range(-110, 111, 5)], 4, mix(BRICK, OCHRE, 0.25))


def floor(c: Canvas) -> None:
    """Parquet in rings, a pool of light in the middle."""
    edge = [round_at(a, FLOOR) for a in range(-118, 119, 4)]
    c.poly([*edge, (1900, 1300), (-100, 1300)], [(0, mix(OCHRE, BRICK, 0.3)), (1, dark(mix(BRICK, PLUM, 0.4), 0.2))])
    for reach in (0.92, 0.84, 0.54, 0.22):
        c.line([round_at(a, FLOOR, reach) for a in range(-180, 181, 4)], 3, mix(BRICK, PLUM, 0.4))
    for a in range(0, 360, 12):
        c.line([round_at(a, FLOOR, 0.22), round_at(a, FLOOR, 0.92)], 2, mix(BRICK, PLUM, 0.3))
    c.lay(c.mask(oval(890, 1040, 330, 62), 40).soften(20), light(AMBER, 0.35), 0.55)


def desks(c: Canvas) -> None:
    """Two rings of reading desks with green lamps, and a globe in the middle; far things first."""
    items = [(reach, angle) for reach, step in ((0.7, 15), (0.38, 24)) for angle in range(-168, 181, step)]
    done = False
    for reach, angle in sorted(items, key=lambda item: -item[0] * math.cos(math.radians(item[1]))):
        depth = BACK + reach * math.cos(math.radians(angle))
        if depth < BACK and not done:
            globe(c)
            done = True
        half = (15 if reach > 0.5 else 24) / 2
        near = abs(angle) > 90
        person = c.rng.random() < 0.62
        if person and not near:
            reader(c, angle, reach + 0.04)
        desk(c, angle, half, reach)
        x, y = round_at(angle, FLOOR + 0.78, reach - 0.03)
        lamp(c, x, y, 30 / depth)
        if person and near:
            reader(c, angle, reach + 0.05)


def desk(c: Canvas, angle: float, half: float, reach: float) -> None:
    """One segment of a ring of desks."""
    inner, high = reach - 0.065, FLOOR + 0.78
    sweep = [angle + half * n / 4 for n in range(-4, 5)]
    facing = reach if abs(angle) > 90 else inner
    front = [round_at(a, high, facing) for a in sweep] + [round_at(a, FLOOR + 0.08, facing) for a in sweep[::-1]]
    c.poly(front, dark(mix(BRICK, PLUM, 0.45), 0.3))
    c.poly(
        [round_at(a, high, reach) for a in sweep] + [round_at(a, high, inner) for a in sweep[::-1]],
        mix(OCHRE, BRICK, 0.35),
    )
    c.line([round_at(a, high, facing) for a in sweep], 4, light(OCHRE, 0.25))
    for shift in (-0.5, 0.45):
        x, y = round_at(angle + half * shift, high + 0.02, reach - 0.03)
        c.poly([(x - 17, y + 2), (x, y - 2), (x + 17, y + 2), (x + 15, y + 7), (x, y + 3), (x - 15, y + 7)], PAPER)


def globe(c: Canvas) -> None:
    """The library's old globe on its stand."""
    x, y = EYE.at(0, FLOOR, RADIUS * BACK)
    for dx in (-34, 0, 34):
        c.line([(x + dx * 0.3, y - 60), (x + dx, y + 6)], 7, dark(WOOD, 0.3))
    c.disc(x, y - 108, 62, mix(TEAL, SEA, 0.3))
    for land in (
        [(-40, -30), (-12, -46), (8, -30), (-4, -8), (-22, 4), (-36, -8)],
        [(10, 0), (34, -10), (44, 10), (28, 36), (10, 24)],
        [(-30, 22), (-12, 18), (-10, 38), (-22, 44)],
    ):
        c.poly(smooth([(x + px, y - 108 + py) for px, py in land]), mix(SAND, OCHRE, 0.4))
    c.grain(oval(x, y - 108, 62, 62), dark(NAVY, 0.2), "right", -0.4, 0.95)
    c.line(oval(x, y - 108, 72, 72, -65, 245), 6, mix(OCHRE, AMBER, 0.3))
    c.line(oval(x, y - 104, 76, 16), 5, mix(OCHRE, BRICK, 0.3))


def reader(c: Canvas, angle: float, reach: float) -> None:
    """Head and shoulders of someone at a desk."""
    x, y = round_at(angle, FLOOR + 0.55, reach)
    size = (y - round_at(angle, FLOOR + 1.45, reach)[1]) * 1.15
    coat, skin = c.rng.choice((CORAL, NAVY, TEAL, OCHRE, PLUM, LILAC, FOREST, BRICK, SEA)), c.rng.choice(SKINS)
    hair = c.rng.choice((INK, BRICK, dark(OCHRE, 0.3), LILAC, dark(PLUM, 0.3)))
    body = smooth(
        [
            (x - size * 0.34, y),
            (x - size * 0.32, y - size * 0.38),
            (x - size * 0.12, y - size * 0.54),
            (x + size * 0.12, y - size * 0.54),
            (x + size * 0.32, y - size * 0.38),
            (x + size * 0.34, y),
        ],
        steps=5,
    )
    c.poly(body, coat)
    c.grain(body, dark(coat, 0.6), "down", -0.2, 0.9)
    back = abs(angle) > 90
    if back:
        chair = rect(x - size * 0.27, y - size * 0.2, size * 0.54, size * 0.32)
        c.poly(chair, dark(WOOD, 0.45))
        for dx in (-0.25, 0.2):
            c.poly(rect(x + size * dx, y, size * 0.05, size * 0.5), dark(WOOD, 0.45))
    c.poly(rect(x - size * 0.06, y - size * 0.64, size * 0.12, size * 0.14), mix(skin, BRICK, 0.3))
    c.disc(x, y - size * 0.74, size * 0.135, hair if back else skin, size * 0.17)
    if not back:
        c.poly(oval(x, y - size * 0.78, size * 0.15, size * 0.15, 175, 365, 16), hair)


def lamp(c: Canvas, x: float, y: float, s: float) -> None:
    """A green reading lamp."""
    c.glow(x, y - s * 0.4, s * 4, AMBER, 0.75)
    c.poly(rect(x - s * 0.09, y - s * 1.3, s * 0.18, s * 1.3), mix(OCHRE, BRICK, 0.3))
    c.poly(oval(x, y, s * 0.45, s * 0.14), mix(OCHRE, BRICK, 0.3))
    c.poly(
        [(x - s, y - s * 1.0), (x - s * 0.62, y - s * 1.55), (x + s * 0.62, y - s * 1.55), (x + s, y - s * 1.0)],
        mix(FOREST, TEAL, 0.35),
    )
    c.line([(x - s * 0.95, y - s), (x + s * 0.95, y - s)], s * 0.16, light(AMBER, 0.6))
