"""No true count from 1 to 7 can be got out of the figures, whatever is asked and however it is put together.

Here all small tables are attacked. `test_figures_attack.py` attacks figures of the synthetic directory, and
`tests/console/test_figures_attack.py` all that the console shows of them.
"""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.people.synthetic import read_shape
from api.referrals.statistics.periods import Period
from api.referrals.statistics.rounding import SMALL, Publication, known_of, publish, round_count
from tests.api.referrals.subjects import add_case
from tests.api.subjects import Subjects
from tests.api.world import CONSOLE, EMPLOYEE, HEALTH_UNIT, HR, MANAGER, World


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, 5), (7, 5), (8, 10), (9, 10), (12, 10), (13, 15), (130, 130), (131, 130), (133, 135)],
)
def test_a_count_is_rounded_as_was_promised(count: int, shown: int) -> None:
    assert round_count(count) == shown


def test_a_total_is_counted_before_it_is_rounded() -> None:
    assert publish({"service": {"a": 1, "b": 1, "c": 1}}).total == 5
    assert publish({"service": {"a": 7, "b": 7}}).total == 15


def test_seven_ones_beside_a_total_of_five_are_withheld() -> None:
    shown = publish({"service": dict.fromkeys("abcdefg", 1), "reason": {"x": 7}})
    assert shown.tables["service"] is None
    assert shown.tables["reason"] == {"x": 5}


def key_of(shown: Publication) -> tuple[Any, ...]:
    tables = ((name, None if table is None else tuple(sorted(table.items()))) for name, table in shown.tables.items())
    return (shown.total, *tables)


def splits(most: int, cells: int) -> Iterator[tuple[int, ...]]:
    return itertools.product(range(most + 1), repeat=cells)


def recovered(worlds: list[dict[str, dict[str, int]]]) -> list[str]:
    """Return every small count that is the same in all possible worlds that would be shown alike.

    The attacker knows the rules, the withholding too, and has all the time there is: nothing can be found better.
    """
    alike: dict[Any, list[dict[str, dict[str, int]]]] = defaultdict(list)
    for one in worlds:
        alike[key_of(publish(one))].append(one)
    found = []
    for shown, possible in alike.items():
        for name, table in possible[0].items():
            for label in table:
                values = {one[name][label] for one in possible}
                if len(values) == 1 and 0 < next(iter(values)) <= SMALL:
                    found.append(f"{shown}: {name} {label} is {values}")
        totals = {sum(one["service"].values()) for one in possible}
        if len(totals) == 1 and 0 < next(iter(totals)) <= SMALL:
            found.append(f"{shown}: the total is {totals}")
    return found


def recovered_of_one(cells: int, most: int) -> list[str]:
    """Do the same for one table, whose cells are all alike, so that their order need not be tried."""
    alike: dict[Any, dict[int | None, set[int]]] = defaultdict(lambda: defaultdict(set))
    for counts in itertools.combinations_with_replacement(range(most + 1), cells):
        shown = publish({"service": {str(number): count for number, count in enumerate(counts)}})
        table = shown.tables["service"]
        key = (shown.total, None if table is None else tuple(sorted(table.values())))
        for count in counts:
            alike[key][None if table is None else round_count(count)].add(count)
    return [
        f"{key}: {shown} is {values}"
        for key, found in alike.items()
        for shown, values in found.items()
        if len(values) == 1 and 0 < min(values) <= SMALL
    ]


# Up to a count at which rounding steps on, so that no world outside would be shown like one inside.
@pytest.mark.parametrize(("cells", "most"), [(1, 32), (2, 32), (3, 32), (4, 22), (5, 12), (7, 7)], ids=str)
def test_an_attacker_with_all_the_time_recovers_nothing_from_one_table(cells: int, most: int) -> None:
    assert recovered_of_one(cells, most) == []


def test_an_attacker_recovers_nothing_from_two_tables_of_the_same_people() -> None:
    worlds = [
        {"service": dict(zip("abc", one, strict=True)), "reason": dict(zip("xy", other, strict=True))}
        for one in splits(7, 3)
        for other in splits(12, 2)
        if sum(one) == sum(other)
    ]
    assert recovered(worlds) == []


def test_many_ones_are_never_pinned() -> None:
    for cells in range(1, 40):
        shown = publish({"service": {str(number): 1 for number in range(cells)}, "reason": {"x": cells}})
        whole, known = known_of(shown.total, shown.tables)
        assert not whole.pins_somebody
        assert not [cell for table in known.values() for cell in table.values() if cell.pins_somebody]


def test_random_figures_of_the_synthetic_services_are_never_pinned(prove: bool) -> None:
    services = [str(service) for service in read_shape(Path("demo/staff.yml")).services]
    chance, withheld = random.Random(5), 0
    rounds = 20_000 if prove else 1_000
    for _ in range(rounds):
        people = chance.choice([3, 6, 7, 9, 14, 40, 130, 400])
        by_service = Counter(chance.choices(services, weights=[1 / (n + 1) for n in range(len(services))], k=people))
        by_reason = Counter(chance.choices("abcdefghijklmnopqrstuv", k=people))
        shown = publish({"service": by_service, "reason": by_reason})
        whole, known = known_of(shown.total, shown.tables)
        assert not whole.pins_somebody
        assert not [cell for table in known.values() for cell in table.values() if cell.pins_somebody]
        withheld += sum(table is None for table in shown.tables.values())
    print(f"\n{rounds} publications: {withheld} of {2 * rounds} tables withheld")


def test_no_two_periods_can_be_taken_from_each_other() -> None:
    periods = [Period(year, number) for year in (2025, 2026) for number in range(1, 7)]
    spans = [period.span for period in periods]
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(spans))
    assert len({day for period in periods for day in (period.first_day,)}) == len(periods)


@pytest.mark.parametrize(
    ("period", "title", "days"),
    [(Period(2024, 1), "January and February 2024", 60), (Period(2026, 6), "November and December 2026", 61)],
    ids=["leap year", "end of year"],
)
def test_a_period_is_two_months(period: Period, title: str, days: int) -> None:
    assert period.title == title
    assert (period.end - period.first_day).days == days
    assert period.year_before.title.endswith(str(period.year - 1))


def ask(world: World, person: str, year: int, number: int) -> Any:
    address = f"/v1/referral-statistics?year={year}&number={number}"
    return world.get(address, person=person, application=CONSOLE)


def test_the_figures_stand_beside_those_of_the_year_before(world: World) -> None:
    subjects = Subjects(world)
    period = Period(2025, 1)
    for year, count in ((2025, 9), (2024, 3)):
        moment = Period(year, 1).span[0] + timedelta(days=20)
        for number in range(count):
            service = "Planning" if number % 3 else "Highways"
            add_case(subjects, subjects.person(None), "closed", submitted_at=moment, service=service)
    answer = ask(world, HR, period.year, period.number).json()
    assert (answer["period"]["total"], answer["year_before"]["total"]) == (10, 5)
    assert [(row["id"], row["count"]) for row in answer["period"]["by_service"]["rows"]] == [
        ("Highways", 5),
        ("Planning", 5),
    ]
    assert answer["period"]["median_waiting_days"] is None
    assert ask(world, HEALTH_UNIT, 2025, 1).json() == answer


@pytest.mark.parametrize("person", [EMPLOYEE, MANAGER], ids=["employee", "manager"])
def test_figures_are_for_the_health_unit_and_hr(world: World, person: str) -> None:
    assert ask(world, person, 2025, 1).json()["code"] == "role_needed"


def test_a_period_that_is_not_over_has_no_figures(world: World) -> None:
    today = world.context.today()
    answer = ask(world, HR, today.year, (today.month + 1) // 2)
    assert (answer.status_code, answer.json()["code"]) == (409, "period_running")
