"""Whoever wants to find people in the figures: knows the rules, all that is shown, and has all the time there is.

Two ways. `solve` works out what must be true: which counts each figure can stand for, given the totals and all other
tables. `find_double` shows that nothing can be found: a world in which the count is another one, and of which exactly
the same is shown, also what is withheld. Written from the promise in words, not from the code that it attacks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from api.referrals.statistics.rounding import Publication, publish

SMALL = range(1, 8)
World = Mapping[str, Mapping[str, int]]
Publish = Callable[[World], Publication]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that can stand for one count only."""

    table: str
    label: str
    count: int


def meanings(shown: int) -> set[int]:
    """Return which counts are shown like this: 1 to 7 as 5, larger ones to the nearest 5."""
    if shown == 0:
        return {0}
    if shown == 5:
        return set(SMALL)
    return {count for count in range(shown - 2, shown + 3) if count > 7}


def narrow(total: set[int], tables: Mapping[str, Mapping[str, set[int]]]) -> dict[tuple[str, str], set[int]]:
    """Return what each figure can still stand for when all are taken together; the total has the name ('total', '')."""
    # Sets of sums are kept as bits of a number: bit n says that n can be.
    whole = _bits(total)
    for table in tables.values():
        whole &= _sums(list(table.values()))
    left = {("total", ""): _counts(whole)}
    for name, table in tables.items():
        for label, can_be in table.items():
            others = _sums([one for other, one in table.items() if other != label])
            left[name, label] = {count for count in can_be if (others << count) & whole}
    return left


def solve(total: set[int], tables: Mapping[str, Mapping[str, set[int]]]) -> list[Found]:
    """Return every figure that must be one count from 1 to 7."""
    left = narrow(total, tables)
    return [Found(*name, next(iter(can_be))) for name, can_be in left.items() if _is_small_and_certain(can_be)]


def subtract_all(figures: Mapping[str, set[int]]) -> list[Found]:
    """Return every pair of figures whose difference must be one count from 1 to 7."""
    found = []
    for (one, more), (other, less) in permutations(figures.items(), 2):
        can_be = {count - taken for count in more for taken in less}
        if _is_small_and_certain(can_be):
            found.append(Found(one, other, next(iter(can_be))))
    return found


def solve_shown(shown: Publication) -> list[Found]:
    """Return what can be worked out of a publication."""
    return solve(meanings(shown.total), meanings_of(shown.tables))


def meanings_of(tables: Mapping[str, Mapping[str, int] | None]) -> dict[str, dict[str, set[int]]]:
    """Return what the figures of tables can stand for, each for itself; a withheld table says nothing."""
    shown = {name: table for name, table in tables.items() if table is not None}
    return {name: {label: meanings(count) for label, count in table.items()} for name, table in shown.items()}


def key_of(shown: Publication) -> tuple[object, ...]:
    """Return everything that is shown, for comparison."""
    tables = ((name, None if table is None else tuple(sorted(table.items()))) for name, table in shown.tables.items())
    return (shown.total, *tables)


def find_double(world: World, table: str, label: str, publish: Publish = publish) -> World | None:
    """Return a world with another count there that is shown alike; `label` empty: with another total."""
    wanted = key_of(publish(world))
    for double in _near(world, table, label):
        if key_of(publish(double)) == wanted:
            return double
    return None


def small_counts(world: World) -> Iterator[tuple[str, str]]:
    """Yield each figure of a world that stands for 1 to 7 people; the total as the label ''."""
    if sum(next(iter(world.values())).values()) in SMALL:
        yield next(iter(world)), ""
    for name, table in world.items():
        yield from ((name, label) for label, count in table.items() if count in SMALL)


def _near(world: World, table: str, label: str) -> Iterator[World]:
    """Yield worlds where some people are elsewhere in the same table, or there are some more or fewer in all tables."""
    steps = [1, -1, 2, -2, 3, -3]
    if label:
        for step, other in product(steps, world[table]):
            if other != label:
                yield _changed(world, {(table, label): step, (table, other): -step})
    for step in steps:
        ways = [[label] if name == table and label else list(world[name]) for name in world]
        for labels in product(*ways):
            yield _changed(world, dict.fromkeys(zip(world, labels, strict=True), step))


def _changed(world: World, changes: Mapping[tuple[str, str], int]) -> World:
    return {
        name: {label: max(0, count + changes.get((name, label), 0)) for label, count in table.items()}
        for name, table in world.items()
    }


def _sums(cells: list[set[int]]) -> int:
    sums = 1
    for cell in cells:
        sums = _either(sums << count for count in cell)
    return sums


def _either(sets: Iterator[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _bits(counts: set[int]) -> int:
    return _either(1 << count for count in counts)


def _counts(bits: int) -> set[int]:
    return {count for count in range(bits.bit_length()) if bits >> count & 1}


def _is_small_and_certain(can_be: set[int]) -> bool:
    return len(can_be) == 1 and next(iter(can_be)) in SMALL
