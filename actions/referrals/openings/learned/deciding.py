"""What is taken of an opening of all that it may tell; rather nothing than something wrong."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.referrals.openings.learned.days import OWN_NAMES, ROLES
from actions.referrals.openings.learned.examples import SEVERAL, flat


@dataclass(frozen=True, slots=True)
class Bar:
    """From which chance on a value is taken: one that the rules found too, one where these are silent, and one where
    they found another. Each of several values of a field is judged by itself, and none is another's rival.
    """

    ruled: float
    silent: float
    against: float


# Chosen by leaving out each author, where one more that is wrong weighs as much as two or three that are right; higher
# against the rules, which know more by now than they did then. Most fields are told too seldom for a bar of their own.
BAR = Bar(0.05, 0.85, 0.9)
BARS: Mapping[str, Bar] = {
    "at_work": Bar(0.45, 0.65, 0.7),
    "discussed_how": Bar(0.15, 0.45, 0.6),
    "employee_view": Bar(0.2, 0.5, 0.6),
    "has_fit_note": Bar(0.05, 0.5, 0.7),
    "main_reason": Bar(0.15, 0.45, 0.6),
    "manager_aware": Bar(0.05, 0.35, 0.6),
    "oh_questions": Bar(0.25, 0.45, 0.45),
    "seen_already": Bar(0.2, 0.4, 0.4),
    "wanted_help": Bar(0.1, 0.4, 0.65),
}
OFF, AT_WORK_IN_PART = "off", "partly"
DAYS_OF_NOTE = ("fit_note_from", "fit_note_to")
OF_NOTE = (*DAYS_OF_NOTE, "fit_note_says", "fit_note_options")
OF_ABSENCE = ("absence_from", "off_since", "expected_return")


def decide(
    chances: Mapping[str, Mapping[Any, float]],
    days: Mapping[str, str],
    rules: Mapping[str, Any],
    fields: Container[str],
    bars: Mapping[str, Bar] = BARS,
) -> dict[str, Any]:
    """Return the values that are sure enough, of these `fields`, by field.

    `chances`: of each field and value; `days`: what was learned, by role; `rules`: what these found.
    """
    found = dict(rules)
    for name, values in chances.items():
        found.pop(name, None)
        if name not in fields:
            continue
        taken = _sure(values, flat(rules.get(name)), bars.get(name, BAR), is_one=name not in SEVERAL)
        if taken:
            found[name] = taken if name in SEVERAL else max(taken, key=values.__getitem__)
    own = {role: name for name, role in OWN_NAMES.items()}
    for role in ROLES:
        name = role if role in fields else own.get(role, role)
        if name in fields:
            found.pop(name, None)
            found |= {name: days[role]} if role in days else {}
    return consistent(found)


def _sure(chances: Mapping[Any, float], ruled: Sequence[Any], bar: Bar, *, is_one: bool) -> list[Any]:
    """Return the values that reach their bar."""
    other = bar.against if ruled and is_one else bar.silent
    return [
        value
        for value, chance in chances.items()
        if value is not None and chance >= (bar.ruled if value in ruled else other)
    ]


def consistent(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what can be true together, as the form asks for it."""
    kept = dict(found)
    if kept.get("at_work") != OFF:
        _drop(kept, OF_ABSENCE)
    if kept.get("at_work") not in (OFF, AT_WORK_IN_PART):
        _drop(kept, ("has_fit_note",))
    if kept.get("has_fit_note") is not True:
        _drop(kept, OF_NOTE)
    if kept.get("fit_note_says") != "may_be_fit":
        _drop(kept, ("fit_note_options",))
    first, last = (kept.get(name) for name in DAYS_OF_NOTE)
    if first and last and first > last:
        _drop(kept, DAYS_OF_NOTE[:1])
    if "stage" not in kept:
        _drop(kept, ("next_meeting_on",))
    return kept


def _drop(found: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        found.pop(name, None)
