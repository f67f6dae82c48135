"""The audit trail's closed words in plain English. Fields of a form are not named: that one was asked can tell why."""

from api.console.cases import words as cases
from api.referrals.audit.views import AuditEntryView
from api.referrals.cases.states import State

ROLES = {
    "employee": "The person themselves",
    "referrer": "Manager who referred",
    "health_unit": "Health Unit",
    "hr": "HR",
    "service": "By itself",
    "operator": "Operator, by command",
}
PURPOSES = {
    "referring": "To refer",
    "own_record": "Their own record",
    "following_up": "To follow up",
    "triage": "Triage",
    "appointment": "Appointment",
    "assessment": "Assessment",
    "report": "Report",
    "question_about_case": "Question about the case",
    "access_request": "Access request",
    "erasure_request": "Erasure request",
    "quality_check": "Quality check",
    "correction": "Correction",
    "statistics": "Figures",
    "routine": "Routine",
}
STATES = {
    State.WITH_EMPLOYEE: "waits for the person",
    State.SUBMITTED: "came to the Health Unit",
    State.TRIAGED: "is triaged",
    State.OFFERED: "has an appointment offered",
    State.BOOKED: "has an appointment booked",
    State.ATTENDED: "the person was seen",
    State.MISSED: "the person was not there",
    State.REPORT_OFFERED: "has a report for the person to see",
    State.RELEASED: "has its report released",
    State.CLOSED: "is closed",
    State.WITHDRAWN: "is withdrawn",
}
AGREEMENTS = {"referral": "being referred", "assessment": "being assessed", "release": "releasing the report"}
# As the end of a sentence.
CORRECTIONS = {str(why): words[0].lower() + words[1:] for why, words in cases.CORRECTIONS.items()}
ANSWERS = {"agreed": "Agreed to", "declined": "Declined", "withdrawn": "No longer agrees to"}
# By what was done and to which part; only parts that say nothing of health are named.
ACTS = {
    ("referral", "read", "record"): "Read the whole record",
    ("referral", "read", "answers"): "Read the form",
    ("referral", "read", "report"): "Read the report",
    ("referral", "read", "status"): "Looked where the case is",
    ("referral", "read", "calendar"): "Took the calendar file",
    ("referral", "list", "status"): "Saw the case in a list",
    ("referral", "list", "appointment"): "Saw its appointment in the calendar",
    ("referral", "list", "earlier"): "Saw that there is an earlier case",
    ("referral", "read", "attachments"): "Saw which files there are",
    ("referral", "read", "attachment"): "Opened a file",
    ("referral", "write", "attachment"): "Added a file",
    ("referral", "write", "moved"): "Moved the appointment",
    ("referral", "write", "note"): "Wrote a note",
    ("referral", "write", "comment"): "Wrote a comment",
    ("referral", "write", "report"): "Wrote the report",
    ("referral", "write", "sees_report"): "Said when they want to see the report",
    ("referral", "read", "letter appointment"): "Downloaded the letter about the appointment",
    ("referral", "read", "letter report"): "Downloaded the report for the employee",
    ("referral", "read", "letter manager"): "Downloaded the manager's part of the report",
    ("referral", "read", "letter form"): "Downloaded a copy of the form",
    ("draft", "write", "started"): "Began a draft",
    ("draft", "delete", "discarded"): "Discarded a draft",
    ("draft", "read", "attachments"): "Saw which files lie with a draft",
    ("draft", "read", "attachment"): "Opened a file of a draft",
    ("draft", "write", "attachment"): "Added a file to a draft",
    ("draft", "delete", "attachment"): "Took a file back from a draft",
    ("audit", "list", "check"): "Checked the audit trail",
    ("audit", "list", "export"): "Exported the audit trail",
}
# Where the part is not named.
USUAL = {
    ("referral", "read"): "Read a part of the case",
    ("referral", "list"): "Saw the case in a list",
    ("referral", "write"): "Changed the case",
    ("referral", "delete"): "Deleted a part of the case",
    ("draft", "read"): "Read a draft",
    ("draft", "list"): "Saw a draft in a list",
    ("draft", "write"): "Answered a question of a draft",
    ("statistics", "count"): "Looked at the figures",
    ("audit", "list"): "Looked at the audit trail",
    ("copy", "read"): "Made a copy of all that is held about somebody",
    ("person", "delete"): "Erased what is held about somebody",
    ("erasures", "delete"): "Deleted again what a backup had brought back",
}
ACTIONS = {"read": "Read", "list": "Saw in a list", "write": "Changed", "delete": "Deleted", "count": "Counted"}


def describe_act(entry: AuditEntryView) -> str:
    """Return in words what was done."""
    thing, action = entry.thing, str(entry.action)
    kind, _, answer = entry.detail.partition(" ")
    if thing == "referral" and action == "write":
        if entry.detail in tuple(State):
            return f"Moved the case on: it {STATES[State(entry.detail)]}".replace("it the", "the")
        if kind in STATES and answer in CORRECTIONS:
            return f"Corrected whether they came: {STATES[State(kind)]}, because {CORRECTIONS[answer]}"
        if kind in AGREEMENTS and answer in ANSWERS:
            return f"{ANSWERS[answer]} {AGREEMENTS[kind]}"
    known = ACTS.get((thing, action, entry.detail)) or USUAL.get((thing, action))
    return known or f"{ACTIONS.get(action, plain(action))}: {plain(thing).lower()}"


def plain(word: str) -> str:
    """Return a closed word as it is said."""
    return word.replace("_", " ").capitalize()
