"""Mandatory training of one's team that is late."""

from collections.abc import Iterator
from datetime import date

from api.acts import Act
from api.needs.need import Need, NeedKind
from api.people import repository as people
from api.training.records.service import list_records_of
from api.training.records.views import ObligationState


def gather_training(act: Act) -> Iterator[Need]:
    """Yield each person with overdue courses that are not booked, by the day since when the first is."""
    team = people.list_reports(act.session, act.me.id, act.today)
    for person, record in zip(team, list_records_of(act, team), strict=True):
        late = [one for one in record.obligations if one.state is ObligationState.OVERDUE and not one.booking_id]
        if late:
            first = min(late, key=lambda one: (one.due_on or date.max, one.course.title))
            more = f" and {len(late) - 1} more" if len(late) > 1 else ""
            on = first.due_on or act.today
            yield Need(NeedKind.LATE_TRAINING, person, on, first.course.title + more, is_late=True)
