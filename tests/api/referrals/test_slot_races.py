"""No race gives one slot to two people; with the guard removed, the same race does."""

import itertools
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.acts import Act, begin_act
from api.errors import ApiError
from api.identity import Caller
from api.people.relations import Relation
from api.referrals.appointments import repository, service
from api.referrals.appointments.models import HOLDING, Appointment, Slot
from api.referrals.audit.verification import verify
from api.settings import DEVELOPMENT_TENANT
from tests.api.referrals.subjects import add_case, add_free_slot
from tests.api.subjects import Subjects
from tests.api.world import HEALTH_UNIT, World

SLOTS, CASES, THREADS = 4, 24, 12


def act(world: World, person: str, case: str, slot: str) -> str:
    """Offer a slot to a case; again when the database was too busy."""
    caller = Caller("rivals", frozenset(), DEVELOPMENT_TENANT, person, frozenset(Relation))
    while True:
        try:
            with world.context.database.write() as session:
                offer(begin_act(world.context, session, caller), case, slot)
        except ApiError as error:
            return error.code
        except (OperationalError, PoolTimeoutError):
            continue
        return "ok"


def offer(whose: Act, case: str, slot: str) -> None:
    service.offer_slot(whose, case, slot)


def run_race(world: World, cases: list[str], slots: list[str]) -> Counter[str]:
    start, order = threading.Barrier(THREADS), itertools.cycle(slots)
    jobs = [(case, next(order)) for case in cases]

    def run(job: tuple[str, str]) -> str:
        start.wait(30)
        return act(world, HEALTH_UNIT, *job)

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, jobs))


def holders(world: World) -> dict[str, int]:
    """Return how many appointments hold each slot."""
    counts = (
        select(Appointment.slot_id, func.count()).where(Appointment.state.in_(HOLDING)).group_by(Appointment.slot_id)
    )
    with world.context.database.read() as session:
        return dict(session.execute(counts).all())


def prepare(subjects: Subjects) -> tuple[list[str], list[str]]:
    cases = [add_case(subjects, subjects.person(None), "triaged") for _ in range(CASES)]
    return cases, [add_free_slot(subjects) for _ in range(SLOTS)]


def test_a_slot_is_never_given_twice(world: World, prove: bool) -> None:
    subjects = Subjects(world)
    for _ in range(20 if prove else 2):
        cases, slots = prepare(subjects)
        results = run_race(world, cases, slots)
        assert results == {"ok": SLOTS, "slot_taken": CASES - SLOTS}
        assert {slot: holders(world)[slot] for slot in slots} == dict.fromkeys(slots, 1)
    with world.context.database.read() as session:
        taken = set(session.scalars(select(Slot.id).where(Slot.is_taken)))
        assert taken == set(holders(world))
        assert verify(session, world.context.vault.audit_key, []).findings == []


def look_without_taking(world: World, slot_id: str) -> bool:
    """Return whether the slot looks free, in a transaction of its own, and take nothing."""
    with world.context.database.read() as other:
        return not other.scalars(select(Slot.is_taken).where(Slot.id == slot_id)).one()


@pytest.fixture
def bare(own_world: World) -> World:
    """Return a world of its own, without the index that stands behind the guard."""
    with own_world.context.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP INDEX uq_referral_appointments_holding_slot"))
    return own_world


def test_without_the_guard_the_same_race_gives_it_twice(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cases, slots = prepare(Subjects(bare))
    monkeypatch.setattr(repository, "take_slot", lambda _session, slot_id: look_without_taking(bare, slot_id))
    run_race(bare, cases, slots[:1])
    assert holders(bare)[slots[0]] > 1
