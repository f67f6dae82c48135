"""What an application may be allowed to do at the API: the app roles of its registration, a closed list."""

from enum import StrEnum


class AppRole(StrEnum):
    """The value of one entry of the `roles` claim of an app token."""

    PEOPLE_READ = "People.Read"
    QUESTIONS_WRITE = "Questions.Write"
    FEEDBACK_WRITE = "Feedback.Write"
    TRAINING_READ = "Training.Read"
    TRAINING_WRITE = "Training.Write"
    TRAINING_RUN = "Training.Run"
    REFERRALS_READ = "Referrals.Read"
    REFERRALS_WRITE = "Referrals.Write"
    REFERRALS_RUN = "Referrals.Run"
    INDUCTION_READ = "Induction.Read"
    INDUCTION_WRITE = "Induction.Write"
    INDUCTION_RUN = "Induction.Run"
    TEAMS_NOTICES = "Teams.Notices"
    PDR_READ = "Pdr.Read"
    PDR_WRITE = "Pdr.Write"
    PDR_NOTES = "Pdr.Notes"
    NEEDS_READ = "Needs.Read"


# What each of our own applications is given: by the local issuer, and by its registration in Entra.
GRANTED: dict[str, tuple[AppRole, ...]] = {
    "staff-assistant-actions": (
        AppRole.PEOPLE_READ,
        AppRole.QUESTIONS_WRITE,
        AppRole.TRAINING_READ,
        AppRole.TRAINING_WRITE,
        AppRole.REFERRALS_READ,
        AppRole.REFERRALS_WRITE,
        AppRole.INDUCTION_READ,
        AppRole.INDUCTION_WRITE,
        AppRole.PDR_READ,
        AppRole.PDR_WRITE,
        AppRole.PDR_NOTES,
        AppRole.NEEDS_READ,
    ),
    # It hands the answers to private questions straight to the draft, and says in Teams what people are told.
    "staff-assistant-gateway": (
        AppRole.PEOPLE_READ,
        AppRole.FEEDBACK_WRITE,
        AppRole.TRAINING_READ,
        AppRole.REFERRALS_READ,
        AppRole.REFERRALS_WRITE,
        AppRole.TEAMS_NOTICES,
        AppRole.PDR_NOTES,
    ),
    "staff-assistant-console": (
        AppRole.PEOPLE_READ,
        AppRole.TRAINING_READ,
        AppRole.TRAINING_WRITE,
        AppRole.TRAINING_RUN,
        AppRole.REFERRALS_READ,
        AppRole.REFERRALS_WRITE,
        AppRole.REFERRALS_RUN,
        AppRole.INDUCTION_RUN,
    ),
}
