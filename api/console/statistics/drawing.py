"""Two bars for each line, a period and the year before, placed in the units of a drawing. Knows no subject."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from api.console.charts import LINE, NARROW, NARROW_LETTERS, WIDE

LABEL_WIDTH = 270
WIDE_LETTERS = 33
# Room for the longest value, beside the end of the longest bar.
VALUE_WIDTH = 80
NARROW_VALUE_WIDTH = 70
BAR, GAP, SPACE = 16, 3, 18
TOP = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """The two values of one line. None: there is none to draw."""

    name: str
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in the drawing, `y` its upper edge; `value` is None where nothing may be drawn."""

    y: float
    width: float
    value: int | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """One line: its name, each part with its `y`, and its two bars."""

    lines: list[tuple[float, str]]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All lines. `left`: where the bars begin."""

    width: int
    height: float
    left: int
    pairs: list[Placed]


def draw_wide(pairs: Sequence[Pair]) -> Drawing:
    """Return the drawing with each name to the left of its bars."""
    scale = (WIDE - LABEL_WIDTH - VALUE_WIDTH) / _most(pairs)
    placed, y = [], float(TOP)
    for pair in pairs:
        words = textwrap.wrap(pair.name, WIDE_LETTERS)
        middle = y + BAR + GAP / 2
        first = middle + 5 - LINE * (len(words) - 1) / 2
        lines = [(first + LINE * number, line) for number, line in enumerate(words)]
        placed.append(Placed(lines, _bars(pair, y, scale)))
        y += 2 * BAR + GAP + SPACE
    return Drawing(WIDE, y, LABEL_WIDTH, placed)


def draw_narrow(pairs: Sequence[Pair]) -> Drawing:
    """Return the drawing with each name above its bars."""
    scale = (NARROW - NARROW_VALUE_WIDTH) / _most(pairs)
    placed, y = [], float(TOP)
    for pair in pairs:
        words = textwrap.wrap(pair.name, NARROW_LETTERS)
        lines = [(y + 8 + LINE * number, line) for number, line in enumerate(words)]
        y += LINE * len(words)
        placed.append(Placed(lines, _bars(pair, y, scale)))
        y += 2 * BAR + GAP + SPACE
    return Drawing(NARROW, y, 0, placed)


def _bars(pair: Pair, y: float, scale: float) -> list[Bar]:
    return [
        Bar(y + (BAR + GAP) * number, scale * (value or 0), value, number == 0)
        for number, value in enumerate((pair.now, pair.before))
    ]


def _most(pairs: Sequence[Pair]) -> int:
    return max([1, *(value for pair in pairs for value in (pair.now, pair.before) if value)])
