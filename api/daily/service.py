"""Says whether something is still to be done today. It is noted in the transaction that does it."""

from datetime import date

from api.acts import Work
from api.daily import repository
from api.daily.models import DailyRun
from api.retention.classes import Retention


def is_first_today(work: Work, name: str) -> bool:
    """Return whether nobody did it today, and note that it is done. Two at once: one of them fails as a whole."""
    run = make_run(name, work.today)
    if repository.was_done(work.session, run.id):
        return False
    repository.add_run(work.session, run)
    return True


def make_run(name: str, day: date) -> DailyRun:
    """Return the row that says that something was done on a day."""
    return DailyRun(id=f"{name}-{day.isoformat()}", expires_on=Retention.REPEATS.expires_on(day))
