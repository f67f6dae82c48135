"""The states of a PDR, and from which to which it may go: a closed machine. Knows no database."""

from enum import StrEnum


class State(StrEnum):
    """Where a PDR is."""

    DUE = "due"
    BOOKED = "booked"
    HELD = "held"
    RECORDED = "recorded"
    AGREED = "agreed"


STEPS: dict[State, frozenset[State]] = {
    # Some are held without a booking.
    State.DUE: frozenset({State.BOOKED, State.HELD}),
    # Moved, cancelled, or held.
    State.BOOKED: frozenset({State.BOOKED, State.DUE, State.HELD}),
    # Recorded, or not held after all.
    State.HELD: frozenset({State.RECORDED, State.DUE}),
    # The person agrees or gives it back, or the manager takes it back: then it is recorded again.
    State.RECORDED: frozenset({State.AGREED, State.HELD}),
    State.AGREED: frozenset(),
}
# The manager has to go on with it, in whatever year; what was held comes first.
UNDER_WAY = (State.HELD, State.BOOKED)
# It has begun and is not over, in whatever year.
OPEN = (State.BOOKED, State.HELD, State.RECORDED)


def may_go(current: State, to: State) -> bool:
    """Return whether a PDR may go from one state to the other."""
    return to in STEPS[current]
