"""What Personnel sees of inductions: rounded counts of the last twelve whole months, and how many are complete."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from api.acts import Act
from api.induction import repository
from api.induction.days import last_day
from api.induction.models import Induction, InductionState
from api.induction.standing import Completed, completed_by, stand_of
from api.induction.views import FiguresRowView, FiguresTableView, InductionFiguresView
from api.people.relations import require_role
from api.referrals.statistics.rounding import STEP, publish

# A share of fewer people than this is not given.
FEWEST = 20
COMPLETE, ON_TIME, LATE, UNFINISHED = "Complete", "Under way", "Under way, with a step overdue", "Not complete in time"
LEFT = "Left, or has another role"


def report_figures(act: Act) -> InductionFiguresView:
    """Return the figures. Raises RoleNeededError."""
    require_role(act.me, act.may)
    since, until = last_twelve_months(act.today)
    begun = repository.list_begun(act.session, act.me.tenant, since, until)
    completed = completed_by(act, sorted({induction.person_id for induction in begun}))
    states = {induction.id: _state_of(act, induction, completed) for induction in begun}
    tables = {
        "service": Counter(induction.person.service for induction in begun),
        "state": Counter(states.values()),
    }
    shown = publish(tables)
    return InductionFiguresView(
        since=since,
        until=until,
        total=shown.total,
        complete_percent=_share(act.today, begun, states),
        tables=[
            FiguresTableView(
                name=name,
                rows=None
                if rows is None
                else [FiguresRowView(name=label, count=count) for label, count in sorted(rows.items())],
            )
            for name, rows in shown.tables.items()
        ],
    )


def last_twelve_months(today: date) -> tuple[date, date]:
    """Return the first and the last day of the last twelve months that are over."""
    until = today.replace(day=1) - timedelta(days=1)
    return date(today.year - 1, today.month, 1), until


def _state_of(act: Act, induction: Induction, completed: Completed) -> str:
    if induction.state == InductionState.ENDED:
        return LEFT
    if induction.state == InductionState.COMPLETE:
        return COMPLETE
    if last_day(induction.started_on) < act.today:
        return UNFINISHED
    standings = stand_of(act.plans, induction, completed, act.today)
    return LATE if any(one.is_late for one in standings) else ON_TIME


def _share(today: date, begun: Sequence[Induction], states: dict[str, str]) -> int | None:
    """Return how many of 100 are complete, of those whose ninety days are over and who are still there."""
    over = [states[one.id] for one in begun if last_day(one.started_on) < today and states[one.id] != LEFT]
    if len(over) < FEWEST:
        return None
    return STEP * round(100 * over.count(COMPLETE) / len(over) / STEP)
