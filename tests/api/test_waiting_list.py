"""Who waits is offered a place in order, and in time."""

from tests.api.courses import add_course, add_people, add_session, book, end_offers, places_taken, told
from tests.api.world import LEARNING, MANAGER, World

HOUR = 3600


def test_who_waits_first_is_offered_the_place(world: World) -> None:
    add_course(world)
    rivals = add_people(world, 3)
    session_id = add_session(world, capacity=1)
    first = book(world, session_id).json()
    waiting = [book(world, session_id, wait=True, person=rival).json() for rival in rivals]
    assert [booking["position"] for booking in waiting] == [1, 2, 3]
    world.post(f"/v1/bookings/{first['id']}/cancel", {})
    states = [
        world.get(f"/v1/bookings/{b['id']}", person=r).json()["state"] for b, r in zip(waiting, rivals, strict=True)
    ]
    assert states == ["offered", "waiting", "waiting"]
    assert places_taken(world, session_id) == (1, 1)
    assert book(world, session_id).json()["code"] == "session_full"
    taken = world.post(f"/v1/bookings/{waiting[0]['id']}/offer", {"accept": True}, person=rivals[0]).json()
    assert taken["state"] == "booked"
    assert told(world, "rival-0") == ["waiting", "offered", "booked"]


def test_an_offer_that_is_passed_on_goes_to_the_next(world: World) -> None:
    add_course(world)
    rivals = add_people(world, 2)
    session_id = add_session(world, capacity=1)
    first = book(world, session_id).json()
    waiting = [book(world, session_id, wait=True, person=rival).json() for rival in rivals]
    world.post(f"/v1/bookings/{first['id']}/cancel", {})
    passed = world.post(f"/v1/bookings/{waiting[0]['id']}/offer", {"accept": False}, person=rivals[0]).json()
    assert passed["state"] == "lapsed"
    assert world.get(f"/v1/bookings/{waiting[1]['id']}", person=rivals[1]).json()["state"] == "offered"


def test_an_offer_ends_after_its_time_and_goes_to_the_next(world: World) -> None:
    add_course(world)
    rivals = add_people(world, 2)
    session_id = add_session(world, capacity=1)
    first = book(world, session_id).json()
    waiting = [book(world, session_id, wait=True, person=rival).json() for rival in rivals]
    world.post(f"/v1/bookings/{first['id']}/cancel", {})
    assert end_offers(world) == 0
    world.clock.ahead = 49 * HOUR
    late = world.client.post(
        f"/v1/bookings/{waiting[0]['id']}/offer", json={"accept": True}, headers=world.headers_now(person=rivals[0])
    )
    assert late.json()["code"] == "nothing_offered"
    assert end_offers(world) == 1
    with_place = world.client.get(f"/v1/bookings/{waiting[1]['id']}", headers=world.headers_now(person=rivals[1]))
    assert with_place.json()["state"] == "offered"
    assert told(world, "rival-0")[-1] == "offer_over"


def test_more_places_go_to_who_waits(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    book(world, session_id)
    waiting = book(world, session_id, wait=True, person=MANAGER).json()
    found = world.get(f"/v1/sessions/{session_id}").json()
    body = {"place": found["place"], "trainer": found["trainer"], "capacity": 3, "days": found["days"]}
    answer = world.put(f"/v1/sessions/{session_id}", body, person=LEARNING)
    assert answer.status_code == 200
    assert world.get(f"/v1/bookings/{waiting['id']}", person=MANAGER).json()["state"] == "offered"
    assert places_taken(world, session_id) == (2, 2)
    smaller = world.put(f"/v1/sessions/{session_id}", {**body, "capacity": 1}, person=LEARNING)
    assert smaller.json()["code"] == "capacity_too_small"
