"""What people do with steps: say they are done, confirm, take back, move, swap, and who may not."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.induction.models import InductionStep
from tests.api.courses import add_course
from tests.api.induction.stage import change, complete, inductions_of, start, step_of
from tests.api.world import EMPLOYEE, MANAGER, NEW_STARTER, World

STARTER = "demo-new-starter"


@pytest.fixture
def induction(world: World) -> str:
    """Return the induction of Callum, who starts today."""
    return start(world, STARTER, world.context.today())


def act(world: World, induction_id: str, step: str, what: str, body: object = None, person: str = NEW_STARTER) -> Any:
    step_id = step_of(world, induction_id, step).id
    return world.post(f"/v1/induction-steps/{step_id}/{what}", body or {}, person=person)


def stored(world: World, induction_id: str, step: str) -> tuple[str, str | None]:
    row = step_of(world, induction_id, step)
    return row.state, row.done_by


def test_what_ones_own_word_settles_is_done_at_once(world: World, induction: str) -> None:
    answer = act(world, induction, "key-contacts", "done").json()
    assert (answer["state"], answer["done_on"]) == ("done", world.context.today().isoformat())
    assert stored(world, induction, "key-contacts") == ("done", STARTER)


def test_what_the_manager_confirms_waits_for_them(world: World, induction: str) -> None:
    assert act(world, induction, "local-induction", "done").json()["state"] == "said"
    assert stored(world, induction, "local-induction") == ("said", None)
    assert act(world, induction, "local-induction", "confirmation", person=MANAGER).json()["state"] == "done"
    assert stored(world, induction, "local-induction") == ("done", "demo-manager")


def test_a_step_of_the_manager_is_not_the_starters_to_say(world: World, induction: str) -> None:
    answer = act(world, induction, "order-kit", "done")
    assert (answer.status_code, answer.json()["code"]) == (409, "managers_step")
    assert stored(world, induction, "order-kit") == ("open", None)


def test_a_course_is_done_when_the_training_record_shows_it(world: World, induction: str) -> None:
    add_course(world, "health-and-safety", kind="elearning", title="Health and Safety")
    assert act(world, induction, "health-and-safety-course", "done").json()["state"] == "said"
    complete(world, STARTER, "health-and-safety", world.context.today())
    view = world.get("/v1/people/me/induction", person=NEW_STARTER).json()["items"][0]
    assert next(one["state"] for one in view["steps"] if one["step"] == "health-and-safety-course") == "done"


def test_a_completion_that_does_not_count_any_more_is_none(world: World, induction: str) -> None:
    add_course(world, "health-and-safety", kind="elearning")
    yesterday = world.context.today() - timedelta(days=1)
    complete(world, STARTER, "health-and-safety", yesterday - timedelta(days=400), yesterday)
    assert act(world, induction, "health-and-safety-course", "done").json()["state"] == "said"


def test_a_course_that_people_record_themselves_is_recorded(world: World, induction: str) -> None:
    add_course(world, "pdr", kind="elearning", is_self_certified=True)
    assert act(world, induction, "pdr-course", "done").json()["state"] == "done"
    record = world.get("/v1/people/me/training", person=NEW_STARTER).json()
    assert [one["course"]["id"] for one in record["completions"]] == ["pdr"]


def test_nobodys_word_stands_for_the_training_record(world: World, induction: str) -> None:
    answer = act(world, induction, "health-and-safety-course", "confirmation", person=MANAGER)
    assert (answer.status_code, answer.json()["code"]) == (409, "known_from_training")


@pytest.mark.parametrize("what", ["done", "confirmation", "reopening"])
def test_somebody_elses_step_is_not_there(world: World, induction: str, what: str) -> None:
    answer = act(world, induction, "key-contacts", what, person=EMPLOYEE)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_nobody_confirms_their_own_step(world: World, induction: str) -> None:
    assert act(world, induction, "local-induction", "confirmation").status_code == 404


def test_who_said_it_takes_it_back_and_nobody_else(world: World, induction: str) -> None:
    act(world, induction, "key-contacts", "done")
    answer = act(world, induction, "key-contacts", "reopening", person=MANAGER)
    assert answer.json()["code"] == "not_taken_back"
    assert act(world, induction, "key-contacts", "reopening").json()["state"] == "open"
    assert stored(world, induction, "key-contacts") == ("open", None)


def test_saying_it_twice_is_saying_it_once(world: World, induction: str) -> None:
    act(world, induction, "key-contacts", "done")
    assert act(world, induction, "key-contacts", "done").status_code == 200


def test_a_step_is_moved_to_a_day_on_which_the_person_works(world: World, induction: str) -> None:
    change(world, STARTER, working_days=["tue", "wed"])
    monday = world.context.today() + timedelta(days=14 - world.context.today().weekday())
    answer = act(world, induction, "shadowing", "move", {"due_on": monday.isoformat()}).json()
    assert answer["due_on"] == (monday + timedelta(days=1)).isoformat()
    assert step_of(world, induction, "shadowing").is_moved


@pytest.mark.parametrize(
    ("step", "days", "code"),
    [
        ("shadowing", -3, "day_refused"),
        ("shadowing", 120, "day_refused"),
        ("local-induction", 5, "step_fixed"),
        ("order-kit", 5, "managers_step"),
    ],
)
def test_a_day_is_refused(world: World, induction: str, step: str, days: int, code: str) -> None:
    before = step_of(world, induction, step).due_on
    day = world.context.today() + timedelta(days=days)
    assert act(world, induction, step, "move", {"due_on": day.isoformat()}).json()["code"] == code
    assert step_of(world, induction, step).due_on == before


def test_what_is_done_is_not_moved(world: World, induction: str) -> None:
    act(world, induction, "shadowing", "done")
    day = world.context.today() + timedelta(days=10)
    assert act(world, induction, "shadowing", "move", {"due_on": day.isoformat()}).json()["code"] == "step_done"


def test_two_steps_swap_their_days(world: World, induction: str) -> None:
    one, other = (step_of(world, induction, name) for name in ("shadowing", "key-contacts"))
    answer = act(world, induction, "shadowing", "swap", {"with_step_id": other.id}).json()
    assert [item["due_on"] for item in answer["items"]] == [other.due_on.isoformat(), one.due_on.isoformat()]
    assert step_of(world, induction, "key-contacts").due_on == one.due_on


def test_steps_of_two_people_do_not_swap(world: World, induction: str) -> None:
    foreign = step_of(world, start(world, "demo-employee", world.context.today()), "shadowing")
    assert act(world, induction, "shadowing", "swap", {"with_step_id": foreign.id}).status_code == 404


def test_the_last_step_completes_the_induction(world: World, induction: str) -> None:
    with world.context.database.write() as session:
        for row in session.query(InductionStep).filter_by(induction_id=induction):
            if row.step != "key-contacts":
                row.state, row.done_on = "done", world.context.today()
    act(world, induction, "key-contacts", "done")
    (found,) = inductions_of(world, STARTER)
    assert (found.state, found.finished_on) == ("complete", world.context.today())
    answer = act(world, induction, "shadowing", "done")
    assert answer.json()["code"] == "induction_over"
    act(world, induction, "key-contacts", "reopening")
    assert inductions_of(world, STARTER)[0].state == "open"


def name(world: World, induction: str, kind: str, contact: str, person: str = MANAGER) -> Any:
    return world.put(f"/v1/inductions/{induction}/contacts/{kind}", {"person_id": contact}, person=person)


def test_naming_a_buddy_does_the_managers_step(world: World, induction: str) -> None:
    answer = name(world, induction, "buddy", "demo-employee").json()
    assert [(one["kind"], one["person"]["id"]) for one in answer["contacts"]] == [("buddy", "demo-employee")]
    assert stored(world, induction, "name-buddy") == ("done", "demo-manager")
    name(world, induction, "buddy", "demo-manager")
    view = world.get("/v1/people/me/induction", person=NEW_STARTER).json()["items"][0]
    assert [one["person"]["id"] for one in view["contacts"]] == ["demo-manager"]


@pytest.mark.parametrize(
    ("contact", "person", "status", "code"),
    [
        (STARTER, MANAGER, 409, "contact_unsuitable"),
        ("demo-hr", MANAGER, 404, "not_found"),
        ("nobody", MANAGER, 404, "not_found"),
        ("demo-employee", NEW_STARTER, 404, "not_found"),
    ],
    ids=["themselves", "somebody of another team", "nobody", "the starter names"],
)
def test_a_contact_is_refused(world: World, induction: str, contact: str, person: str, status: int, code: str) -> None:
    answer = name(world, induction, "buddy", contact, person)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def remind(world: World, day: date, step_id: str | None = None, person: str = NEW_STARTER) -> Any:
    body = {"remind_on": day.isoformat(), "step_id": step_id}
    return world.post("/v1/induction-reminders", body, person=person)


def test_a_reminder_is_kept_for_a_working_day_and_taken_back(world: World, induction: str) -> None:
    saturday = world.context.today() + timedelta(days=12 - world.context.today().weekday())
    kept = remind(world, saturday, step_of(world, induction, "shadowing").id).json()
    assert kept["remind_on"] == (saturday + timedelta(days=2)).isoformat()
    assert kept["title"] == "Shadow a colleague"
    assert remind(world, saturday, kept["step_id"]).json()["id"] == kept["id"]
    path = f"/v1/induction-reminders/{kept['id']}/cancel"
    assert world.post(path, {}, person=EMPLOYEE).status_code == 404
    assert world.post(path, {}, person=NEW_STARTER).status_code == 200
    assert world.post(path, {}, person=NEW_STARTER).status_code == 404


def test_nobody_is_reminded_today_or_of_what_is_done_or_of_others_steps(world: World, induction: str) -> None:
    today = world.context.today()
    if today.weekday() < 5:
        assert remind(world, today).json()["code"] == "day_refused"
    act(world, induction, "shadowing", "done")
    later = today + timedelta(days=7)
    assert remind(world, later, step_of(world, induction, "shadowing").id).json()["code"] == "step_done"
    assert remind(world, later, step_of(world, induction, "key-contacts").id, EMPLOYEE).status_code == 404


def test_a_manager_sees_the_open_inductions_of_their_team(world: World, induction: str) -> None:
    items = world.get("/v1/people/me/team/inductions", person=MANAGER).json()["items"]
    assert [item["person"]["id"] for item in items] == [STARTER]
    assert world.get("/v1/people/me/team/inductions", person=EMPLOYEE).json() == {"items": []}
    change(world, STARTER, manager_id=None)
    assert world.get("/v1/people/me/team/inductions", person=MANAGER).json() == {"items": []}
