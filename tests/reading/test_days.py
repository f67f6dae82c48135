"""Days that people look back to are read in UK order, and lie before today unless they say a year."""

from datetime import date

import pytest

from reading.days import find_days
from reading.lasting import first_of_lasting

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 November", date(2026, 11, 3)),
        ("the 3rd of Nov", date(2026, 11, 3)),
        ("December 3", date(2025, 12, 3)),
        ("03/11/2026", date(2026, 11, 3)),
        ("3.11.26", date(2026, 11, 3)),
        ("12/3/78", date(1978, 3, 12)),
        ("2026-11-03", date(2026, 11, 3)),
        ("yesterday", date(2026, 11, 25)),
        ("since Monday", date(2026, 11, 23)),
        ("last Thursday", date(2026, 11, 19)),
        ("two weeks ago", date(2026, 11, 12)),
        ("the 28th", date(2026, 10, 28)),
    ],
)
def test_a_day_is_read(text: str, found: date) -> None:
    assert find_days(text, TODAY) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("till the 5th", date(2026, 12, 5)),
        ("until 3 January", date(2027, 1, 3)),
        ("to 20 November", date(2026, 11, 20)),
        ("till Friday", date(2026, 11, 27)),
    ],
)
def test_the_end_of_a_note_lies_near_or_ahead(text: str, found: date) -> None:
    assert find_days(text, TODAY, ahead=True) == [found]


@pytest.mark.parametrize("text", ["since October", "31/2/2026", "a while", "room 12", "99 problems"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert find_days(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("off three weeks", date(2026, 11, 5)),
        ("for a fortnight", date(2026, 11, 12)),
        ("nearly two months now", date(2026, 9, 26)),
        ("off 2 wks", date(2026, 11, 12)),
    ],
)
def test_a_length_of_time_tells_the_first_day(text: str, first: date) -> None:
    assert first_of_lasting(text, TODAY) == first
