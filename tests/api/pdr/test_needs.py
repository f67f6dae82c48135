"""What needs a manager: of every subject, in the order of time, and of nobody else's team."""

from datetime import timedelta
from typing import Any

import pytest

from actions.pdr.needs import WAYS
from api.needs.need import NeedKind
from api.needs.register import SUBJECTS
from tests.api.courses import add_course, add_session, book, now, set_manager
from tests.api.induction import stage
from tests.api.pdr.subjects import add_pdr
from tests.api.referrals.cases import start
from tests.api.referrals.subjects import add_case
from tests.api.subjects import Subjects
from tests.api.world import EMPLOYEE, HR, LEARNING, MANAGER, World


def needs(world: World, person: str = MANAGER) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.get("/v1/needs", person=person, application="staff-assistant-actions").json()[
        "items"
    ]
    return found


def kinds(world: World, person: str = MANAGER) -> list[tuple[str, str]]:
    return [(one["kind"], one["person"]["id"]) for one in needs(world, person)]


def set_everything(world: World) -> None:
    """Let something of every kind wait for demo-manager."""
    set_manager(world, "demo-editor", "demo-manager")
    add_course(world, "mhfa", needs_approval=True, title="First Aid")
    book(world, add_session(world, "mhfa", days=40))
    add_course(world, "mba", kind="interest", title="MBA")
    world.post("/v1/interests", {"course_id": "mba", "reason": "I lead two teams."})
    add_course(world, "climate", kind="elearning", mandatory_for="everyone", due_days=30, title="Climate Change")
    add_pdr(world, "demo-editor", "held", held_on=now(world).date() - timedelta(days=4))
    add_pdr(world, "demo-manager", "recorded")
    add_case(Subjects(world), "demo-employee", "released", offered_revision=1, released_revision=1)
    start(world)


def test_everything_waits_in_the_order_of_time(world: World) -> None:
    set_everything(world)
    found = needs(world)
    assert [one["on"] for one in found] == sorted(one["on"] for one in found)
    assert {one["kind"] for one in found} >= {
        "approve_booking",
        "approve_application",
        "late_training",
        "record_pdr",
        "agree_pdr",
        "read_referral",
        "send_referral",
    }


def test_of_a_referral_only_its_status_is_told(world: World) -> None:
    set_everything(world)
    (report,) = [one for one in needs(world) if one["kind"] == "read_referral"]
    assert set(report) == {"kind", "person", "on", "title", "reference", "is_late"}
    assert report["reference"].startswith("RF-")
    assert report["title"] == ""


def test_a_pdr_waits_when_its_time_has_come(world: World) -> None:
    due = [one for one in kinds(world) if one[0] == "book_pdr"]
    left = world.get("/v1/people/demo-employee/pdr", person=MANAGER).json()["due_on"]
    is_near = left <= str(now(world).date() + timedelta(days=42))
    assert (("book_pdr", "demo-employee") in due) == is_near
    add_pdr(world, "demo-employee", "booked", starts_at=now(world) - timedelta(days=1))
    assert ("record_pdr", "demo-employee") in kinds(world)
    add_pdr(world, "demo-employee", "agreed")
    assert ("record_pdr", "demo-employee") not in kinds(world)


@pytest.mark.parametrize(("weeks_ago", "waits"), [(5, False), (6, True), (7, True), (8, True), (9, False)])
def test_the_actions_are_gone_back_to_when_the_day_has_come(world: World, weeks_ago: int, waits: bool) -> None:
    held = now(world).date() - timedelta(weeks=weeks_ago)
    add_pdr(world, "demo-employee", "agreed", held_on=held)
    add_pdr(world, "demo-manager", "recorded", held_on=held)
    found = [(one["kind"], one["person"]["id"], one["on"]) for one in needs(world) if "follow_up" in one["kind"]]
    due = str(held + timedelta(weeks=6))
    both = [("follow_up_own_pdr", "demo-manager", due), ("follow_up_pdr", "demo-employee", due)]
    assert sorted(found) == (both if waits else [])


def test_nobody_goes_back_to_the_actions_of_a_record_that_was_taken_back(world: World) -> None:
    add_pdr(world, "demo-employee", "recorded", held_on=now(world).date() - timedelta(weeks=6))
    assert ("follow_up_pdr", "demo-employee") in kinds(world)
    world.post("/v1/people/demo-employee/pdr/taking-back", {"was_held": True}, person=MANAGER)
    assert ("follow_up_pdr", "demo-employee") not in kinds(world)


def test_nobody_sees_what_waits_for_another(world: World) -> None:
    set_everything(world)
    for person in (EMPLOYEE, HR, LEARNING):
        assert not [one for one in kinds(world, person) if one[1] in ("demo-employee", "demo-editor")]


def test_a_manager_of_yesterday_has_nothing_to_do(world: World) -> None:
    set_everything(world)
    set_manager(world, "demo-employee", "demo-hr")
    assert not [one for one in kinds(world) if one[1] == "demo-employee"]


def test_the_conversation_has_words_for_every_kind() -> None:
    assert set(WAYS) == {kind.value for kind in NeedKind}
    assert len(SUBJECTS) >= 4


def test_of_an_induction_waits_what_is_near_and_what_is_to_be_confirmed(world: World) -> None:
    today = world.context.today()
    induction = stage.start(world, "demo-employee", today)
    steps = stage.steps_of(world, induction)
    plan = [step for step in world.context.plans.steps.values() if step.id in steps]
    step = next(step for step in plan if step.by == "starter" and step.done == "manager")
    said = world.post(f"/v1/induction-steps/{steps[step.id].id}/done", {}, person=EMPLOYEE)
    assert said.status_code == 200
    waiting = [one for one in needs(world) if one["person"]["id"] == "demo-employee"]
    assert ("confirm_step", step.title) in [(one["kind"], one["title"]) for one in waiting]
    near = today + timedelta(days=7)
    expected = {one.title for one in plan if one.by == "manager" and steps[one.id].due_on <= near}
    assert {one["title"] for one in waiting if one["kind"] in ("do_step", "name_contact")} == expected
    assert all(one["is_late"] == (one["on"] < str(today)) for one in waiting if one["kind"] == "do_step")
    assert expected
