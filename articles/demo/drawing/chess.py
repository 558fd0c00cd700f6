"""The chess club by lamplight."""

from .canvas import Canvas
from .chessmen import board
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
    ROSE,
    SAND,
    SEA,
    TEAL,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import arch, oval, rect, smooth, taper


def chess_club(c: Canvas) -> None:
    room = mix(FOREST, TEAL, 0.22)
    c.poly(rect(0, 0, 1800, 1200), [(0, dark(room, 0.45)), (0.6, room), (1, dark(room, 0.4))])
    back_room(c, room)
    players(c)
    c.glow(900, 330, 900, AMBER, 0.5, 1.7)
    table(c)
    board(c)
    lamp(c)


def back_room(c: Canvas, room: Colour) -> None:
    """Panelling, framed photographs, a night window, another game in the half light."""
    for n in range(13):
        c.line([(n * 150, 0), (n * 150, 700)], 4, dark(room, 0.3))
    c.poly(rect(0, 560, 1800, 16), dark(room, 0.35))
    c.poly(arch(760, 470, 290, 420), dark(room, 0.5))
    c.poly(arch(782, 460, 246, 388), [(0, NAVY), (1, mix(SEA, LILAC, 0.4))])
    for x, y in ((812, 400), (850, 372), (900, 410), (960, 380), (990, 414)):
        c.poly(rect(x, y, 10, 14), mix(AMBER, SEA, 0.35))
    c.line([(905, 72), (905, 460)], 7, dark(room, 0.5))
    c.line([(782, 250), (1028, 250)], 7, dark(room, 0.5))
    for x, y, w, h in (
        (330, 90, 130, 160),
        (500, 130, 100, 120),
        (1270, 80, 150, 180),
        (1470, 130, 110, 130),
        (110, 150, 120, 100),
    ):
        c.poly(rect(x, y, w, h), mix(OCHRE, FOREST, 0.45))
        c.poly(rect(x + 10, y + 10, w - 20, h - 20), mix(SAND, FOREST, 0.45))
        c.disc(x + w / 2, y + h * 0.42, w * 0.14, mix(FOREST, INK, 0.4))
        c.poly(oval(x + w / 2, y + h - 10, w * 0.3, h * 0.32, 180, 360), mix(FOREST, INK, 0.4))


def players(c: Canvas) -> None:
    """An old man and a girl across the board."""
    lit = mix(AMBER, ROSE, 0.4)
    coat, skin = mix(BRICK, PLUM, 0.35), (205, 146, 108)
    body = smooth([(110, 1000), (120, 700), (190, 560), (330, 500), (450, 520), (540, 620), (600, 780), (610, 1000)])
    c.poly(body, coat)
    c.grain(body, mix(CORAL, AMBER, 0.35), "right", -0.55, 0.75)
    c.poly(taper([(360, 520), (385, 450)], [90, 84], 4), dark(skin, 0.2))
    head = smooth(
        [
            (312, 352),
            (330, 272),
            (400, 240),
            (468, 268),
            (484, 330),
            (502, 376),
            (478, 392),
            (474, 436),
            (420, 468),
            (356, 440),
        ]
    )
    c.poly(head, skin)
    c.grain(head, light(lit, 0.2), "right", -0.5, 0.8)
    c.poly(smooth([(388, 436), (470, 398), (484, 420), (470, 476), (428, 506), (378, 470)]), light(LILAC, 0.6))
    c.poly(taper([(430, 402), (462, 396), (492, 404)], [4, 18, 4]), light(LILAC, 0.75))
    c.poly(smooth([(302, 330), (312, 276), (350, 246), (348, 300), (338, 372), (318, 380)]), light(LILAC, 0.5))
    c.poly(
        smooth([(296, 290), (330, 232), (410, 212), (474, 250), (478, 272), (400, 262), (330, 288)]),
        mix(NAVY, INK, 0.3),
    )
    c.poly(taper([(462, 262), (508, 278), (524, 292)], [14, 12, 4]), mix(NAVY, INK, 0.5))
    c.poly(taper([(440, 318), (456, 313), (476, 320)], [3, 7, 2]), light(LILAC, 0.7))
    c.line(smooth([(446, 338), (456, 333), (466, 337)], False), 4, dark(PLUM, 0.5))
    c.poly(taper([(500, 640), (560, 800), (420, 850)], [120, 92, 66]), dark(coat, 0.15))
    c.poly(taper([(420, 850), (400, 700), (432, 510)], [70, 62, 50]), coat)
    c.poly(smooth([(404, 520), (410, 468), (440, 452), (462, 474), (452, 520)]), skin)
    girl(c)


def girl(c: Canvas) -> None:
    jumper, skin, hair = mix(TEAL, MOSS, 0.25), (224, 174, 138), mix(OCHRE, BRICK, 0.35)
    c.poly(taper([(1420, 360), (1482, 520), (1452, 700), (1476, 780)], [90, 74, 52, 8]), hair)
    body = smooth(
        [(1190, 1000), (1210, 760), (1262, 620), (1360, 566), (1460, 580), (1550, 660), (1600, 800), (1620, 1000)]
    )
    c.poly(body, jumper)
    c.grain(body, mix(AMBER, MOSS, 0.2), "left", -0.6, 0.75)
    for n in range(3):
        c.line(
            smooth([(1226 + n * 4, 750 + n * 40), (1380, 790 + n * 44), (1572 + n * 10, 752 + n * 42)], False),
            9,
            light(SAND, 0.2),
        )
    c.poly(taper([(1368, 588), (1362, 530)], [72, 66], 4), dark(skin, 0.18))
    head = smooth(
        [
            (1290, 400),
            (1302, 344),
            (1356, 318),
            (1424, 330),
            (1452, 396),
            (1436, 470),
            (1386, 534),
            (1336, 540),
            (1302, 508),
            (1304, 470),
            (1278, 452),
        ]
    )
    c.poly(head, skin)
    c.grain(head, light(AMBER, 0.35), "left", -0.55, 0.75)
    c.poly(
        smooth(
            [
                (1286, 372),
                (1300, 312),
                (1366, 280),
                (1440, 306),
                (1480, 390),
                (1468, 480),
                (1440, 500),
                (1428, 430),
                (1396, 380),
                (1340, 378),
            ]
        ),
        hair,
    )
    c.poly(taper([(1300, 388), (1318, 382), (1338, 390)], [3, 7, 2]), dark(hair, 0.35))
    c.line(smooth([(1306, 414), (1318, 420), (1332, 414)], False), 4.5, dark(PLUM, 0.5))
    c.line(smooth([(1306, 496), (1320, 500), (1334, 494)], False), 4.5, mix(BRICK, skin, 0.2))
    c.disc(1342, 458, 17, mix(skin, CORAL, 0.3))


def table(c: Canvas) -> None:
    c.poly(
        [(200, 742), (1600, 742), (1990, 1210), (-190, 1210)],
        [(0, mix(OCHRE, BRICK, 0.4)), (1, dark(mix(BRICK, PLUM, 0.5), 0.25))],
    )
    c.grain([(200, 742), (1600, 742), (1990, 1210), (-190, 1210)], dark(PLUM, 0.4), "down", -0.3, 0.75)
    c.glow(900, 860, 620, AMBER, 0.45, 1.6)
    clock(c, 1492, 806)
    c.line(oval(196, 852, 24, 24, 90, 270), 9, light(SAND, 0.4))
    cup = smooth([(196, 812), (304, 812), (300, 870), (276, 896), (224, 896), (200, 870)], steps=4)
    c.poly(cup, light(SAND, 0.5))
    c.grain(cup, mix(BRICK, PLUM, 0.3), "left", -0.4, 0.8)
    c.poly(oval(250, 812, 54, 12), light(SAND, 0.2))
    c.poly(oval(250, 814, 46, 9), mix(BRICK, PLUM, 0.4))


def clock(c: Canvas, x: float, y: float) -> None:
    """A chess clock with two dials."""
    case = [(x - 150, y), (x - 146, y - 118), (x + 146, y - 118), (x + 150, y)]
    c.lay(c.mask(oval(x + 10, y + 8, 180, 22), 10).soften(6), dark(PLUM, 0.6), 0.7)
    c.poly(case, mix(BRICK, OCHRE, 0.25))
    c.grain(case, dark(PLUM, 0.4), "right", -0.3, 0.9)
    for dx, hand in ((-70, (16, -26)), (70, (-28, -12))):
        c.disc(x + dx, y - 60, 48, mix(OCHRE, AMBER, 0.3))
        c.disc(x + dx, y - 60, 42, PAPER)
        c.line([(x + dx, y - 60), (x + dx + hand[0], y - 60 + hand[1])], 5, INK)
        c.line([(x + dx, y - 60), (x + dx, y - 94)], 4, INK)
        c.poly([(x + dx, y - 101), (x + dx + 12, y - 98), (x + dx, y - 88)], CORAL)
        c.poly(rect(x + dx - 13, y - 138 + (10 if dx > 0 else 0), 26, 20), INK)


def lamp(c: Canvas) -> None:
    """The shade over the board and its cone of light."""
    shaft = [(760, 150), (1040, 150), (1420, 900), (380, 900)]
    c.lay(c.mask(shaft, 30).fade("down", 0.6, 0.05).soften(14), light(AMBER, 0.3), 0.42, "screen")
    c.line([(900, -10), (900, 40)], 6, INK)
    shade = smooth([(700, 168), (744, 96), (850, 44), (950, 44), (1056, 96), (1100, 168)], False)
    c.poly(shade, mix(FOREST, MOSS, 0.3))
    c.grain(shade, dark(FOREST, 0.5), "right", -0.2, 0.95)
    c.poly(oval(900, 168, 200, 22), light(AMBER, 0.65))
    c.glow(900, 180, 260, AMBER, 0.75, 1.8)
