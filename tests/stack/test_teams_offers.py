"""What Teams offers to press or to say, the whole assistant takes: nobody's first words in it lead nowhere."""

from collections.abc import Callable, Iterator

import pytest

from bot.gateway.teams.notices import FILE as NOTICES
from bot.gateway.teams.package import COMMANDS
from bot.gateway.teams.topics import FILE as TOPICS
from bot.gateway.teams.welcome import FILE as WELCOMES
from contracts.outcomes import Outcome
from contracts.yaml_files import read_yaml
from tests.stack.running import Stack
from tests.stack.training.world import TrainingWorld, emptied

WHO = {"employee": "demo-employee", "new_starter": "demo-new-starter", "manager": "demo-manager"}
# In Teams the gateway itself takes these.
TOPICS_OF_ITS_OWN = {line for lines in read_yaml(TOPICS)["more"].values() for line in lines}
OFFERED = [(WHO[kind], says) for kind in WHO for says in read_yaml(WELCOMES)[kind]["suggestions"]]
# The buttons of what is told unasked, said of people and courses that there are; of a reference there is nothing yet.
NAMED = {"title": "Race Equality", "person": "Callum Doyle", "reference": ""}
OFFERED += [
    ("demo-manager", button["says"].format(**NAMED))
    for buttons in read_yaml(NOTICES).values()
    for button in buttons
    if "{reference}" not in button["says"] and button["says"].casefold() not in TOPICS_OF_ITS_OWN
]
OFFERED += [("demo-employee", title) for title, _ in COMMANDS if title.casefold() not in TOPICS_OF_ITS_OWN]
TAKEN = {Outcome.ANSWERED, Outcome.TASK, Outcome.DONE, Outcome.CONVERSATION}
# What asks for something to be done is not taken by an article about it.
TO_BE_DONE = ("book", "refer", "cancel", "help me prepare", "mark", "approve", "confirm")


@pytest.mark.parametrize(("person", "says"), sorted(set(OFFERED)))
def test_what_is_offered_is_taken(person: str, says: str, stack: Stack) -> None:
    answer = stack.chat(says, person=person)
    wanted = TAKEN - {Outcome.ANSWERED} if says.casefold().startswith(TO_BE_DONE) else TAKEN
    assert answer.outcome in wanted, answer.text


def test_the_settings_are_the_only_offer_that_the_gateway_takes_itself() -> None:
    assert [title for title, _ in COMMANDS if title.casefold() in TOPICS_OF_ITS_OWN] == ["Settings"]


@pytest.fixture
def world(stack: Stack) -> Iterator[TrainingWorld]:
    yield from emptied(stack.var)


AS_TYPED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small": str.lower,
    "no hyphen": lambda reference: reference.replace("-", ""),
}


@pytest.mark.parametrize("typed", AS_TYPED.values(), ids=AS_TYPED.keys())
@pytest.mark.parametrize(("kind", "state"), [("reminder_day", "booked"), ("waiting", "waiting")])
def test_what_a_notice_says_to_cancel_is_that_booking_and_no_other(
    kind: str, state: str, typed: Callable[[str], str], stack: Stack, world: TrainingWorld
) -> None:
    sessions = world.sessions()
    kept, given_back = (sessions.id_of(f"{course} 1") for course in ("managing-capability", "race-equality"))
    world.book("demo-employee", kept)
    world.book("demo-employee", given_back, state)
    (reference,) = world.references(given_back)
    asked = stack.chat(read_yaml(NOTICES)[kind][0]["says"].format(reference=typed(reference)))
    assert "Race Equality" in asked.text
    assert "Managing Capability" not in asked.text
    stack.chat("yes, cancel it", asked.conversation)
    left = {str(row["session_id"]): str(row["state"]) for row in world.stored()}
    assert left == {kept: "booked", given_back: "cancelled"}
