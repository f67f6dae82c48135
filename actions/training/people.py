"""Whom a task is for: oneself, or somebody of one's own team. The API decides what is allowed; this finds the id."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain

# "Book Priya onto …", "put my team member on …": a place for somebody else.
FOR_OTHER = re.compile(
    r"\b(?:book|put|sign|get|enrol|register|add)\s+(?:up\s+)?(?P<who>(?!me\b|myself|us\b|it\b|that\b|this\b|the\b|a\b|an\b|on\b|in\b"
    r"|onto\b|up\b|down\b|for\b|my(?!\s+(?:team|colleague|report|staff|worker|new starter))\b|some|any|one\b|two\b|to\b"
    r"|training\b|course|place)[a-z'-]+(?:\s+[a-z'-]+)?)\s+(?:on|onto|in|into|up|down|for|a place|to)\b",
    re.IGNORECASE,
)
Next = Callable[[Work, Task], Awaitable[Task | None]]


async def list_team(work: Work) -> list[Json]:
    """Return who reports to who asks. Raises StaffApiError."""
    return list((await work.read("/v1/people/me/team"))["items"])


async def person_meant(work: Work, task: Task) -> str | Task | None:
    """Return the id of the report that a message names; None for oneself; a task that asks which one is meant."""
    if not await work.is_manager():
        return None
    text = work.turn.text.casefold()
    team = await list_team(work)
    found = match_people(text, [(person["id"], person["name"]) for person in team])
    if len(found) == 1:
        return found[0]
    if found:
        return ask_person(work, task, [person for person in team if person["id"] in found])
    return ask_person(work, task, team) if names_other(work.turn.text) and task.kind == "book" else None


def is_oneself(text: str) -> bool:
    """Say whether a place is asked for oneself in so many words."""
    return bool(re.search(r"\b(?:me|myself)\b", text))


def names_other(text: str) -> bool:
    """Say whether a place is asked for somebody else: a name with a capital, or "my colleague"."""
    found = FOR_OTHER.search(text)
    return found is not None and (found["who"][0].isupper() or found["who"].lower().startswith("my "))


def ask_person(work: Work, task: Task, people: list[Json]) -> Task:
    """Ask whom of several people is meant; two of a name are told apart by their job."""
    shown = people[:8]
    lines = "\n".join(f"- {plain(person['name'])}, {plain(person['job'])}" for person in shown)
    work.say("utter_which_person", buttons=[button(person["name"]) for person in shown[:5]], people=lines)
    return replace(task, asks="person", options=tuple(person["id"] for person in shown)).within(work.heard.when)


async def choose_person(work: Work, task: Task, go_on: Next) -> Task | None:
    """Take the answer to "who is meant"."""
    team = await list_team(work)
    shown = [person for person in team if person["id"] in task.options] or team
    text = work.turn.text
    place = work.heard.place
    if place is not None and place < len(shown):
        return await go_on(work, replace(task, person=shown[place]["id"], asks=""))
    found = match_people(text, [(person["id"], f"{person['name']} {person['job']}") for person in shown])
    if len(found) == 1:
        return await go_on(work, replace(task, person=found[0], asks=""))
    return ask_person(work, task, [person for person in shown if person["id"] in found] or shown)


async def names_report(work: Work) -> bool:
    """Say whether the message names somebody of the team, or one of several that were shown."""
    team = [(person["id"], f"{person['name']} {person['job']}") for person in await list_team(work)]
    return work.heard.place is not None or bool(match_people(work.turn.text, team))


async def for_whom(work: Work, task: Task) -> str:
    """Return whom a booking is for, as the summary says it. Raises StaffApiError."""
    if not task.person:
        return "you"
    names = {person["id"]: plain(person["name"]) for person in await list_team(work)}
    return names.get(task.person, "your team member")
