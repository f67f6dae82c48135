"""Times of the day as people say them."""

from datetime import time

import pytest

from reading.clock_times import read_time


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("book hers for next tuesday at two", time(14)),
        ("tuesday at 2", time(14)),
        ("at 9 please", time(9)),
        ("2pm on the 4th", time(14)),
        ("9am", time(9)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("14:30 on Friday", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("half past two", time(14, 30)),
        ("quarter to ten", time(9, 45)),
        ("quarter past one", time(13, 15)),
        ("ten o'clock", time(10)),
        ("ten in the morning", time(10)),
        ("at noon", time(12)),
        ("Wednesday at eleven", time(11)),
        ("no, at three", time(15)),
        ("at 7", time(7)),
    ],
)
def test_a_time_is_read(text: str, found: time) -> None:
    assert read_time(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "next tuesday",
        "the 2nd of march",
        "at 4 march",
        "2/3/2027",
        "number 2",
        "in two weeks",
        "for 3 people",
        "25:10",
        "",
    ],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None
