"""How the clinic's closed words are written on pages."""

from api.referrals.appointments.words import CLINICIANS, MODES
from api.referrals.cases.models import Mode

# What stands as the place when none was entered; face to face it takes a room.
USUAL_PLACES = {Mode.PHONE: "By telephone", Mode.VIDEO: "By video call"}
FREE, OVER, WITHDRAWN = "free", "over", "withdrawn"
STATES = {
    FREE: "Free",
    OVER: "Not used",
    "offered": "Offered",
    "booked": "Booked",
    "attended": "Attended",
    "missed": "Missed",
    WITHDRAWN: "Withdrawn",
}
WORDS = {"clinicians": CLINICIANS, "modes": MODES, "states": STATES}
