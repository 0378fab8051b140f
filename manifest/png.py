"""Pictures without a library: shapes of which one can say how far a point is inside, drawn smoothly into a PNG."""

import math
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise

Colour = tuple[int, int, int]
Shape = Callable[[float, float], float]
"""How far a point is outside a shape, in pixels; negative inside."""

# Samples across a pixel, each way.
_SAMPLES = 4


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Shape:
    """A rectangle with round corners."""
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    half_x, half_y = (right - left) / 2 - radius, (bottom - top) / 2 - radius

    def distance(x: float, y: float) -> float:
        over_x, over_y = abs(x - middle_x) - half_x, abs(y - middle_y) - half_y
        return math.hypot(max(over_x, 0), max(over_y, 0)) + min(max(over_x, over_y), 0) - radius

    return distance


def line(points: Sequence[tuple[float, float]], width: float) -> Shape:
    """A line through points with round ends."""

    def distance(x: float, y: float) -> float:
        nearest = min(_to_piece(x, y, first, second) for first, second in pairwise(points))
        return nearest - width / 2

    return distance


def triangle(first: tuple[float, float], second: tuple[float, float], third: tuple[float, float]) -> Shape:
    """A triangle, its corners clockwise on the screen."""
    sides = ((first, second), (second, third), (third, first))

    def distance(x: float, y: float) -> float:
        return max(
            ((y - a[1]) * (b[0] - a[0]) - (x - a[0]) * (b[1] - a[1])) / -math.dist(a, b) for a, b in sides
        )

    return distance


def union(*shapes: Shape) -> Shape:
    """What is in any of them."""
    return lambda x, y: min(shape(x, y) for shape in shapes)


def outline(shape: Shape, width: float) -> Shape:
    """A line along a shape's edge, on the inside."""
    return lambda x, y: abs(shape(x, y) + width / 2) - width / 2


def draw(size: int, layers: Sequence[tuple[Shape, Colour]]) -> bytes:
    """A square PNG with transparency: the layers one over another."""
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y, layers)) for x in range(size)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _pixel(x: int, y: int, layers: Sequence[tuple[Shape, Colour]]) -> tuple[int, int, int, int]:
    red = green = blue = opacity = 0.0
    for shape, colour in layers:
        covered = _covered(x, y, shape)
        left = opacity * (1 - covered)
        total = covered + left
        if total:
            red = (colour[0] * covered + red * left) / total
            green = (colour[1] * covered + green * left) / total
            blue = (colour[2] * covered + blue * left) / total
        opacity = total
    return round(red), round(green), round(blue), round(opacity * 255)


def _covered(x: int, y: int, shape: Shape) -> float:
    """How much of a pixel a shape covers."""
    far = shape(x + 0.5, y + 0.5)
    if abs(far) > 1:
        return float(far < 0)
    steps = [(step + 0.5) / _SAMPLES for step in range(_SAMPLES)]
    return sum(shape(x + dx, y + dy) < 0 for dx in steps for dy in steps) / _SAMPLES**2


def _to_piece(x: float, y: float, first: tuple[float, float], second: tuple[float, float]) -> float:
    across_x, across_y = second[0] - first[0], second[1] - first[1]
    along = ((x - first[0]) * across_x + (y - first[1]) * across_y) / (across_x**2 + across_y**2)
    along = min(max(along, 0), 1)
    return math.hypot(x - first[0] - along * across_x, y - first[1] - along * across_y)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
