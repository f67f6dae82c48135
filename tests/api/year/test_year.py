"""A simulated year: every day a step is due, and everything that people are told, right by an independent recount."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from api.database import open_database
from api.migrations import migrate
from api.settings import DEVELOPMENT_TENANT
from contracts.entra_tokens import Issuer
from tests.api.databases import make_database
from tests.api.world import GATEWAY_URL, World
from tests.api.year.calendar import is_working, monday
from tests.api.year.council import Council
from tests.api.year.events import Events
from tests.api.year.recount import Recount
from tests.contracts.entra import Entra

PLANS = Path("knowledge/induction")
SEED = 7
# What a night may take on two cores, in seconds.
LONGEST_NIGHT = 60.0


@pytest.fixture
def world_of_a_year(tmp_path: Path, gateway_key: tuple[str, Path]) -> Iterator[World]:
    entra = Entra(Issuer.local(GATEWAY_URL, DEVELOPMENT_TENANT).name, DEVELOPMENT_TENANT)
    entra.add_key("first")
    with make_database("sqlite", tmp_path) as url:
        database = open_database(url)
        migrate(database)
        database.close()
        yield World(url, *gateway_key, entra)


def simulate(world: World, people: int, first: date, days: int, busy: float) -> tuple[Council, Recount]:
    """Let so many days go by in a council of so many people, and in its recount."""
    council = Council.build(world, people, first)
    counted = Recount.of_plans(PLANS)
    counted.people = council.people()
    events = Events(council, counted, random.Random(SEED), busy)
    for number in range(days):
        day = first + timedelta(days=number)
        council.day(day)
        counted.night(day)
        counted.morning(day)
        events.happen(day)
    return council, counted


def require_same(council: Council, counted: Recount) -> None:
    """Compare every induction with every step, and every message."""
    expected = {
        (one.person, one.cause, one.started): (
            one.state,
            tuple(one.plans),
            {id_: (step.due, step.state) for id_, step in one.steps.items()},
        )
        for one in counted.inductions
    }
    stored = council.stored()
    assert stored.keys() == expected.keys()
    assert {key: (stored[key], expected[key]) for key in stored if stored[key] != expected[key]} == {}
    said, wanted = Counter(council.messages()), Counter(counted.messages)
    assert (sorted(said - wanted)[:5], sorted(wanted - said)[:5]) == ([], [])


def require_calm(council: Council) -> None:
    """No message on a day off, and nobody told twice of a week."""
    messages = council.messages()
    assert [message for message in messages if not is_working(message[0])] == []
    weeks = Counter((monday(day), person) for day, person, kind, _ in messages if kind == "induction_week")
    assert {key: number for key, number in weeks.items() if number > 1} == {}


def test_the_recount_agrees_over_the_year(
    world_of_a_year: World, prove: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    people, first, days, busy = (3700, date(2026, 9, 1), 365, 1.0) if prove else (260, date(2026, 11, 30), 42, 4.0)
    council, counted = simulate(world_of_a_year, people, first, days, busy)
    require_same(council, counted)
    require_calm(council)
    kinds = Counter(kind for _, _, kind, _ in counted.messages)
    assert set(kinds) == {"induction_week", "induction_manager", "induction_reminder"}
    assert {one.cause for one in counted.inductions} == {"start", "role"}
    assert council.longest < LONGEST_NIGHT
    with capsys.disabled():
        print(
            f"\nA simulated year: {people:,} people, {days} days, {len(counted.inductions)} inductions,"
            f" {len(counted.messages):,} messages; the longest night took {council.longest:.2f} s."
        )


def test_a_night_of_the_whole_council_is_short(
    world_of_a_year: World, prove: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    people = 37_000 if prove else 3700
    council = Council.build(world_of_a_year, people, date(2026, 11, 30))
    # The directory's own starters of the last ninety days, and a month of what the council hires in a year.
    templates = sorted(council.people())
    for number in range(people * 14 // 400):
        council.join(templates[number * 7 % len(templates)], date(2026, 11, 30) - timedelta(days=number % 80))
    council.day(date(2026, 11, 30))
    first = council.longest
    council.longest = 0.0
    council.day(date(2026, 12, 7))
    assert max(first, council.longest) < LONGEST_NIGHT * people / 3700
    begun = f"{people:,} people, {len(council.stored()):,} inductions"
    with capsys.disabled():
        print(f"\nOne night of {begun}: {first:.2f} s when all begin, {council.longest:.2f} s on a Monday after that.")
