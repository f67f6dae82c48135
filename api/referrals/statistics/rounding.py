"""Rounds figures so that nobody can be found in them, and withholds a table from which they could be. Knows no case.

Counts from 1 to 7 are shown as 5, larger ones to the nearest 5; totals are counted before rounding. All tables of one
publication count the same people, so whoever reads one knows something of the total of the others. A table is
withheld when all that is shown together would leave a count from 1 to 7 fewer than three possible values: one value
would name it, and that a table is withheld for two values keeps the withholding itself from telling.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALL = 7
STEP = 5
FEWEST_VALUES = 3
Table = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What somebody can know of a count: it lies between the two, both included."""

    low: int
    high: int

    def meet(self, other: "Bounds") -> "Bounds":
        """Return what is known when both are."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))

    @property
    def pins_somebody(self) -> bool:
        """Return whether a small count is known, or nearly."""
        return self.high - self.low + 1 < FEWEST_VALUES and self.high > 0 and self.low <= SMALL


@dataclass(frozen=True, slots=True)
class Publication:
    """What is shown. A table that is withheld is None."""

    total: int
    tables: dict[str, dict[str, int] | None]


def round_count(count: int) -> int:
    """Return what is shown for a count."""
    if count <= SMALL:
        return STEP if count else 0
    return STEP * ((count + STEP // 2) // STEP)


def bounds_of(shown: int) -> Bounds:
    """Return which counts are shown like this."""
    if shown == 0:
        return Bounds(0, 0)
    if shown == STEP:
        return Bounds(1, SMALL)
    return Bounds(max(SMALL + 1, shown - STEP // 2), shown + STEP // 2)


def publish(tables: Mapping[str, Table]) -> Publication:
    """Return what may be shown of tables that all count the same people."""
    total = round_count(sum(next(iter(tables.values()), {}).values()))
    shown: dict[str, dict[str, int] | None] = {name: _round_table(table) for name, table in tables.items()}
    # Withhold the table that gives most away, until nothing does; fewer tables never tell more.
    while names := _revealing(total, shown):
        shown[names[0]] = None
    return Publication(total, shown)


def known_of(total: int, shown: Mapping[str, Mapping[str, int] | None]) -> tuple[Bounds, dict[str, dict[str, Bounds]]]:
    """Return what somebody can know of the total and of each cell, from all that is shown together."""
    cells = {
        name: {label: bounds_of(count) for label, count in table.items()}
        for name, table in shown.items()
        if table is not None
    }
    whole = bounds_of(total)
    for table in cells.values():
        whole = whole.meet(_sum(table))
    return whole, {name: {label: _narrow(label, table, whole) for label in table} for name, table in cells.items()}


def _round_table(table: Table) -> dict[str, int]:
    return {label: round_count(count) for label, count in table.items() if count}


def _sum(table: Mapping[str, Bounds]) -> Bounds:
    return Bounds(sum(cell.low for cell in table.values()), sum(cell.high for cell in table.values()))


def _narrow(label: str, table: Mapping[str, Bounds], whole: Bounds) -> Bounds:
    cell = table[label]
    others = _sum({name: bounds for name, bounds in table.items() if name != label})
    return cell.meet(Bounds(whole.low - others.high, whole.high - others.low))


def _revealing(total: int, shown: Mapping[str, Mapping[str, int] | None]) -> list[str]:
    whole, cells = known_of(total, shown)
    found = [name for name, table in cells.items() if any(cell.pins_somebody for cell in table.values())]
    if whole.pins_somebody and not found:
        # The table with most cells says most of the total.
        found = sorted(cells, key=lambda name: len(cells[name]))
    return sorted(found, key=lambda name: len(cells[name]), reverse=True)
