"""The power station in winter."""

from itertools import pairwise

from . import atmosphere as air
from . import water
from .buildings import lattice
from .canvas import Canvas
from .palette import (
    AMBER,
    CORAL,
    INK,
    LILAC,
    MIST,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    ROSE,
    SEA,
    dark,
    even,
    light,
    mix,
)
from .shapes import lens, oval, rect, smooth, taper


def power_station(c: Canvas) -> None:
    air.sky(
        c,
        [
            (0, mix(LILAC, SEA, 0.45)),
            (0.35, mix(LILAC, MIST, 0.5)),
            (0.62, mix(ROSE, PAPER, 0.45)),
            (0.8, light(AMBER, 0.55)),
            (1, light(ROSE, 0.4)),
        ],
        900,
    )
    air.sun(c, 380, 690, 46, light(AMBER, 0.85), light(AMBER, 0.1), 9, 0.7)
    steam, shade = light(ROSE, 0.55), mix(LILAC, ROSE, 0.35)
    for x, y, size in ((1478, 388, 70), (1130, 440, 58)):
        air.plume(c, x, y, -620, 330, size, steam, shade, 0.95)
    air.hills(c, 800, 26, mix(LILAC, ROSE, 0.4))
    air.mist(c, 800, 160, light(ROSE, 0.5), 0.7)
    for x, top, width, haze in ((1130, 440, 250, 0.4), (1480, 386, 320, 0.15)):
        cooling_tower(c, x, top, width, haze)
    works(c)
    for x, height, haze in ((160, 230, 0.65), (330, 300, 0.45), (600, 420, 0.2)):
        pylon(c, x, 880, height, haze)
    wires(c)
    air.treeline(c, 900, 60, mix(PLUM, LILAC, 0.55), 910)
    snow, blue = light(LILAC, 0.8), mix(LILAC, SEA, 0.3)
    bankline = smooth([(-20, 906), (300, 896), (700, 908), (1100, 898), (1500, 910), (1820, 900)], False)
    air.bank(c, bankline, 960, snow)
    c.grain([*bankline, (1820, 960), (-20, 960)], blue, "down", -0.1, 0.9)
    water.mirror(c, 946, 1200, even(mix(ROSE, LILAC, 0.5), mix(LILAC, SEA, 0.5), mix(SEA, NAVY, 0.5)), 0.45, 1.9, 7)
    ice(c)


def cooling_tower(c: Canvas, x: float, top: float, width: float, haze: float) -> None:
    """A waisted shell, lit from the left."""
    half = width / 2

    def edge(t: float) -> float:
        return half * (0.62 + 0.5 * (t - 0.25) ** 2 + 0.1 * max(0, t - 0.5))

    rows = [i / 24 for i in range(25)]
    left = [(x - edge(t), top + (905 - top) * t) for t in rows]
    right = [(x + edge(t), top + (905 - top) * t) for t in rows]
    shell = left + right[::-1]
    c.poly(shell, mix(mix(PLUM, LILAC, 0.55), light(ROSE, 0.5), haze))
    c.grain(shell, light(ROSE, 0.45 + haze * 0.4), "left", -0.35, 0.95)
    c.grain(shell, mix(PLUM, NAVY, 0.5), "right", -0.6, 0.85 - haze)
    c.poly(oval(x, top, edge(0), width * 0.035), mix(mix(PLUM, LILAC, 0.35), ROSE, haze))


def works(c: Canvas) -> None:
    """The turbine hall and two banded chimneys."""
    for x, top, half in ((820, 190, 15), (934, 236, 14)):
        stack = [(x - half, top), (x + half, top), (x + half * 2, 900), (x - half * 2, 900)]
        c.poly(stack, mix(PLUM, LILAC, 0.3))
        for n in range(3):
            y = top + 8 + n * 76
            grow = half * (1 + (y - top) / 700)
            c.poly([(x - grow, y), (x + grow, y), (x + grow + 1, y + 38), (x - grow - 1, y + 38)], CORAL)
        c.grain(stack, light(ROSE, 0.5), "left", -0.6, 0.8)
    air.plume(c, 820, 186, -430, 110, 26, light(ROSE, 0.6), mix(LILAC, ROSE, 0.3), 0.9)
    body = mix(PLUM, NAVY, 0.35)
    c.poly([(690, 905), (690, 742), (760, 742), (760, 706), (1010, 706), (1010, 742), (1090, 742), (1090, 905)], body)
    c.poly(
        [(684, 744), (684, 734), (760, 734), (760, 698), (1016, 698), (1016, 734), (1096, 734), (1096, 744)],
        light(LILAC, 0.75),
    )
    for i in range(11):
        c.poly(rect(706 + i * 35, 770, 20, 84), light(AMBER, 0.2) if i not in (3, 7) else mix(PLUM, LILAC, 0.4))
    c.grain(rect(690, 742, 400, 163), INK, "down", -0.5, 0.5)


def pylon(c: Canvas, x: float, base: float, height: float, haze: float) -> None:
    ink = mix(dark(PLUM, 0.35), mix(ROSE, LILAC, 0.4), haze)
    top, w = base - height, height * 0.008 + 0.8
    lattice(
        c,
        [(x - height * 0.12, base), (x - height * 0.022, top + height * 0.3)],
        [(x + height * 0.12, base), (x + height * 0.022, top + height * 0.3)],
        7,
        w,
        ink,
    )
    lattice(
        c,
        [(x - height * 0.022, top + height * 0.3), (x, top)],
        [(x + height * 0.022, top + height * 0.3), (x, top)],
        3,
        w,
        ink,
    )
    for share, reach in ((0.1, 0.15), (0.21, 0.2), (0.32, 0.15)):
        y = top + height * share
        c.poly(
            [(x - height * reach, y), (x, y - height * 0.035), (x + height * reach, y), (x, y - height * 0.008)], ink
        )


def wires(c: Canvas) -> None:
    """Lines that sag from mast to mast and leave the sheet at the left."""
    ink = mix(dark(PLUM, 0.3), LILAC, 0.2)
    masts = ((-60, 640, 190), (160, 650, 230), (330, 580, 300), (600, 460, 420), (1010, 150, 640))
    for share, reach in ((0.1, 0.15), (0.21, 0.2), (0.32, 0.15)):
        for side in (-1, 1):
            ends = [(x + side * h * reach, top + h * share) for x, top, h in masts]
            for (x0, y0), (x1, y1) in pairwise(ends[:4]):
                dip = 14 + abs(x1 - x0) * 0.06
                line = smooth([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + dip), (x1, y1)], False)
                c.line(line, 1.5, mix(ink, LILAC, 0.4))
            c.line(smooth([ends[3], (1250, ends[3][1] - 90), (1830, ends[3][1] - 330)], False), 1.8, ink)


def ice(c: Canvas) -> None:
    """Floes on the dark river, and reeds under snow in front."""
    snow, blue = light(LILAC, 0.8), mix(LILAC, SEA, 0.35)
    for _ in range(46):
        depth = c.rng.random()
        x, y = c.rng.uniform(-40, 1840), 958 + 225 * depth**1.3
        size = 26 + 150 * depth * c.rng.uniform(0.5, 1)
        floe = [
            (x + px * size * c.rng.uniform(0.8, 1.1), y + py * size * 0.16) for px, py in oval(0, 0, 1, 1, count=9)[:-1]
        ]
        c.poly([(px, py + 2 + 5 * depth) for px, py in floe], blue)
        c.poly(floe, snow)
    for _ in range(70):
        x = c.rng.choice((c.rng.uniform(-10, 330), c.rng.uniform(1380, 1810)))
        tall = c.rng.uniform(90, 260)
        lean = c.rng.uniform(-40, 60)
        c.poly(
            taper([(x, 1210), (x + lean * 0.3, 1200 - tall * 0.6), (x + lean, 1200 - tall)], [6, 4, 1]),
            dark(PLUM, c.rng.uniform(0.2, 0.6)),
        )
        if c.rng.random() < 0.4:
            c.poly(
                taper(
                    [(x + lean * 0.7, 1200 - tall * 0.84), (x + lean, 1200 - tall), (x + lean * 1.15, 1188 - tall)],
                    [5, 12, 2],
                ),
                mix(PLUM, OCHRE, 0.4),
            )
    for x in (160, 1620):
        c.poly(lens(x, 1204, 620, 60), snow)
