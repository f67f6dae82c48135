"""Who helps a new starter: the manager, the buddy, whom to shadow. Changes nothing."""

from actions.induction.steps import own_induction
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from actions.training.records import Showing
from contracts.outcomes import Outcome

TITLES = {"buddy": "Your buddy", "shadow": "Whom you shadow"}
ASKED = {"buddy": ("buddy",), "shadow": ("shadow",)}


class ShowContacts(Showing):
    """Who is my buddy?"""

    name = "contacts"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Name who was asked for, or everybody."""
        induction = await own_induction(work)
        if induction is None:
            work.say("utter_no_induction", Outcome.DONE, [button("Talk to a person")])
            return None
        named = {one["kind"]: one["person"] for one in induction["contacts"]}
        asked = next((kind for kind, words in ASKED.items() if any(word in work.heard.text for word in words)), None)
        if asked and asked not in named:
            manager = induction["manager"]
            who = plain(manager["name"]) if manager else "your manager"
            kind = "buddy" if asked == "buddy" else "colleague to shadow"
            work.say("utter_contact_not_named", Outcome.DONE, [button("Remind me tomorrow")], kind=kind, manager=who)
            return None
        lines = [_line(TITLES[kind], person) for kind, person in named.items() if asked in (None, kind)]
        if induction["manager"] and not asked:
            lines.insert(0, _line("Your manager", induction["manager"]))
        if not lines:
            work.say("utter_no_contacts", Outcome.DONE, [button("Talk to a person")])
            return None
        work.say("utter_contacts", Outcome.DONE, people="\n".join(lines))
        return None


def _line(title: str, person: Json) -> str:
    return f"- {title}: **{plain(person['name'])}**, {plain(person['job'])}, {plain(person['team'])}"
