"""A real API process: what it acknowledged is there, once, however often it was asked and however it died.

The short form runs in `make test`; `--prove` sends 10,000 commands and kills the process 100 times.
"""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.notifications.models import Notification
from api.settings import DEVELOPMENT_TENANT
from api.training.bookings.models import HOLDING, Booking
from api.training.sessions.models import TrainingSession
from contracts.entra_tokens import Issuer
from tests.api.commands import Command, Sender
from tests.api.courses import add_course, add_people, add_session
from tests.api.killable import POINTS
from tests.api.mail_server import running_mail_server
from tests.api.processes import ApiProcess, Nursery
from tests.api.quiet_day import quiet_day as quiet_day
from tests.api.world import World
from tests.contracts.entra import Entra
from tools.bench.key_server import KeyServer
from tools.ports import free_port

pytestmark = pytest.mark.usefixtures("quiet_day")
CLIENTS = 8
WRITE_POINTS = ("place taken", "booking added", "message written", "key stored", "committed")
MAIL_POINTS = ("message claimed", "message sent", "message finished")


@pytest.fixture
def key_server(entra: Entra) -> Iterator[KeyServer]:
    server = KeyServer(entra.document())
    yield server
    server.stop()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@dataclass
class Place:
    """Where the process runs, and the clients that speak to it."""

    nursery: Nursery
    world: World
    key_server: KeyServer
    directory: Path
    port: int
    opened: ExitStack

    def start(self, **how: Any) -> ApiProcess:
        api = ApiProcess(self.nursery, self.world, self.key_server, self.port, self.directory, **how)
        self.opened.callback(api.kill)
        api.wait_until_ready()
        return api

    def senders(self, count: int) -> list[Sender]:
        address = f"http://127.0.0.1:{self.port}"
        senders = [Sender(self.world, address, random.Random(number)) for number in range(count)]
        for sender in senders:
            self.opened.callback(sender.close)
        return senders


@pytest.fixture
def place(nursery: Nursery, world: World, key_server: KeyServer, tmp_path: Path) -> Iterator[Place]:
    issuer = Issuer.local(key_server.address, DEVELOPMENT_TENANT).name
    entra = Entra(issuer, DEVELOPMENT_TENANT, world.entra.keys)
    distant = World(world.url, world.private_key, world.public_key_file, entra)
    with ExitStack() as opened:
        yield Place(nursery, distant, key_server, tmp_path, free_port(), opened)
    distant.context.database.close()


def make_commands(world: World, count: int) -> list[Command]:
    """Return so many bookings that are all possible: every person on as many courses as it takes."""
    people = add_people(world, min(count, 500))
    commands: list[Command] = []
    for number in range(-(-count // len(people))):
        add_course(world, f"c{number}", title=f"C {number}")
        session_id = add_session(world, f"c{number}", days=10 + number, capacity=len(people))
        commands += [Command(person, session_id) for person in people]
    return commands[:count]


def assert_each_once(world: World, commands: list[Command]) -> None:
    """Everything acknowledged is there, nothing is there twice, and the counters say the same."""
    with world.context.database.read() as session:
        bookings = session.scalars(select(Booking)).all()
        sessions = session.scalars(select(TrainingSession)).all()
        messages = session.scalars(select(Notification)).all()
    made = Counter((row.person.object_id, row.session_id) for row in bookings)
    assert made == Counter((command.person, command.session_id) for command in commands)
    ids = {(row.person.object_id, row.session_id): row.id for row in bookings}
    assert all({ids[c.person, c.session_id]} == set(c.acknowledged) for c in commands)
    held = Counter(row.session_id for row in bookings if row.state in HOLDING)
    assert {row.id: row.booked for row in sessions} == {row.id: held[row.id] for row in sessions}
    assert Counter(row.person_id for row in messages) == Counter(row.person_id for row in bookings)


def test_each_command_has_one_effect_however_often_it_is_sent(world: World, place: Place, prove: bool) -> None:
    commands = make_commands(world, 10_000 if prove else 60)
    place.start()
    senders = place.senders(CLIENTS)

    def work(number: int) -> None:
        for command in commands[number::CLIENTS]:
            senders[number].send_one_to_five_times(command)

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(work, range(CLIENTS)))
    assert_each_once(world, commands)
    total = sum((sender.results for sender in senders), Counter[str]())
    print(f"\n{len(commands)} commands sent {total.total()} times: {dict(total)}; one effect each")


@pytest.mark.parametrize("point", WRITE_POINTS)
def test_killed_at_a_point_of_a_write_it_has_all_or_nothing(world: World, place: Place, point: str) -> None:
    commands = make_commands(world, 6)
    dying = place.start(point=point, count=4)
    sender = place.senders(1)[0]
    answers = [sender.send(command) for command in commands]
    dying.wait_until_dead()
    assert answers == ["ok", "ok", "ok", "lost", "lost", "lost"]
    place.start()
    for command in commands:
        sender.send_until_answered(command)
    assert_each_once(world, commands)


@pytest.mark.parametrize("point", MAIL_POINTS)
def test_killed_while_it_sends_it_sends_what_is_left(world: World, place: Place, point: str) -> None:
    commands = make_commands(world, 3)
    sender = place.senders(1)[0]
    with running_mail_server(free_port()) as mailbox:
        dying = place.start(point=point, count=2, outbox_seconds=0.05, smtp_port=mailbox.port)
        for command in commands:
            sender.send(command)
        dying.wait_until_dead()
        with world.context.database.write() as session:
            for message in session.scalars(select(Notification)):
                message.claimed_until = None
        place.start(outbox_seconds=0.05, smtp_port=mailbox.port)
        for command in commands:
            sender.send_until_answered(command)
        wait_until_sent(world, len(commands))
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == len(commands)
        assert len(mailbox.mails) <= len(commands) + 1
    assert_each_once(world, commands)


def wait_until_sent(world: World, count: int) -> None:
    waited = threading.Event()
    for _ in range(400):
        with world.context.database.read() as session:
            if len(session.scalars(select(Notification).where(Notification.state == "sent")).all()) == count:
                return
        waited.wait(0.05)
    raise TimeoutError


def keep_killing(place: Place, kills: int, chance: random.Random) -> None:
    for _ in range(kills):
        api = place.start()
        threading.Event().wait(chance.uniform(0.1, 1.2))
        api.kill()


def test_killed_at_random_nothing_acknowledged_is_lost_and_nothing_doubled(
    world: World, place: Place, prove: bool
) -> None:
    kills = 100 if prove else 2
    commands, over = make_commands(world, kills * 40), threading.Event()
    senders = place.senders(CLIENTS)

    def work(number: int) -> None:
        for command in commands[number::CLIENTS]:
            while not command.acknowledged and not over.is_set():
                if senders[number].send(command, timeout=5) != "ok":
                    over.wait(0.05)

    # Whatever happens here, the pool waits for those who work in it: they have to be told that it is over.
    with ThreadPoolExecutor(CLIENTS) as pool, ExitStack() as at_end:
        at_end.callback(over.set)
        working = [pool.submit(work, number) for number in range(CLIENTS)]
        keep_killing(place, kills, random.Random(2026))
        in_time = sum(bool(command.acknowledged) for command in commands)
    for one in working:
        one.result()
    place.start()
    for command in commands:
        senders[0].send_until_answered(command)
    assert_each_once(world, commands)
    total = sum((sender.results for sender in senders), Counter[str]())
    print(f"\nkilled {kills} times while {in_time} of {len(commands)} were acknowledged: {dict(total)}")


def test_every_point_is_tried() -> None:
    assert {*WRITE_POINTS, *MAIL_POINTS, "never"} == set(POINTS)
