"""What can wait is said when people are at work; what cannot is said at once."""

from datetime import datetime

import pytest

from api.acts import LONDON
from api.notifications.quiet_hours import last_open, next_open, say_at


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-26 10:00", "2026-11-26 10:00"),
        ("2026-11-26 07:59", "2026-11-26 08:00"),
        ("2026-11-26 18:00", "2026-11-27 08:00"),
        ("2026-11-27 18:30", "2026-11-30 08:00"),
        ("2026-11-28 12:00", "2026-11-30 08:00"),
        ("2026-12-24 20:00", "2026-12-29 08:00"),
        ("2027-03-25 19:00", "2027-03-30 08:00"),
        ("2027-03-28 01:30", "2027-03-30 08:00"),
    ],
    ids=["at work", "early", "late", "a Friday evening", "a Saturday", "Christmas", "Easter", "when clocks change"],
)
def test_what_can_wait_waits_until_people_are_at_work(moment: str, expected: str) -> None:
    assert next_open(at(moment)) == at(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-26 10:00", "2026-11-26 10:00"),
        ("2026-11-26 19:00", "2026-11-26 16:00"),
        ("2026-11-26 07:00", "2026-11-25 16:00"),
        ("2026-11-29 09:30", "2026-11-27 16:00"),
        ("2026-12-28 09:30", "2026-12-24 16:00"),
    ],
    ids=["at work", "in the evening", "early", "a Sunday", "Boxing Day's bank holiday"],
)
def test_a_reminder_comes_before_rather_than_after(moment: str, expected: str) -> None:
    assert last_open(at(moment)) == at(expected)


@pytest.mark.parametrize(
    ("now", "must_by", "expected"),
    [
        ("2026-11-26 20:00", None, "2026-11-27 08:00"),
        ("2026-11-26 20:00", "2026-11-28 20:00", "2026-11-27 08:00"),
        ("2026-11-26 20:00", "2026-11-27 09:30", "2026-11-26 20:00"),
        ("2026-11-27 20:00", "2026-11-29 20:00", "2026-11-27 20:00"),
        ("2026-11-26 20:00", "2026-11-26 19:00", "2026-11-27 08:00"),
    ],
    ids=["no hurry", "time enough", "tomorrow morning", "over at the weekend", "over already"],
)
def test_what_would_come_too_late_is_said_at_once(now: str, must_by: str | None, expected: str) -> None:
    assert say_at(at(now), at(must_by) if must_by else None) == at(expected)
