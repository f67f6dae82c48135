"""All tables in one place, for migrations, the purge and the checks that none is forgotten."""

from api.daily.models import DailyRun
from api.erasure.models import Erasure
from api.feedback.models import Feedback
from api.idempotency.models import IdempotencyKey
from api.induction.models import (
    Induction,
    InductionContact,
    InductionReminder,
    InductionRun,
    InductionStep,
    InductionTold,
)
from api.notifications.models import Notification, PrivateAddress
from api.notifications.teams.models import NoticeRefusal, TeamsChat, TeamsNotice
from api.pdr.models import Pdr, PdrTraining
from api.pdr.notes.models import PdrNotes
from api.pdr.reminders.models import PdrReminder
from api.people.absences.models import Absence
from api.people.models import Person
from api.questions.models import QuestionCount, UnansweredQuestion
from api.referrals.agreements.models import Agreement
from api.referrals.appointments.models import Appointment, Slot
from api.referrals.attachments.models import Attachment, AttachmentPiece
from api.referrals.audit.models import AuditEnd, AuditEntry
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.drafts.models import ReferralDraft
from api.standing.models import Standing
from api.tables import Base
from api.training.applications.models import Application
from api.training.bookings.models import Booking
from api.training.courses.models import Course
from api.training.records.models import Completion
from api.training.reminders.models import Reminder
from api.training.sessions.models import SessionDay, TrainingSession

__all__ = [
    "Absence",
    "Agreement",
    "Application",
    "Appointment",
    "Attachment",
    "AttachmentPiece",
    "AuditEnd",
    "AuditEntry",
    "Base",
    "Booking",
    "Completion",
    "Course",
    "DailyRun",
    "Erasure",
    "Feedback",
    "IdempotencyKey",
    "Induction",
    "InductionContact",
    "InductionReminder",
    "InductionRun",
    "InductionStep",
    "InductionTold",
    "NoticeRefusal",
    "Notification",
    "Pdr",
    "PdrNotes",
    "PdrReminder",
    "PdrTraining",
    "Person",
    "PrivateAddress",
    "QuestionCount",
    "Referral",
    "ReferralDraft",
    "ReferralStep",
    "ReferralText",
    "Reminder",
    "SessionDay",
    "Slot",
    "Standing",
    "TeamsChat",
    "TeamsNotice",
    "TrainingSession",
    "UnansweredQuestion",
]
