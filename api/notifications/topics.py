"""What messages are about: a closed list, of which a person may switch off each. Knows no message."""

from enum import StrEnum


class Topic(StrEnum):
    """What a person can say yes or no to."""

    BOOKINGS = "bookings"
    REMINDERS = "reminders"
    CHANGES = "changes"
    OFFERS = "offers"
    APPROVALS = "approvals"
    PRIVATE = "private"


# By the kind of the message (`writing.Kind`).
TOPICS = {
    "booked": Topic.BOOKINGS,
    "booked_for_you": Topic.BOOKINGS,
    "requested": Topic.BOOKINGS,
    "approval_wanted": Topic.APPROVALS,
    "approved": Topic.BOOKINGS,
    "declined": Topic.BOOKINGS,
    "moved": Topic.BOOKINGS,
    "cancelled": Topic.BOOKINGS,
    "late_cancelled": Topic.APPROVALS,
    "waiting": Topic.OFFERS,
    "offered": Topic.OFFERS,
    "offer_over": Topic.OFFERS,
    "session_changed": Topic.CHANGES,
    "session_cancelled": Topic.CHANGES,
    "absent": Topic.BOOKINGS,
    "reminder_week": Topic.REMINDERS,
    "reminder_day": Topic.REMINDERS,
    "application_wanted": Topic.APPROVALS,
    "application_supported": Topic.BOOKINGS,
    "application_declined": Topic.BOOKINGS,
    "induction_week": Topic.REMINDERS,
    "induction_reminder": Topic.REMINDERS,
    "induction_manager": Topic.REMINDERS,
    "private_news": Topic.PRIVATE,
    "private_appointment": Topic.PRIVATE,
    "private_appointment_over": Topic.PRIVATE,
    "pdr_booked": Topic.BOOKINGS,
    "pdr_booked_team": Topic.BOOKINGS,
    "pdr_cancelled": Topic.BOOKINGS,
    "pdr_cancelled_team": Topic.BOOKINGS,
    "pdr_recorded": Topic.APPROVALS,
    "pdr_taken_back": Topic.APPROVALS,
    "pdr_agreed_team": Topic.APPROVALS,
    "pdr_not_agreed_team": Topic.APPROVALS,
    "pdr_to_book": Topic.REMINDERS,
    "pdr_late": Topic.REMINDERS,
    "pdr_to_prepare": Topic.REMINDERS,
    "pdr_to_record": Topic.REMINDERS,
    "pdr_to_agree": Topic.REMINDERS,
    "pdr_follow_up": Topic.REMINDERS,
    "pdr_follow_up_team": Topic.REMINDERS,
}
