"""No count from 1 to 7 of the synthetic directory can be got out of the figures; without a guard some can.

The short form draws some dozens of periods; `--prove` draws thousands and prints the figures.
"""

import csv
import io
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from api.people.synthetic import read_shape, write_directory
from api.referrals.form.specification import FormKind, read_form
from api.referrals.statistics.rounding import Publication, publish, round_count
from tests.api.referrals.attacker import World, find_double, meanings, meanings_of, small_counts, solve, solve_shown

# How many people are referred in two months: from hardly anybody to what the council reported.
SIZES = (1, 3, 6, 7, 8, 9, 12, 20, 40, 65, 131)


@cache
def services() -> list[str]:
    """Return the service of each person of the synthetic directory."""
    shape = read_shape(Path("demo/staff.yml"))
    return [row["Service"] for row in csv.DictReader(io.StringIO(write_directory(shape, shape.people)))]


def draw_world(chance: random.Random) -> dict[str, dict[str, int]]:
    """Return the true counts of a period: people of the directory, reasons that are more or less common."""
    size = chance.choice(SIZES)
    reasons = list(read_form(FormKind.MANAGEMENT).find("main_reason").choices)
    weights = [1 / (number + 1) for number in range(len(reasons))]
    return {
        "service": dict(Counter(chance.choices(services(), k=size))),
        "reason": dict(Counter(chance.choices(reasons, weights, k=size))),
    }


def draw_worlds(rounds: int, seed: int) -> list[dict[str, dict[str, int]]]:
    chance = random.Random(seed)
    return [draw_world(chance) for _ in range(rounds)]


def publish_without_withholding(world: World) -> Publication:
    total = round_count(sum(next(iter(world.values())).values()))
    shown = {
        name: {label: round_count(count) for label, count in table.items() if count} for name, table in world.items()
    }
    return Publication(total, dict(shown))


def test_nothing_can_be_worked_out_and_every_small_count_has_a_double(prove: bool) -> None:
    worlds = draw_worlds(1_000 if prove else 60, seed=8)
    small, withheld, recovered, single = 0, 0, [], []
    for world in worlds:
        shown = publish(world)
        withheld += sum(table is None for table in shown.tables.values())
        recovered += solve_shown(shown)
        for table, label in small_counts(world):
            small += 1
            if find_double(world, table, label) is None:
                single.append((world, table, label))
    print(
        f"\n{len(worlds)} periods, {small} counts from 1 to 7, {withheld} tables withheld, {len(recovered)} recovered"
    )
    assert recovered == []
    assert single == []
    assert small > len(worlds)


def test_the_attacker_is_good_enough_to_get_something_without_withholding(prove: bool) -> None:
    worlds = draw_worlds(1_000 if prove else 300, seed=8)
    recovered = [found for world in worlds for found in solve_shown(publish_without_withholding(world))]
    print(f"\n{len(recovered)} counts recovered without withholding")
    assert recovered


def test_the_attacker_is_good_enough_to_use_totals_that_are_not_rounded() -> None:
    recovered = 0
    for world in draw_worlds(100, seed=9):
        recovered += len(solve({sum(world["service"].values())}, meanings_of(publish(world).tables)))
    assert recovered


def test_what_the_attacker_recovers_is_true() -> None:
    for world in draw_worlds(300, seed=10):
        for found in solve_shown(publish_without_withholding(world)):
            true = world[found.table][found.label] if found.label else sum(world["service"].values())
            assert found.count == true


@pytest.mark.parametrize("count", range(0, 60))
def test_the_attacker_and_the_code_read_the_promise_alike(count: int) -> None:
    assert count in meanings(round_count(count))
    assert {one for one in range(80) if round_count(one) == round_count(count)} == meanings(round_count(count))
