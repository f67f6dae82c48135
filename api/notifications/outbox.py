"""Sends what is in the outbox: claims, sends, notes what became of it. A message may arrive twice, never not at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import structlog

from api.acts import now_of
from api.context import Context
from api.logging import describe_error
from api.notifications import repository
from api.notifications.addresses import read_address
from api.notifications.mail import NoMailError, Send, Sender, write_mail
from api.notifications.models import PRIVATE_KINDS, Notification, NotificationState
from api.referrals.encryption.vault import UnreadableError

BATCH = 50
CLAIM = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
# A key that is not here may be put back.
Failure = OSError | NoMailError | UnreadableError

log = structlog.get_logger()


def send_due(context: Context, sender: Sender) -> int:
    """Send one batch of what is due; return how many messages it held."""
    now = now_of(context)
    with context.database.write() as session:
        claimed = list(repository.claim_due(session, now, now + CLAIM, BATCH))
        repository.count_attempts(claimed)
    if claimed:
        send_claimed(context, sender, claimed)
    return len(claimed)


def send_claimed(context: Context, sender: Sender, claimed: Sequence[Notification]) -> None:
    """Send messages that nobody else sends, over one connection, and note what became of each."""
    left = list(claimed)
    try:
        with sender.open() as send:
            while left:
                _send_one(context, send, left[0])
                left.pop(0)
    except OSError as error:
        # The connection is gone; whatever was not sent over it is tried again.
        for message in left:
            _note_failure(context, message, error)


def _send_one(context: Context, send: Send, message: Notification) -> None:
    try:
        address = _address_of(context, message)
        if address is None:
            _finish(context, message, {"state": NotificationState.NO_ADDRESS, "error": None})
            return
        is_private = message.kind in PRIVATE_KINDS
        send(write_mail(message, context.rules.assistant if is_private else context.rules.organiser, address))
    except (SMTPRecipientsRefused, SMTPResponseException, NoMailError, UnreadableError) as error:
        _note_failure(context, message, error)
        return
    now = now_of(context)
    _finish(context, message, {"state": NotificationState.SENT, "sent_at": now, "error": None})


def _address_of(context: Context, message: Notification) -> str | None:
    """Return where a message goes; None: the private address is gone. Raises UnreadableError."""
    if message.address_id is None:
        return message.person.email or ""
    with context.database.read() as session:
        found = repository.find_address(session, message.address_id)
    return None if found is None else read_address(context.vault, found)


def _note_failure(context: Context, message: Notification, error: Failure) -> None:
    log.warning("message not sent", **describe_error(error))
    is_over = _is_final(error) or message.attempts >= MOST_ATTEMPTS
    values: dict[str, object] = {"error": type(error).__name__[:60]}
    if is_over:
        values["state"] = NotificationState.DEAD
    else:
        values["due_at"] = next_try(now_of(context), message.attempts)
    _finish(context, message, values)


def next_try(now: datetime, attempts: int) -> datetime:
    """Return when to try again after so many attempts: each pause is twice the one before."""
    return now + min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def _is_final(error: Failure) -> bool:
    """Return whether the message will never be taken: the server says so, or it makes no e-mail."""
    if isinstance(error, NoMailError):
        return True
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= 500


def _finish(context: Context, message: Notification, values: dict[str, object]) -> None:
    with context.database.write() as session:
        repository.finish(session, message.id, values)
