"""The closed list of what a turn can come to. Every turn has exactly one, and is counted by it."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a turn ended, as the person sees it."""

    ANSWERED = "answered"
    CLARIFICATION = "clarification"
    UNANSWERED = "unanswered"
    CONVERSATION = "conversation"
    TASK = "task"
    DONE = "done"
    REFUSED = "refused"
    URGENT_HELP = "urgent_help"
    UNAVAILABLE = "unavailable"
