"""A night match at the stadium."""

from . import atmosphere as air
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .lettering import words
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    SEA,
    TEAL,
    dark,
    light,
    mix,
)
from .shapes import Eye, Line, Point, oval, rect, smooth, taper

EYE = Eye(900, 300, 900)
LEVEL = -22.0
NEAR = 13
LAMPS: tuple[tuple[float, float, float], ...] = ((150, 92, 1.15), (560, 128, 0.8), (1240, 128, 0.8), (1650, 92, 1.15))


def stadium_night(c: Canvas) -> None:
    air.sky(c, [(0, dark(NAVY, 0.6)), (0.6, mix(NAVY, SEA, 0.35)), (1, mix(SEA, TEAL, 0.5))], 480)
    air.stars(c, 200, 60, PAPER, NAVY)
    c.veil(60, 420, mix(TEAL, MIST, 0.5), 0, 0.4)
    masts(c)
    stand(c)
    pitch(c)
    players(c)
    light_shafts(c)
    fans(c)


def masts(c: Canvas) -> None:
    """Four floodlight masts with their banks of lamps."""
    for x, y, s in LAMPS:
        c.poly([(x - 6 * s, y), (x + 6 * s, y), (x + 12 * s, 440), (x - 12 * s, 440)], dark(NAVY, 0.5))
        c.glow(x, y, 420 * s, light(MIST, 0.6), 0.8, 2.3)
        panel = rect(x - 84 * s, y - 48 * s, 168 * s, 100 * s)
        c.poly(panel, dark(NAVY, 0.5))
        for row in range(4):
            for i in range(7):
                c.disc(x + (i - 3) * 23 * s, y + (row - 1.45) * 24 * s, 9 * s, light(PAPER, 0.8))
        c.glow(x, y, 130 * s, PAPER, 0.8, 1.2)


def stand(c: Canvas) -> None:
    """The far stand: a slope of faces and shirts under a roof."""
    ends = ((-118, 118), (-132, 132))
    low, high = (LEVEL + 2, 118), (2.5, 150)
    c.poly(
        EYE.quad(
            (ends[0][0], low[0], low[1]),
            (ends[0][1], low[0], low[1]),
            (ends[1][1], high[0], high[1]),
            (ends[1][0], high[0], high[1]),
        ),
        dark(NAVY, 0.25),
    )
    inks = (CORAL, CORAL, BRICK, AMBER, PAPER, SEA, TEAL, LILAC, OCHRE, light(MIST, 0.3))
    rows = 26
    for row in range(rows):
        t = row / (rows - 1)
        z, y = low[1] + (high[1] - low[1]) * t, low[0] + (high[0] - low[0]) * t
        shade = 0.12 + 0.5 * t
        half = 124 + 10 * t
        x = -half
        while x < half:
            x += c.rng.uniform(0.85, 1.6)
            if c.rng.random() < 0.08:
                continue
            px, py = EYE.at(x, y, z)
            ink = dark(c.rng.choice(inks), shade)
            c.box(px - 2.7, py - 3.4, 5.4, 6, ink)
            c.disc(px, py - 5.4, 2.0, dark(SKINS[c.rng.randrange(3)], shade * 0.8))
    for x in (-84, -56, -28, 0, 28, 56, 84):
        c.poly(
            EYE.quad(
                (x - 0.8, low[0], low[1]),
                (x + 0.8, low[0], low[1]),
                (x * 1.08 + 0.8, high[0], high[1]),
                (x * 1.08 - 0.8, high[0], high[1]),
            ),
            mix(NAVY, SEA, 0.45),
        )
    roof = EYE.quad((-150, 9.5, 130), (150, 9.5, 130), (170, 5.5, 156), (-170, 5.5, 156))
    c.poly(roof, dark(NAVY, 0.55))
    c.poly([(0, 228), (1800, 228), (1800, 240), (0, 240)], mix(SEA, TEAL, 0.4))
    c.poly([(0, 196), (1800, 196), (1800, 229), (0, 229)], dark(NAVY, 0.4))
    for i in range(31):
        c.line([(i * 60, 196), (i * 60 + 30, 229), (i * 60 + 60, 196)], 2, mix(NAVY, SEA, 0.4))
    for i in range(17):
        c.line([(i * 112, 240), (i * 112, 286)], 3, dark(NAVY, 0.55))
    for n, name in enumerate(("ПРИСТАНЬ", "ФК ВЕЛЬМИН", "ПРИСТАНЬ")):
        x = 300 + n * 600
        c.poly(rect(x - 200, 440, 400, 30), (CORAL, light(MIST, 0.6), mix(TEAL, SEA, 0.4))[n])
        words(c, x, 455, name, 15, (PAPER, NAVY, PAPER)[n], 0.18)
    for x in (0, 600, 1200):
        c.poly(rect(x - 100, 440, 200, 30), dark(FOREST, 0.35))


def pitch(c: Canvas) -> None:
    """Mown bands, lines and a goal at each end."""

    def ground(x: float, z: float) -> Point:
        return EYE.at(x, LEVEL, z - NEAR)

    turf, lit = mix(FOREST, MOSS, 0.42), mix(FOREST, MOSS, 0.75)
    c.poly([(0, 470), (1800, 470), (1800, 1200), (0, 1200)], [(0, mix(FOREST, MOSS, 0.3)), (1, dark(FOREST, 0.4))])
    for n in range(14):
        x0, x1 = -52.5 + n * 7.5, -45 + n * 7.5
        c.poly([ground(x0, 46), ground(x1, 46), ground(x1, 112), ground(x0, 112)], lit if n % 2 else turf)
    c.grain(
        [ground(-53, 46), ground(53, 46), ground(53, 112), ground(-53, 112)], mix(MOSS, AMBER, 0.5), "up", -0.1, 0.55
    )
    c.glow(900, 600, 640, light(MOSS, 0.3), 0.4, 1.6)
    chalk = light(PAPER, 0.5)
    loops: list[Line] = [
        [(-52.5, 46), (52.5, 46), (52.5, 112), (-52.5, 112), (-52.5, 46)],
        [(0, 46), (0, 112)],
        [(9.15 * px, 79 + 9.15 * py) for px, py in oval(0, 0, 1, 1, count=48)],
    ]
    for s in (-1, 1):
        loops += [
            [(s * 52.5, 59), (s * 36, 59), (s * 36, 99), (s * 52.5, 99)],
            [(s * 52.5, 70), (s * 47, 70), (s * 47, 88), (s * 52.5, 88)],
        ]
    for loop in loops:
        c.line([ground(*p) for p in loop], 3.2, chalk)
    c.disc(*ground(0, 79), 4, chalk, 2.5)
    for s in (-1, 1):
        posts = [
            EYE.at(s * 52.5, LEVEL, 75 - NEAR),
            EYE.at(s * 52.5, LEVEL + 3, 75 - NEAR),
            EYE.at(s * 52.5, LEVEL + 3, 83 - NEAR),
            EYE.at(s * 52.5, LEVEL, 83 - NEAR),
        ]
        back = [EYE.at(s * 55, LEVEL, 75 - NEAR), EYE.at(s * 55, LEVEL, 83 - NEAR)]
        c.poly([posts[1], posts[2], posts[3], back[1], back[0], posts[0]], PAPER, 0.25)
        c.line(posts, 4, PAPER)
        c.line([posts[1], back[0], back[1], posts[2]], 1.5, chalk)


def players(c: Canvas) -> None:
    """Twenty-odd small figures around the ball."""
    home, away = Dress(CORAL, PAPER, INK, SKINS[0], 0.02), Dress(PAPER, NAVY, INK, SKINS[1], 0.02)
    spots = (
        (-8, 62, "run", 0),
        (-4.5, 60, "run", 1),
        (4, 64, "run", 0),
        (9, 70, "stand", 1),
        (-18, 72, "run", 1),
        (-24, 60, "stand", 0),
        (17, 60, "run", 1),
        (22, 78, "run", 0),
        (30, 66, "stand", 1),
        (-33, 84, "stand", 1),
        (-12, 86, "run", 0),
        (3, 90, "stand", 1),
        (14, 96, "run", 0),
        (-26, 98, "run", 1),
        (28, 94, "run", 0),
        (38, 82, "stand", 1),
        (-40, 72, "stand", 0),
        (-47, 78, "stand", 1),
    )
    for x, z, pose, team in sorted(spots, key=lambda s: -s[1]):
        px, py = EYE.at(x, LEVEL, z - NEAR)
        height = EYE.focus * 3.9 / (z - NEAR)
        for dx in (-0.9, 0.9):
            reach = [(px - 4, py), (px + 4, py), (px + dx * height * 0.9, py + height * 0.16)]
            c.lay(c.mask(reach, 3), dark(FOREST, 0.5), 0.5)
        figure(c, placed(px, py, height, x > 0), pose, (home, away)[team])
    px, py = EYE.at(-1.5, LEVEL + 0.3, 60.5 - NEAR)
    c.disc(px, py, 5, PAPER)


def light_shafts(c: Canvas) -> None:
    """Light that falls from the masts through the damp air."""
    for (x, y, _), to in zip(LAMPS, (560, 800, 1000, 1240), strict=True):
        shaft = [(x - 60, y), (x + 60, y), (to + 380, 900), (to - 380, 900)]
        c.lay(c.mask(shaft, 40).fade("down", 0.55, 0.0).soften(18), light(MIST, 0.3), 0.32, "screen")


def fans(c: Canvas) -> None:
    """The near terrace in silhouette, scarves up."""
    for row, (y, size, ink) in enumerate(
        ((985, 50, dark(NAVY, 0.45)), (1085, 66, dark(NAVY, 0.68)), (1195, 84, dark(INK, 0.35)))
    ):
        x = -30.0 + row * 37
        while x < 1840:
            lift = c.rng.uniform(-20, 14)
            head = (x, y - size * 1.05 + lift)
            c.disc(head[0], head[1], size * 0.36, ink, size * 0.44)
            c.poly(
                smooth(
                    [
                        (x - size * 0.85, y + size),
                        (x - size * 0.78, y + lift),
                        (x - size * 0.25, y - size * 0.5 + lift),
                        (x + size * 0.25, y - size * 0.5 + lift),
                        (x + size * 0.78, y + lift),
                        (x + size * 0.85, y + size),
                    ]
                ),
                ink,
            )
            rim = oval(head[0], head[1], size * 0.36, size * 0.44, 215, 325, 14)
            c.line(rim, 2.6, mix(ink, MIST, 0.5))
            if row and c.rng.random() < 0.33:
                top = y - size * c.rng.uniform(2.0, 2.4)
                for side in (-1, 1):
                    c.poly(
                        taper(
                            [
                                (x + side * size * 0.6, y + lift),
                                (x + side * size * 1.0, y - size + lift),
                                (x + side * size * 0.78, top),
                            ],
                            [size * 0.4, size * 0.3, size * 0.2],
                        ),
                        ink,
                    )
                scarf = [
                    (x - size * 1.05, top - 14),
                    (x, top + 4),
                    (x + size * 1.05, top - 14),
                    (x + size * 1.05, top + size * 0.28),
                    (x, top + size * 0.46),
                    (x - size * 1.05, top + size * 0.28),
                ]
                c.poly(scarf, dark(CORAL, 0.12 * row))
                for shift in (-0.62, 0, 0.62):
                    c.poly(rect(x + shift * size - size * 0.11, top - 4, size * 0.22, size * 0.38), dark(PAPER, 0.15))
                c.grain(scarf, dark(PLUM, 0.4), "down", -0.1, 0.9)
            x += size * c.rng.uniform(1.5, 1.85)
