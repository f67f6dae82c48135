"""Plain words for what a case can be, say or want: every value of the API's closed lists has one."""

from api.referrals.agreements.models import AgreementKind, Answer
from api.referrals.appointments.models import AppointmentState
from api.referrals.appointments.words import CLINICIANS, MODES
from api.referrals.attachments.models import Document, Scan
from api.referrals.audit.models import Purpose
from api.referrals.cases.attending_views import Correction
from api.referrals.cases.models import Priority, SeesReport
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
CORRECTIONS = {
    Correction.WRONG_CHOICE: "The wrong answer was chosen",
    Correction.OTHER_CASE: "It was noted on the wrong case",
    Correction.TOLD_LATER: "The clinician said so later",
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
DOCUMENTS = {
    Document.JOB_DESCRIPTION: "Job description",
    Document.ABSENCES: "Absence record",
    Document.FIT_NOTES: "Fit notes",
    Document.RISK_ASSESSMENTS: "Risk assessments",
    Document.STRESS_ASSESSMENT: "Stress assessment",
    Document.RETURN_NOTES: "Return-to-work notes",
    Document.ACCIDENT: "Accident report",
    Document.REPORT: "Earlier report",
    Document.PASSPORT: "Adjustment passport",
    Document.OTHER: "Another document",
}
SCANS = {Scan.CLEAN: "No virus found", Scan.NOT_SCANNED: "Not checked for viruses"}
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
    "corrections": CORRECTIONS,
    "sights": SIGHTS,
    "letter_names": LETTERS,
    "documents": DOCUMENTS,
    "scans": SCANS,
}
