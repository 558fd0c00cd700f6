"""The bakery before dawn."""

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
    SAND,
    SEA,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import arch, lens, oval, rect, taper


def bakery(c: Canvas) -> None:
    blue = mix(NAVY, SEA, 0.3)
    c.poly(rect(0, 0, 1800, 1200), [(0, dark(blue, 0.35)), (1, blue)])
    facade(c, blue)
    c.glow(840, 560, 900, mix(AMBER, CORAL, 0.25), 0.55, 1.8)
    shop(c)
    pavement(c, blue)
    figure(c, placed(1475, 1000, 400, True), "walk", Dress(mix(PLUM, NAVY, 0.4), INK, INK, SKINS[0], 0.4, hat=BRICK))
    c.poly(taper([(1436, 668), (1458, 676), (1486, 668)], [16, 26, 18]), CORAL)
    c.poly(taper([(1480, 668), (1494, 720), (1488, 770)], [20, 26, 22]), dark(CORAL, 0.15))
    c.lay(c.mask([(1420, 1000), (1560, 1000), (1680, 1060), (1530, 1060)], 10).soften(6), dark(NAVY, 0.7), 0.5)


def facade(c: Canvas, blue: Colour) -> None:
    """The dark house above the shop, the neighbours, the sign."""
    brick = dark(blue, 0.12)
    for row in range(22):
        for i in range(34):
            if c.rng.random() < 0.3:
                c.box(i * 56 + (row % 2) * 28 - 20, row * 22, 50, 17, mix(brick, c.rng.choice((PLUM, SEA, INK)), 0.25))
    for x in (150, 520, 890, 1260, 1580):
        frame = rect(x, -30, 190, 190)
        c.poly(rect(x - 14, -30, 218, 214), dark(blue, 0.4))
        c.poly(frame, mix(SEA, INK, 0.35) if x != 1260 else mix(AMBER, OCHRE, 0.3))
        c.line([(x + 95, -20), (x + 95, 160)], 7, dark(blue, 0.4))
        c.line([(x, 60), (x + 190, 60)], 6, dark(blue, 0.4))
        c.poly(rect(x - 24, 160, 238, 18), mix(blue, LILAC, 0.2))
    c.poly(rect(180, 232, 1290, 96), dark(FOREST, 0.35))
    c.poly(rect(180, 232, 1290, 8), mix(FOREST, MOSS, 0.5))
    words(c, 826, 283, "ПЕКАРНЯ", 46, light(AMBER, 0.25), gap=4)


def shop(c: Canvas) -> None:
    """The lit window with its shelves, the baker, the door."""
    frame, warm = dark(FOREST, 0.3), [(0, light(AMBER, 0.35)), (0.6, AMBER), (1, mix(AMBER, CORAL, 0.35))]
    c.poly(rect(180, 328, 1290, 652), frame)
    window = rect(226, 366, 830, 470)
    c.poly(window, warm)
    c.poly(rect(700, 420, 330, 300), mix(OCHRE, BRICK, 0.35))
    c.poly(arch(760, 690, 210, 190), dark(BRICK, 0.45))
    c.poly(arch(778, 690, 174, 160), CORAL)
    c.glow(865, 640, 190, AMBER, 0.95, 1.6)
    for row in range(12):
        c.line([(700, 420 + row * 25), (1030, 420 + row * 25)], 2, mix(OCHRE, BRICK, 0.6))
    for row in range(3):
        y = 470 + row * 92
        c.poly(rect(240, y, 350, 12), mix(OCHRE, BRICK, 0.55))
        for i in range(6 if row != 1 else 8):
            step = 56 if row != 1 else 42
            loaf(c, 270 + i * step, y, (26 if row != 1 else 18), row)
    figure(c, placed(640, 868, 405), "carry", Dress(light(MIST, 0.7), NAVY, INK, SKINS[1], 0.5, hat=PAPER))
    c.poly(rect(655, 637, 190, 11), mix(OCHRE, BRICK, 0.6))
    for i in range(4):
        loaf(c, 685 + i * 44, 637, 20, 1)
    counter = rect(226, 752, 830, 84)
    c.poly(counter, mix(OCHRE, BRICK, 0.5))
    c.grain(counter, BRICK, "down", 0, 0.9)
    for i in range(11):
        loaf(c, 272 + i * 74, 752, 33, i % 3)
    for x in (340, 560, 780):
        c.line([(x, 366), (x, 404)], 3, frame)
        c.poly([(x - 30, 424), (x - 12, 400), (x + 12, 400), (x + 30, 424)], frame)
        c.glow(x, 430, 80, PAPER, 0.9, 1.6)
    for x in (226, 500, 778, 1048):
        c.poly(rect(x - 6, 366, 12, 470), frame)
    c.poly(rect(226, 360, 830, 12), frame)
    c.poly([(300, 366), (420, 366), (230, 640), (226, 640), (226, 480)], PAPER, 0.14)
    c.poly(rect(206, 836, 870, 22), mix(FOREST, MOSS, 0.35))
    for i in range(4):
        c.poly(rect(226 + i * 209, 872, 200, 92), mix(FOREST, INK, 0.5))
    door = rect(1130, 366, 290, 610)
    c.poly(rect(1116, 350, 318, 630), mix(FOREST, INK, 0.55))
    c.poly(door, mix(FOREST, SEA, 0.35))
    c.poly(rect(1164, 400, 222, 380), warm)
    c.line([(1275, 400), (1275, 780)], 8, mix(FOREST, SEA, 0.35))
    c.poly(rect(1164, 812, 222, 130), mix(FOREST, INK, 0.4))
    c.disc(1400, 700, 9, AMBER)
    c.poly(rect(1200, 525, 150, 48), light(PAPER, 0.2))
    words(c, 1275, 549, "ВІДЧИНЕНО", 17, BRICK, 0.18)
    awning(c)


def awning(c: Canvas) -> None:
    """Striped canvas over the window."""
    for i in range(13):
        x0, x1 = 196 + i * 68, 196 + (i + 1) * 68
        f0, f1 = 170 + i * 72, 170 + (i + 1) * 72
        stripe = [(x0, 326), (x1, 326), (f1, 430), *oval((f0 + f1) / 2, 430, 36, 18, 0, 180, 10), (f0, 430)]
        c.poly(stripe, CORAL if i % 2 == 0 else light(SAND, 0.3))
    whole = [(196, 326), (1080, 326), (1106, 450), (170, 450)]
    c.grain(whole, dark(NAVY, 0.3), "up", -0.3, 0.9)


def loaf(c: Canvas, x: float, base: float, size: float, kind: int) -> None:
    """A round loaf, a roll or a long loaf with its cuts."""
    crust, cut = mix(OCHRE, BRICK, 0.25 + 0.15 * (kind % 2)), light(AMBER, 0.3)
    width = (1.0, 0.8, 1.35)[kind]
    shape = oval(x, base, size * width, size * (0.95, 1.1, 0.7)[kind], 180, 360, 16)
    c.poly(shape, crust)
    c.grain(shape, dark(BRICK, 0.2), "down", -0.2, 0.9)
    for n in range(3):
        px = x + (n - 1) * size * width * 0.5
        c.poly(
            taper([(px - size * 0.1, base - size * 0.22), (px + size * 0.12, base - size * 0.6)], [1, size * 0.1, 1]),
            cut,
        )


def pavement(c: Canvas, blue: Colour) -> None:
    """Wet setts that take the light of the window."""
    c.poly(rect(0, 978, 1800, 222), [(0, mix(blue, INK, 0.3)), (1, dark(blue, 0.6))])
    glow = [(200, 978), (1460, 978), (1700, 1210), (-60, 1210)]
    c.lay(c.mask(glow, 30).fade("down", 0.9, 0.15).soften(16), mix(AMBER, CORAL, 0.3), 0.75)
    y, row = 984.0, 0
    while y < 1210:
        height = 11 + row * 3.4
        width = 40 + row * 9
        x = -20 - (row % 2) * width / 2
        while x < 1820:
            c.line([(x, y), (x - (900 - x) * 0.02, y + height)], 2.4, mix(NAVY, INK, 0.6))
            x += width
        c.line([(0, y), (1800, y)], 2.2, mix(NAVY, INK, 0.6))
        y += height
        row += 1
    for _ in range(70):
        depth = c.rng.random()
        px = c.rng.uniform(140 - 150 * depth, 1480 + 150 * depth)
        c.poly(
            lens(px, 990 + 200 * depth, 20 + 60 * depth, 2 + 4 * depth),
            c.rng.choice((AMBER, light(AMBER, 0.4), mix(AMBER, CORAL, 0.4))),
        )
