"""A manager sees, confirms and names: judged by what is stored, and wrong people change nothing."""

from datetime import date

import pytest

from tests.actions.induction.conftest import STARTER, Chat
from tests.api.courses import set_manager
from tests.api.induction.stage import start, step_of, steps_of
from tests.api.world import EMPLOYEE, World


@pytest.fixture
def second(world: World, monday: date) -> str:
    """Return the induction of Samira, whom Angela manages too."""
    set_manager(world, "demo-editor", "demo-manager")
    return start(world, "demo-editor", monday)


def is_done(world: World, induction: str) -> set[str]:
    return {step for step, row in steps_of(world, induction).items() if row.state == "done"}


async def test_a_manager_sees_how_it_stands(angela: Chat) -> None:
    said = await angela.say("see_starters", "how is my new starter getting on?")
    assert said.responses == ["utter_starter"]
    assert said.messages[0]["person"] == "Callum Doyle"
    assert "Yours to do" in said.messages[0]["steps"]


async def test_several_are_listed_and_one_is_shown(angela: Chat, second: str) -> None:
    said = await angela.say("see_starters", "how are my new starters doing")
    assert said.responses == ["utter_starters"]
    assert len(said.messages[0]["people"].splitlines()) == 2
    said = await angela.say("see_starters", "how is Samira getting on")
    assert said.messages[0]["person"] == "Samira Rahman"


@pytest.mark.parametrize("intent", ["see_starters", "confirm_step", "name_contact"])
async def test_who_manages_nobody_is_told_so(angela: Chat, world: World, induction: str, intent: str) -> None:
    angela.person = EMPLOYEE
    said = await angela.say(intent, "confirm that Callum did his local induction")
    assert (said.responses, is_done(world, induction)) == (["utter_managers_only"], set())


async def test_a_step_is_confirmed_after_a_yes(angela: Chat, callum: Chat, world: World, induction: str) -> None:
    await callum.say("complete_step", "done my local induction")
    said = await angela.say("confirm_step", "confirm that Callum did his local induction")
    assert said.responses == ["utter_confirm_step"]
    assert is_done(world, induction) == set()
    assert (await angela.say("affirm", "yes")).responses == ["utter_step_confirmed"]
    row = step_of(world, induction, "local-induction")
    assert (row.state, row.done_by) == ("done", "demo-manager")


async def test_not_yet_confirms_nothing(angela: Chat, callum: Chat, world: World, induction: str) -> None:
    await callum.say("complete_step", "done my local induction")
    await angela.say("confirm_step", "confirm Callum's step")
    assert (await angela.say("deny", "not yet")).responses == ["utter_not_confirmed"]
    assert step_of(world, induction, "local-induction").state == "said"


async def test_the_managers_own_step_is_noted(angela: Chat, world: World, induction: str) -> None:
    await angela.say("complete_step", "I've sorted Callum's laptop")
    await angela.say("affirm", "yes")
    assert is_done(world, induction) == {"order-kit"}
    assert (await angela.say("undo_booking", "undo that")).responses == ["utter_step_open_again"]
    assert is_done(world, induction) == set()


async def test_of_two_people_it_is_asked_who(angela: Chat, world: World, induction: str, second: str) -> None:
    said = await angela.say("confirm_step", "confirm the local induction")
    assert said.responses == ["utter_which_starter"]
    said = await angela.say("inform", "Samira")
    assert said.responses in (["utter_confirm_step"], ["utter_which_step"])
    if said.responses == ["utter_which_step"]:
        await angela.say("inform", "the local induction")
    await angela.say("affirm", "yes")
    assert (is_done(world, induction), is_done(world, second)) == (set(), {"local-induction"})


async def test_a_buddy_is_named_after_a_yes(angela: Chat, world: World, induction: str) -> None:
    said = await angela.say("name_contact", "make Priya his buddy")
    assert said.responses == ["utter_confirm_contact"]
    assert is_done(world, induction) == set()
    assert (await angela.say("affirm", "yes")).responses == ["utter_contact_named"]
    assert is_done(world, induction) == {"name-buddy"}


async def test_a_correction_names_somebody_else(angela: Chat, world: World, induction: str, second: str) -> None:
    await angela.say("name_contact", "make Priya Callum's buddy")
    said = await angela.say("change_answer", "no, Samira")
    assert said.messages[0]["contact"] == "Samira Rahman"
    await angela.say("affirm", "yes")
    view = world.get(f"/v1/people/{STARTER}/induction", person=angela.person).json()["items"][0]
    assert [one["person"]["id"] for one in view["contacts"]] == ["demo-editor"]


async def test_whom_to_shadow_is_asked_for(angela: Chat, world: World, induction: str) -> None:
    said = await angela.say("name_contact", "who can Callum shadow? let me name somebody")
    assert said.responses == ["utter_name_whom"]
    said = await angela.say("inform", "I will do it myself")
    assert said.messages[0]["contact"] == "Angela Whitfield"
    await angela.say("affirm", "yes")
    view = world.get(f"/v1/people/{STARTER}/induction", person=angela.person).json()["items"][0]
    assert [(one["kind"], one["person"]["id"]) for one in view["contacts"]] == [("shadow", "demo-manager")]


async def test_somebody_of_another_team_is_not_named(angela: Chat, world: World, induction: str) -> None:
    said = await angela.say("name_contact", "make Tomasz his buddy")
    assert said.responses == ["utter_name_whom"]
    assert is_done(world, induction) == set()
