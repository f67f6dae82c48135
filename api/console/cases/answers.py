"""The answers of a form as people read them, in the form's groups: for the page and the printed copy alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.console.pages import format_day
from api.referrals.form.specification import Form, FormField, Viewer

DAYS = ("date", "past_date", "future_date", "birth_date")


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its label, and each of its lines."""

    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that belong together."""

    title: str
    rows: list[Row]


def lay_out(form: Form, answers: Mapping[str, Any]) -> list[Group]:
    """Return what the Health Unit reads of the answers, in the order of the form; groups without one are left out.

    An answer to a question that the form does not have any more comes last, by its name.
    """
    groups = []
    for section in form.sections:
        fields = [field for field in form.fields if field.section == section.id and field.id in answers]
        rows = [
            Row(field.label, describe(field, answers[field.id]))
            for field in fields
            if Viewer.HEALTH_UNIT in field.seen_by
        ]
        groups.append(Group(section.title, rows))
    known = {field.id for field in form.fields}
    old = [Row(name, [str(value)]) for name, value in answers.items() if name not in known]
    return [group for group in [*groups, Group("From an earlier form", old)] if group.rows]


def describe(field: FormField, value: Any) -> list[str]:
    """Return an answer in words, as lines."""
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if isinstance(value, list):
        return [_describe_one(field, item) for item in value] or ["None"]
    return _describe_one(field, value).split("\n")


def _describe_one(field: FormField, value: Any) -> str:
    if isinstance(value, dict):
        return f"{_day(value['first_day'])} to {_day(value['last_day'])}: {value['reason']}"
    if field.kind in DAYS:
        return _day(str(value))
    if isinstance(value, float):
        return f"{value:g}"
    return field.choices.get(value, str(value))


def _day(value: str) -> str:
    return format_day(date.fromisoformat(value))
