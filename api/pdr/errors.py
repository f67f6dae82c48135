"""What PDRs refuse: the request was well formed and allowed, but things stand in its way.

PdrError                     409
├── PdrStepError                 pdr_step_not_possible  the PDR is at another point
├── PdrNotHeldError              pdr_not_held_yet       the meeting is still to come
├── PdrPastError                 pdr_in_the_past        a meeting is booked for a time to come
├── PdrClashError                pdr_time_clash         one of the two has something else at that time
├── NotesChangedError            notes_changed          the notes were changed meanwhile
└── NothingNotedError            nothing_noted          no note was written yet
NoteRefusedError             422     note_refused           the note cannot be kept; `places` says why
"""

from api.errors import ApiError, RequestError


class PdrError(ApiError):
    """Well formed and allowed, but not as things stand."""

    status = 409


class PdrStepError(PdrError):
    """The PDR cannot go there from where it is."""

    code, detail = "pdr_step_not_possible", "The PDR is at another point, so this cannot be done now."


class PdrNotHeldError(PdrError):
    """The meeting is still to come."""

    code, detail = "pdr_not_held_yet", "The meeting is still to come, so the PDR cannot be done yet."


class PdrPastError(PdrError):
    """The time is over."""

    code, detail = "pdr_in_the_past", "A meeting can only be booked for a time to come."


class PdrClashError(PdrError):
    """One of the two is busy."""

    code, detail = "pdr_time_clash", "One of the two has training or another PDR at that time."


class NotesChangedError(PdrError):
    """The notes are not as the caller saw them."""

    code, detail = "notes_changed", "The notes were changed meanwhile; read them again."


class NothingNotedError(PdrError):
    """No note was written yet."""

    code, detail = "nothing_noted", "There is no note to take back."


class NoteRefusedError(RequestError):
    """The note is empty, too long, or holds what cannot be kept."""

    status, code, detail = 422, "note_refused", "The note cannot be kept as it is."
