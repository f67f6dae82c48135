"""What a page says after something was done: a closed list, so that an address cannot make it say anything else."""

NOTICES = {
    "session-added": "The session is added. People can book it now.",
    "session-changed": "The session is changed.",
    "session-changed-told": "The session is changed. Everybody who is booked or waits is told.",
    "session-cancelled": "The session is cancelled. Everybody who was booked or waited is told.",
    "attendance-saved": "The attendance is saved.",
    "course-added": "The course is added.",
    "course-changed": "The course is changed.",
    "approved": "The request is approved. The person is told.",
    "declined": "The request is declined. The person is told why.",
    "sessions-imported": "The sessions are added. People can book them now.",
    "case-triaged": "The triage is saved.",
    "appointment-offered": "The appointment is offered. The employee is told that there is something to read.",
    "appointment-cancelled": "The appointment is cancelled. The employee is told.",
    "visit-noted": "It is noted whether the employee came.",
    "note-added": "The note is added.",
    "report-written": "The report is saved. The employee does not see it before you offer it.",
    "report-offered": "The report is offered. The employee is told that there is something to read.",
    "report-released": "The report is released. Who may read it is told that there is something to read.",
    "case-closed": "The case is closed. The employee is told.",
    "message-again": "The message will be sent again within a minute.",
}
