"""What training refuses: the request was well formed and allowed, but things stand in its way.

TrainingError                409
├── SessionFullError             session_full             all places are taken
├── SessionCancelledError        session_cancelled        the session will not be held
├── SessionStartedError          session_started          it has begun, so nothing can be changed
├── SessionNotStartedError       session_not_started      it has not begun, so nobody was there
├── BookingClosedError           booking_closed           the last day to book is over
├── AlreadyBookedError           already_booked           the person has a live booking for this course
├── TimeClashError               time_clash               the person is booked elsewhere at that time
├── NotBookableError             course_not_bookable      the course has no sessions to book
├── OtherCourseError             other_course             a booking moves within its course only
├── LateCancellationError        late_cancellation        it is late: it takes an explicit yes
├── BookingOverError             booking_over             the booking is not live any more
├── NothingOfferedError          nothing_offered          no place is offered, or not any more
├── AlreadyDecidedError          already_decided          there is nothing left to decide
├── ReasonNeededError            reason_needed            a no needs a reason
├── CapacityTooSmallError        capacity_too_small       more people are booked than that
├── AlreadyAppliedError          already_applied          an application for this is under way
├── NotSelfCertifiedError        not_self_certified       somebody else records this completion
├── CourseExistsError            course_exists            another course has this id
└── NothingToRetryError          nothing_to_retry         this message is not a dead letter
"""

from api.errors import ApiError


class TrainingError(ApiError):
    """Well formed and allowed, but not as things stand."""

    status = 409


class SessionFullError(TrainingError):
    """All places are taken."""

    code, detail = "session_full", "All places of this session are taken; there is a waiting list."


class SessionCancelledError(TrainingError):
    """The session will not be held."""

    code, detail = "session_cancelled", "This session was cancelled."


class SessionStartedError(TrainingError):
    """The session has begun."""

    code, detail = "session_started", "This session has already begun."


class SessionNotStartedError(TrainingError):
    """The session has not begun."""

    code, detail = "session_not_started", "This session has not begun yet."


class BookingClosedError(TrainingError):
    """The last day to book is over."""

    code, detail = "booking_closed", "It is too late to book a place on this session."


class AlreadyBookedError(TrainingError):
    """The person has a live booking for this course."""

    code, detail = "already_booked", "The person has a place on this course, or waits for one."


class TimeClashError(TrainingError):
    """The person is booked elsewhere at that time."""

    code, detail = "time_clash", "The person is booked on another session at that time."


class NotBookableError(TrainingError):
    """The course has no sessions to book, or is not of the kind that is asked for."""

    code, detail = "course_not_bookable", "This course is not of the kind that can be asked for in this way."


class OtherCourseError(TrainingError):
    """A booking moves within its course only."""

    code, detail = "other_course", "A booking can only be moved to another session of the same course."


class LateCancellationError(TrainingError):
    """It is late, so it takes an explicit yes."""

    code, detail = "late_cancellation", "This is a late cancellation, of which the line manager is told; confirm it."


class BookingOverError(TrainingError):
    """The booking is not live any more."""

    code, detail = "booking_over", "This booking is over: it was cancelled, declined or used."


class NothingOfferedError(TrainingError):
    """No place is offered, or not any more."""

    code, detail = "nothing_offered", "No place is offered to this booking, or not any more."


class AlreadyDecidedError(TrainingError):
    """There is nothing left to decide."""

    code, detail = "already_decided", "This request was decided or withdrawn."


class ReasonNeededError(TrainingError):
    """A no needs a reason."""

    code, detail = "reason_needed", "Somebody who is told no is told why: give a reason."


class CapacityTooSmallError(TrainingError):
    """More people are booked than that."""

    code, detail = "capacity_too_small", "More people have a place on this session than the new capacity."


class AlreadyAppliedError(TrainingError):
    """An application for this is under way."""

    code, detail = "already_applied", "The person has already applied for this."


class NotSelfCertifiedError(TrainingError):
    """Somebody else records this completion."""

    code, detail = "not_self_certified", "The learning team records when this course is completed."


class CourseExistsError(TrainingError):
    """Another course has this id."""

    code, detail = "course_exists", "There is a course with this id."


class NothingToRetryError(TrainingError):
    """This message is not a dead letter."""

    code, detail = "nothing_to_retry", "This message is not one that could not be sent."
