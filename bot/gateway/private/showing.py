"""Writes the answers of a draft out for their owner, as a list. Knows no store and no channel."""

from collections.abc import Mapping
from datetime import date
from typing import Any

# Marks that would be taken for emphasis, lists or links.
MARKS = "\\*_`[]<>#"


def answers_as_list(form: Mapping[str, Any], answers: Mapping[str, Any], only: tuple[str, ...], *, health: bool) -> str:
    """Return the answers as lines of a list, by sections of the form; `only` these fields, when there are some.

    Without `health` it says only that there is an answer where that is private.
    """
    parts = []
    for section in form["sections"]:
        fields = [field for field in form["fields"] if field["section"] == section["id"] and field["id"] in answers]
        lines = [
            _line(field, answers[field["id"]], health=health) for field in fields if not only or field["id"] in only
        ]
        if lines:
            parts.append("\n".join(lines if only else [f"**{section['title']}**\n", *lines]))
    return ("\n" if only else "\n\n").join(parts)


def _line(field: Mapping[str, Any], value: Any, *, health: bool) -> str:
    shown = _shown(field, value) if health or not field["is_private"] else "on the form"
    return f"- {field['label']}: {shown}"


def _shown(field: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_item(field, item) for item in value) or "none"
    return _item(field, value)


def _item(field: Mapping[str, Any], value: Any) -> str:
    if isinstance(value, dict):
        days = f"{_day(value['first_day'])} to {_day(value['last_day'])}"
        return f"{days}, {_literal(str(value['reason']))}"
    if field["kind"].endswith("date"):
        return _day(str(value))
    return _literal(str(field["choices"].get(value, value) if isinstance(value, str) else value))


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B} {day.year}"


def _literal(text: str) -> str:
    joined = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in MARKS else sign for sign in joined)
