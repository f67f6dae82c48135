"""What is remembered of a task: it comes back from its slot as it was, and a slot of another version is no task."""

from datetime import date
from typing import Any

import pytest

from actions.tasks.task import Task
from reading.when import When

TASK = Task(
    "book", "session", ("a", "b"), course="race", first="2027-03-01", weekdays=(1,), waits=True, key="k", at=3.0
)


def as_json(value: Any) -> Any:
    """Return a slot as it comes back from JSON."""
    return {name: list(item) if isinstance(item, tuple) else item for name, item in value.items()}


def test_a_task_comes_back_as_it_was() -> None:
    assert Task.from_slot(as_json(TASK.to_slot())) == TASK


def test_only_what_is_set_is_remembered() -> None:
    assert Task("book").to_slot() == {"kind": "book"}


@pytest.mark.parametrize("value", [None, "book", 3, {}, {"asks": "x"}, {"kind": "book", "unheard_of": 1}])
def test_a_slot_of_another_version_is_no_task(value: Any) -> None:
    assert Task.from_slot(value) is None


def test_the_days_of_a_task_are_kept() -> None:
    when = When(date(2027, 3, 1), None, (2,))
    assert Task("book").within(when).when == when
    assert Task("book").within(None).when is None
