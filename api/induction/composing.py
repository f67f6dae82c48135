"""The words of what people are told of an induction: short lists, never all of it. Knows no database."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.induction.days import WEEK
from api.induction.models import StepState
from api.induction.standing import Standing
from api.people.models import Person
from contracts.induction_plans import By

# So many steps of a week are named, and so many that are late; the rest is counted.
MOST_OF_A_WEEK, MOST_LATE = 6, 3


def week_values(standings: Sequence[Standing], monday: date) -> dict[str, str] | None:
    """Return what the words of a new starter's week name; None: there is nothing to say."""
    own = [one for one in standings if one.step.by is By.STARTER and one.state is StepState.OPEN]
    due = [one for one in own if not one.is_late and one.row.due_on < monday + WEEK]
    late = [one for one in own if one.is_late]
    if not due and not late:
        return None
    parts = []
    if due:
        parts.append("This week:\n" + _listed(due, MOST_OF_A_WEEK))
    if late:
        parts.append("Still open from before:\n" + _listed(late, MOST_LATE))
    return {"steps": "\n\n".join(parts), "example": (due or late)[0].step.title}


def manager_values(standings: Sequence[Standing], person: Person, monday: date) -> dict[str, str] | None:
    """Return what the words for a manager name: their own steps, and those that wait for their word."""
    end = monday + WEEK - timedelta(days=1)
    own = [
        one for one in standings if one.step.by is By.MANAGER and one.state is StepState.OPEN and one.row.due_on <= end
    ]
    said = [one for one in standings if one.state is StepState.SAID and one.step.done.value == "manager"]
    if not own and not said:
        return None
    parts, first = [], person.first_name
    if own:
        parts.append(f"For the start of {first} in your team, this is yours:\n" + _listed(own, MOST_OF_A_WEEK))
    if said:
        titles = "\n".join(f"- {one.step.title}" for one in said[:MOST_OF_A_WEEK])
        parts.append(f"{first} says that this is done. Please confirm it:\n{titles}")
    example = f"confirm {said[0].step.title} for {first}" if said else f"I've done {own[0].step.title} for {first}"
    if not said and own[0].step.sets:
        example = f"make Sam {first}'s {own[0].step.sets}"
    return {"steps": "\n\n".join(parts), "person": person.name, "example": example}


def reminder_values(standings: Sequence[Standing], *, of_one: bool) -> dict[str, str] | None:
    """Return what the words of a reminder name: one step, or what comes next; None: it is done."""
    own = [one for one in standings if one.step.by is By.STARTER]
    if not own:
        return None
    shown = own[:1] if of_one else own[:MOST_LATE]
    title = shown[0].step.title if of_one else "your induction"
    return {"steps": _listed(shown, MOST_LATE), "title": title}


def describe_day(day: date) -> str:
    """Return a day as people say it, such as `Tuesday 1 December`."""
    return f"{day:%A} {day.day} {day:%B}"


def _listed(standings: Sequence[Standing], most: int) -> str:
    lines = [
        f"- {one.step.title}, by {describe_day(one.row.due_on)}. {one.step.how.words}." for one in standings[:most]
    ]
    if len(standings) > most:
        lines.append(f"- and {len(standings) - most} more")
    return "\n".join(lines)
