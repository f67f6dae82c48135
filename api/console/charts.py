"""Bars beside a target, placed in the units of a drawing, for the template that writes the SVG. Knows no subject."""

import textwrap
from dataclasses import dataclass

WIDE = 900
# The names take the room of the longest, up to so many letters in a line; the bars have the rest.
LETTER_WIDTH, WIDE_LETTERS, LABEL_GAP = 8, 46, 16
WIDE_STEP = 36
NARROW = 320
# So many letters fit the narrow drawing.
NARROW_LETTERS = 40
LINE = 18
VALUE_WIDTH = 70
TOP = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of 100 with its name."""

    name: str
    percent: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar in the drawing: `y` of its upper edge, `width` of what is filled; each line of its name with its `y`."""

    bar: Bar
    y: float
    width: float
    lines: list[tuple[float, str]]
    is_below: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: `left` and `track` are where the bars begin and how long 100 is."""

    width: int
    height: int
    left: int
    track: int
    thick: int
    target: float
    bars: list[Placed]

    @property
    def target_x(self) -> float:
        """Where the target is."""
        return self.left + self.track * self.target / 100


def draw_wide(bars: list[Bar], target: float) -> Chart:
    """Return the drawing with each name to the left of its bar, in two lines where it takes them."""
    names = [textwrap.wrap(bar.name, WIDE_LETTERS)[:2] for bar in bars]
    left = LABEL_GAP + LETTER_WIDTH * max((len(line) for name in names for line in name), default=0)
    track = WIDE - left - VALUE_WIDTH
    placed = []
    for number, (bar, name) in enumerate(zip(bars, names, strict=True)):
        y = TOP + number * WIDE_STEP
        first = y + 16.0 - LINE / 2 * (len(name) - 1)
        lines = [(first + LINE * place, line) for place, line in enumerate(name)]
        placed.append(Placed(bar, y, track * bar.percent / 100, lines, bar.percent < target))
    return Chart(WIDE, TOP + len(bars) * WIDE_STEP, left, track, 22, target, placed)


def draw_narrow(bars: list[Bar], target: float) -> Chart:
    """Return the drawing with each name above its bar, in as many lines as it takes."""
    track, y = NARROW - VALUE_WIDTH, TOP
    placed = []
    for bar in bars:
        words = textwrap.wrap(bar.name, NARROW_LETTERS)
        lines = [(y + 14.0 + LINE * number, line) for number, line in enumerate(words)]
        y += 2 + LINE * len(lines)
        placed.append(Placed(bar, y, track * bar.percent / 100, lines, bar.percent < target))
        y += 36
    return Chart(NARROW, y, 0, track, 20, target, placed)
