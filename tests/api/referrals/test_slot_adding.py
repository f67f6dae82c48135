"""Slots of one clinician never overlap, whoever adds them at once; a slot is withdrawn or offered, never both."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.acts import Act, begin_act
from api.errors import ApiError
from api.identity import Caller
from api.people.relations import Relation
from api.referrals.appointments import clinic, repository, service
from api.referrals.appointments.models import Appointment, AppointmentState, Slot
from api.referrals.appointments.views import SlotBody
from api.settings import DEVELOPMENT_TENANT
from tests.api.courses import now
from tests.api.referrals.cases import code, work
from tests.api.referrals.subjects import SLOT, add_case, add_free_slot
from tests.api.subjects import Subjects
from tests.api.world import HEALTH_UNIT, World

THREADS = 10
Deed = Callable[[Act], object]


def act_all(world: World, deeds: Sequence[Deed]) -> Counter[str]:
    """Do everything at once as the Health Unit, each in a transaction of its own; again when there was no room."""
    start = threading.Barrier(len(deeds))
    caller = Caller("rivals", frozenset(), DEVELOPMENT_TENANT, HEALTH_UNIT, frozenset(Relation))

    def run(deed: Deed) -> str:
        start.wait(30)
        while True:
            try:
                with world.context.database.write() as session:
                    deed(begin_act(world.context, session, caller))
            except ApiError as error:
                return error.code
            except (OperationalError, PoolTimeoutError):
                continue
            return "ok"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return Counter(pool.map(run, deeds))


def add_overlapping(world: World) -> Counter[str]:
    """Add slots of three quarters of an hour, each beginning a minute after the one before."""
    begin = now(world) + timedelta(days=20)

    def adding(number: int) -> Deed:
        starts_at = begin + timedelta(minutes=number)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
        return lambda act: clinic.add_slot(act, SlotBody.model_validate(SLOT | times))

    return act_all(world, [adding(number) for number in range(THREADS)])


def test_of_slots_that_overlap_one_is_added(world: World) -> None:
    assert add_overlapping(world) == {"ok": 1, "slot_clash": THREADS - 1}


def test_without_the_guard_all_of_them_are(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "find_clash", lambda *_: None)
    assert add_overlapping(world) == {"ok": THREADS}


def test_a_slot_is_withdrawn_or_offered_and_never_both(world: World) -> None:
    subjects = Subjects(world)
    deeds: list[Deed] = []
    for _ in range(THREADS // 2):
        case, slot = add_case(subjects, subjects.person(None), "triaged"), add_free_slot(subjects)
        deeds += [
            lambda act, case=case, slot=slot: service.offer_slot(act, case, slot),  # type: ignore[misc]
            lambda act, slot=slot: clinic.remove_slot(act, slot),  # type: ignore[misc]
        ]
    results = act_all(world, deeds)
    # Whoever comes second finds it taken, or not there any more.
    assert results["ok"] == THREADS // 2
    assert set(results) <= {"ok", "slot_taken", "not_found"}
    with world.context.database.read() as session:
        left = set(session.scalars(select(Slot.id)))
        assert set(session.scalars(select(Appointment.slot_id))) == left


def test_a_slot_whose_offer_ended_is_shut_and_offered_to_nobody(world: World) -> None:
    subjects = Subjects(world)
    case, slot_id = add_case(subjects, subjects.person(None), "triaged"), add_free_slot(subjects)
    assert work(world, case, "offer", {"slot_id": slot_id}).status_code == 200
    with world.context.database.write() as session:
        appointment = session.scalars(select(Appointment)).one()
        appointment.state = AppointmentState.LAPSED
        appointment.slot.is_taken = False
    headers = world.headers(person=HEALTH_UNIT, application="staff-assistant-console")
    answer = world.client.post(f"/v1/referral-slots/{slot_id}/remove", json={}, headers=headers)
    assert answer.status_code == 200
    other = add_case(subjects, subjects.person(None), "triaged")
    assert code(work(world, other, "offer", {"slot_id": slot_id})) == (409, "slot_taken")
    with world.context.database.read() as session:
        assert session.scalars(select(Appointment.slot_id)).all() == [slot_id]
