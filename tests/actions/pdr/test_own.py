"""One's own PDR: when it is, agreeing to it, and private notes, of which nothing passes by the actions."""

from typing import Any

from sqlalchemy import select

from api.pdr.models import Pdr
from api.pdr.notes.models import PdrNotes
from tests.actions.pdr.conftest import Begin
from tests.api.pdr.subjects import add_pdr
from tests.api.world import EMPLOYEE, GATEWAY, World


def state_of(world: World) -> str:
    with world.context.database.read() as session:
        return session.scalars(select(Pdr)).one().state


def notes_of(world: World) -> list[PdrNotes]:
    with world.context.database.read() as session:
        return list(session.scalars(select(PdrNotes)))


def asked(said: Any) -> str:
    question: dict[str, Any] = said.messages[0]["custom"]["private_question"]
    return str(question["field"])


def answer(world: World, question: str, value: str) -> None:
    """Answer as the gateway does, past Rasa and the actions."""
    path = f"/v1/pdr-notes/{notes_of(world)[0].id}/answers/{question}"
    assert world.put(path, {"value": value}, application=GATEWAY).status_code == 200


async def test_a_booked_one_comes_with_its_calendar_file(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "booked")
    said = await begin(EMPLOYEE).say("when is my PDR?", "see_pdr")
    assert said.responses == ["utter_pdr_booked_for_you"]
    assert "BEGIN:VEVENT" in said.messages[0]["custom"]["files"][0]["text"]


async def test_what_was_recorded_is_agreed_to(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "recorded", needs=["Speaking in public"])
    talk = begin(EMPLOYEE)
    said = await talk.say("when is my PDR?", "see_pdr")
    assert "Speaking in public" in said.messages[0]["recorded"]
    await talk.say("not yet", "deny")
    assert state_of(world) == "recorded"
    await talk.say("yes", "affirm")
    assert state_of(world) == "agreed"


async def test_what_is_not_right_goes_back_to_the_manager(world: World, begin: Begin) -> None:
    add_pdr(world, "demo-employee", "recorded")
    talk = begin(EMPLOYEE)
    await talk.say("what does my manager need from me", "see_pdr")
    await talk.say("no, it is not right", "deny")
    assert state_of(world) == "held"


async def test_questions_are_asked_privately_one_after_the_other(world: World, begin: Begin) -> None:
    talk = begin(EMPLOYEE)
    said = await talk.say("help me prepare for my PDR", "prepare_pdr")
    assert asked(said) == "last_year"
    answer(world, "last_year", "The move to the new office.")
    said = await talk.say("/answer_recorded", "answer_recorded")
    assert asked(said) == "performance"
    said = await talk.say("/answer_skipped", "answer_skipped")
    assert asked(said) == "behaviours"
    said = await talk.say("/go_back", "go_back")
    assert asked(said) == "last_year"
    said = await talk.say("/save_for_later", "save_for_later")
    assert said.responses == ["utter_pdr_notes_saved"]
    assert "The move" not in str(talk.slots)


async def test_nobody_hears_words_while_a_private_question_is_open(world: World, begin: Begin) -> None:
    talk = begin(EMPLOYEE)
    await talk.say("help me prepare", "prepare_pdr")
    said = await talk.say("book me on first aid", "book_training")
    assert asked(said) == "last_year"


async def test_notes_are_shown_by_the_gateway_and_deleted_on_a_yes(world: World, begin: Begin) -> None:
    talk = begin(EMPLOYEE)
    await talk.say("help me prepare", "prepare_pdr")
    answer(world, "last_year", "The move to the new office.")
    said = await talk.say("/show_referral", "show_referral")
    assert said.messages[0]["custom"]["shown_draft"]["form"] == "pdr"
    assert "The move" not in str(said.messages)
    said = await talk.say("delete my PDR notes", "prepare_pdr")
    assert said.responses == ["utter_confirm_delete_notes"]
    await talk.say("no", "deny")
    assert len(notes_of(world)) == 1
    await talk.say("/discard_referral", "discard_referral")
    await talk.say("yes", "affirm")
    assert notes_of(world) == []


async def test_all_questions_answered_shows_the_notes(world: World, begin: Begin) -> None:
    talk = begin(EMPLOYEE)
    said = await talk.say("help me prepare", "prepare_pdr")
    while said.messages[0]["custom"].get("private_question"):
        answer(world, asked(said), "Something.")
        said = await talk.say("/answer_recorded", "answer_recorded")
    assert said.responses == ["utter_pdr_notes_done"]
