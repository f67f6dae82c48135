"""Plain words for what a case can be, say or want: every value of the API's closed lists has one."""

from api.referrals.agreements.models import AgreementKind, Answer
from api.referrals.appointments.models import AppointmentState
from api.referrals.audit.models import Purpose
from api.referrals.cases.models import Clinician, Mode, Priority, SeesReport
from api.referrals.cases.states import State
from api.referrals.form.specification import FormKind

STATES = {
    State.WITH_EMPLOYEE: "Waits for the employee to agree",
    State.SUBMITTED: "New",
    State.TRIAGED: "Needs an appointment",
    State.OFFERED: "Appointment offered",
    State.BOOKED: "Appointment booked",
    State.ATTENDED: "Seen",
    State.MISSED: "Appointment missed",
    State.REPORT_OFFERED: "Report with the employee",
    State.RELEASED: "Report released",
    State.CLOSED: "Closed",
    State.WITHDRAWN: "Withdrawn",
}
KINDS = {FormKind.MANAGEMENT: "By the manager", FormKind.SELF: "By the person"}
# In the order in which a case goes on.
REASONS = {
    Purpose.TRIAGE: "Triage",
    Purpose.APPOINTMENT: "To arrange an appointment",
    Purpose.ASSESSMENT: "To see the person, or write notes",
    Purpose.REPORT: "To write or send a report",
    Purpose.QUESTION_ABOUT_CASE: "Somebody asks about the case",
    Purpose.ACCESS_REQUEST: "The person asked for their record",
    Purpose.QUALITY_CHECK: "To check the quality of our work",
}
CLINICIANS = {
    Clinician.NURSE: "Nurse",
    Clinician.PHYSICIAN: "Physician",
    Clinician.COUNSELLOR: "Counsellor",
    Clinician.PHYSIOTHERAPIST: "Physiotherapist",
}
MODES = {Mode.PHONE: "By telephone", Mode.VIDEO: "By video", Mode.IN_PERSON: "Face to face"}
PRIORITIES = {Priority.ROUTINE: "Routine", Priority.SOON: "Soon", Priority.URGENT: "Urgent"}
AGREEMENTS = {
    AgreementKind.REFERRAL: "To be referred",
    AgreementKind.ASSESSMENT: "To be assessed",
    AgreementKind.RELEASE: "To the release of the report",
}
ANSWERS = {Answer.AGREED: "Agreed", Answer.DECLINED: "Did not agree", Answer.WITHDRAWN: "Took the agreement back"}
APPOINTMENTS = {
    AppointmentState.OFFERED: "Offered",
    AppointmentState.BOOKED: "Booked",
    AppointmentState.ATTENDED: "Attended",
    AppointmentState.MISSED: "Missed",
    AppointmentState.DECLINED: "Declined",
    AppointmentState.LAPSED: "Not answered in time",
    AppointmentState.CANCELLED: "Cancelled",
}
SIGHTS = {
    SeesReport.BEFORE: "Before the manager",
    SeesReport.SAME_TIME: "At the same time as the manager",
    SeesReport.NO_WISH: "Does not wish to see it first",
}
LETTERS = {
    "appointment": "Letter about the appointment",
    "report": "Report for the employee",
    "manager": "Manager's part of the report",
    "form": "Copy of the referral form",
}
WORDS = {
    "states": STATES,
    "kinds": KINDS,
    "reasons": REASONS,
    "clinicians": CLINICIANS,
    "modes": MODES,
    "priorities": PRIORITIES,
    "agreements": AGREEMENTS,
    "answers": ANSWERS,
    "appointments": APPOINTMENTS,
    "sights": SIGHTS,
    "letter_names": LETTERS,
}
