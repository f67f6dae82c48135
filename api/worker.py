"""What the API does unasked, in a thread of its own: outbox, reminders, inductions, ends of offers, trail, ledger."""

import threading
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.acts import begin_work
from api.context import Context
from api.erasure.keeping import keep_ledger
from api.erasure.ledger import LedgerRefusedError
from api.induction.nightly import run_due
from api.logging import describe_error
from api.notifications.broker import Broker
from api.notifications.mail import FolderSender, Sender, SmtpSender
from api.notifications.outbox import send_due
from api.notifications.relay import hand_over_due
from api.notifications.repository import count_by_state
from api.notifications.teams.repository import count_by_state as count_notices
from api.notifications.teams.service import end_left_notices
from api.pdr.reminders.service import remind as remind_of_pdrs
from api.referrals.appointments.service import end_over_offers as end_over_appointments
from api.referrals.audit.ending import note_end
from api.settings import Settings
from api.standing.service import keep_standing
from api.training.bookings.waiting import end_over_offers
from api.training.reminders.service import remind

log = structlog.get_logger()


@dataclass(slots=True)
class Worker:
    """Works every so many seconds until it is stopped. Several may run beside each other, in any process.

    `broker`: who hands the messages to those that send them; none: they are sent here.
    """

    context: Context
    sender: Sender
    seconds: float
    broker: Broker | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done just now."""
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=5)

    def run(self) -> None:
        """Work until stopped; a database that is down is tried again the next time."""
        while not self._stop.wait(self.seconds):
            try:
                self.work()
            except (SQLAlchemyError, OSError, LedgerRefusedError) as error:
                log.warning("worker failed", **describe_error(error))

    def work(self) -> None:
        """Do once what there is to do."""
        with self.context.database.write() as session:
            end_over_offers(begin_work(self.context, session))
        with self.context.database.write() as session:
            end_over_appointments(begin_work(self.context, session))
        with self.context.database.write() as session:
            remind(begin_work(self.context, session))
        with self.context.database.write() as session:
            remind_of_pdrs(begin_work(self.context, session))
        with self.context.database.write() as session:
            keep_standing(begin_work(self.context, session))
        with self.context.database.write() as session:
            end_left_notices(begin_work(self.context, session))
        run_due(self.context)
        while self._empty_outbox() and not self._stop.is_set():
            pass
        note_end(self.context.database, self.context.vault.audit_key, self.context.checkpoint_file)
        with self.context.database.read() as session:
            self.context.metrics.show_outbox(count_by_state(session))
            self.context.metrics.show_notices(count_notices(session))
        keep_ledger(self.context.database, self.context.ledger_file)

    def _empty_outbox(self) -> int:
        if self.broker is None:
            return send_due(self.context, self.sender)
        return hand_over_due(self.context, self.broker)


def make_broker(settings: Settings) -> Broker | None:
    """Return the RabbitMQ of the settings, if one is set."""
    url = settings.amqp_url.get_secret_value()
    return Broker(url, settings.amqp_queue) if url else None


def make_sender(settings: Settings) -> Sender:
    """Return the mail server of the settings, or the pick-up folder when none is set."""
    if not settings.smtp_host:
        return FolderSender(settings.var_dir / "mail")
    return SmtpSender(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_starttls,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
    )
