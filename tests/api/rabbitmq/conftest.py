"""A queue of its own for each test, behind a line that can be cut, and a mail server that keeps what it takes."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack

import pika
import pytest

from api.notifications.broker import Broker
from tests.api.mail_server import Mailbox, running_mail_server
from tests.api.processes import Nursery
from tests.api.rabbitmq.tcp_proxy import Proxy, running_proxy
from tests.api.test_outbox import free_port

PORT = 5672


@pytest.fixture
def queue() -> Iterator[str]:
    name = f"staff-assistant-test-{uuid.uuid4().hex[:8]}"
    yield name
    with pika.BlockingConnection(pika.URLParameters(f"amqp://127.0.0.1:{PORT}")) as connection:
        connection.channel().queue_delete(name)


@pytest.fixture
def line() -> Iterator[Proxy]:
    with running_proxy(PORT) as proxy:
        yield proxy


@pytest.fixture
def broker(line: Proxy, queue: str) -> Broker:
    return Broker(f"amqp://guest:guest@127.0.0.1:{line.own_port}", queue)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mail_server(free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack
