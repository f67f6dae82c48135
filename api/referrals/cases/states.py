"""The states of a case, and from which to which it may go: a closed machine. Knows no database."""

from enum import StrEnum


class State(StrEnum):
    """Where a case is. Before it there is a draft."""

    WITH_EMPLOYEE = "with_employee"
    SUBMITTED = "submitted"
    TRIAGED = "triaged"
    OFFERED = "appointment_offered"
    BOOKED = "booked"
    ATTENDED = "attended"
    MISSED = "missed"
    REPORT_OFFERED = "report_offered"
    RELEASED = "released"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STEPS: dict[State, frozenset[State]] = {
    # The person agrees, or does not.
    State.WITH_EMPLOYEE: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.TRIAGED, State.CLOSED, State.WITHDRAWN}),
    State.TRIAGED: frozenset({State.OFFERED, State.CLOSED, State.WITHDRAWN}),
    # Taken; or declined, over, or taken back.
    State.OFFERED: frozenset({State.BOOKED, State.TRIAGED, State.CLOSED, State.WITHDRAWN}),
    # There or not; or cancelled.
    State.BOOKED: frozenset({State.ATTENDED, State.MISSED, State.TRIAGED, State.CLOSED, State.WITHDRAWN}),
    # Another appointment, an end; or it was noted wrongly.
    State.MISSED: frozenset({State.OFFERED, State.ATTENDED, State.CLOSED, State.WITHDRAWN}),
    # A report, another appointment, an end without a report; or it was noted wrongly.
    State.ATTENDED: frozenset({State.REPORT_OFFERED, State.OFFERED, State.MISSED, State.CLOSED, State.WITHDRAWN}),
    # Released, or closed with the report withheld.
    State.REPORT_OFFERED: frozenset({State.RELEASED, State.CLOSED, State.WITHDRAWN}),
    State.RELEASED: frozenset({State.OFFERED, State.CLOSED}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
# What is noted after an appointment. One that follows the other at once corrects it.
NOTED = (State.ATTENDED, State.MISSED)
OVER = (State.CLOSED, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in OVER)


def may_go(current: State, to: State) -> bool:
    """Return whether a case may go from one state to the other."""
    return to in STEPS[current]
