"""The new cycle lane on a spring morning."""

import math

from . import atmosphere as air
from .buildings import house
from .canvas import Canvas
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
    even,
    light,
    mix,
)
from .shapes import Line, Point, between, lens, move, oval, rect, smooth, taper


def bicycle_lane(c: Canvas) -> None:
    air.sky(c, even(mix(MIST, TEAL, 0.5), light(MIST, 0.4), light(SAND, 0.6)), 860)
    c.glow(1550, 240, 800, light(AMBER, 0.5), 0.7, 2)
    panes = [mix(TEAL, MIST, 0.5), mix(SEA, MIST, 0.5), light(SAND, 0.6)]
    x = -30
    for n, width in enumerate((250, 210, 280, 230, 260, 220, 260, 240)):
        wall = (SAND, ROSE, mix(MOSS, SAND, 0.5), mix(OCHRE, SAND, 0.5))[n % 4]
        house(
            c,
            x,
            800,
            width,
            400 + (n * 53) % 110,
            light(wall, 0.45),
            mix(mix(CORAL, ROSE, 0.4), PAPER, 0.2),
            panes,
            4,
            4,
        )
        x += width
    c.veil(380, 800, light(SAND, 0.5), 0.1, 0.65)
    for tx in (130, 560, 990, 1420, 1800):
        tree(c, tx, 815, 520)
    verge(c)
    rider(c, 560, 1030, 1.0, (CORAL, NAVY, BRICK, (224, 174, 138)), basket=True)
    rider(c, 1290, 1010, 0.92, (mix(FOREST, TEAL, 0.3), dark(PLUM, 0.2), INK, (166, 110, 80)), helmet=OCHRE)
    for _ in range(26):
        c.disc(c.rng.uniform(0, 1800), c.rng.uniform(380, 1150), c.rng.uniform(2, 5), light(ROSE, 0.6))


def tree(c: Canvas, x: float, base: float, height: float) -> None:
    """A lime in young leaf: three tones of rounded masses."""
    trunk = taper([(x, base + 4), (x + 4, base - height * 0.4), (x - 2, base - height * 0.75)], [30, 22, 8])
    c.poly(trunk, dark(PLUM, 0.2))
    for dx, dy in ((-90, 0.62), (80, 0.66)):
        c.poly(
            taper(
                [(x + 2, base - height * 0.35), (x + dx * 0.5, base - height * 0.5), (x + dx, base - height * dy)],
                [14, 9, 3],
            ),
            dark(PLUM, 0.2),
        )
    for ink, spread, count, lift in (
        (mix(FOREST, MOSS, 0.4), 1.0, 20, 0.0),
        (MOSS, 0.86, 18, 22),
        (mix(MOSS, AMBER, 0.5), 0.66, 14, 46),
    ):
        mask = c.mask(rect(x - 230, base - height - 120, 460, height + 60))
        mask.pen.rectangle((0, 0, *mask.size), fill=0)
        for _ in range(count):
            a, r = c.rng.uniform(0, math.tau), c.rng.random() ** 0.5
            mask.disc(
                x + math.cos(a) * r * 130 * spread + lift * 0.6,
                base - height * 0.76 + math.sin(a) * r * 130 * spread - lift,
                c.rng.uniform(30, 62) * (0.7 + 0.3 * spread),
            )
        c.lay(mask, ink)
        c.lay(mask.fade("down", -0.1, 0.8).stipple(), dark(ink, 0.3))


def verge(c: Canvas) -> None:
    """Pavement, verge with tulips, the red lane, the road, and the long shadows."""
    c.poly(rect(0, 796, 1800, 60), mix(SAND, MIST, 0.35))
    c.poly(rect(0, 846, 1800, 70), mix(MOSS, FOREST, 0.15))
    c.grain(rect(0, 846, 1800, 70), dark(FOREST, 0.1), "down", -0.1, 0.8)
    for _ in range(150):
        x, y = c.rng.uniform(0, 1800), c.rng.uniform(858, 904)
        c.line([(x, y), (x, y + 18)], 2.4, mix(MOSS, AMBER, 0.2))
        c.poly(oval(x, y - 2, 5.5, 8, count=10), c.rng.choice((CORAL, AMBER, ROSE, PAPER)))
    c.poly(rect(0, 912, 1800, 18), light(SAND, 0.4))
    lane = rect(0, 930, 1800, 176)
    c.poly(lane, [(0, mix(CORAL, ROSE, 0.25)), (1, mix(CORAL, BRICK, 0.3))])
    c.grain(lane, mix(BRICK, PLUM, 0.3), "down", -0.4, 0.6)
    c.poly(rect(0, 1100, 1800, 110), mix(NAVY, PLUM, 0.5))
    c.grain(rect(0, 1100, 1800, 110), INK, "down", -0.2, 0.8)
    c.poly(rect(0, 1096, 1800, 12), light(SAND, 0.6))
    for i in range(5):
        c.poly(
            [(80 + i * 420, 1158), (300 + i * 420, 1158), (286 + i * 420, 1172), (62 + i * 420, 1172)], light(SAND, 0.4)
        )
    pictogram(c, 930, 1022)
    for tx in (130, 560, 990, 1420, 1800):
        shade = [(tx - 12, 850), (tx + 12, 850), (tx - 300, 1210), (tx - 350, 1210)]
        c.lay(c.mask(shade, 10).soften(3), PLUM, 0.24, "multiply")


def pictogram(c: Canvas, x: float, y: float) -> None:
    """A bicycle painted on the lane, foreshortened."""
    white = light(SAND, 0.5)
    for dx in (-46, 46):
        c.line(oval(x + dx, y, 32, 15), 5, white)
    for a, b in (
        ((-46, 0), (-18, -20)),
        ((-18, -20), (30, -20)),
        ((30, -20), (46, 0)),
        ((-18, -20), (4, 0)),
        ((4, 0), (30, -20)),
        ((-46, 0), (4, 0)),
    ):
        c.line([(x + a[0], y + a[1]), (x + b[0], y + b[1])], 4.5, white)
    c.line([(x + 28, y - 28), (x + 44, y - 27)], 4.5, white)
    c.line([(x - 28, y - 24), (x - 10, y - 24)], 5, white)


def rider(
    c: Canvas,
    x: float,
    y: float,
    s: float,
    inks: tuple[Colour, Colour, Colour, Colour],
    helmet: Colour | None = None,
    basket: bool = False,
) -> None:
    """A cyclist in profile, riding right; (x, y) is the ground under the crank."""
    coat, legs, hair, skin = inks

    def at(px: float, py: float) -> Point:
        return (x + px * s, y + py * s)

    def put(points: Line, ink: Colour) -> None:
        c.poly(move(points, x, y, s), ink)

    shade = [at(-250, -2), at(150, -2), at(60, 38), at(-380, 38)]
    c.lay(c.mask(shade, 12).soften(5), PLUM, 0.4, "multiply")
    steel, tyre, r = mix(NAVY, INK, 0.4), INK, 92
    rear, front, crank, seat, head = (-150, -r), (162, -r), (-12, -98), (-66, -246), (112, -262)
    put(taper([crank, (26, -30), (40, -36)], [5, 5, 5]), INK)
    hip = (-70, -288)
    hand = (128, -300)
    for n, pedal, knee, ink in ((0, (18, -50), (58, -196), dark(legs, 0.35)), (1, (-42, -146), (66, -256), legs)):
        if n:
            frame(c, at, steel, tyre, r, rear, front, crank, seat, head, s)
        put(taper([hip, knee], [66, 46], 6), ink)
        put(taper([knee, between(knee, pedal, 0.55), pedal], [46, 34, 22]), ink)
        foot = [
            (pedal[0] - 22, pedal[1] + 12),
            (pedal[0] - 20, pedal[1] - 10),
            (pedal[0] + 10, pedal[1] - 10),
            (pedal[0] + 44, pedal[1] + 12),
        ]
        put(foot, PAPER if n else dark(PAPER, 0.35))
        c.line([at(*crank), at(pedal[0] + 6, pedal[1] + 16)], 6 * s, steel)
    torso = smooth(
        [
            (-108, -272),
            (-86, -350),
            (-36, -436),
            (14, -476),
            (46, -462),
            (44, -420),
            (10, -350),
            (-16, -276),
            (-60, -256),
        ]
    )
    put(torso, coat)
    c.grain(move(torso, x, y, s), dark(coat, 0.45), "left", -0.35, 0.85)
    put(taper([(34, -470), (58, -508)], [34, 30], 4), mix(skin, BRICK, 0.3))
    put(smooth([(30, -540), (44, -572), (76, -576), (96, -552), (98, -530), (92, -498), (70, -484), (46, -500)]), skin)
    put([(95, -540), (108, -522), (94, -516)], skin)
    put(
        smooth(
            [(22, -520), (24, -560), (52, -588), (88, -580), (96, -560), (66, -556), (56, -530), (46, -504), (30, -498)]
        ),
        hair,
    )
    if helmet:
        put(smooth([(16, -546), (24, -584), (58, -604), (96, -592), (110, -562), (60, -556)]), helmet)
        put(taper([(34, -574), (64, -590), (96, -580)], [3, 5, 2]), dark(helmet, 0.4))
        put(taper([(52, -552), (62, -508), (74, -488)], [4, 4, 4]), INK)
    else:
        put(taper([(30, -552), (-16, -540), (-58, -556), (-84, -536)], [44, 40, 24, 2]), hair)
        put(taper([(10, -468), (36, -452), (56, -462)], [26, 26, 18]), AMBER)
        put(taper([(16, -464), (-40, -458), (-92, -470), (-130, -456)], [20, 18, 14, 2]), AMBER)
    put(taper([(10, -438), (60, -362), (120, -316)], [50, 38, 25]), dark(coat, 0.22))
    put(oval(*hand, 14, 12), skin)
    if basket:
        put([(132, -330), (232, -330), (222, -252), (146, -252)], OCHRE)
        c.grain(
            move([(132, -330), (232, -330), (222, -252), (146, -252)], x, y, s), mix(OCHRE, BRICK, 0.6), "down", 0, 0.9
        )
        for px in (152, 170, 190, 212):
            put(taper([(px, -326), (px + 6, -366)], [5, 2]), mix(MOSS, FOREST, 0.3))
            put(oval(px + 7, -370, 11, 13), (CORAL if px % 4 else ROSE))


def frame(
    c: Canvas,
    at,
    steel: Colour,
    tyre: Colour,
    r: float,
    rear: Point,
    front: Point,
    crank: Point,
    seat: Point,
    head: Point,
    s: float,
) -> None:
    """The bicycle itself."""
    for hub in (rear, front):
        hx, hy = at(*hub)
        for n in range(14):
            a = math.tau * n / 14
            c.line(
                [(hx, hy), (hx + r * 0.94 * s * math.cos(a), hy + r * 0.94 * s * math.sin(a))],
                1.3,
                mix(steel, MIST, 0.5),
            )
        c.line(oval(hx, hy, r * s, r * s, count=72), 8 * s, tyre)
        c.line(oval(hx, hy, r * 0.91 * s, r * 0.91 * s, count=72), 2 * s, mix(MIST, PAPER, 0.4))
        c.disc(hx, hy, 8 * s, steel)
        c.line(oval(hx, hy, r * 1.12 * s, r * 1.12 * s, 200, 318, 24), 5 * s, steel)
    tubes: list[tuple[Point, Point]] = [
        (rear, crank),
        (rear, between(crank, seat, 0.86)),
        (crank, seat),
        (crank, between(head, front, 0.12)),
        (between(crank, seat, 0.78), head),
        (head, front),
    ]
    for one, other in tubes:
        c.line([at(*one), at(*other)], 9 * s, mix(TEAL, NAVY, 0.35))
    c.line([at(*head), at(104, -304), at(138, -304), at(120, -296)], 7 * s, steel)
    c.poly([at(-112, -254), at(-30, -256), at(-22, -246), at(-70, -238), at(-106, -240)], INK)
    cx, cy = at(*crank)
    c.disc(cx, cy, 24 * s, steel)
    c.disc(cx, cy, 17 * s, mix(CORAL, BRICK, 0.4))
    c.poly([at(*p) for p in lens(front[0] - 30, -180, 26, 18)], light(AMBER, 0.4))
