"""Lets the worker remind people of PDRs at an hour of a day."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from api.acts import LONDON, begin_work
from api.notifications.models import Notification
from api.pdr.reminders.service import remind
from tests.api.world import World

NINE = 9
REMINDERS = (
    "pdr_to_book",
    "pdr_late",
    "pdr_to_prepare",
    "pdr_to_record",
    "pdr_to_agree",
    "pdr_follow_up",
    "pdr_follow_up_team",
)


def remind_at(world: World, day: date, hour: int = NINE) -> list[tuple[str, str]]:
    """Let the worker remind at an hour of a day; return the reminders that there are by then."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)
    world.clock.ahead = (moment - datetime.now(UTC)).total_seconds()
    with world.context.database.write() as session:
        remind(begin_work(world.context, session))
    with world.context.database.read() as session:
        rows = session.scalars(select(Notification).order_by(Notification.created_at, Notification.person_id))
        return [(row.kind, row.person_id) for row in rows if row.kind in REMINDERS]
