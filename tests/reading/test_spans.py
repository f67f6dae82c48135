"""Days as people say them, read on Tuesday 1 December 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading.spans import is_vague, read_when
from reading.when import When

TODAY = date(2026, 12, 1)
DAYS = {
    "a week on Tuesday": "2026-12-15",
    "Tuesday week": "2026-12-15",
    "next tuesday": "2026-12-08",
    "Tuesday next week": "2026-12-08",
    "this Friday": "2026-12-04",
    "on the 3rd of March": "2027-03-03",
    "March 3rd": "2027-03-03",
    "3 march 2027": "2027-03-03",
    "3/3": "2027-03-03",
    "12.01.27": "2027-01-12",
    "4/5/27": "2027-05-04",
    "2027-02-09": "2027-02-09",
    "tomorrow": "2026-12-02",
    "the day after tomorrow": "2026-12-03",
    "in two weeks": "2026-12-15",
    "in a fortnight": "2026-12-15",
    "in 10 days": "2026-12-11",
    "the 14th": "2026-12-14",
    "monday the 14th": "2026-12-14",
    "sat 5 dec": "2026-12-05",
    "21 Febuary": "2027-02-21",
}
SPANS = {
    "excel courses in march": ("2027-03-01", "2027-03-31"),
    "by the end of june": ("2026-12-01", "2027-06-30"),
    "by Friday": ("2026-12-01", "2026-12-04"),
    "before march": ("2026-12-01", "2027-02-28"),
    "after Easter": ("2027-03-30", None),
    "from April onwards": ("2027-04-01", None),
    "between 3 and 10 march": ("2027-03-03", "2027-03-10"),
    "from 3 to 10 March": ("2027-03-03", "2027-03-10"),
    "next week": ("2026-12-07", "2026-12-13"),
    "this month": ("2026-12-01", "2026-12-31"),
    "next month": ("2027-01-01", "2027-01-31"),
    "early march": ("2027-03-01", "2027-03-10"),
    "mid january": ("2027-01-10", "2027-01-20"),
    "the end of January": ("2027-01-20", "2027-01-31"),
    "spring": ("2027-03-01", "2027-05-31"),
    "over the next two months": ("2026-12-01", "2027-02-01"),
    "in may": ("2027-05-01", "2027-05-31"),
}
NO_DATES = (
    "MHFA near Bootle",
    "may I book a place",
    "the later one",
    "the 2nd one",
    "can you look after me",
    "",
    "31 31",
)


@pytest.mark.parametrize(("text", "day"), DAYS.items(), ids=DAYS)
def test_a_day_is_read(text: str, day: str) -> None:
    found = read_when(text, TODAY)
    assert found is not None
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "span"), SPANS.items(), ids=SPANS)
def test_a_span_is_read(text: str, span: tuple[str | None, str | None]) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in span)
    assert read_when(text, TODAY) == When(first, last)


@pytest.mark.parametrize(("text", "weekday"), [("I can't make Tuesday", 1), ("any wednsday", 2), ("fridays", 4)])
def test_a_bare_weekday_is_every_such_day(text: str, weekday: int) -> None:
    assert read_when(text, TODAY) == When(weekdays=(weekday,))


@pytest.mark.parametrize("text", NO_DATES)
def test_what_names_no_day_is_none(text: str) -> None:
    assert read_when(text, TODAY) is None


@pytest.mark.parametrize("text", ["after half term", "when I'm back", "in the school holidays", "sometime"])
def test_a_time_that_only_the_person_knows_is_asked_for(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_not_vague(text: str) -> None:
    assert not is_vague(text)


@given(st.text(max_size=60), st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_any_text_on_any_day_is_read_without_a_failure(text: str, today: date) -> None:
    found = read_when(text, today)
    assert found is None or found.first or found.last or found.weekdays


@given(st.dates(date(2026, 12, 1), date(2027, 11, 30)))
def test_every_day_of_the_year_is_found_again(day: date) -> None:
    found = read_when(f"{day.day} {day:%B}", TODAY)
    assert found is not None
    assert found.day == day
