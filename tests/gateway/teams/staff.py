"""The real API behind a gateway with Teams: its database, its own people, and one of them in a chat."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import select, update

from api.acts import begin_work, now_of
from api.database import open_database
from api.migrations import migrate
from api.notifications.models import Notification
from api.notifications.teams.models import NoticeState, TeamsChat, TeamsNotice
from api.notifications.teams.repository import refusals_of
from api.notifications.writing import Kind, notify
from api.people.demo import read_demo_people, seed_demo_people
from api.people.models import Person
from api.settings import DEVELOPMENT_TENANT
from api.training.bookings.models import Booking
from api.training.reminders.service import remind
from bot.gateway.keys import key_files
from bot.gateway.settings import Settings
from contracts.entra_tokens import Issuer
from tests.api.databases import empty
from tests.api.message_places import PLACES
from tests.api.world import EMPLOYEE, GATEWAY, GATEWAY_URL, World
from tests.contracts.entra import Entra
from tests.gateway.conftest import ROOT
from tests.gateway.edge_servers import free_port
from tests.gateway.teams.conftest import Chat


@dataclass
class Staff:
    """The API, for tests that ask it as the conversation does, and look into its database."""

    world: World
    url: str

    def app_token(self) -> str:
        return self.world.app_token(GATEWAY)

    def begin_anew(self) -> None:
        """Leave nobody but the demo people."""
        with self.world.context.database.write() as session:
            empty(session)
            seed_demo_people(session, read_demo_people(ROOT / "demo/people.yml"), DEVELOPMENT_TENANT)

    def tell(self, person_id: str, kind: str, values: dict[str, str]) -> None:
        """Tell somebody something, to be said now."""
        names = [name for name in PLACES if name != "first_name"]
        with self.world.context.database.write() as session:
            work, person = begin_work(self.world.context, session), session.get(Person, person_id)
            assert person is not None
            notify(work, person, Kind(kind), dict.fromkeys(names, "x") | values)
        self.let_the_morning_come()

    def remind(self, booking_id: str) -> None:
        """Let time pass until a day before what was booked long ago, and the worker remind of it."""
        soon = now_of(self.world.context) + timedelta(hours=20)
        with self.world.context.database.write() as session:
            booking = session.get(Booking, booking_id)
            assert booking is not None
            booking.created_at -= timedelta(days=60)
            held = booking.session
            held.starts_at, held.ends_at = soon, soon + timedelta(hours=3)
            held.days[0].starts_at, held.days[0].ends_at = held.starts_at, held.ends_at
        with self.world.context.database.write() as session:
            assert remind(begin_work(self.world.context, session)) == 1
        self.let_the_morning_come()

    def refused(self, person_id: str) -> list[str]:
        with self.world.context.database.read() as session:
            return [topic for _, topic in refusals_of(session, [person_id])]

    def notices(self) -> list[tuple[str, str, str | None]]:
        """Return kind, state and cause of every notice, the oldest first."""
        with self.world.context.database.read() as session:
            rows = session.scalars(select(TeamsNotice).order_by(TeamsNotice.created_at, TeamsNotice.id))
            return [(row.kind, row.state, row.cause) for row in rows]

    def mails(self) -> list[str]:
        with self.world.context.database.read() as session:
            return list(session.scalars(select(Notification.kind).order_by(Notification.created_at, Notification.id)))

    def chats(self) -> list[tuple[str, str, str]]:
        with self.world.context.database.read() as session:
            return [
                (row.person_id, row.conversation, row.service_address) for row in session.scalars(select(TeamsChat))
            ]

    def let_the_morning_come(self) -> None:
        """Whatever the time is at which a test runs, what waits is due."""
        waiting = update(TeamsNotice).where(TeamsNotice.state == NoticeState.WAITING)
        with self.world.context.database.write() as session:
            session.execute(waiting.values(due_at=now_of(self.world.context)))


@contextmanager
def open_staff(directory: Path, keys_dir: Path) -> Iterator[Staff]:
    """Serve the API over HTTP, as the gateway asks it."""
    private, public, *_ = key_files(Settings(var_dir=keys_dir))
    entra = Entra(Issuer.local(GATEWAY_URL, DEVELOPMENT_TENANT).name, DEVELOPMENT_TENANT)
    entra.add_key("first")
    url = f"sqlite:///{directory}/staff-{uuid.uuid4().hex[:8]}.db"
    database = open_database(url)
    migrate(database)
    database.close()
    world = World(url, private.read_text(), public, entra)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(world.app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        staff = Staff(world, f"http://127.0.0.1:{port}")
        staff.begin_anew()
        yield staff
    finally:
        server.should_exit = True
        thread.join(10)


def as_person(chat: Chat, oid: str = EMPLOYEE) -> dict[str, Any]:
    """Return how an activity is changed so that it comes from one of the API's people."""
    return {
        "from": {"id": f"29:{oid}", "name": "Priya Nair", "aadObjectId": oid},
        "conversation": {"id": chat.id, "conversationType": "personal", "tenantId": DEVELOPMENT_TENANT},
        "channelData": {"tenant": {"id": DEVELOPMENT_TENANT}},
    }
