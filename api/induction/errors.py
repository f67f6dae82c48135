"""What induction refuses: the request was well formed and allowed, but things stand in its way.

InductionError               409
├── InductionOverError           induction_over           it is complete, or the person has another role by now
├── ManagersStepError            managers_step            the manager does this step, so only they say that it is done
├── KnownFromTrainingError       known_from_training      the training record shows it, and nobody's word does
├── StepDoneError                step_done                the step is done, so its day is no matter any more
├── StepFixedError               step_fixed               the day of this step cannot be moved
├── DayRefusedError              day_refused              the day is over, or after the end of the induction
├── NotTakenBackError            not_taken_back           somebody else said it, or the training record shows it
├── ContactUnsuitableError       contact_unsuitable       nobody is their own buddy
└── ReminderOverError            reminder_over            the reminder was sent
"""

from api.errors import ApiError


class InductionError(ApiError):
    """Well formed and allowed, but not as things stand."""

    status = 409


class InductionOverError(InductionError):
    """The induction is complete, or the person has another role by now."""

    code, detail = "induction_over", "This induction is complete, or another one took its place."


class ManagersStepError(InductionError):
    """The manager does this step."""

    code, detail = "managers_step", "This step is the manager's, who says when it is done."


class KnownFromTrainingError(InductionError):
    """The training record shows it."""

    code, detail = "known_from_training", "The training record shows when this is done; nobody's word does."


class StepDoneError(InductionError):
    """The step is done."""

    code, detail = "step_done", "This step is done."


class StepFixedError(InductionError):
    """The day of this step cannot be moved."""

    code, detail = "step_fixed", "The day of this step cannot be moved."


class DayRefusedError(InductionError):
    """The day is over, or after the end of the induction."""

    code, detail = "day_refused", "The day must lie ahead, and within the first ninety days."


class NotTakenBackError(InductionError):
    """Somebody else said it, or the training record shows it."""

    code, detail = "not_taken_back", "Only who said that a step is done can take that back."


class ContactUnsuitableError(InductionError):
    """Nobody is their own buddy."""

    code, detail = "contact_unsuitable", "Somebody else has to be the buddy, or be shadowed."


class ReminderOverError(InductionError):
    """The reminder was sent."""

    code, detail = "reminder_over", "This reminder was sent, or taken back."
