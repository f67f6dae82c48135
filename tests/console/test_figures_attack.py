"""The attack on all that the console shows of the figures: pages, files and paragraphs, of all periods together.

The short form stores a few periods of the synthetic directory; `--prove` stores five years and prints the figures.
"""

import random
import re
from collections import Counter

import httpx
from fastapi.routing import APIRoute
from sqlalchemy import delete

from api.referrals.appointments.models import Appointment, Slot
from api.referrals.cases.models import Referral, ReferralText
from api.referrals.statistics import routes
from api.referrals.statistics.periods import Period
from api.referrals.statistics.rounding import Publication
from tests.api.referrals.attacker import (
    SMALL,
    World,
    find_double,
    meanings,
    meanings_of,
    narrow,
    small_counts,
    solve,
    subtract_all,
)
from tests.api.referrals.test_figures_attack import draw_world
from tests.console.desk import Desk, rows_of
from tests.console.figures_pages import name_of
from tests.console.figures_stage import add_referrals

TABLES = {"By service": "service", "By main reason": "reason", "By kind of appointment": "mode"}
Truth = dict[Period, dict[str, dict[str, int]]]


def draw_truth(years: int, numbers: int) -> Truth:
    """Return the true counts of the first periods of some years, the last of them 2025."""
    chance = random.Random(11)
    truth: Truth = {}
    for year in range(2026 - years, 2026):
        for number in range(1, numbers + 1):
            world = draw_world(chance)
            # Half of the people at most: so there may be fewer referrals while as many are seen.
            held = chance.randint(0, sum(world["service"].values()) // 2)
            modes = Counter(chance.choices(["phone", "in_person", "video"], [6, 3, 1], k=held))
            truth[Period(year, number)] = world | {"mode": dict(modes)}
    return truth


def store(desk: Desk, truth: Truth) -> None:
    with desk.context.database.write() as session:
        for table in (Appointment, Slot, ReferralText, Referral):
            session.execute(delete(table))
    for period, world in truth.items():
        add_referrals(desk, period, world["service"], world["reason"], world["mode"])


def read_file(unit: httpx.Client, period: Period) -> tuple[Publication, Publication]:
    """Return what the file shows of a period and of the year before."""
    rows = rows_of(unit.get(f"/statistics/export?period={name_of(period)}").content)
    shown = []
    for column in ("count", "count_year_before"):
        totals = {row["line"]: int(row[column]) for row in rows if row["table"] == "Referrals"}
        tables: dict[str, dict[str, int] | None] = {}
        for title, name in TABLES.items():
            cells = {row["line"]: row[column] for row in rows if row["table"] == title and row["line"] != "all"}
            is_withheld = any(row[column] == "withheld" for row in rows if row["table"] == title)
            tables[name] = None if is_withheld else {label: int(cell) for label, cell in cells.items() if cell != "0"}
        tables["held"] = {"": totals["Appointments held"]}
        shown.append(Publication(totals["Referrals"], tables))
    return shown[0], shown[1]


def everything(unit: httpx.Client, period: Period) -> str:
    """Return all that is shown of a period, without what is new on each page."""
    paths = ("/statistics", "/statistics/report", "/statistics/export")
    pages = [unit.get(f"{path}?period={name_of(period)}").text for path in paths]
    return re.sub(r'name="once" value="\w+"', "", "".join(pages))


def test_there_is_no_filter_but_the_period() -> None:
    known = {
        parameter.alias
        for route in routes.router.routes
        if isinstance(route, APIRoute)
        for parameter in route.dependant.query_params
    }
    assert known == {"year", "number"}


def test_nothing_can_be_worked_out_of_all_views_together(desk: Desk, prove: bool) -> None:
    truth = draw_truth(5, 6) if prove else draw_truth(2, 2)
    store(desk, truth)
    seen: dict[Period, Publication] = {}
    figures: dict[str, set[int]] = {}
    with desk.client("demo-hr") as unit:
        for period in truth:
            for one, shown in zip((period, period.year_before), read_file(unit, period), strict=True):
                # A period that is shown twice, for itself and as the year before, is shown alike.
                assert seen.setdefault(one, shown) == shown
    for period, shown in seen.items():
        cases = {name: shown.tables[name] for name in ("service", "reason")}
        held = shown.tables["held"]
        assert held is not None
        for total, tables in ((shown.total, cases), (held[""], {"mode": shown.tables["mode"]})):
            assert solve(meanings(total), meanings_of(tables)) == []
            left = narrow(meanings(total), meanings_of(tables))
            figures |= {
                f"{period.title} {table} {label} {len(tables)}": can_be for (table, label), can_be in left.items()
            }
    assert subtract_all(figures) == []
    small = [
        count for world in truth.values() for table in world.values() for count in table.values() if count in SMALL
    ]
    print(f"\n{len(truth)} periods, {len(figures)} figures, {len(figures) * (len(figures) - 1)} differences")
    print(f"{len(small)} true counts from 1 to 7, none recovered")
    assert len(small) > 20


def test_what_is_shown_stays_the_same_to_the_letter_when_a_small_count_is_another(desk: Desk, prove: bool) -> None:
    chance = random.Random(12)
    truth = draw_truth(5, 6) if prove else draw_truth(2, 2)
    every = [(period, spot) for period, world in truth.items() for spot in spots(world)]
    tried = chance.sample(every, min(len(every), 100 if prove else 8))
    with desk.client("demo-health-unit") as unit:
        for period, (table, label) in tried:
            world = truth[period]
            double = double_of(world, table, label)
            outputs = []
            for one in (world, double):
                store(desk, {period: one})
                outputs.append(everything(unit, period))
            assert world != double
            assert outputs[0] == outputs[1]
    print(f"\n{len(tried)} of {len(every)} counts from 1 to 7 replaced, nothing changed on page, in file or paragraph")


def spots(world: World) -> list[tuple[str, str]]:
    """Return where the small counts of a period are, those of its appointments too."""
    cases = {name: table for name, table in world.items() if name != "mode"}
    return [*small_counts(cases), *(small_counts({"mode": world["mode"]}) if world["mode"] else ())]


def double_of(world: World, table: str, label: str) -> dict[str, dict[str, int]]:
    """Return a period of which the same is shown; appointments are published apart from referrals."""
    together = [table] if table == "mode" else ["service", "reason"]
    found = find_double({name: world[name] for name in together}, table, label)
    assert found is not None
    return {name: dict(counts) for name, counts in {**world, **found}.items()}
