"""The stalls of the market hall: canvas, counters, fruit, and those who sell it."""

from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .lettering import words
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    ROSE,
    SAND,
    SEA,
    TEAL,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import Eye, oval, rect, smooth, taper, turn

EYE = Eye(900, 640, 900)


WALL, SPRING, FLOOR, RADIUS = 8.2, 2.6, -1.75, 8.2


IRON = mix(FOREST, TEAL, 0.3)


INNER, OUTER, TABLE = 3.0, 6.9, -0.8


def side_stalls(c: Canvas, z: float) -> None:
    """A stall to each side, its open end towards the viewer."""
    haze = min(0.62, z / 46)
    near = z * 0.8
    stripes = [
        (CORAL, light(SAND, 0.6)),
        (mix(TEAL, SEA, 0.3), light(MIST, 0.7)),
        (OCHRE, light(SAND, 0.7)),
        (mix(MOSS, FOREST, 0.3), light(SAND, 0.5)),
    ]
    for s in (-1, 1):
        inner, outer = s * INNER, s * OUTER

        def tint(ink: Colour) -> Colour:
            return mix(ink, light(SAND, 0.4), haze)

        c.poly(
            EYE.quad((inner, 1.2, z), (outer, 1.2, z), (outer, FLOOR, z), (inner, FLOOR, z)),
            tint(mix(PLUM, OCHRE, 0.3)),
        )
        c.poly(
            EYE.quad((outer, 1.2, near), (outer, 1.2, z), (outer, FLOOR, z), (outer, FLOOR, near)),
            tint(mix(PLUM, OCHRE, 0.2)),
        )
        for u in (0.25, 0.5, 0.75):
            jar = s * (INNER + (OUTER - INNER) * u)
            for n in range(-3, 4):
                x, y = EYE.at(jar + n * 0.16, 0.25, z)
                c.poly(
                    rect(x - 46 / z, y - 200 / z, 92 / z, 200 / z), tint((AMBER, MOSS, BRICK, light(SAND, 0.4))[n % 4])
                )
        c.line([EYE.at(inner, 0.24, z), EYE.at(outer, 0.24, z)], 60 / z, tint(mix(PLUM, INK, 0.3)))
        c.glow(*EYE.at(s * 4.7, 0.75, z), 1300 / z, AMBER, 0.6)
        seller(c, s * 4.6, (z + near) / 2, haze)
        c.poly(
            EYE.quad((inner, TABLE, near), (inner, TABLE, z), (inner, FLOOR, z), (inner, FLOOR, near)),
            tint(mix(OCHRE, BRICK, 0.5)),
        )
        c.poly(
            EYE.quad((inner, TABLE, near), (outer, TABLE, near), (outer, TABLE, z), (inner, TABLE, z)),
            tint(mix(OCHRE, PLUM, 0.4)),
        )
        heaps(c, s, near, z, haze)
        board = EYE.quad((inner, TABLE, near), (outer, TABLE, near), (outer, FLOOR, near), (inner, FLOOR, near))
        c.poly(board, tint(mix(OCHRE, SAND, 0.25)))
        c.grain(board, tint(mix(BRICK, PLUM, 0.3)), "down", -0.1, 0.9)
        for n in range(1, 4):
            y = TABLE + (FLOOR - TABLE) * n / 4
            c.line([EYE.at(inner, y, near), EYE.at(outer, y, near)], 14 / z, tint(mix(BRICK, PLUM, 0.3)))
        for x, zz in ((inner, z), (inner, near), (outer, near)):
            c.line([EYE.at(x, 1.1, zz), EYE.at(x, FLOOR, zz)], 46 / zz, tint(dark(IRON, 0.3)))
        awning(c, s, near, z, [tint(ink) for ink in c.rng.choice(stripes)])


def seller(c: Canvas, x: float, z: float, haze: float) -> None:
    """The keeper of a stall, seen above the counter."""
    height = EYE.focus * 1.78 / z
    coat, skin = c.rng.choice((light(MIST, 0.6), FOREST, BRICK, SEA)), c.rng.choice(SKINS)
    dress = Dress(
        mix(coat, SAND, haze),
        mix(INK, SAND, haze),
        mix(c.rng.choice((INK, BRICK)), SAND, haze),
        mix(skin, SAND, haze),
        0.4,
    )
    figure(c, placed(*EYE.at(x, FLOOR, z), height, x > 0), "carry", dress)


def heaps(c: Canvas, s: int, near: float, far: float, haze: float) -> None:
    """Produce in rows on the counter, far rows first."""
    goods = c.rng.sample((CORAL, AMBER, MOSS, BRICK, PLUM, OCHRE, mix(MOSS, AMBER, 0.5), ROSE), 5)
    rows = 6
    for row in range(rows):
        z = far - (far - near) * (row + 0.6) / rows
        unit = EYE.focus / z
        size = unit * 0.1
        for n in range(26):
            u = n / 25
            ink = mix(dark(goods[int(u * 4.99)], c.rng.uniform(0, 0.28)), light(SAND, 0.3), haze)
            x, y = EYE.at(s * (INNER + 0.1 + (OUTER - INNER - 0.3) * u), TABLE, z)
            c.disc(x, y - size * (0.7 + c.rng.choice((0, 0, 1.1))), size, ink)


def awning(c: Canvas, s: int, near: float, far: float, inks: list[Colour]) -> None:
    """A striped gable of canvas with a scalloped edge."""
    a, b, eave, top = s * (INNER - 0.25), s * (OUTER + 0.2), 1.0, 1.95
    count = 10
    for n in range(count):
        z0, z1 = far + (near - far) * n / count, far + (near - far) * (n + 1) / count
        c.poly(
            EYE.quad((a, eave, z0), (a, eave, z1), (a, eave - 0.3, z1), (a, eave - 0.3, z0)), dark(inks[n % 2], 0.16)
        )
    middle = (a + b) / 2
    for n in range(count):
        x0, x1 = a + (b - a) * n / count, a + (b - a) * (n + 1) / count
        y0, y1 = (eave + (top - eave) * (1 - abs(x - middle) / abs(middle - a)) for x in (x0, x1))
        p, q = EYE.at(x0, eave - 0.22, near), EYE.at(x1, eave - 0.22, near)
        r = abs(q[0] - p[0]) / 2
        c.poly([EYE.at(x0, y0, near), EYE.at(x1, y1, near), q, p], inks[n % 2])
        c.poly(oval((p[0] + q[0]) / 2, p[1] - 1, r, r * 0.8, 0, 180, 12), inks[n % 2])
    whole = EYE.quad(
        (a, eave, near), (middle, top, near), (b, eave, near), (b, eave - 0.3, near), (a, eave - 0.3, near)
    )
    c.grain(whole, mix(inks[0], PLUM, 0.45), "left" if s > 0 else "right", -0.5, 0.55)


def front_stall(c: Canvas) -> None:
    """The near counters: apples, peppers, cabbages, bread, and a woman with a basket."""
    figure(
        c,
        placed(1105, 1215, 560, True),
        "carry",
        Dress(mix(SEA, NAVY, 0.3), PLUM, BRICK, SKINS[0], 0.4, long_hair=True),
    )
    basket = smooth([(985, 920), (1055, 925), (1120, 918), (1105, 1000), (1000, 1000)], steps=5)
    c.line(oval(1050, 925, 58, 72, 180, 360), 9, mix(OCHRE, BRICK, 0.5))
    for x, ink in ((1010, MOSS), (1045, CORAL), (1080, AMBER), (1028, ROSE), (1066, MOSS)):
        c.disc(x, 914, 24, ink)
    c.poly(basket, OCHRE)
    c.grain(basket, mix(BRICK, PLUM, 0.3), "down", -0.1, 0.9)
    trays = (
        (-60, 960, 250, CORAL, 27),
        (210, 985, 230, AMBER, 25),
        (455, 1010, 210, mix(MOSS, FOREST, 0.2), 40),
        (1330, 990, 220, BRICK, 23),
        (1565, 960, 290, mix(MOSS, AMBER, 0.4), 29),
    )
    for x, y, width, ink, size in trays:
        for row in range(4):
            count = int(width / size / 1.5)
            for n in range(count):
                px = x + (n + 0.5 + (row % 2) * 0.5) * width / (count + 0.5)
                py = y + 30 - row * size * 0.75
                if abs(px - x - width / 2) > width / 2 - row * size * 0.6 - size * 0.3:
                    continue
                fruit(c, px, py, size, ink)
        crate = rect(x, y + 26, width - 8, 110)
        c.poly(crate, mix(OCHRE, SAND, 0.2))
        c.grain(crate, mix(BRICK, PLUM, 0.4), "down", -0.1, 0.95)
        for n in range(3):
            c.box(x, y + 56 + n * 34, width - 8, 7, mix(BRICK, PLUM, 0.35))
        c.poly(rect(x + width * 0.36, y + 48, 80, 50), light(PAPER, 0.3))
        words(c, x + width * 0.36 + 40, y + 73, str(c.rng.choice((28, 34, 42, 55, 60))), 26, INK)
    for x0, x1 in ((-20, 690), (1310, 1830)):
        c.poly([(x0, 1116), (x1, 1136), (x1, 1210), (x0, 1210)], dark(FOREST, 0.3))
        c.grain([(x0, 1116), (x1, 1136), (x1, 1210), (x0, 1210)], INK, "down", 0, 0.8)


def fruit(c: Canvas, x: float, y: float, size: float, ink: Colour) -> None:
    tone = mix(ink, c.rng.choice((AMBER, BRICK, ink)), 0.25)
    c.disc(x, y, size, dark(tone, 0.25))
    c.disc(x - size * 0.06, y - size * 0.08, size * 0.9, tone)
    c.poly(
        turn(oval(x - size * 0.35, y - size * 0.4, size * 0.26, size * 0.15), -40, (x - size * 0.35, y - size * 0.4)),
        light(tone, 0.5),
    )
    if size > 35:
        for side in (-1, 0, 1):
            c.line(
                smooth(
                    [(x, y + size * 0.8), (x + side * size * 0.5, y), (x + side * size * 0.35, y - size * 0.7)], False
                ),
                3,
                mix(tone, PAPER, 0.5),
            )
    else:
        c.poly(taper([(x, y - size * 0.75), (x + size * 0.12, y - size * 1.05)], [3, 2]), dark(PLUM, 0.3))
