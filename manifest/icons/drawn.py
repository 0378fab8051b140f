"""What the icons look like."""

from manifest.png import Colour, Shape, draw, line, outline, rounded, triangle, union

ACCENT = "#00625C"
_GROUND: Colour = (0x00, 0x62, 0x5C)
_PALE: Colour = (0x9F, 0xD6, 0xCF)
_WHITE: Colour = (0xFF, 0xFF, 0xFF)


def colour() -> bytes:
    """192 by 192, in colour."""
    ground = rounded(0, 0, 192, 192, 0.01)
    behind = union(rounded(70, 34, 160, 96, 16), triangle((134, 90), (154, 90), (148, 118)))
    edge = union(rounded(26, 58, 134, 136, 22), triangle((42, 128), (74, 128), (46, 166)))
    front = union(rounded(32, 64, 128, 130, 18), triangle((50, 126), (70, 126), (50, 154)))
    tick = line([(58, 98), (74, 113), (103, 82)], 10)
    return draw(192, [(ground, _GROUND), (behind, _PALE), (edge, _GROUND), (front, _WHITE), (tick, _GROUND)])


def white_outline() -> bytes:
    """32 by 32, white on nothing."""
    bubble: Shape = union(rounded(2, 4, 30, 24, 5), triangle((7, 22), (14, 22), (7, 30)))
    tick = line([(10, 14), (14.5, 18), (22, 10)], 2)
    return draw(32, [(union(outline(bubble, 2), tick), _WHITE)])
