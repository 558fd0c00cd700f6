"""The ferry on the bay, with gulls."""

from . import atmosphere as air
from . import water
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .lettering import words
from .palette import AMBER, BRICK, CORAL, INK, LILAC, MIST, NAVY, OCHRE, PAPER, SEA, TEAL, dark, even, light, mix
from .shapes import lens, move, oval, rect, smooth, taper, turn, waves

LINE = 880


def big_gull(c: Canvas, x: float, y: float, s: float, flip: bool = False, angle: float = 0) -> None:
    """A gull near enough to see its grey back and black wing tips."""

    def put(points, ink):
        c.poly(move(turn(points, angle), x, y, s, flip), ink)

    put(taper([(10, -8), (34, -66), (84, -100), (150, -104)], [42, 36, 20, 2]), mix(MIST, LILAC, 0.55))
    put(taper([(96, -102), (150, -105)], [15, 2]), INK)
    put([(-60, 0), (-128, -10), (-124, 12), (-60, 12)], PAPER)
    put(smooth([(-88, 4), (-40, -17), (20, -22), (70, -20), (94, -8), (72, 10), (10, 20), (-40, 13)]), PAPER)
    put(smooth([(-88, 6), (-20, 8), (60, 4), (72, 10), (10, 20), (-40, 14)]), mix(MIST, LILAC, 0.3))
    put([(90, -13), (118, -3), (90, 1)], OCHRE)
    put(oval(77, -9, 3.6, 3.6, count=12), INK)
    put(taper([(8, -4), (-14, -74), (-70, -120), (-158, -134)], [54, 44, 26, 2]), mix(MIST, PAPER, 0.35))
    put(taper([(14, -20), (0, -74), (-54, -122), (-158, -135)], [12, 16, 10, 2]), mix(MIST, LILAC, 0.6))
    put(taper([(-92, -126), (-160, -135)], [19, 2]), INK)


def ferry(c: Canvas) -> None:
    air.sky(c, even(SEA, mix(SEA, TEAL, 0.8), mix(TEAL, MIST, 0.8), light(MIST, 0.6)), 660)
    for x, y, w in ((200, 540, 560), (700, 575, 420), (1600, 510, 680), (1180, 585, 360)):
        air.cumulus(c, x, y, w, light(MIST, 0.8), mix(TEAL, MIST, 0.6))
    c.veil(470, 640, light(MIST, 0.5), 0, 0.75)
    air.hills(c, 622, 10, mix(TEAL, MIST, 0.5))
    water.swell(c, 640, 1180, 11, mix(SEA, NAVY, 0.35), mix(TEAL, MIST, 0.15), light(MIST, 0.6))
    hull(c)
    decks(c)
    wake(c)
    big_gull(c, 330, 330, 1.25, angle=-8)
    big_gull(c, 1560, 262, 0.7, flip=True, angle=6)
    big_gull(c, 690, 190, 0.42, angle=-14)
    big_gull(c, 1690, 420, 0.36, flip=True)


def hull(c: Canvas) -> None:
    """The hull, bow to the left, with its painted bands."""
    white = light(MIST, 0.8)
    outline = [
        (270, 672),
        (420, 690),
        (760, 704),
        (1540, 704),
        (1592, 716),
        (1580, LINE + 30),
        (400, LINE + 30),
        (352, 850),
    ]
    c.poly(outline, white)
    c.poly([(300, 733), (420, 744), (760, 752), (1589, 752), (1584, 806), (352, 806), (333, 806)], mix(SEA, NAVY, 0.6))
    c.poly([(352, 850), (1581, 850), (1580, LINE + 30), (400, LINE + 30)], CORAL)
    c.grain(outline, dark(SEA, 0.35), "down", -0.3, 0.6)
    c.grain(
        [(270, 672), (420, 690), (560, 698), (480, LINE + 30), (400, LINE + 30), (352, 850)],
        dark(SEA, 0.4),
        "right",
        0.75,
        -0.25,
    )
    for i in range(17):
        c.disc(520 + i * 60, 779, 9, light(AMBER, 0.5) if i % 5 == 2 else light(MIST, 0.4))
        c.disc(520 + i * 60, 779, 6, dark(NAVY, 0.3) if i % 5 != 2 else AMBER)
    c.line([(372, 742), (392, 790)], 7, INK)
    c.poly(oval(392, 796, 17, 12, 0, 180), INK)
    words(c, 520, 727, "ЧАЙКА", 26, NAVY, 0.2)


def decks(c: Canvas) -> None:
    """The superstructure: saloon, promenade, bridge, funnel, mast and the people at the rail."""
    white, shade = light(MIST, 0.85), mix(MIST, SEA, 0.3)
    glass, lit = mix(SEA, NAVY, 0.55), mix(SEA, TEAL, 0.7)
    saloon = [(560, 704), (592, 604), (1500, 604), (1528, 704)]
    c.poly(saloon, white)
    c.grain(saloon, shade, "down", -0.2, 0.6)
    for i in range(14):
        x = 630 + i * 61
        c.poly(rect(x, 630, 45, 44), glass)
        c.poly([(x, 630), (x + 30, 630), (x, 664)], lit)
    c.poly([(540, 596), (1536, 596), (1536, 608), (548, 608)], shade)
    c.poly([(540, 590), (1536, 590), (1536, 598), (540, 598)], white)
    coats = (CORAL, NAVY, OCHRE, BRICK, TEAL, LILAC, PAPER)
    for x in (930, 972, 1012, 1052, 1252, 1374, 1496, 1522):
        dress = Dress(c.rng.choice(coats), NAVY, c.rng.choice((INK, BRICK, OCHRE)), c.rng.choice(SKINS), 0.1)
        figure(c, placed(x, 592, 82 * c.rng.uniform(0.9, 1.05), c.rng.random() < 0.6), "stand", dress)
    for y in (556, 572):
        c.line([(860, y), (1534, y)], 3, white)
    for i in range(25):
        c.line([(862 + i * 28, 554), (862 + i * 28, 592)], 3, white)
    bridge = [(600, 592), (626, 506), (872, 506), (886, 592)]
    c.poly(bridge, white)
    c.grain(bridge, shade, "right", -0.3, 0.7)
    c.poly([(622, 522), (868, 522), (874, 556), (612, 556)], glass)
    for i in range(6):
        c.line([(662 + i * 38, 520), (660 + i * 39, 558)], 4, white)
    c.poly([(622, 522), (700, 522), (640, 556), (612, 556)], lit)
    c.poly([(606, 498), (892, 498), (892, 509), (604, 509)], mix(SEA, NAVY, 0.6))
    c.line([(760, 498), (760, 356)], 7, white)
    c.line([(722, 410), (798, 410)], 5, white)
    c.line([(730, 450), (790, 450)], 9, shade)
    c.line([(760, 360), (560, 594)], 2, white)
    c.poly([(760, 362), (806, 374), (762, 390)], CORAL)
    funnel = [(1090, 590), (1100, 424), (1206, 414), (1228, 590)]
    c.poly(funnel, CORAL)
    c.poly([(1097, 476), (1214, 470), (1219, 512), (1095, 514)], light(AMBER, 0.4))
    c.poly([(1100, 424), (1206, 414), (1209, 442), (1099, 448)], INK)
    c.grain(funnel, dark(BRICK, 0.4), "right", -0.4, 0.85)
    air.plume(c, 1150, 408, 420, 120, 34, mix(MIST, LILAC, 0.4), mix(SEA, LILAC, 0.5), 0.5)
    for x in (1270, 1400):
        c.poly(smooth([(x, 536), (x + 84, 536), (x + 76, 562), (x + 8, 562)], steps=4), CORAL)
        c.line([(x + 8, 592), (x + 8, 522), (x + 76, 522), (x + 76, 592)], 4, shade)


def wake(c: Canvas) -> None:
    """Bow wave, the foam along the side, and the near swell."""
    deep, foam = mix(SEA, NAVY, 0.25), light(MIST, 0.8)
    bow = smooth([(300, 905), (352, 868), (408, 846), (470, 868), (560, 892), (560, 926), (300, 926)])
    c.poly(bow, foam)
    c.grain(bow, mix(TEAL, MIST, 0.3), "down", -0.2, 0.9)
    line = waves(-20, 1820, 905, 7, 240, 1.3)
    air.bank(c, line, 1200, mix(SEA, TEAL, 0.25))
    trail = smooth(
        [
            (150, 930),
            (330, 900),
            (480, 896),
            (900, 900),
            (1300, 894),
            (1560, 886),
            (1840, 850),
            (1840, 985),
            (1500, 950),
            (1150, 966),
            (800, 946),
            (420, 950),
            (260, 944),
        ]
    )
    c.lay(c.mask(trail, 20).soften(7).stipple(), foam)
    c.poly(
        smooth(
            [
                (290, 918),
                (400, 898),
                (900, 904),
                (1580, 892),
                (1840, 870),
                (1840, 905),
                (1500, 916),
                (900, 922),
                (420, 930),
            ]
        ),
        foam,
    )
    for _ in range(120):
        x = c.rng.uniform(120, 1800)
        y = 912 + c.rng.random() ** 2 * 80
        c.poly(
            lens(x, y, c.rng.uniform(30, 170), c.rng.uniform(2, 8)), c.rng.choice((foam, foam, mix(TEAL, MIST, 0.5)))
        )
    for y, ink in ((990, mix(SEA, NAVY, 0.2)), (1060, deep), (1135, mix(SEA, NAVY, 0.5))):
        line = waves(-20, 1820, y, 15, 520, y * 1.7)
        air.bank(c, line, 1200, ink)
        water.brush_crests(c, line, 4, 22, foam, mix(TEAL, MIST, 0.3))
