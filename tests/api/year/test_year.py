"""A simulated year: every day a step is due, and everything that people are told, right by an independent recount."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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
from tests.api.year.induction_recount import Recount
from tests.api.year.pdr_council import duties_of, messages_of, reminders_of
from tests.api.year.pdr_events import PdrEvents
from tests.api.year.pdr_recount import PdrRecount
from tests.contracts.entra import Entra

PLANS, PDR_RULES = Path("knowledge/induction"), Path("api/pdr/rules.yml")
SEED = 7
# How many people, the first day, how many days, and how many times as much happens as in a year of its own.
Span = tuple[int, date, int, float]
CHRISTMAS, APRIL = "Christmas", "April"
SHORT: dict[str, Span] = {CHRISTMAS: (150, date(2026, 11, 16), 56, 4.0), APRIL: (110, date(2027, 3, 15), 42, 4.0)}
WHOLE: Span = (3700, date(2026, 9, 1), 365, 1.0)
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


@dataclass
class Year:
    """So many days of a council, and both recounts of it."""

    council: Council
    inductions: Recount
    pdrs: PdrRecount

    @classmethod
    def simulate(cls, world: World, people: int, first: date, days: int, busy: float) -> "Year":
        """Let the days go by; by when each PDR is due is compared on every Monday."""
        council, inductions = Council.build(world, people, first), Recount.of_plans(PLANS)
        inductions.people = council.people()
        year = cls(council, inductions, PdrRecount.of_rules(PDR_RULES, inductions.people))
        events = Events(council, inductions, random.Random(SEED), busy)
        pdr_events = PdrEvents(council, year.pdrs, random.Random(SEED), busy)
        pdr_events.begin(first)
        for number in range(days):
            day = first + timedelta(days=number)
            council.day(day)
            inductions.night(day)
            inductions.morning(day)
            year.pdrs.morning(day)
            if day == monday(day):
                year.require_same_due_days(day)
            events.happen(day)
            pdr_events.happen(day)
        return year

    def require_same_due_days(self, day: date) -> None:
        """Compare of everybody by when the PDR is due, and who is away."""
        here = [person for person in self.pdrs.people.values() if not person.is_gone(day)]
        expected = {one.id: (self.pdrs.due_on(one, day), self.pdrs.is_away(one, day)) for one in here}
        found = duties_of(self.council)
        assert found.keys() == expected.keys()
        assert {key: (found[key], expected[key]) for key in found if found[key] != expected[key]} == {}

    def require_same_reminders(self) -> None:
        """Compare every reminder of a PDR: its day, who is told, of whose, of which day; and what people read."""
        noted, counted = Counter(reminders_of(self.council)), Counter(self.pdrs.reminders)
        assert (sorted(noted - counted)[:5], sorted(counted - noted)[:5]) == ([], [])
        said, wanted = Counter(messages_of(self.council)), Counter(self.pdrs.messages)
        assert (sorted(said - wanted)[:5], sorted(wanted - said)[:5]) == ([], [])

    def require_calm_reminders(self) -> None:
        """No reminder of a PDR on a day off, and none twice."""
        reminders = reminders_of(self.council)
        assert [one for one in reminders if not is_working(one[0])] == []
        assert [key for key, number in Counter(one[1:] for one in reminders).items() if number > 1] == []


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


@pytest.mark.parametrize("span", SHORT)
def test_the_recount_agrees_over_the_year(
    span: str, world_of_a_year: World, prove: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    people, first, days, busy = WHOLE if prove and span == CHRISTMAS else SHORT[span]
    year = Year.simulate(world_of_a_year, people, first, days, busy)
    council, counted = year.council, year.inductions
    require_same(council, counted)
    require_calm(council)
    year.require_same_reminders()
    year.require_calm_reminders()
    kinds = Counter(kind for _, _, kind, _ in counted.messages)
    assert set(kinds) == {"induction_week", "induction_manager", "induction_reminder"}
    assert {one.cause for one in counted.inductions} == {"start", "role"}
    steps = Counter(step for _, _, step, _, _ in year.pdrs.reminders)
    assert steps.keys() >= {"prepare", "record", "agree", "follow_up", "follow_up_team"}
    assert span != CHRISTMAS or steps.keys() >= {"book", "late"}
    assert council.longest < LONGEST_NIGHT
    with capsys.disabled():
        print(
            f"\nA simulated year: {people:,} people, {days} days, {len(counted.inductions)} inductions,"
            f" {len(counted.messages):,} messages, {len(year.pdrs.reminders):,} reminders of PDRs in"
            f" {len(year.pdrs.messages):,} messages; the longest night took {council.longest:.2f} s."
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
