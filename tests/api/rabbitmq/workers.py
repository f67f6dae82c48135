"""Bookings to tell of, and workers that send what RabbitMQ hands out, in this process or in one to be killed."""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from api.notifications.broker import Broker, Ticket
from api.notifications.delivery import deliver
from api.notifications.mail import SmtpSender
from tests.api.courses import add_course, add_people, add_session, book
from tests.api.mail_server import Mailbox
from tests.api.processes import Nursery
from tests.api.test_outbox import states
from tests.api.world import World

WAITS = 30


def wait_for(condition: Callable[[], bool]) -> None:
    waited = threading.Event()
    give_up_at = time.monotonic() + WAITS
    while not condition():
        if time.monotonic() > give_up_at:
            raise TimeoutError
        waited.wait(0.05)


def book_for(world: World, people: int) -> list[str]:
    """Book a place for each, one after the other; return their e-mail addresses in that order."""
    add_course(world)
    rivals = add_people(world, people)
    session_id = add_session(world, capacity=people)
    for rival in rivals:
        assert book(world, session_id, person=rival).status_code == 201
    return [f"rival.{number}@sefton.example" for number in range(people)]


def deliver_meanwhile(world: World, broker: Broker, mailbox: Mailbox, opened: ExitStack) -> None:
    """Let a worker of this process send, until the test ends."""
    stop = threading.Event()
    sender = SmtpSender("127.0.0.1", mailbox.port)
    worker = threading.Thread(target=deliver, args=(world.context, sender, broker, stop))
    worker.start()
    opened.callback(worker.join, 10)
    opened.callback(stop.set)


def recipients(mailbox: Mailbox) -> list[str]:
    return [str(mail["To"]) for mail in mailbox.mails]


def take_tickets(broker: Broker, count: int, handle: Callable[[Ticket], None]) -> None:
    taken: list[Ticket] = []

    def note(ticket: Ticket) -> None:
        taken.append(ticket)
        handle(ticket)

    broker.serve(note, lambda: len(taken) == count)


def all_sent(world: World) -> bool:
    return all(state == "sent" for state, _ in states(world))


def visible(mailbox: Mailbox) -> set[str]:
    """Return what people see: a message that came twice has the same id, and is shown once."""
    return {str(mail["Message-ID"]) for mail in mailbox.mails}


@dataclass
class WorkerProcess:
    """One run of `python -m api deliver`, which may kill itself at a named point."""

    nursery: Nursery
    world: World
    broker: Broker
    mailbox: Mailbox
    directory: Path
    point: str = "never"
    count: int = 1
    process_id: int = field(init=False)

    def __post_init__(self) -> None:
        environment = {
            "COMMAND": "deliver",
            "VAR_DIR": str(self.directory),
            "DATABASE_URL": self.world.url,
            "GATEWAY_PUBLIC_KEY_FILE": str(self.world.public_key_file),
            "AMQP_URL": self.broker.url,
            "AMQP_QUEUE": self.broker.queue,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mailbox.port),
        }
        self.process_id = self.nursery.start(self.point, self.count, environment)

    def is_alive(self) -> bool:
        try:
            os.kill(self.process_id, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        if self.is_alive():
            os.kill(self.process_id, signal.SIGKILL)
        wait_for(lambda: not self.is_alive())
