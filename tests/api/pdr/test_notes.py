"""Private notes: begun, answered, taken back, deleted; theirs alone, sealed, and on the erasure ledger when they go."""

import pytest
from sqlalchemy import select

from api.erasure.models import Erasure
from api.pdr.notes.models import PdrNotes
from tests.api.pdr.subjects import add_notes
from tests.api.world import GATEWAY, MANAGER, World

FORM = "/v1/pdr-notes-form"


def begin(world: World, **who: str) -> str:
    return str(world.post("/v1/pdr-notes", {}, **who).json()["id"])


def test_the_questions_have_the_shape_of_a_form(world: World) -> None:
    form = world.get(FORM, application=GATEWAY).json()
    assert [field["id"] for field in form["fields"]][:2] == ["last_year", "performance"]
    assert all(field["is_private"] and field["need"] == "optional" for field in form["fields"])
    assert {"too_long", "empty", "strange"} == set(form["messages"])


def test_notes_are_begun_once_and_gone_on_with(world: World) -> None:
    notes_id = begin(world)
    assert begin(world) == notes_id
    path = f"/v1/pdr-notes/{notes_id}"
    state = world.put(f"{path}/answers/last_year", {"value": " The move.\r\nAnd the new team. "}).json()
    assert (state["answered"], state["next"], state["undoable"]) == (["last_year"], "performance", "last_year")
    assert world.get(path).json()["answers"] == {"last_year": "The move.\nAnd the new team."}
    assert "answers" not in state
    assert world.post(f"{path}/undo", {}).json()["answered"] == []
    assert world.post(f"{path}/undo", {}).json()["code"] == "nothing_noted"


@pytest.mark.parametrize(
    ("value", "rule"),
    [("  ", "empty"), ("x" * 4001, "too_long"), ("a\x07bell", "strange")],
    ids=["empty", "long", "sign"],
)
def test_what_cannot_be_kept_is_refused_by_its_rule(world: World, value: str, rule: str) -> None:
    answer = world.put(f"/v1/pdr-notes/{begin(world)}/answers/last_year", {"value": value})
    assert (answer.status_code, answer.json()["code"]) == (422, "note_refused")
    assert answer.json()["places"] == [f"last_year: {rule}"]


def test_what_is_no_question_is_not_found(world: World) -> None:
    assert world.put(f"/v1/pdr-notes/{begin(world)}/answers/salary", {"value": "x"}).status_code == 404


def test_deleted_notes_are_gone_and_the_ledger_says_so(world: World) -> None:
    notes_id = add_notes(world, "demo-employee")
    assert world.post(f"/v1/pdr-notes/{notes_id}/discard", {}).json()["state"] == "discarded"
    assert world.get(f"/v1/pdr-notes/{notes_id}").status_code == 404
    with world.context.database.read() as session:
        assert session.scalars(select(PdrNotes)).all() == []
        entry = session.scalars(select(Erasure)).one()
    assert (entry.place, entry.key, entry.reason) == ("pdr_notes", notes_id, "discarded")


def test_a_manager_finds_nothing_of_them(world: World) -> None:
    notes_id = add_notes(world, "demo-employee")
    for path in ("", "/progress"):
        assert world.get(f"/v1/pdr-notes/{notes_id}{path}", person=MANAGER).status_code == 404
    assert world.post(f"/v1/pdr-notes/{notes_id}/discard", {}, person=MANAGER).status_code == 404


def test_notes_that_were_kept_long_enough_are_begun_anew(world: World) -> None:
    notes_id = add_notes(world, "demo-employee")
    with world.context.database.write() as session:
        session.get_one(PdrNotes, notes_id).expires_on = world.context.today()
    assert world.get(f"/v1/pdr-notes/{notes_id}").status_code == 404
    assert begin(world) != notes_id
