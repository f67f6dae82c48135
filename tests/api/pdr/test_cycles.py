"""The year of a PDR, and by when each person's is due: who is new, who is away, who comes back."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.pdr.cycles import Duty, cycle_of, cycle_on, duty_of
from api.pdr.rules import PdrRules, Year, read_rules
from api.people.absences.models import Absence
from api.people.models import Person

RULES = read_rules()
CYCLE = cycle_of(RULES, "Planning", 2026)
DUE = date(2026, 12, 31)
TODAY = date(2026, 11, 26)


def person(started_on: date = date(2020, 1, 1)) -> Person:
    return cast("Person", SimpleNamespace(started_on=started_on, service="Planning"))


def away(first_on: date, last_on: date | None) -> Absence:
    return Absence(id="a", person_id="p", first_on=first_on, last_on=last_on)


def duty(*absences: Absence, started_on: date = date(2020, 1, 1), today: date = TODAY) -> Duty:
    return duty_of(RULES, person(started_on), CYCLE, absences, today)


def test_what_the_documents_leave_open_is_marked_as_a_draft() -> None:
    assert RULES.status == "draft"
    assert RULES.target_percent == 90


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 3, 31), 2026)]
)
def test_a_year_begins_in_its_month(day: date, year: int) -> None:
    cycle = cycle_on(RULES, "Planning", day)
    assert (cycle.year, cycle.starts_on, cycle.ends_on) == (year, date(year, 4, 1), date(year + 1, 3, 31))
    assert cycle.starts_on <= day <= cycle.ends_on


def test_a_service_has_a_year_of_its_own() -> None:
    rules = PdrRules.model_validate(
        {**RULES.model_dump(), "services": {"Schools": Year(month=9, timeframe_months=6).model_dump()}}
    )
    cycle = cycle_on(rules, "Schools", date(2026, 11, 26))
    assert (cycle.starts_on, cycle.due_on, cycle.ends_on) == (date(2026, 9, 1), date(2027, 2, 28), date(2027, 8, 31))
    assert cycle_on(rules, "Planning", date(2026, 11, 26)).starts_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("started_on", "due_on"),
    [
        (date(2020, 1, 1), DUE),
        (date(2026, 6, 30), DUE),
        (date(2026, 7, 1), date(2027, 1, 1)),
        (date(2026, 9, 30), date(2027, 3, 30)),
        (date(2026, 10, 1), None),
        (date(2026, 11, 16), None),
    ],
)
def test_who_is_new_has_the_first_one_later_or_in_the_next_year(started_on: date, due_on: date | None) -> None:
    assert duty(started_on=started_on) == Duty(due_on, is_away=False)


@pytest.mark.parametrize(
    ("first_on", "last_on", "expected"),
    [
        pytest.param(date(2026, 11, 2), date(2026, 11, 20), Duty(DUE, False), id="a short one"),
        pytest.param(date(2026, 5, 1), date(2026, 6, 30), Duty(DUE, False), id="long over"),
        pytest.param(date(2026, 9, 1), date(2026, 11, 25), Duty(DUE, False), id="just back"),
        pytest.param(date(2026, 9, 1), date(2026, 12, 14), Duty(date(2027, 1, 12), True), id="back before it is due"),
        pytest.param(date(2026, 9, 1), date(2027, 3, 20), Duty(None, True), id="back too late for this year"),
        pytest.param(date(2026, 9, 1), None, Duty(DUE, True), id="nobody knows when"),
        pytest.param(date(2026, 11, 10), None, Duty(DUE, False), id="not long yet"),
        pytest.param(date(2027, 1, 15), date(2027, 3, 1), Duty(DUE, False), id="after it was due"),
    ],
)
def test_a_long_absence_puts_it_off(first_on: date, last_on: date | None, expected: Duty) -> None:
    assert duty(away(first_on, last_on)) == expected


def test_one_absence_after_the_other_puts_it_off_twice() -> None:
    first, second = away(date(2026, 10, 1), date(2026, 12, 10)), away(date(2027, 1, 4), date(2027, 2, 10))
    assert duty(first, second).due_on == date(2027, 2, 10) + timedelta(days=29)


def test_nobody_is_counted_who_is_away_or_has_none_due() -> None:
    assert duty().counts
    assert not duty(away(date(2026, 9, 1), None)).counts
    assert not duty(started_on=date(2026, 11, 1)).counts


def test_every_service_and_month_is_refused_that_is_none() -> None:
    broken: dict[str, Any] = {**RULES.model_dump(), "cycle": {"month": 13, "timeframe_months": 9}}
    with pytest.raises(ValueError, match="month"):
        PdrRules.model_validate(broken)
