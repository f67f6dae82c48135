"""What waits for a manager's yes or no: places on courses, and applications."""

from collections.abc import Iterator

from api.acts import LONDON, Act
from api.needs.need import Need, NeedKind
from api.training.applications import service as applications
from api.training.bookings import approvals


def gather_approvals(act: Act) -> Iterator[Need]:
    """Yield each request, by the day on which the session begins or the application was sent."""
    for booking in approvals.list_requests(act):
        on = booking.session.starts_at.astimezone(LONDON).date()
        title = booking.session.course.title
        yield Need(NeedKind.APPROVE_BOOKING, booking.person, on, title, booking.reference, on < act.today)
    for application in applications.list_requests(act):
        on = application.sent_at.astimezone(LONDON).date()
        yield Need(NeedKind.APPROVE_APPLICATION, application.person, on, application.title, application.reference)
