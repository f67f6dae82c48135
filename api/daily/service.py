"""Says whether something is still to be done today. It is noted in the transaction that does it."""

from api.acts import Work
from api.daily import repository
from api.daily.models import DailyRun
from api.retention.classes import Retention


def is_first_today(work: Work, name: str) -> bool:
    """Return whether nobody did it today, and note that it is done. Two at once: one of them fails as a whole."""
    run_id = f"{name}-{work.today.isoformat()}"
    if repository.was_done(work.session, run_id):
        return False
    repository.add_run(work.session, DailyRun(id=run_id, expires_on=Retention.REPEATS.expires_on(work.today)))
    return True
