"""Hands what is due to RabbitMQ, the oldest first. While RabbitMQ is away it all waits in the outbox."""

import structlog

from api.acts import now_of
from api.context import Context
from api.logging import describe_error
from api.notifications import repository
from api.notifications.broker import Broker, BrokerError, Desk, Ticket
from api.notifications.outbox import BATCH, CLAIM

log = structlog.get_logger()


def hand_over_due(context: Context, broker: Broker) -> int:
    """Hand over one batch of what is due; return how many tickets RabbitMQ took."""
    with context.database.read() as session:
        if not repository.has_due(session, now_of(context)):
            return 0
    try:
        with broker.open_desk() as desk:
            return _hand_over(context, desk)
    except BrokerError as error:
        log.warning("broker unavailable", **describe_error(error))
        return 0


def _hand_over(context: Context, desk: Desk) -> int:
    now = now_of(context)
    claim = now + CLAIM
    with context.database.write() as session:
        due = [message.id for message in repository.claim_due(session, now, claim, min(BATCH, desk.room))]
    for place, message_id in enumerate(due):
        try:
            desk.hand_in(Ticket(message_id, claim))
        except BrokerError:
            # They are free again at once, so that they come first the next time; a ticket of them opens nothing.
            with context.database.write() as session:
                repository.release(session, due[place:], claim)
            raise
    return len(due)
