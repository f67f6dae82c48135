"""The tables of induction: whose it is, its steps, who helps, and what people are told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.retention.classes import Retention
from api.tables import Base


class Cause(StrEnum):
    """Why an induction began."""

    START = "start"
    ROLE = "role"


class InductionState(StrEnum):
    """Where an induction is. `ended`: the person left, or began another role, before it was complete."""

    OPEN = "open"
    COMPLETE = "complete"
    ENDED = "ended"


class StepState(StrEnum):
    """Where a step is. `said`: they say that it is done, and the manager or the training record has to show it."""

    OPEN = "open"
    SAID = "said"
    DONE = "done"


class Induction(Base):
    """The induction of one person. `plans`: the ids of the plans that it is made of."""

    __tablename__ = "inductions"
    __table_args__ = (
        CheckConstraint("cause IN ('start', 'role')", name="cause_is_known"),
        CheckConstraint("state IN ('open', 'complete', 'ended')", name="state_is_known"),
        UniqueConstraint("person_id", "cause", "started_on", name="uq_inductions_person_id_cause_started_on"),
        Index("ix_inductions_state_started_on", "state", "started_on"),
        {"info": {"retention": Retention.INDUCTION}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    cause: Mapped[str] = mapped_column(String(5))
    started_on: Mapped[date]
    plans: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    finished_on: Mapped[date | None]
    expires_on: Mapped[date] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    steps: Mapped[list["InductionStep"]] = relationship(
        back_populates="induction", order_by="InductionStep.due_on, InductionStep.id", passive_deletes=True
    )


class InductionStep(Base):
    """One step of one induction. `step`: its id in the plans. `is_moved`: the person chose its day."""

    __tablename__ = "induction_steps"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'said', 'done')", name="state_is_known"),
        UniqueConstraint("induction_id", "step", name="uq_induction_steps_induction_id_step"),
        {"info": {"retention": Retention.WITH_INDUCTION}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    induction_id: Mapped[str] = mapped_column(ForeignKey("inductions.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    is_moved: Mapped[bool]
    state: Mapped[str] = mapped_column(String(4))
    said_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))

    # Not joined: an induction is mostly there already, and would be read anew with each of its steps.
    induction: Mapped[Induction] = relationship(back_populates="steps")


class InductionContact(Base):
    """Somebody whom the manager named for a new starter: one of each kind."""

    __tablename__ = "induction_contacts"
    __table_args__ = (
        CheckConstraint("kind IN ('buddy', 'shadow')", name="kind_is_known"),
        UniqueConstraint("induction_id", "kind", name="uq_induction_contacts_induction_id_kind"),
        {"info": {"retention": Retention.WITH_INDUCTION}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    induction_id: Mapped[str] = mapped_column(ForeignKey("inductions.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(6))
    contact_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    named_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[datetime]

    contact: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[contact_id])


class InductionReminder(Base):
    """A reminder that a person asked for, of one step or of what comes next. `sent_at`: it was sent, or not needed."""

    __tablename__ = "induction_reminders"
    __table_args__ = (
        Index("ix_induction_reminders_remind_on_sent_at", "remind_on", "sent_at"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    step_id: Mapped[str | None] = mapped_column(ForeignKey("induction_steps.id", ondelete="CASCADE"))
    remind_on: Mapped[date]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    expires_on: Mapped[date] = mapped_column(index=True)

    step: Mapped[InductionStep | None] = relationship(lazy="joined")


class ToldKind(StrEnum):
    """Who is told of an induction, week by week."""

    STARTER = "starter"
    MANAGER = "manager"


class InductionTold(Base):
    """That somebody was told of one week of an induction: never twice. `week_of`: its Monday."""

    __tablename__ = "induction_told"
    __table_args__ = (
        CheckConstraint("kind IN ('starter', 'manager')", name="kind_is_known"),
        UniqueConstraint("induction_id", "kind", "week_of", name="uq_induction_told_induction_id_kind_week_of"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    induction_id: Mapped[str] = mapped_column(ForeignKey("inductions.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(7))
    week_of: Mapped[date]
    told_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)


class InductionRun(Base):
    """That one part of a night's work was done to its end on a day: `name` is the day and the part."""

    __tablename__ = "induction_runs"
    __table_args__ = ({"info": {"retention": Retention.NOTIFICATIONS}},)

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    done_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)
