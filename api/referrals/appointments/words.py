"""How the closed words of appointments are said: on pages, in letters and in figures alike."""

from api.referrals.cases.models import Clinician, Mode

CLINICIANS = {
    Clinician.NURSE: "Nurse",
    Clinician.PHYSICIAN: "Physician",
    Clinician.COUNSELLOR: "Counsellor",
    Clinician.PHYSIOTHERAPIST: "Physiotherapist",
}
MODES = {Mode.PHONE: "By telephone", Mode.VIDEO: "By video", Mode.IN_PERSON: "Face to face"}
