"""Plain geometry: curves, outlines and ways to move them. Points are (x, y) pairs."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Points = list[Point]
Line = Sequence[Point]


def smooth(points: Line, closed: bool = True, steps: int = 8) -> Points:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    result: Points = []
    for i in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(i + shift) % count] for shift in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + shift, 0), count - 1)] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            t2, t3 = t * t, t * t * t
            k0, k1, k2, k3 = -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2
            x = (a[0] * k0 + b[0] * k1 + c[0] * k2 + d[0] * k3) / 2
            y = (a[1] * k0 + b[1] * k1 + c[1] * k2 + d[1] * k3) / 2
            result.append((x, y))
    if not closed:
        result.append(points[-1])
    return result


def oval(cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360, count: int = 48) -> Points:
    """Points on an ellipse or an arc of it; degrees, clockwise from the right."""
    return [
        (cx + rx * math.cos(math.radians(a)), cy + ry * math.sin(math.radians(a)))
        for a in (start + (end - start) * i / count for i in range(count + 1))
    ]


def rect(x: float, y: float, width: float, height: float) -> Points:
    """The corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def arch(x: float, base: float, width: float, height: float) -> Points:
    """A round-headed opening standing on a base line."""
    radius = width / 2
    top = oval(x + radius, base - height + radius, radius, radius, 180, 360, 20)
    return [(x, base), *top, (x + width, base)]


def lens(cx: float, cy: float, length: float, thickness: float) -> Points:
    """A lying, pointed sliver, such as a ripple or a streak of cloud."""
    half, t = length / 2, thickness / 2
    upper = [(cx + half * u, cy - t * (1 - u * u)) for u in (-1, -0.6, -0.2, 0.2, 0.6, 1)]
    lower = [(cx + half * u, cy + t * (1 - u * u)) for u in (0.6, 0.2, -0.2, -0.6)]
    return upper + lower


def taper(points: Line, widths: list[float], steps: int = 6) -> Points:
    """The outline of a smooth stroke whose width changes along its points."""
    spine = smooth(points, closed=False, steps=steps)
    left, right = [], []
    last = len(spine) - 1
    for i, (x, y) in enumerate(spine):
        ax, ay = spine[max(i - 1, 0)]
        bx, by = spine[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1
        place = i / last * (len(widths) - 1)
        low = min(int(place), len(widths) - 2)
        half = (widths[low] + (widths[low + 1] - widths[low]) * (place - low)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def ridge(rng: random.Random, start: Point, end: Point, height: float, rough: float = 0.5, depth: int = 7) -> Points:
    """A hill line between two points by midpoint displacement."""
    line = [start, end]
    for _ in range(depth):
        finer = [line[0]]
        for a, b in pairwise(line):
            finer += [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + rng.uniform(-height, height)), b]
        line = finer
        height *= rough
    return line


def waves(x0: float, x1: float, y: float, height: float, length: float, phase: float = 0, step: float = 12) -> Points:
    """A wavy line from left to right."""
    count = int((x1 - x0) / step) + 1
    return [
        (
            x0 + (x1 - x0) * i / count,
            y
            + height * math.sin(phase + (x1 - x0) * i / count / length * 6.283)
            + height * 0.5 * math.sin(phase * 2.1 + (x1 - x0) * i / count / length * 2.3 * 6.283),
        )
        for i in range(count + 1)
    ]


def move(points: Line, dx: float = 0, dy: float = 0, scale: float = 1, flip: bool = False) -> Points:
    """The points scaled (and mirrored) about the origin, then shifted."""
    side = -scale if flip else scale
    return [(x * side + dx, y * scale + dy) for x, y in points]


def turn(points: Line, degrees: float, about: Point = (0, 0)) -> Points:
    """The points turned clockwise about a centre."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cx, cy = about
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in points]


def between(a: Point, b: Point, share: float) -> Point:
    """The point at a share of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


@dataclass(frozen=True)
class Eye:
    """A one-point perspective: the vanishing point, and units per metre at one metre's distance."""

    x: float
    y: float
    focus: float

    def at(self, x: float, y: float, z: float) -> Point:
        """Where a point lies on the sheet: x to the right, y upwards from the eye, z away from it."""
        return (self.x + self.focus * x / z, self.y - self.focus * y / z)

    def quad(self, *corners: tuple[float, float, float]) -> Points:
        return [self.at(*corner) for corner in corners]
