"""The stage of the Vilna Stage."""

import math
from itertools import pairwise

from . import atmosphere as air
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .palette import AMBER, BRICK, CORAL, INK, LILAC, NAVY, OCHRE, PLUM, ROSE, SEA, TEAL, dark, light, mix
from .shapes import oval, rect, smooth, taper


def theatre_curtain(c: Canvas) -> None:
    c.poly(rect(0, 0, 1800, 1200), dark(PLUM, 0.72))
    stage_back(c)
    boards(c)
    actor(c)
    drapes(c)
    proscenium(c)
    house(c)


def stage_back(c: Canvas) -> None:
    """The bare stage: a painted moon-blue cloth, a window flat, the cone of light."""
    c.poly(rect(300, 80, 1200, 720), [(0, dark(NAVY, 0.35)), (0.7, mix(NAVY, SEA, 0.5)), (1, mix(SEA, TEAL, 0.3))])
    c.glow(1180, 330, 330, light(LILAC, 0.2), 0.6)
    c.disc(1180, 330, 92, light(AMBER, 0.6))
    c.grain(oval(1180, 330, 92, 92), mix(AMBER, CORAL, 0.4), "down", -0.2, 0.8)
    roofs = [
        (300, 700),
        (420, 640),
        (480, 690),
        (590, 600),
        (640, 560),
        (690, 600),
        (690, 680),
        (820, 640),
        (900, 690),
        (1040, 620),
        (1110, 680),
        (1240, 650),
        (1330, 560),
        (1400, 640),
        (1500, 600),
        (1500, 800),
        (300, 800),
    ]
    c.poly(roofs, dark(NAVY, 0.5))
    for x, y in ((430, 700), (625, 640), (652, 640), (1050, 690), (1335, 650), (1230, 700)):
        c.poly(rect(x, y, 15, 22), AMBER)


def boards(c: Canvas) -> None:
    """Planks that run to the back, with a pool of light."""
    floor = [(300, 790), (1500, 790), (1800, 1010), (0, 1010)]
    c.poly(floor, [(0, mix(BRICK, PLUM, 0.5)), (1, mix(OCHRE, BRICK, 0.55))])
    for n in range(-10, 11):
        c.line([(900 + n * 60, 790), (900 + n * 92, 1010)], 2.6, dark(PLUM, 0.3))
    c.lay(c.mask(oval(800, 900, 330, 72), 30).soften(9), light(AMBER, 0.4), 0.85)
    air.ray(c, [(700, -20), (760, -20), (1130, 905), (470, 905)], light(AMBER, 0.35), 0.42, ("down", 1.0, 0.45), 5)


def actor(c: Canvas) -> None:
    """An actress by a chair, her arm raised."""
    shade = c.mask([(780, 915), (830, 915), (990, 960), (900, 966)], 20).soften(4)
    c.lay(shade, dark(PLUM, 0.4), 0.7)
    x, y = 800, 915
    gown = smooth(
        [
            (x - 34, y - 262),
            (x + 30, y - 262),
            (x + 44, y - 170),
            (x + 84, y - 30),
            (x + 96, y + 2),
            (x - 100, y + 4),
            (x - 78, y - 40),
            (x - 42, y - 170),
        ]
    )
    figure(c, placed(x, y, 330), "reach", Dress(CORAL, CORAL, INK, SKINS[0], 0.4, long_hair=True))
    c.poly(gown, CORAL)
    c.grain(gown, dark(BRICK, 0.4), "right", -0.3, 0.95)
    c.poly(taper([(x - 20, y - 180), (x - 40, y - 80), (x - 56, y)], [3, 7, 2]), dark(BRICK, 0.3))
    c.poly(taper([(x + 4, y - 265), (x + 44, y - 292), (x + 64, y - 338)], [26, 20, 12]), SKINS[0])
    cx = 620
    for dx in (-34, 30):
        c.line([(cx + dx, 840), (cx + dx - 4, 925)], 8, dark(PLUM, 0.5))
        c.line([(cx + dx + 14, 836), (cx + dx + 18, 908)], 7, dark(PLUM, 0.5))
    c.poly([(cx - 44, 830), (cx + 46, 830), (cx + 56, 846), (cx - 46, 846)], mix(OCHRE, BRICK, 0.4))
    c.line([(cx - 38, 836), (cx - 46, 720), (cx + 22, 716), (cx + 30, 832)], 8, dark(PLUM, 0.5))
    c.line([(cx - 42, 770), (cx + 26, 768)], 6, dark(PLUM, 0.5))


def folds(c: Canvas, edges: list[tuple[float, float]], top: float, bottom: float) -> None:
    """Hanging cloth: each fold given by its left edge above and below."""
    crimson = mix(BRICK, CORAL, 0.35)
    for (a0, b0), (a1, b1) in pairwise(edges):
        quad = [(a0, top), (a1, top), (b1, bottom), ((b0 + b1) / 2, bottom + 16), (b0, bottom)]
        c.poly(quad, crimson)
        c.grain(quad, dark(PLUM, 0.35), "right", -0.45, 1.1)
        c.grain(quad, mix(CORAL, ROSE, 0.35), "left", -1.0, 0.75)


def drapes(c: Canvas) -> None:
    """Two great curtains, drawn aside and tied."""
    for side in (1, -1):
        spread = [(n, n / 11) for n in range(12)]
        upper, lower = [], []
        for n, t in spread:
            wave = 10 * math.sin(n * 2.4)
            upper.append((60 + 500 * t + wave, 60 + 330 * t + wave * 0.4))
            lower.append((60 + 330 * t + wave * 0.4, 60 + 420 * t + wave))
        flip = (lambda p: p) if side > 0 else (lambda p: 1800 - p)
        ordered = [[(flip(a), flip(b)) for a, b in part] for part in (upper, lower)]
        if side < 0:
            ordered = [part[::-1] for part in ordered]
        folds(c, ordered[0], 60, 700)
        folds(c, ordered[1], 690, 985)
        band = [(flip(60), 672), (flip(392), 706), (flip(392), 732), (flip(60), 706)]
        c.poly(band, AMBER)
        c.grain(band, BRICK, "down", -0.1, 0.9)
        x = flip(380)
        c.poly(taper([(x, 720), (x + side * 10, 770), (x + side * 4, 830)], [18, 24, 40]), mix(OCHRE, AMBER, 0.5))
        c.disc(x + side * 4, 746, 15, AMBER)


def proscenium(c: Canvas) -> None:
    """The swags and the gilded frame."""
    for n in range(5):
        x0, x1 = n * 360 - 10, (n + 1) * 360 + 10
        for depth, ink in ((205, BRICK), (150, mix(BRICK, CORAL, 0.35)), (95, mix(BRICK, CORAL, 0.55))):
            swag = [
                (x0, 40),
                *[(x0 + (x1 - x0) * i / 16, 60 + depth * math.sin(math.pi * i / 16)) for i in range(17)],
                (x1, 40),
            ]
            c.poly(swag, ink)
            c.grain(swag, dark(PLUM, 0.3), "up", -0.5, 0.8)
            if depth == 205:
                c.line(swag[1:-1], 11, mix(OCHRE, AMBER, 0.6))
    gold = mix(OCHRE, BRICK, 0.15)
    for box in (rect(0, 0, 1800, 62), rect(0, 0, 74, 1030), rect(1726, 0, 74, 1030)):
        c.poly(box, gold)
        c.grain(box, dark(BRICK, 0.5), "right", -0.1, 0.9)
    for n in range(31):
        c.disc(30 + n * 58, 31, 16, mix(OCHRE, AMBER, 0.6))
        c.disc(30 + n * 58, 31, 7, BRICK)
    for n in range(17):
        for x in (37, 1763):
            c.disc(x, 92 + n * 56, 15, mix(OCHRE, AMBER, 0.6))
            c.disc(x, 92 + n * 56, 6, BRICK)
    c.poly(rect(0, 984, 1800, 60), dark(PLUM, 0.6))
    c.box(0, 984, 1800, 7, mix(OCHRE, AMBER, 0.4))
    for n in range(13):
        c.glow(150 + n * 125, 990, 66, AMBER, 0.55)
        c.poly(oval(150 + n * 125, 1000, 22, 13, 180, 360), light(AMBER, 0.6))


def house(c: Canvas) -> None:
    """The stalls in the dark: heads and seat backs with a rim of light."""
    for y, size, ink in ((1078, 47, dark(PLUM, 0.62)), (1140, 60, dark(PLUM, 0.78)), (1215, 74, dark(INK, 0.25))):
        x = -20.0 + c.rng.uniform(0, 40)
        while x < 1830:
            c.poly(
                smooth(
                    [
                        (x - size * 0.92, y + size),
                        (x - size * 0.85, y + 5),
                        (x, y - size * 0.12),
                        (x + size * 0.85, y + 5),
                        (x + size * 0.92, y + size),
                    ],
                    steps=5,
                ),
                mix(ink, BRICK, 0.22),
            )
            if c.rng.random() < 0.86:
                lift = c.rng.uniform(-0.12, 0.14) * size
                hx = x + c.rng.uniform(-0.12, 0.12) * size
                c.disc(hx, y - size * 0.55 + lift, size * 0.36, ink, size * 0.46)
                c.poly(
                    smooth(
                        [
                            (hx - size * 0.8, y + size),
                            (hx - size * 0.66, y + lift + size * 0.12),
                            (hx, y - size * 0.3 + lift),
                            (hx + size * 0.66, y + lift + size * 0.12),
                            (hx + size * 0.8, y + size),
                        ],
                        steps=5,
                    ),
                    ink,
                )
                if c.rng.random() < 0.35:
                    c.disc(hx, y - size * 1.05 + lift, size * 0.17, ink)
                c.line(
                    oval(hx, y - size * 0.55 + lift, size * 0.36, size * 0.46, 220, 320, 12), 2.4, mix(ink, AMBER, 0.55)
                )
            x += size * 1.95
