"""Hands messages to a mail server, or into a pick-up folder where there is none. Knows no database."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from api.notifications.models import Notification

# Longer than a mail server takes for one message, shorter than a claim lasts.
TIMEOUT_SECONDS = 20
Send = Callable[[EmailMessage], None]


class NoMailError(Exception):
    """A message makes no e-mail: its address is none."""


class Sender(Protocol):
    """Something that takes messages. Raises OSError (smtplib's errors are such) when it does not."""

    def open(self) -> AbstractContextManager[Send]:
        """Return what gives, while it is open, the function that sends one message."""


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """A mail server. `user` empty: it wants no sign-in."""

    host: str
    port: int
    starttls: bool = False
    user: str = ""
    password: str = ""

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Yield the function that sends one message over one connection."""
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
            if self.starttls:
                server.starttls()
            if self.user:
                server.login(self.user, self.password)

            def send(message: EmailMessage) -> None:
                server.send_message(message)

            yield send


@dataclass(frozen=True, slots=True)
class FolderSender:
    """A pick-up folder, one `.eml` file for each message; for development, where no mail server is set."""

    directory: Path

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Yield the function that writes one message."""
        self.directory.mkdir(parents=True, exist_ok=True)

        def send(message: EmailMessage) -> None:
            name = str(message["Message-ID"]).strip("<>").partition("@")[0]
            (self.directory / f"{name}.eml").write_bytes(bytes(message))

        yield send


def write_mail(notification: Notification, sender: str, address: str) -> EmailMessage:
    """Return the e-mail to an address. Raises NoMailError.

    Its Message-ID stays the same however often it is sent, so that a repeat is recognised.
    """
    mail = EmailMessage()
    mail["From"] = sender
    try:
        mail["To"] = address
    except (ValueError, LookupError, AttributeError) as error:
        # Python's own reader of addresses fails in each of these ways.
        raise NoMailError from error
    if not all(address.username and address.domain for address in mail["To"].addresses):
        raise NoMailError
    mail["Subject"] = notification.subject
    mail["Date"] = format_datetime(notification.created_at.astimezone(UTC))
    mail["Message-ID"] = f"<{notification.id}@{sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(notification.text)
    if notification.calendar and notification.method:
        # Outlook takes an invitation that is an alternative to the text; attached, it would be a mere file.
        mail.add_alternative(
            notification.calendar.encode("utf-8"),
            "text",
            "calendar",
            cte="base64",
            params={"method": notification.method},
        )
        list(mail.iter_parts())[-1].set_param("charset", "utf-8")
    return mail
