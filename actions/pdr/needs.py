"""What needs me? Everything that waits for a manager, in the order of time, each with what leads there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from actions.pdr.showing import MOST_PEOPLE, shortened
from actions.pdr.words import day_of
from actions.tasks.task import Task
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import plain
from actions.training.records import Showing
from contracts.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of need is told, and what its button shows and says. {…}: name, first, title, reference, day."""

    told: str
    label: str
    says: str


# By the API's kind. A subject that adds a kind adds its line here.
WAYS: Mapping[str, Way] = {
    "approve_booking": Way(
        "{name} asks for a place on {title}, {day}",
        "Approve: {first}, {title}",
        "Approve the request of {name} for {title}",
    ),
    "approve_application": Way(
        "{name} applies for {title}, sent {day}",
        "Approve: {first}, {title}",
        "Approve the request of {name} for {title}",
    ),
    "late_training": Way("{name} is late with {title}, since {day}", "Training: {first}", "Who in my team is overdue?"),
    "book_pdr": Way("{name}'s PDR is to be booked, by {day}", "Book {first}'s PDR", "Book {name}'s PDR"),
    "record_pdr": Way("{name}'s PDR is to be recorded, {day}", "Record {first}'s PDR", "Mark {name}'s PDR as done"),
    "follow_up_pdr": Way(
        "Go back to the actions of {name}'s PDR in a one-to-one, since {day}",
        "{first}'s PDR",
        "What's happening with {name}'s PDR",
    ),
    "follow_up_own_pdr": Way("Go back to the actions of your own PDR, since {day}", "My PDR", "When is my PDR?"),
    "agree_pdr": Way("Your own PDR waits for your word, since {day}", "My PDR", "When is my PDR?"),
    "confirm_step": Way(
        "{name} says that this is done: {title}, {day}",
        "Confirm: {first}",
        "Confirm {title} of {name}",
    ),
    "name_contact": Way("{title} ({name}), by {day}", "Buddy: {first}", "How is {name} getting on?"),
    "do_step": Way("{title} ({name}), by {day}", "Induction: {first}", "How is {name} getting on?"),
    "read_referral": Way(
        "The report for {reference} is there to read, since {day}", "Referral {reference}", "Where is my referral?"
    ),
    "send_referral": Way(
        "A referral that you began is not sent; it is kept until {day}", "Go on with it", "Carry on with my referral"
    ),
}


class ShowNeeds(Showing):
    """Lists it."""

    name: ClassVar[str] = "needs"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List everything, the most pressing first, each one tap away."""
        needs = (await work.read("/v1/needs"))["items"]
        known = [need for need in needs if need["kind"] in WAYS]
        if not known:
            work.say("utter_nothing_needs_you", Outcome.DONE)
            return None
        lines = [f"- {_late(need)}{_filled(need, plain, WAYS[need['kind']].told)}" for need in known]
        work.say("utter_needs", Outcome.DONE, _buttons(known), needs=shortened(lines))
        return None


def _buttons(needs: list[Json]) -> list[Button]:
    """Return a button for each that is listed, but for what says the same as one before."""
    buttons: dict[str, Button] = {}
    for need in needs[:MOST_PEOPLE]:
        way = WAYS[need["kind"]]
        made = button(_filled(need, str, way.label), _filled(need, str, way.says))
        buttons.setdefault(made["payload"], made)
    return list(buttons.values())


def _late(need: Json) -> str:
    return "**Late:** " if need["is_late"] else ""


def _filled(need: Json, shown: Callable[[str], str], words: str) -> str:
    name = need["person"]["name"]
    return words.format(
        name=shown(name),
        first=shown(name.split()[0]),
        title=shown(need["title"]),
        reference=shown(need["reference"]),
        day=day_of(need["on"]),
    )
