"""Speaks to RabbitMQ: puts tickets into a queue that outlives it, and takes them out again. Knows no database.

A ticket holds the id of a message and until when it was claimed, so nothing that anybody is told is in the queue.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pika
import structlog
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError

from api.logging import describe_error

# So many tickets wait at most: the others wait in the outbox, where they keep their order.
LONGEST_QUEUE = 100
TIMEOUT_SECONDS = 5
# A worker that says nothing for so long is taken for dead, and its ticket goes to another. One message takes less.
HEARTBEAT_SECONDS = 60
LOOKS_UP_SECONDS = 0.5
# It is written to disk, and copied where there are several brokers, before it counts as taken.
ARGUMENTS = {"x-queue-type": "quorum"}

log = structlog.get_logger()


class BrokerError(Exception):
    """RabbitMQ is not there, hung up, or did not take a ticket."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One message to be sent, by its id and by the claim that makes it this ticket's and no other's."""

    message_id: str
    claimed_until: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """Where tickets are handed in."""

    channel: BlockingChannel
    queue: str
    room: int

    def hand_in(self, ticket: Ticket) -> None:
        """Put a ticket into the queue; when this returns, the broker has it for good. Raises BrokerError."""
        body = json.dumps({"id": ticket.message_id, "claim": ticket.claimed_until.isoformat()})
        kept = pika.BasicProperties(delivery_mode=pika.DeliveryMode.Persistent, content_type="application/json")
        with _explained():
            self.channel.basic_publish("", self.queue, body.encode(), kept, mandatory=True)


@dataclass(frozen=True, slots=True)
class Broker:
    """A queue of a RabbitMQ server."""

    url: str
    queue: str

    @contextmanager
    def open_desk(self) -> Iterator[Desk]:
        """Yield the desk, which has `room` for so many tickets. Raises BrokerError."""
        with self._open_channel() as channel:
            with _explained():
                # From now on every ticket is confirmed.
                channel.confirm_delivery()
                waiting = self._declare(channel)
            yield Desk(channel, self.queue, max(0, LONGEST_QUEUE - waiting))

    def serve(self, handle: Callable[[Ticket], None], is_over: Callable[[], bool]) -> None:
        """Handle one ticket after the other until it is over. Raises BrokerError.

        A ticket leaves the queue after it was handled; whoever dies before leaves it to another.
        """
        with self._open_channel() as channel, _explained():
            self._declare(channel)
            channel.basic_qos(prefetch_count=1)
            for method, _, body in channel.consume(self.queue, inactivity_timeout=LOOKS_UP_SECONDS):
                if method is not None:
                    _handle_body(handle, body)
                    channel.basic_ack(method.delivery_tag)
                if is_over():
                    return

    def _declare(self, channel: BlockingChannel) -> int:
        """Make the queue when it is not there, and return how many tickets wait in it."""
        declared = channel.queue_declare(self.queue, durable=True, arguments=ARGUMENTS)
        return int(declared.method.message_count)

    @contextmanager
    def _open_channel(self) -> Iterator[BlockingChannel]:
        parameters = pika.URLParameters(self.url)
        parameters.heartbeat = HEARTBEAT_SECONDS
        parameters.socket_timeout = parameters.stack_timeout = TIMEOUT_SECONDS
        parameters.blocked_connection_timeout = TIMEOUT_SECONDS
        with _explained():
            connection = pika.BlockingConnection(parameters)
        try:
            with _explained():
                channel = connection.channel()
            yield channel
        finally:
            if connection.is_open:
                with _explained():
                    connection.close()


def _handle_body(handle: Callable[[Ticket], None], body: bytes) -> None:
    # What is no ticket of ours would stop one worker after the other. The messages are in the outbox, so none is lost.
    try:
        value = json.loads(body)
        ticket = Ticket(str(value["id"]), datetime.fromisoformat(value["claim"]).astimezone(UTC))
    except (ValueError, TypeError, KeyError) as error:
        log.warning("ticket unreadable", **describe_error(error))
        return
    handle(ticket)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (AMQPError, OSError) as error:
        raise BrokerError(type(error).__name__) from error
