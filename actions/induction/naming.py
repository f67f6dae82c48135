"""A manager names a buddy for a new starter, or whom they shadow; a yes before it."""

import re
import uuid
from dataclasses import replace

from actions.induction.confirming import without_name
from actions.induction.starters import meant_starters, starter_lines
from actions.induction.steps import inductions_led, team_inductions
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from actions.training.people import list_team
from contracts.outcomes import Outcome

BUDDY, SHADOW = "buddy", "shadow"
WORDS = {BUDDY: "buddy", SHADOW: "colleague to shadow"}
ONESELF = re.compile(r"\b(?:(?<!let )(?<!help )me|myself|i will|i'll|i am|i'm)\b")


class NameContact(Kind):
    """Make Priya his buddy."""

    name = "name_contact"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find whom it is for and who it is, or ask."""
        inductions = await inductions_led(work)
        if not inductions:
            return None
        task = task or Task(self.name, role=SHADOW if "shadow" in work.heard.text else BUDDY)
        return await self._ask(work, task, meant_starters(work.turn.text, inductions))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take whom it is for, who it is, or the yes."""
        inductions = await team_inductions(work)
        if task.asks == "person":
            shown = [one for one in inductions if one["person"]["id"] in task.options]
            place = work.heard.place
            picked = shown[place : place + 1] if place is not None else meant_starters(work.turn.text, shown)
            return await self._ask(work, task, picked)
        mine = [one for one in inductions if one["person"]["id"] == task.person]
        if task.asks == "contact" or await self._names_other(work, task):
            return await self._ask(work, replace(task, other=None), mine)
        if not work.heard.yes:
            work.say("utter_contact_stays", Outcome.DONE)
            return None
        return await self._write(work, task, mine)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody, or says yes or no."""
        heard = work.heard
        if task.asks == "confirm" and (heard.yes or heard.no):
            return True
        if ONESELF.search(heard.text) or heard.place is not None:
            return True
        return bool(match_people(work.turn.text, await self._team(work)))

    async def change(self, work: Work, task: Task) -> Task | None:
        """Take somebody else."""
        return await self.go_on(work, replace(task, asks="contact"))

    async def _names_other(self, work: Work, task: Task) -> bool:
        found = match_people(work.turn.text, await self._team(work))
        return not work.heard.yes and any(id_ not in (task.person, task.other) for id_ in found)

    @staticmethod
    async def _team(work: Work) -> list[tuple[str, str]]:
        return [(person["id"], person["name"]) for person in await list_team(work)]

    async def _ask(self, work: Work, task: Task, meant: list[Json]) -> Task | None:
        if len(meant) != 1:
            shown = meant or await team_inductions(work)
            buttons = [button(one["person"]["name"]) for one in shown[:5]]
            work.say("utter_which_starter", buttons=buttons, people=starter_lines(shown))
            return replace(task, asks="person", options=tuple(one["person"]["id"] for one in shown))
        starter = meant[0]["person"]
        task = replace(task, person=starter["id"], options=())
        contact = await self._contact(work, task, meant[0])
        kind = WORDS[str(task.role)]
        if contact is None:
            others = [name for id_, name in await self._team(work) if id_ != starter["id"]]
            buttons = [*(button(name) for name in others[:4]), button("Me", "I will be it myself")]
            lines = "\n".join(f"- {plain(name)}" for name in others[:8])
            work.say("utter_name_whom", buttons=buttons, kind=kind, person=plain(starter["name"]), people=lines)
            return replace(task, asks="contact")
        id_, name = contact
        buttons = [button("Yes", "yes"), button("No")]
        work.say(
            "utter_confirm_contact", buttons=buttons, contact=plain(name), kind=kind, person=plain(starter["name"])
        )
        return replace(task, asks="confirm", other=id_, key=uuid.uuid4().hex)

    async def _contact(self, work: Work, task: Task, induction: Json) -> tuple[str, str] | None:
        """Return who is named, with their name: one of the team but the new starter, or who asks."""
        team = [(id_, name) for id_, name in await self._team(work) if id_ != task.person]
        found = match_people(without_name(work.turn.text.casefold(), induction), team)
        if len(found) == 1:
            return found[0], dict(team)[found[0]]
        if not found and ONESELF.search(work.heard.text):
            me = await work.read("/v1/people/me")
            return str(me["id"]), str(me["name"])
        return None

    async def _write(self, work: Work, task: Task, mine: list[Json]) -> Task | None:
        if not mine:
            work.say("utter_no_starters", Outcome.DONE)
            return None
        path = f"/v1/inductions/{mine[0]['id']}/contacts/{task.role}"
        try:
            induction = await work.put(path, {"person_id": task.other})
        except RefusedError as error:
            work.refuse(error)
            return None
        named = next(one["person"] for one in induction["contacts"] if one["kind"] == task.role)
        person, kind = plain(induction["person"]["name"]), WORDS[str(task.role)]
        work.say("utter_contact_named", Outcome.DONE, contact=plain(named["name"]), kind=kind, person=person)
        return None
