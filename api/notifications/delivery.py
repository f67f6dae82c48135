"""Sends what RabbitMQ hands out. As many processes as are wanted do this beside each other: `python -m api deliver`."""

import threading
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.acts import now_of
from api.context import Context
from api.logging import describe_error
from api.notifications import repository
from api.notifications.broker import Broker, BrokerError, Ticket
from api.notifications.mail import Sender
from api.notifications.outbox import send_claimed

PAUSE_SECONDS = 2
# A claim that ends sooner may be given to another while its message is sent.
SHORTEST_CLAIM = timedelta(minutes=1)

log = structlog.get_logger()


def deliver(context: Context, sender: Sender, broker: Broker, stop: threading.Event) -> None:
    """Send until stopped; what is down is tried again after a pause."""
    while not stop.is_set():
        try:
            broker.serve(lambda ticket: deliver_one(context, sender, ticket), stop.is_set)
        except (BrokerError, SQLAlchemyError) as error:
            log.warning("delivery interrupted", **describe_error(error))
            stop.wait(PAUSE_SECONDS)


def deliver_one(context: Context, sender: Sender, ticket: Ticket) -> None:
    """Send the message of a ticket, unless it was sent or its claim is over: then the outbox brings it again."""
    if ticket.claimed_until < now_of(context) + SHORTEST_CLAIM:
        return
    with context.database.write() as session:
        message = repository.take_claimed(session, ticket.message_id, ticket.claimed_until)
    if message is not None:
        send_claimed(context, sender, [message])
