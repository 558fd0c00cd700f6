"""Open country: the wind farm and the observatory."""

import math

from . import atmosphere as air
from .canvas import Canvas
from .figures import Dress, figure, placed
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
    ROSE,
    SEA,
    TEAL,
    Colour,
    dark,
    even,
    light,
    mix,
)
from .shapes import Points, oval, rect, smooth, taper, turn


def wind_turbines(c: Canvas) -> None:
    air.sky(c, even(mix(SEA, TEAL, 0.35), mix(TEAL, MIST, 0.25), mix(TEAL, MIST, 0.8), light(MIST, 0.5)), 800)
    white, shade = light(MIST, 0.85), mix(TEAL, MIST, 0.62)
    for x, y, w in ((1480, 330, 900), (620, 410, 620), (60, 500, 640), (1080, 545, 460), (1720, 560, 480)):
        air.cumulus(c, x, y, w, white, shade)
    c.veil(520, 760, light(MIST, 0.6), 0, 0.7)
    air.hills(c, 690, 30, mix(TEAL, MOSS, 0.3), mix(TEAL, MIST, 0.45))
    for x, base, size in ((160, 700, 190), (330, 690, 170), (520, 700, 180), (705, 694, 165)):
        turbine(c, x, base, size, c.rng.uniform(0, 120), mix(white, TEAL, 0.2), mix(TEAL, MIST, 0.4))
    air.hills(c, 745, 26, mix(MOSS, TEAL, 0.3), mix(MOSS, AMBER, 0.4))
    fields(c)
    turbine(c, 900, 800, 420, 22, white, mix(TEAL, MIST, 0.45))
    turbine(c, 1330, 860, 690, 68, white, mix(TEAL, MIST, 0.4))
    near_field(c)
    tractor(c, 560, 842)


def turbine(c: Canvas, x: float, base: float, height: float, angle: float, ink: Colour, shade: Colour) -> None:
    """A wind turbine; height is that of its hub."""
    hub, blade = (x, base - height), height * 0.62
    mast = [
        (x - height * 0.009, hub[1]),
        (x + height * 0.009, hub[1]),
        (x + height * 0.02, base),
        (x - height * 0.02, base),
    ]
    c.poly(mast, ink)
    c.grain(mast, shade, "right", -0.2, 1.2)
    c.poly(rect(x - height * 0.02, hub[1] - height * 0.014, height * 0.07, height * 0.03), shade)
    for n in range(3):
        outline = [
            (0, -blade * 0.02),
            (blade * 0.12, -blade * 0.045),
            (blade * 0.3, -blade * 0.035),
            (blade, 0),
            (blade * 0.3, blade * 0.014),
            (0, blade * 0.02),
        ]
        points = [(hub[0] + px, hub[1] + py) for px, py in turn(smooth(outline), angle + n * 120)]
        c.poly(points, ink)
        back = [(0, 0), (blade * 0.3, 0), (blade, 0), (blade * 0.3, blade * 0.014), (0, blade * 0.02)]
        c.poly([(hub[0] + px, hub[1] + py) for px, py in turn(back, angle + n * 120)], shade)
    c.disc(*hub, height * 0.018, ink)


def fields(c: Canvas) -> None:
    """Rape in flower, wheat and fallow in folds, with hedges between."""
    bands: list[tuple[Points, Colour, Colour]] = [
        ([(-20, 800), (400, 770), (900, 790), (1400, 752), (1820, 770)], mix(AMBER, OCHRE, 0.35), light(AMBER, 0.2)),
        (
            [(-20, 822), (500, 842), (1000, 800), (1500, 822), (1820, 790)],
            mix(MOSS, FOREST, 0.25),
            mix(MOSS, AMBER, 0.4),
        ),
        ([(-20, 880), (450, 840), (1000, 870), (1500, 850), (1820, 872)], AMBER, light(AMBER, 0.4)),
    ]
    for points, ink, lit in bands:
        line = smooth(points, False)
        for x, y in line[::2]:
            if c.rng.random() < 0.55:
                c.disc(x, y - 3, c.rng.uniform(7, 22), mix(FOREST, MOSS, 0.3), c.rng.uniform(5, 14))
        air.bank(c, line, 1200, ink, lit)


def near_field(c: Canvas) -> None:
    """The near slope: drills that run to a point on the ridge, then stalks and flowers."""
    crest = smooth([(-20, 948), (500, 890), (1000, 900), (1820, 1000)], False)
    air.bank(c, crest, 1200, mix(MOSS, FOREST, 0.3))
    for n in range(-26, 44):
        foot = 900 + n * 95
        top = 760 + n * 26
        y = 900 + abs(top - 760) * 0.085 + (18 if top < 500 else 0)
        stripe = [(top - 3, y + 8), (top + 8, y + 8), (foot + 46, 1210), (foot, 1210)]
        c.poly(stripe, AMBER if n % 2 else mix(AMBER, OCHRE, 0.5))
        c.grain(stripe, mix(MOSS, OCHRE, 0.3), "down", -0.3, 0.6)
    for _ in range(420):
        depth = c.rng.random() ** 0.5
        x, y = c.rng.uniform(0, 1800), 960 + 250 * depth
        c.disc(x, y, 2 + 5 * depth, c.rng.choice((AMBER, light(AMBER, 0.5), light(AMBER, 0.3), mix(MOSS, FOREST, 0.4))))
    for _ in range(60):
        x, tall = c.rng.uniform(-20, 1820), c.rng.uniform(50, 150)
        lean = c.rng.uniform(-20, 24)
        c.poly(taper([(x, 1210), (x + lean, 1205 - tall)], [6, 3]), mix(MOSS, FOREST, 0.5))
        for _ in range(7):
            c.disc(
                x + lean + c.rng.gauss(0, 11),
                1205 - tall + c.rng.gauss(0, 15),
                c.rng.uniform(5, 9),
                c.rng.choice((AMBER, light(AMBER, 0.45))),
            )


def tractor(c: Canvas, x: float, y: float) -> None:
    c.poly(
        [(x - 24, y - 12), (x - 24, y - 30), (x - 2, y - 32), (x + 2, y - 50), (x + 26, y - 50), (x + 30, y - 12)],
        CORAL,
    )
    c.poly([(x + 5, y - 46), (x + 24, y - 46), (x + 26, y - 30), (x + 2, y - 30)], NAVY)
    c.disc(x + 18, y - 12, 16, INK)
    c.disc(x - 18, y - 8, 10, INK)
    c.disc(x + 18, y - 12, 6, AMBER)


def observatory(c: Canvas) -> None:
    night = [
        (0, dark(NAVY, 0.55)),
        (0.35, mix(NAVY, PLUM, 0.3)),
        (0.6, mix(PLUM, LILAC, 0.3)),
        (0.78, mix(ROSE, LILAC, 0.5)),
        (1, mix(ROSE, AMBER, 0.3)),
    ]
    air.sky(c, night, 1080)
    trails(c, 620, 330)
    air.mist(c, 880, 240, mix(LILAC, ROSE, 0.4), 0.35)
    air.hills(c, 880, 46, mix(PLUM, LILAC, 0.35))
    air.mist(c, 930, 120, mix(LILAC, ROSE, 0.4), 0.4)
    air.hills(c, 950, 50, mix(PLUM, NAVY, 0.4))
    mound = smooth(
        [(-20, 1120), (300, 1090), (640, 1010), (960, 912), (1180, 880), (1420, 884), (1640, 940), (1820, 1010)], False
    )
    dome(c, 1270, 890)
    air.bank(c, mound, 1200, dark(NAVY, 0.62))
    c.grain([*mound, (1820, 1200), (-20, 1200)], mix(PLUM, LILAC, 0.4), "up", -0.8, 0.4)
    pines(c)
    figure(c, placed(905, 942, 88), "stand", Dress(BRICK, INK, INK, hem=0.3))
    c.glow(914, 902, 70, light(CORAL, 0.2), 0.9)
    tripod = (950, 860)
    for dx in (-15, 2, 17):
        c.line([tripod, (tripod[0] + dx, 928 - dx * 0.2)], 3, INK)
    c.poly(turn(rect(tripod[0] - 34, tripod[1] - 8, 70, 15), -38, tripod), light(LILAC, 0.2))


def trails(c: Canvas, cx: float, cy: float) -> None:
    """Star trails about the pole."""
    inks = (PAPER, PAPER, light(AMBER, 0.4), light(LILAC, 0.4), light(TEAL, 0.5), light(ROSE, 0.4))
    mask_groups = {ink: c.mask() for ink in set(inks)}
    for _ in range(820):
        radius = 26 + 1350 * c.rng.random() ** 0.8
        start, sweep = c.rng.uniform(0, 360), c.rng.uniform(24, 42)
        count = max(8, int(radius * math.radians(sweep) / 14))
        arc = oval(cx, cy, radius, radius, start, start + sweep, count)
        mask_groups[c.rng.choice(inks)].line(arc, c.rng.choice((1, 1.2, 1.6, 2.4)), c.rng.randint(60, 235))
    for ink in sorted(mask_groups):
        c.lay(mask_groups[ink].fade("down", 1.25, -0.35), ink)
    c.glow(cx, cy, 26, PAPER, 0.9)
    c.disc(cx, cy, 2.6, PAPER)


def dome(c: Canvas, x: float, base: float) -> None:
    """The observatory with its shutter open and a warm light within."""
    shell, shade = mix(LILAC, MIST, 0.5), mix(PLUM, NAVY, 0.5)
    for dx, width, height in ((-330, 200, 110), (180, 170, 90)):
        annex = rect(x + dx, base - height, width, height + 40)
        c.poly(annex, mix(shell, shade, 0.35))
        c.grain(annex, shade, "right", -0.2, 0.95)
        c.poly(rect(x + dx - 8, base - height - 10, width + 16, 12), mix(shell, shade, 0.6))
        for i in range(3):
            c.poly(rect(x + dx + 26 + i * 52, base - height + 30, 26, 36), AMBER if i != 1 else shade)
    drum = rect(x - 178, base - 190, 356, 240)
    c.poly(drum, mix(shell, shade, 0.15))
    c.grain(drum, shade, "right", -0.35, 1.1)
    c.poly(rect(x - 196, base - 206, 392, 20), mix(shell, shade, 0.5))
    for i in range(5):
        c.poly(rect(x - 150 + i * 66, base - 150, 32, 70), AMBER if i in (1, 2) else dark(shade, 0.2))
    c.glow(x - 36, base - 118, 130, AMBER, 0.5)
    cap = oval(x, base - 204, 182, 192, 180, 360)
    c.poly(cap, shell)
    c.grain(cap, shade, "right", -0.4, 1.1)
    for k in (-0.75, -0.4, 0.45, 0.78):
        c.line(oval(x, base - 204, 182 * abs(k), 192, 180 if k < 0 else 360, 270, 20), 1.6, mix(shell, shade, 0.5))
    slit = [
        (x - 92, base - 208),
        (x - 112, base - 300),
        (x - 82, base - 372),
        (x - 36, base - 400),
        (x - 8, base - 398),
        (x - 40, base - 340),
        (x - 42, base - 208),
    ]
    c.poly([*smooth(slit[1:6], False), slit[6], slit[0]], dark(BRICK, 0.35))
    c.glow(x - 70, base - 270, 130, CORAL, 0.75)
    c.poly(turn(rect(x - 88, base - 390, 30, 150), -20, (x - 74, base - 250)), dark(INK, 0.1))
    c.poly(turn(rect(x - 92, base - 396, 38, 14), -20, (x - 74, base - 250)), light(LILAC, 0.3))


def pines(c: Canvas) -> None:
    """Dark spruces at both edges."""
    ink = dark(INK, 0.25)
    for x, base, height in (
        (40, 1210, 560),
        (170, 1210, 430),
        (285, 1215, 330),
        (400, 1215, 250),
        (1700, 1100, 330),
        (1780, 1120, 430),
        (1600, 1060, 200),
    ):
        c.poly(rect(x - 5, base - height * 0.2, 10, height * 0.25), ink)
        tiers = 9
        for n in range(tiers):
            y = base - height + height * 0.86 * n / tiers
            half = height * 0.035 + height * 0.19 * n / tiers
            drop = height * 0.17
            c.poly(
                [
                    (x, y),
                    (x + half * c.rng.uniform(0.9, 1.15), y + drop),
                    (x + half * 0.3, y + drop * 0.84),
                    (x - half * 0.3, y + drop * 0.86),
                    (x - half * c.rng.uniform(0.9, 1.15), y + drop),
                ],
                ink,
            )
