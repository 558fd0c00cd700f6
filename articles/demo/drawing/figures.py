"""People at a distance: small figures built from a few tapered shapes, placed and posed."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from .canvas import Canvas, Ink
from .palette import BRICK, INK, NAVY, Colour, dark, mix
from .shapes import Line, Point, oval, smooth, taper

SKIN: Colour = (214, 160, 124)
SKINS: list[Colour] = [(224, 174, 138), (205, 146, 108), (166, 110, 80), (120, 78, 58)]

# Joints in a figure of height 1 that stands on (0, 0) and looks to the right.
POSES: dict[str, dict[str, Point]] = {
    "stand": {
        "hip": (0, -0.5), "chest": (0, -0.8), "head": (0.012, -0.925),
        "knee1": (-0.035, -0.26), "foot1": (-0.045, 0), "knee2": (0.045, -0.26), "foot2": (0.05, 0),
        "elbow1": (-0.1, -0.62), "hand1": (-0.085, -0.45), "elbow2": (0.09, -0.62), "hand2": (0.1, -0.46),
    },
    "walk": {
        "hip": (0, -0.5), "chest": (0.025, -0.8), "head": (0.045, -0.925),
        "knee1": (-0.05, -0.27), "foot1": (-0.17, -0.03), "knee2": (0.1, -0.28), "foot2": (0.13, 0),
        "elbow1": (-0.08, -0.64), "hand1": (-0.02, -0.49), "elbow2": (0.03, -0.62), "hand2": (0.14, -0.5),
    },
    "carry": {
        "hip": (0, -0.5), "chest": (-0.01, -0.8), "head": (0.015, -0.925),
        "knee1": (-0.06, -0.27), "foot1": (-0.15, -0.02), "knee2": (0.08, -0.28), "foot2": (0.1, 0),
        "elbow1": (-0.06, -0.62), "hand1": (0.1, -0.56), "elbow2": (-0.02, -0.61), "hand2": (0.14, -0.55),
    },
    "bend": {
        "hip": (-0.08, -0.47), "chest": (0.16, -0.62), "head": (0.275, -0.66),
        "knee1": (-0.09, -0.25), "foot1": (-0.13, 0), "knee2": (0.02, -0.25), "foot2": (0.0, 0),
        "elbow1": (0.19, -0.43), "hand1": (0.25, -0.24), "elbow2": (0.2, -0.42), "hand2": (0.3, -0.22),
    },
    "reach": {
        "hip": (0, -0.5), "chest": (0.015, -0.8), "head": (0.02, -0.925),
        "knee1": (-0.035, -0.26), "foot1": (-0.06, 0), "knee2": (0.05, -0.27), "foot2": (0.06, 0),
        "elbow1": (-0.06, -0.63), "hand1": (0.0, -0.5), "elbow2": (0.12, -0.88), "hand2": (0.19, -1.02),
    },
    "sit": {
        "hip": (0, -0.36), "chest": (0.02, -0.66), "head": (0.045, -0.785),
        "knee1": (0.21, -0.34), "foot1": (0.2, -0.04), "knee2": (0.23, -0.33), "foot2": (0.24, -0.03),
        "elbow1": (0.03, -0.47), "hand1": (0.16, -0.42), "elbow2": (0.06, -0.46), "hand2": (0.2, -0.42),
    },
    "run": {
        "hip": (0, -0.5), "chest": (0.07, -0.78), "head": (0.11, -0.9),
        "knee1": (-0.06, -0.28), "foot1": (-0.26, -0.2), "knee2": (0.16, -0.34), "foot2": (0.15, -0.06),
        "elbow1": (-0.08, -0.66), "hand1": (-0.03, -0.53), "elbow2": (0.1, -0.58), "hand2": (0.22, -0.63),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Dress:
    """What a figure wears; hem is where its coat or skirt ends (0 hip, 1 foot)."""

    coat: Colour = NAVY
    legs: Colour = INK
    hair: Colour = INK
    skin: Colour = SKIN
    hem: float = 0.15
    hat: Colour | None = None
    bag: Colour | None = None
    long_hair: bool = False


def placed(x: float, y: float, height: float, flip: bool = False) -> Callable[[Point], Point]:
    """Where the joints of a figure go: its feet at (x, y)."""
    side = -height if flip else height
    return lambda p: (x + p[0] * side, y + p[1] * height)


def thrown(x: float, y: float, height: float, dx: float, dy: float, flip: bool = False) -> Callable[[Point], Point]:
    """As placed, but lying on the ground as a shadow does, towards (dx, dy)."""
    side = -height if flip else height
    return lambda p: (x + p[0] * side - p[1] * height * dx, y - p[1] * height * dy)


def figure(c: Canvas, at: Callable[[Point], Point], pose: str, dress: Dress, only: Ink | None = None) -> None:
    """Draw a figure; with only, everything in that one ink (a silhouette or a shadow)."""
    j = POSES[pose]
    unit = abs(at((1, 0))[0] - at((0, 0))[0])

    def shape(points: Line, ink: Colour) -> None:
        c.poly([at(p) for p in points], only or ink)

    def limb(names: str, widths: list[float], ink: Colour) -> None:
        shape(taper([j[n] for n in names.split()], widths, 4), ink)

    shade = dark(dress.coat, 0.28)
    hip, chest, head = j["hip"], j["chest"], j["head"]
    shoulder: Point = (chest[0], chest[1] + 0.015)
    j = {**j, "shoulder": shoulder}
    limb("shoulder elbow1 hand1", [0.075, 0.06, 0.045], shade)
    for n, ink in (("1", dark(dress.legs, 0.25)), ("2", dress.legs)):
        limb(f"hip knee{n} foot{n}", [0.11, 0.085, 0.05], ink)
        fx, fy = j[f"foot{n}"]
        shape([(fx - 0.03, fy), (fx - 0.028, fy - 0.035), (fx + 0.03, fy - 0.03), (fx + 0.075, fy)], dark(ink, 0.5))
    if dress.bag:
        back = (chest[0] + hip[0]) / 2 - 0.1, (chest[1] + hip[1]) / 2 - 0.05
        shape(
            smooth(
                [(back[0] + a, back[1] + b) for a, b in ((-0.06, 0.1), (-0.055, -0.09), (0.06, -0.1), (0.06, 0.11))]
            ),
            dress.bag,
        )
    upright = abs(chest[0] - hip[0]) < 0.15
    long = math.hypot(chest[0] - hip[0], chest[1] - hip[1])
    ax, ay = (chest[0] - hip[0]) / long, (chest[1] - hip[1]) / long
    knees = (j["knee1"][0] + j["knee2"][0]) / 2 - hip[0]
    hem = (hip[0] + knees * dress.hem, hip[1] * (1 - dress.hem)) if upright else (hip[0] - ax * 0.1, hip[1] - ay * 0.1)
    flare = 0.075 + 0.05 * dress.hem
    torso = [
        *(
            (p[0] - ay * w + ax * up, p[1] + ax * w + ay * up)
            for p, w, up in ((chest, 0.03, 0.035), (chest, 0.082, -0.03), (hip, 0.069, 0.05))
        ),
        (hem[0] - ay * flare, hem[1] + ax * flare),
        (hem[0] + ay * flare, hem[1] - ax * flare),
        *(
            (p[0] + ay * w + ax * up, p[1] - ax * w + ay * up)
            for p, w, up in ((hip, 0.069, 0.05), (chest, 0.082, -0.03), (chest, 0.03, 0.035))
        ),
    ]
    shape(torso, dress.coat)
    if dress.long_hair:
        shape(
            smooth(
                [
                    (head[0] - 0.055, head[1] - 0.02),
                    (head[0] - 0.07, head[1] + 0.11),
                    (head[0] + 0.0, head[1] + 0.1),
                    (head[0] + 0.01, head[1]),
                ]
            ),
            dress.hair,
        )
    shape(taper([chest, head], [0.05, 0.045], 3), mix(dress.skin, BRICK, 0.25))
    shape(oval(head[0], head[1], 0.052, 0.064, count=20), dress.skin)
    crown = oval(head[0] - 0.008, head[1] - 0.012, 0.058, 0.062, 120, 330, 16)
    shape([*crown, (head[0] + 0.012, head[1] - 0.015)], dress.hair)
    if dress.hat:
        shape([*oval(head[0] - 0.002, head[1] - 0.02, 0.061, 0.06, 180, 360, 14)], dress.hat)
        shape(
            [
                (head[0] - 0.064, head[1] - 0.025),
                (head[0] + 0.064, head[1] - 0.025),
                (head[0] + 0.064, head[1] - 0.008),
                (head[0] - 0.064, head[1] - 0.008),
            ],
            dark(dress.hat, 0.2),
        )
    limb("shoulder elbow2 hand2", [0.078, 0.062, 0.045], mix(dress.coat, shade, 0.35))
    if unit > 60:
        hand = j["hand2"]
        shape(oval(hand[0], hand[1], 0.024, 0.026, count=12), dress.skin)
