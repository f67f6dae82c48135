"""A new starter asks what is next, says what is done, moves days and wants to be reminded: judged by what is stored."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.calendar.working_days import is_working_day
from api.induction.models import InductionReminder, InductionStep
from tests.actions.induction.conftest import STARTER, Chat
from tests.actions.turning import Said
from tests.api.courses import add_course, add_session
from tests.api.induction.stage import complete, step_of, steps_of
from tests.api.world import EMPLOYEE, World


def values(said: Said, number: int = 0) -> dict[str, Any]:
    """Return the values that a response was given."""
    return said.messages[number]


def is_open(world: World, induction: str) -> set[str]:
    return {step for step, row in steps_of(world, induction).items() if row.state != "open"}


def reminders(world: World) -> list[tuple[date, str | None]]:
    with world.context.database.read() as session:
        return [(one.remind_on, one.step_id) for one in session.scalars(select(InductionReminder))]


def finish(world: World, induction: str, *but: str) -> None:
    """Note everything as done but these steps."""
    with world.context.database.write() as session:
        for row in session.scalars(select(InductionStep).filter_by(induction_id=induction)):
            if row.step not in but:
                row.state, row.done_on = "done", world.context.today()


def working(day: date) -> date:
    """Return the day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


async def test_what_is_next_is_the_weeks_slice(callum: Chat) -> None:
    said = await callum.say("see_induction", "what's next?")
    assert said.responses == ["utter_induction_week"]
    shown = values(said)["steps"]
    assert "Corporate Induction eLearning" in shown
    assert "Climate Change" not in shown
    assert len(shown.splitlines()) <= 12


async def test_what_was_missed_is_what_is_late(callum: Chat, world: World, induction: str) -> None:
    assert (await callum.say("see_induction", "did I miss anything?")).responses in (
        ["utter_nothing_missed"],
        ["utter_induction_missed"],
    )
    with world.context.database.write() as session:
        for row in session.scalars(select(InductionStep).filter_by(induction_id=induction)):
            row.due_on = world.context.today() - timedelta(days=3 if row.step == "key-contacts" else -40)
    said = await callum.say("see_induction", "what did I miss?")
    assert said.responses == ["utter_induction_missed"]
    assert values(said)["steps"].startswith("- **Key contacts**, since")


async def test_the_whole_plan_is_a_count_and_ten_lines(callum: Chat) -> None:
    said = await callum.say("see_induction", "show my induction plan")
    assert said.responses == ["utter_induction_plan"]
    assert len(values(said)["steps"].splitlines()) == 11


async def test_when_all_is_done_it_says_so(callum: Chat, world: World, induction: str) -> None:
    finish(world, induction)
    assert (await callum.say("see_induction", "what's next")).responses == ["utter_induction_complete"]


async def test_who_has_no_induction_is_told_so(callum: Chat) -> None:
    callum.person = EMPLOYEE
    for intent in ("see_induction", "ask_contacts", "set_reminder", "move_step"):
        assert (await callum.say(intent, "what's next")).responses == ["utter_no_induction"]


@pytest.mark.parametrize(
    ("text", "step", "state", "response"),
    [
        ("I've met all my key contacts", "key-contacts", "done", "utter_step_done"),
        ("done my local induction", "local-induction", "said", "utter_step_said"),
        ("I have finished GDPR", "information-compliance-course", "said", "utter_step_course_said"),
        ("sat with a colleague today", "shadowing", "done", "utter_step_done"),
    ],
)
async def test_a_step_is_noted_by_its_name(
    callum: Chat, world: World, induction: str, text: str, step: str, state: str, response: str
) -> None:
    said = await callum.say("complete_step", text)
    assert said.responses == [response]
    assert (step_of(world, induction, step).state, is_open(world, induction)) == (state, {step})


async def test_what_the_training_record_shows_is_done(callum: Chat, world: World, induction: str) -> None:
    add_course(world, "health-and-safety", kind="elearning", title="Health and Safety")
    complete(world, STARTER, "health-and-safety", world.context.today())
    said = await callum.say("complete_step", "I've done my health and safety")
    assert said.responses == ["utter_step_already_done"]


async def test_several_that_may_be_meant_are_asked_for(callum: Chat, world: World, induction: str) -> None:
    said = await callum.say("complete_step", "done the safeguarding")
    assert said.responses == ["utter_which_step"]
    said = await callum.say("choose_second", "the second one")
    assert said.responses == ["utter_step_course_said"]
    assert is_open(world, induction) == {"safeguarding-children-course"}


async def test_not_yet_changes_nothing(callum: Chat, world: World, induction: str) -> None:
    said = await callum.say("complete_step", "I haven't done the key contacts yet")
    assert said.responses == ["utter_step_stays"]
    assert is_open(world, induction) == set()


async def test_it_is_taken_back(callum: Chat, world: World, induction: str) -> None:
    await callum.say("complete_step", "I've met my key contacts")
    assert (await callum.say("undo_booking", "undo that")).responses == ["utter_step_open_again"]
    assert is_open(world, induction) == set()


async def test_a_question_in_between_leaves_the_question_open(callum: Chat, world: World, induction: str) -> None:
    await callum.say("complete_step", "done the safeguarding")
    said = await callum.say("ask_question", "when is pay day", decision="answer", articles=["pay-day"])
    assert said.responses[-1] == "utter_back_to_task"
    await callum.say("inform", "the one for adults")
    assert is_open(world, induction) == {"safeguarding-adults-course"}


async def test_what_needs_a_date_leads_on_to_booking(callum: Chat, world: World, induction: str) -> None:
    add_course(world, "information-compliance", title="Information Compliance")
    session_id = add_session(world, "information-compliance", days=10)
    said = await callum.say("complete_step", "done information compliance")
    assert said.responses == ["utter_step_needs_date"]
    said = await callum.say("affirm", "yes")
    assert said.slots["task"]["kind"] == "book"
    assert said.slots["task"]["session"] == session_id
    assert "booked" in str((await callum.say("affirm", "yes")).responses)


@pytest.mark.parametrize("text", ["who is my buddy?", "who do i shadow"])
async def test_who_was_not_named_yet_is_the_managers_to_name(callum: Chat, text: str) -> None:
    said = await callum.say("ask_contacts", text)
    assert said.responses == ["utter_contact_not_named"]
    assert values(said)["manager"] == "Angela Whitfield"


async def test_the_people_are_named(callum: Chat, angela: Chat) -> None:
    await angela.say("name_contact", "make Priya his buddy")
    await angela.say("affirm", "yes")
    assert "Priya Nair" in values(await callum.say("ask_contacts", "who is my buddy"))["people"]
    everybody = values(await callum.say("ask_contacts", "who can help me"))["people"]
    assert everybody.startswith("- Your manager: **Angela Whitfield**")


async def test_a_reminder_is_set_for_a_day_and_taken_back(callum: Chat, world: World, induction: str) -> None:
    said = await callum.say("set_reminder", "remind me on thursday about the shadowing")
    assert said.responses == ["utter_reminder_set"]
    ((day, step_id),) = reminders(world)
    assert (day.weekday(), step_id) == (3, step_of(world, induction, "shadowing").id)
    assert day > world.context.today()
    assert (await callum.say("undo_booking", "undo that")).responses == ["utter_reminder_gone"]
    assert reminders(world) == []


async def test_without_a_day_it_is_asked_for(callum: Chat, world: World) -> None:
    assert (await callum.say("set_reminder", "remind me please")).responses == ["utter_remind_when"]
    assert (await callum.say("inform", "in two weeks")).responses == ["utter_reminder_set"]
    assert [day for day, _ in reminders(world)] == [working(world.context.today() + timedelta(days=14))]


async def test_a_day_that_is_over_is_refused_and_asked_for_again(callum: Chat, world: World) -> None:
    assert (await callum.say("set_reminder", "remind me on 3 march 2020")).responses == ["utter_refused"]
    assert (await callum.say("inform", "tomorrow")).responses == ["utter_reminder_set"]
    assert len(reminders(world)) == 1


async def test_a_step_is_moved_after_a_yes(callum: Chat, world: World, induction: str) -> None:
    day = world.context.today() + timedelta(days=21)
    before = step_of(world, induction, "shadowing").due_on
    said = await callum.say("move_step", f"can I do the shadowing on {day.day} {day:%B} instead?")
    assert said.responses == ["utter_confirm_move_step"]
    assert step_of(world, induction, "shadowing").due_on == before
    assert (await callum.say("affirm", "yes")).responses == ["utter_step_moved"]
    assert step_of(world, induction, "shadowing").due_on == working(day)


async def test_another_day_is_taken_instead(callum: Chat, world: World, induction: str) -> None:
    first, second = (world.context.today() + timedelta(days=days) for days in (21, 28))
    await callum.say("move_step", f"move staff networks to {first.day} {first:%B}")
    said = await callum.say("change_answer", f"no, {second.day} {second:%B}")
    assert said.responses == ["utter_confirm_move_step"]
    await callum.say("affirm", "yes")
    assert step_of(world, induction, "staff-networks").due_on == working(second)


async def test_two_steps_swap_their_days(callum: Chat, world: World, induction: str) -> None:
    one, other = (step_of(world, induction, step).due_on for step in ("shadowing", "staff-networks"))
    said = await callum.say("move_step", "can I swap shadowing with staff networks?")
    assert said.responses == ["utter_confirm_swap"]
    assert (await callum.say("affirm", "yes")).responses == ["utter_steps_swapped"]
    found = tuple(step_of(world, induction, step).due_on for step in ("shadowing", "staff-networks"))
    assert found == (other, one)


async def test_can_i_swap_days_asks_which_and_when(callum: Chat, world: World, induction: str) -> None:
    assert (await callum.say("move_step", "can I swap days?")).responses == ["utter_which_step"]
    assert (await callum.say("inform", "the shadowing")).responses == ["utter_move_to_when"]
    assert (await callum.say("inform", "with staff networks")).responses == ["utter_confirm_swap"]
    assert (await callum.say("deny", "no")).responses == ["utter_step_stays"]
    assert not step_of(world, induction, "shadowing").is_moved


async def test_the_day_of_a_fixed_step_stays(callum: Chat, world: World, induction: str) -> None:
    day = world.context.today() + timedelta(days=21)
    await callum.say("move_step", f"move the local induction to {day.day} {day:%B}")
    assert (await callum.say("affirm", "yes")).responses == ["utter_refused"]
    assert not step_of(world, induction, "local-induction").is_moved
