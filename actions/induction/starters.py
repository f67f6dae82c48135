"""How a manager's new starters are getting on, and whom of them a message means. Changes nothing."""

from collections.abc import Sequence

from actions.induction.steps import DONE, MANAGER, OPEN, SAID, inductions_led, listed, title_of
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import plain
from actions.training.records import Showing
from contracts.outcomes import Outcome

MOST_PEOPLE = 8


class ShowStarters(Showing):
    """How is my new starter getting on?"""

    name = "starters"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Show how it stands with one of them, or with all."""
        inductions = await inductions_led(work)
        if not inductions:
            return None
        meant = meant_starters(work.turn.text, inductions)
        if len(meant) == 1:
            self._show_one(work, meant[0])
            return None
        lines = "\n".join(_summary(one) for one in inductions[:MOST_PEOPLE])
        buttons = [
            button(one["person"]["name"], f"how is {one['person']['name']} getting on with the induction")
            for one in inductions[:3]
        ]
        work.say("utter_starters", Outcome.DONE, buttons, people=lines)
        return None

    @staticmethod
    def _show_one(work: Work, induction: Json) -> None:
        name, steps = plain(induction["person"]["name"]), induction["steps"]
        said = waiting_for_manager(steps)
        yours = [step for step in steps if step["by"] == MANAGER and step["state"] == OPEN]
        late = [step for step in steps if step["is_late"] and step["by"] != MANAGER]
        parts = [f"{sum(step['state'] == DONE for step in steps)} of {len(steps)} steps are done."]
        if said:
            titles = "\n".join(f"- {title_of(step)}" for step in said)
            parts.append(f"Waiting for your word:\n\n{titles}")
        if yours:
            parts.append(f"Yours to do:\n\n{listed(yours[:5])}")
        if late:
            parts.append(f"Late:\n\n{listed(late[:5])}")
        work.say("utter_starter", Outcome.DONE, _buttons(induction, said, yours), person=name, steps="\n\n".join(parts))


def meant_starters(text: str, inductions: Sequence[Json]) -> list[Json]:
    """Return whom of the new starters a message may mean: those it names, or all. Who has a 's counts before others."""
    people = {one["person"]["id"]: one for one in inductions}
    found = match_people(text, [(id_, one["person"]["name"]) for id_, one in people.items()])
    if len(found) > 1:
        said = text.casefold().replace("’", "'")
        owners = [id_ for id_ in found if any(f"{part}'s" in said for part in _names(people[id_]))]
        found = owners or found
    return [people[id_] for id_ in found] or list(inductions)


def waiting_for_manager(steps: Sequence[Json]) -> list[Json]:
    """Return the steps that the new starter says are done, and that the manager confirms."""
    return [step for step in steps if step["state"] == SAID and step["done_when"] == MANAGER]


def starter_lines(inductions: Sequence[Json]) -> str:
    """Return new starters as a list, to choose from."""
    people = [one["person"] for one in inductions[:MOST_PEOPLE]]
    return "\n".join(f"- {plain(person['name'])}, {plain(person['job'])}" for person in people)


def _names(induction: Json) -> list[str]:
    return [str(part) for part in induction["person"]["name"].casefold().split()]


def _summary(induction: Json) -> str:
    steps = induction["steps"]
    parts = [f"{sum(step['state'] == DONE for step in steps)} of {len(steps)} done"]
    counts = (
        (sum(step["is_late"] for step in steps), "late"),
        (len(waiting_for_manager(steps)), "waiting for your word"),
        (sum(step["by"] == MANAGER and step["state"] == OPEN for step in steps), "yours to do"),
    )
    parts += [f"{count} {words}" for count, words in counts if count]
    return f"- **{plain(induction['person']['name'])}**: {', '.join(parts)}"


def _buttons(induction: Json, said: Sequence[Json], yours: Sequence[Json]) -> list[Button]:
    first = str(induction["person"]["name"]).split()[0]
    buttons = [button(f"Confirm {step['title']}", f"confirm {step['title']} for {first}") for step in said[:2]]
    if yours:
        buttons.append(button(f"{yours[0]['title']} is done", f"confirm {yours[0]['title']} for {first}"))
    return buttons
