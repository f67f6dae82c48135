"""What referrals refuse: the request was well formed and allowed, but things stand in its way.

ReferralError                409
├── SelfAsManagerError           self_as_manager          nobody refers themselves as their manager
├── DraftExistsError             draft_exists             there is a draft about this person already
├── DraftChangedError            draft_changed            somebody changed the draft meanwhile
├── DraftIncompleteError         draft_incomplete         questions are open
├── NothingToUndoError           nothing_to_undo          no answer was given yet
├── FieldNotAskedError           field_not_asked          as things stand this is not asked
├── OpenReferralError            open_referral            there is an open referral already
├── StepNotPossibleError         step_not_possible        the case is at another point
├── AgreementNeededError         agreement_needed         the person has not agreed
├── NothingAgreedError           nothing_agreed           there is no agreement to withdraw
├── SlotTakenError               slot_taken               somebody else has this appointment
├── SlotClashError               slot_clash               the clinician is busy at that time
├── SlotUnsuitableError          slot_unsuitable          it is over, or for another kind of clinician
├── AppointmentOverError         appointment_over         no appointment is held, or not any more
├── ReportMissingError           report_missing           no report was written
├── ReportReleasedError          report_released          it cannot be taken back
├── NoManagerPartError           no_manager_part          a manager is not told of a self-referral
├── PeriodRunningError           period_running           the period is not over
└── TooManyFilesError            too_many_files           no further file can be added
AnswerRefusedError           422     answer_refused       the answer does not fit the question; `places` says why
FileTooLargeError            413     file_too_large       more than 10 MB
FileRefusedError             415     file_refused         not a PDF, a picture or a Word document
FileInfectedError            422     file_infected        a virus scanner found something
ScannerUnavailableError      503     scanner_unavailable  no virus scanner answers
UploadsOffError              503     uploads_off          no virus scanner is set up
"""

from api.errors import ApiError, FailureError, RequestError


class ReferralError(ApiError):
    """Well formed and allowed, but not as things stand."""

    status = 409


class SelfAsManagerError(ReferralError):
    """A manager named themselves."""

    code, detail = "self_as_manager", "Nobody refers themselves as a manager; there is a self-referral."


class DraftExistsError(ReferralError):
    """There is a draft about this person already."""

    code, detail = "draft_exists", "There is a draft about this person already."


class DraftChangedError(ReferralError):
    """The draft is not as the caller saw it."""

    code, detail = "draft_changed", "The draft was changed meanwhile; read it again."


class DraftIncompleteError(ReferralError):
    """Something that is required is missing, or does not fit."""

    code, detail = "draft_incomplete", "Questions are open."


class NothingToUndoError(ReferralError):
    """No answer was given yet."""

    code, detail = "nothing_to_undo", "There is no answer to take back."


class FieldNotAskedError(ReferralError):
    """The field's condition does not hold."""

    code, detail = "field_not_asked", "As things stand, this question is not asked."


class OpenReferralError(ReferralError):
    """The person has an open referral of this kind."""

    code, detail = "open_referral", "There is an open referral already; say that a second one is wanted."


class StepNotPossibleError(ReferralError):
    """The case cannot go there from where it is."""

    code, detail = "step_not_possible", "The case is at another point, so this cannot be done now."


class AgreementNeededError(ReferralError):
    """The person has not agreed to this."""

    code, detail = "agreement_needed", "The person has not agreed to this."


class NothingAgreedError(ReferralError):
    """There is no agreement to withdraw."""

    code, detail = "nothing_agreed", "There is no agreement that could be withdrawn."


class SlotTakenError(ReferralError):
    """Somebody else was quicker."""

    code, detail = "slot_taken", "This appointment is taken."


class SlotClashError(ReferralError):
    """The clinician has another slot at that time."""

    code, detail = "slot_clash", "The clinician has another appointment at that time."


class SlotUnsuitableError(ReferralError):
    """The slot is over, or not for this case."""

    code, detail = "slot_unsuitable", "This appointment is over, or with another kind of clinician."


class AppointmentOverError(ReferralError):
    """No appointment is offered or booked, or not any more."""

    code, detail = "appointment_over", "No appointment is held, or not any more."


class ReportMissingError(ReferralError):
    """There is no report."""

    code, detail = "report_missing", "No report was written."


class ReportReleasedError(ReferralError):
    """What was released cannot be taken back."""

    code, detail = "report_released", "The report was released; that cannot be taken back."


class NoManagerPartError(ReferralError):
    """A manager is not told of a self-referral."""

    code, detail = "no_manager_part", "A self-referral has no part for a manager."


class PeriodRunningError(ReferralError):
    """Figures are given for periods that are over."""

    code, detail = "period_running", "This period is not over yet."


class AnswerRefusedError(RequestError):
    """The answer does not fit the question."""

    status, code, detail = 422, "answer_refused", "The answer does not fit the question."


class TooManyFilesError(ReferralError):
    """There are as many files as there may be."""

    code, detail = "too_many_files", "There are 20 files already, and no more can be added."


class FileTooLargeError(RequestError):
    """The file is larger than what we accept."""

    status, code, detail = 413, "file_too_large", "A file may have at most 10 MB."


class FileRefusedError(RequestError):
    """The content of the file is none that we accept, whatever its name says."""

    status, code = 415, "file_refused"
    detail = "This file cannot be taken. Send a PDF, a picture (JPEG or PNG) or a Word document (.docx) without macros."


class FileInfectedError(RequestError):
    """A virus scanner found something in the file."""

    status, code = 422, "file_infected"
    detail = "The virus scanner found something in this file. Do not open it, and tell the IT service desk."


class ScannerUnavailableError(FailureError):
    """The virus scanner does not answer, or cannot check the file."""

    status, code = 503, "scanner_unavailable"
    detail = "Files cannot be checked for viruses just now, so nothing was saved. Please try again later."


class UploadsOffError(ApiError):
    """There is no virus scanner, so files are not taken."""

    status, code = 503, "uploads_off"
    detail = "Files cannot be sent here: no virus scanner is set up. Hand them to the Health Unit instead."
