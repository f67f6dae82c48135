"""What a page says after something was done: a closed list, so that an address cannot make it say anything else."""

NOTICES = {
    "session-added": "The session is added. People can book it now.",
    "session-changed": "The session is changed.",
    "session-changed-told": "The session is changed. Everybody who is booked or waits is told.",
    "session-cancelled": "The session is cancelled. Everybody who was booked or waited is told.",
    "attendance-saved": "The attendance is saved.",
    "course-added": "The course is added.",
    "course-changed": "The course is changed.",
    "slot-added": "The slot is added. It can be offered now.",
    "slots-added": "The slots are added. They can be offered now.",
    "slot-withdrawn": "The slot is withdrawn.",
    "slots-withdrawn": "The slots are withdrawn.",
    "approved": "The request is approved. The person is told.",
    "declined": "The request is declined. The person is told why.",
    "sessions-imported": "The sessions are added. People can book them now.",
    "message-again": "The message will be sent again within a minute.",
}
