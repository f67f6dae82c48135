"""Bars beside a target, placed in the units of a drawing, for the template that writes the SVG. Knows no subject."""

from dataclasses import dataclass

LABEL_WIDTH = 300
WIDE = 760
NARROW = 320
VALUE_WIDTH = 70
WIDE_STEP = 36
NARROW_STEP = 56
TOP = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of 100 with its name."""

    name: str
    percent: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar in the drawing: `y` of its upper edge, `width` of what is filled; `label_y` of its name."""

    bar: Bar
    y: float
    width: float
    label_y: float
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
    target_x: float
    bars: list[Placed]


def draw_wide(bars: list[Bar], target: float) -> Chart:
    """Return the drawing with each name to the left of its bar."""
    track = WIDE - LABEL_WIDTH - VALUE_WIDTH
    placed = [
        Placed(
            bar,
            TOP + number * WIDE_STEP,
            track * bar.percent / 100,
            TOP + number * WIDE_STEP + 16,
            bar.percent < target,
        )
        for number, bar in enumerate(bars)
    ]
    height = TOP + len(bars) * WIDE_STEP
    return Chart(WIDE, height, LABEL_WIDTH, track, 22, target, LABEL_WIDTH + track * target / 100, placed)


def draw_narrow(bars: list[Bar], target: float) -> Chart:
    """Return the drawing with each name above its bar."""
    track = NARROW - VALUE_WIDTH
    placed = [
        Placed(
            bar,
            TOP + number * NARROW_STEP + 20,
            track * bar.percent / 100,
            TOP + number * NARROW_STEP + 14,
            bar.percent < target,
        )
        for number, bar in enumerate(bars)
    ]
    return Chart(NARROW, TOP + len(bars) * NARROW_STEP, 0, track, 20, target, track * target / 100, placed)
