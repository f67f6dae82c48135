"""Interest in a programme and training from outside: who is asked, who answers, and what comes back."""

from tests.api.courses import add_course, add_session, book, set_manager, told
from tests.api.world import EMPLOYEE, HR, MANAGER, World


def test_interest_goes_to_the_manager_and_the_word_comes_back(world: World) -> None:
    add_course(world, "mba", kind="interest", title="MBA")
    sent = world.post("/v1/interests", {"course_id": "mba", "reason": "I lead two teams."}).json()
    assert (sent["state"], sent["title"], sent["reference"][:3]) == ("sent", "MBA", "TR-")
    assert world.post("/v1/interests", {"course_id": "mba", "reason": "x"}).json()["code"] == "already_applied"
    waiting = world.get("/v1/approvals", person=MANAGER).json()["applications"]
    assert [(item["id"], item["person"]["name"]) for item in waiting] == [(sent["id"], "Priya Nair")]
    path = f"/v1/applications/{sent['id']}/decision"
    assert world.post(path, {"decision": "approve"}).status_code == 404
    assert world.post(path, {"decision": "decline"}, person=MANAGER).json()["code"] == "reason_needed"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).json()["state"] == "supported"
    assert told(world, "demo-manager") == ["application_wanted"]
    assert told(world, "demo-employee") == ["application_supported"]


def test_only_a_course_of_that_kind_takes_interest(world: World) -> None:
    add_course(world)
    answer = world.post("/v1/interests", {"course_id": "fire-marshal", "reason": "x"})
    assert answer.json()["code"] == "course_not_bookable"


def test_external_training_is_applied_for_and_withdrawn(world: World) -> None:
    body = {"title": "Summer School", "provider": "Somebody", "cost_pence": 45000, "reason": "Because"}
    sent = world.post("/v1/external-training", body).json()
    path = f"/v1/applications/{sent['id']}"
    assert world.post(f"{path}/withdraw", {}).json()["state"] == "withdrawn"
    assert world.post(f"{path}/decision", {"decision": "approve"}, person=MANAGER).json()["code"] == "already_decided"
    assert [item["state"] for item in world.get("/v1/applications").json()["items"]] == ["withdrawn"]


def test_a_manager_of_yesterday_decides_nothing_today(world: World) -> None:
    add_course(world, needs_approval=True)
    booking = book(world, add_session(world), person=EMPLOYEE).json()
    set_manager(world, "demo-employee", "demo-hr")
    path = f"/v1/bookings/{booking['id']}/decision"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).status_code == 404
    assert world.post(path, {"decision": "approve"}, person=HR).json()["state"] == "booked"
