"""Whose PDR a manager means: by name, or by "hers" after somebody was spoken of. The API decides what is allowed."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import ClassVar

from actions.pdr.meaning import CANCEL, TAKE_BACK
from actions.tasks.kinds import Kind
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import LONDON, Json, Work, button
from actions.training import people
from contracts.outcomes import Outcome

# Who was spoken of just before, or the only one who is open.
PRONOUN = re.compile(r"\b(?:her|hers|him|his|them|their|theirs|it|that|this)\b")
OPEN: dict[str, frozenset[str]] = {
    "book_pdr": frozenset({"due", "booked"}),
    "record_pdr": frozenset({"booked", "held"}),
    CANCEL: frozenset({"booked"}),
    TAKE_BACK: frozenset({"held", "recorded"}),
}
# A way on from what cannot be done.
OPEN_PDRS = [button("Who still needs a PDR?")]


async def list_pdrs(work: Work) -> list[Json]:
    """Return the PDRs of the team, those that are due first first. Raises StaffApiError."""
    return list((await work.read("/v1/people/me/team/pdrs"))["items"])


def named_in(work: Work, pdrs: list[Json]) -> list[Json]:
    """Return the PDRs of those whom the message names."""
    team = [(pdr["person"]["id"], pdr["person"]["name"]) for pdr in pdrs]
    found = match_people(work.turn.text.casefold(), team)
    return [pdr for pdr in pdrs if pdr["person"]["id"] in found]


async def whose(work: Work, task: Task) -> str | Task:
    """Return the id of whom the message means, or a task that asks. Raises StaffApiError."""
    pdrs = await list_pdrs(work)
    team, found = [pdr["person"] for pdr in pdrs], [pdr["person"] for pdr in named_in(work, pdrs)]
    if len(found) == 1:
        return str(found[0]["id"])
    if found:
        return people.ask_person(work, task, found)
    if PRONOUN.search(work.heard.text) and (meant := _spoken_of(work, task, pdrs)):
        return meant
    fitting = [pdr["person"] for pdr in pdrs if pdr["state"] in OPEN[task.kind]]
    return people.ask_person(work, task, fitting or team)


def _spoken_of(work: Work, task: Task, pdrs: list[Json]) -> str | None:
    done = work.turn.done if isinstance(work.turn.done, dict) else {}
    if done.get("kind") == "pdr" and any(pdr["person"]["id"] == done.get("person") for pdr in pdrs):
        return str(done["person"])
    fitting = [pdr["person"]["id"] for pdr in pdrs if pdr["state"] in OPEN[task.kind] and not pdr["is_away"]]
    return fitting[0] if len(fitting) == 1 else None


async def pdr_of(work: Work, person: str | None) -> Json:
    """Return the PDR of somebody of the team. Raises StaffApiError."""
    return await work.read(f"/v1/people/{person}/pdr")


def at_time(task: Task, at: datetime) -> Task:
    """Return a task about a meeting at that time."""
    day = at.date().isoformat()
    return replace(task, first=day, last=day, clock=f"{at:%H:%M}")


def time_of(task: Task) -> datetime:
    """Return when the meeting of a task is, on the council's clocks."""
    return datetime.combine(date.fromisoformat(str(task.first)), time.fromisoformat(task.clock), LONDON)


class OfTheTeam(Kind):
    """What a manager does with one PDR. `reason`: why the open question is asked."""

    reason: ClassVar[str]

    async def find_person(self, work: Work, task: Task) -> Task | None:
        """Ask for what is missing of a task, once it is known whose PDR is meant. Raises StaffApiError."""
        if not await work.is_manager():
            work.say("utter_managers_only", Outcome.REFUSED)
            return None
        found = task.person or await whose(work, task)
        return found if isinstance(found, Task) else await self.ask(work, replace(task, person=found))

    async def explain(self, work: Work, task: Task) -> None:
        """Say why."""
        work.say("utter_why_asked", reason=self.reason, question=await self.question(work, task))

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Ask for what is missing, or put it again."""
        if task.asks == "person":
            return await super().ask_again(work, task)
        return await self.ask(work, replace(task, stopped=False))

    async def ask(self, work: Work, task: Task) -> Task | None:
        """Ask for what is missing of a task that has its person, or for the yes. Raises StaffApiError."""
        raise NotImplementedError


class AfterAYes(OfTheTeam):
    """What needs to be known is whose PDR it is, and a plain yes."""

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who, or the yes."""
        if task.asks == "person":
            return await people.choose_person(work, task, self.ask)
        if work.heard.yes and not work.heard.no:
            await self.write(work, task)
        else:
            await self.leave(work, task)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody, or says yes or no."""
        if task.asks == "person":
            return await people.names_report(work)
        return work.heard.yes or work.heard.no or work.turn.negated

    async def write(self, work: Work, task: Task) -> None:
        """Do it, and say so. Raises StaffApiError."""
        raise NotImplementedError

    async def leave(self, work: Work, task: Task) -> None:
        """Say that nothing was changed. Raises StaffApiError."""
        raise NotImplementedError
