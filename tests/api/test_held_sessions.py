"""A session that changes between being read and being booked is booked as it is. SQLite has no such moment."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.migrations import migrate
from api.notifications.models import Notification
from api.training.sessions import repository
from api.training.sessions.models import SessionDay, TrainingSession
from tests.api.courses import add_course, add_people, add_session, book, places_taken
from tests.api.databases import make_database
from tests.api.world import World
from tests.contracts.entra import Entra


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, gateway_key: tuple[str, Path], entra: Entra) -> Iterator[World]:
    with make_database("postgresql", tmp_path_factory.mktemp("held")) as url:
        world = World(url, *gateway_key, entra)
        migrate(world.context.database)
        with world.client:
            yield world


@pytest.fixture
def session_id(world: World, request: pytest.FixtureRequest) -> str:
    course = add_course(world, f"held-{abs(hash(request.node.nodeid))}")
    return add_session(world, course, length=3)


def change(world: World, session_id: str, **values: object) -> None:
    with world.context.database.write() as session:
        session.execute(update(TrainingSession).where(TrainingSession.id == session_id).values(**values))


def test_a_place_on_a_session_that_moved_is_a_place_where_it_is_now(world: World, session_id: str) -> None:
    with world.context.database.write() as session:
        found = repository.find_session(session, session_id)
        assert found
        change(world, session_id, place="Southport Town Hall")
        assert repository.take_place(session, found)
        assert (found.place, found.booked) == ("Southport Town Hall", 1)


def test_a_day_in_between_is_the_one_that_is_held_now(world: World, session_id: str) -> None:
    with world.context.database.write() as session:
        found = repository.find_session(session, session_id)
        assert found
        later = found.days[1].ends_at + timedelta(hours=1)
        with world.context.database.write() as other:
            second = (SessionDay.session_id == session_id, SessionDay.number == 2)
            other.execute(update(SessionDay).where(*second).values(ends_at=later))
        assert repository.take_place(session, found)
        assert found.days[1].ends_at == later


def test_a_session_that_was_cancelled_meanwhile_has_no_place(world: World, session_id: str) -> None:
    with world.context.database.write() as session:
        found = repository.find_session(session, session_id)
        assert found
        change(world, session_id, state="cancelled")
        assert not repository.take_place(session, found)


def change_before_a_place_is_taken(
    monkeypatch: pytest.MonkeyPatch, world: World, session_id: str, **values: object
) -> None:
    take_place, changed = repository.take_place, list[bool]()

    def change_and_take(session: Session, found: TrainingSession) -> bool:
        if not changed:
            change(world, session_id, **values)
            changed.append(True)
        return take_place(session, found)

    monkeypatch.setattr(repository, "take_place", change_and_take)


def test_who_books_is_invited_to_where_the_session_is_now(
    world: World, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = add_people(world, 1)[0]
    change_before_a_place_is_taken(monkeypatch, world, session_id, place="Crosby Library")
    booked = book(world, session_id, person=person).json()
    assert booked["session"]["place"] == "Crosby Library"
    invite = world.get(f"/v1/bookings/{booked['id']}/invites/2", person=person)
    assert "LOCATION:Crosby Library" in invite.text
    with world.context.database.read() as session:
        sent = session.scalars(select(Notification.calendar).where(Notification.person_id == "rival-0")).all()
    assert ["LOCATION:Crosby Library" in (calendar or "") for calendar in sent] == [True] * 3
    assert places_taken(world, session_id) == (1, 1)


def test_who_books_what_was_cancelled_meanwhile_is_told(
    world: World, session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = add_people(world, 2)[1]
    change_before_a_place_is_taken(monkeypatch, world, session_id, state="cancelled")
    assert book(world, session_id, person=person).json()["code"] == "session_cancelled"
