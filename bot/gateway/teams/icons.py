"""Draws the two icons of the app package, from the same shapes as the logo. Needs no picture library."""

import math
import struct
import zlib
from collections.abc import Callable

Colour = tuple[int, int, int, int]
TEAL: Colour = (11, 79, 92, 255)
WHITE: Colour = (255, 255, 255, 255)
NOTHING: Colour = (255, 255, 255, 0)
# Each pixel is looked at in so many places by so many, for smooth edges.
LOOKS = 4
# Of the logo's 40 units: the bubble with its round corners, the tail, and the two waves.
LEFT, TOP, RIGHT, BOTTOM, ROUND = 2.0, 3.0, 38.0, 31.0, 6.0
WAVES = (15.0, 22.0)


def draw_colour(size: int = 192) -> bytes:
    """Return the colour icon as PNG: the logo's bubble in white on a full square of its teal."""
    return _png(size, lambda x, y: TEAL if _is_wave(x, y, 3.0) or not _is_bubble(x, y, 0.0) else WHITE)


def draw_outline(size: int = 32) -> bytes:
    """Return the outline icon as PNG: white lines, and nothing behind them."""

    def colour(x: float, y: float) -> Colour:
        is_edge = _is_bubble(x, y, 0.0) and not _is_bubble(x, y, 2.5)
        return WHITE if is_edge or _is_wave(x, y, 2.5) else NOTHING

    return _png(size, colour)


def _is_bubble(x: float, y: float, inside: float) -> bool:
    left, top, right, bottom = LEFT + inside, TOP + inside, RIGHT - inside, BOTTOM - inside
    corner = max(ROUND - inside, 0.0)
    across = max(left + corner - x, x - right + corner, 0.0)
    down = max(top + corner - y, y - bottom + corner, 0.0)
    if left <= x <= right and top <= y <= bottom and math.hypot(across, down) <= corner:
        return True
    # The tail: from under the bubble down to (10, 38).
    return 10.0 + inside <= x <= 18.0 - inside and bottom - 1 <= y <= 38.0 - 2 * inside - (x - 10.0) * 7.0 / 8.0


def _is_wave(x: float, y: float, thickness: float) -> bool:
    if not 8.0 <= x <= 32.0:
        return False
    return any(abs(y - (middle - 1.8 * math.sin((x - 8.0) * math.pi / 12.0))) <= thickness / 2 for middle in WAVES)


def _png(size: int, colour: Callable[[float, float], Colour]) -> bytes:
    rows = b"".join(
        b"\0" + b"".join(_pixel(size, column, row, colour) for column in range(size)) for row in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _pixel(size: int, column: int, row: int, colour: Callable[[float, float], Colour]) -> bytes:
    places = [(look + 0.5) / LOOKS for look in range(LOOKS)]
    scale = 40.0 / size
    found = [colour((column + x) * scale, (row + y) * scale) for x in places for y in places]
    alpha = sum(one[3] for one in found)
    if not alpha:
        return bytes(NOTHING)
    # A colour that is not to be seen must not tint the edge.
    mixed = [sum(one[part] * one[3] for one in found) // alpha for part in range(3)]
    return bytes((*mixed, alpha // len(found)))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
