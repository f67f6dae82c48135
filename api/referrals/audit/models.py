"""The tables of the audit trail: its entries, and one row that says where it ends."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Action(StrEnum):
    """What was done: a closed list."""

    READ = "read"
    LIST = "list"
    WRITE = "write"
    DELETE = "delete"
    COUNT = "count"


class Role(StrEnum):
    """As what somebody acted. `service`: nobody asked for it, such as the end of an offer.

    `operator`: by a command on the server, such as a copy for the person.
    """

    EMPLOYEE = "employee"
    REFERRER = "referrer"
    HEALTH_UNIT = "health_unit"
    HR = "hr"
    SERVICE = "service"
    OPERATOR = "operator"


class Purpose(StrEnum):
    """Why: a closed list, because words of one's own would tell of health."""

    REFERRING = "referring"
    OWN_RECORD = "own_record"
    FOLLOWING_UP = "following_up"
    TRIAGE = "triage"
    APPOINTMENT = "appointment"
    ASSESSMENT = "assessment"
    REPORT = "report"
    QUESTION_ABOUT_CASE = "question_about_case"
    ACCESS_REQUEST = "access_request"
    ERASURE_REQUEST = "erasure_request"
    QUALITY_CHECK = "quality_check"
    CORRECTION = "correction"
    STATISTICS = "statistics"
    ROUTINE = "routine"


# Why somebody of the Health Unit opens a record; they say which it is.
Reason = Literal[
    Purpose.TRIAGE,
    Purpose.APPOINTMENT,
    Purpose.ASSESSMENT,
    Purpose.REPORT,
    Purpose.QUESTION_ABOUT_CASE,
    Purpose.ACCESS_REQUEST,
    Purpose.QUALITY_CHECK,
]


class AuditEntry(Base):
    """One act. `mac` signs the row and the entry before it. People are named by id only, and stay named.

    `subject_id`: whose information; none for counts. `detail`: which field, part or state, never a value.
    """

    __tablename__ = "audit_entries"
    __table_args__ = ({"info": {"retention": Retention.AUDIT}},)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[str] = mapped_column(String(64), index=True)
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(10))
    thing: Mapped[str] = mapped_column(String(30))
    thing_id: Mapped[str] = mapped_column(String(64), index=True)
    subject_id: Mapped[str] = mapped_column(String(64), index=True)
    detail: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(20))
    mac: Mapped[str] = mapped_column(String(64))


class AuditEnd(Base):
    """How long the trail is: one row, signed, so that entries cannot be taken off its end."""

    __tablename__ = "audit_end"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        {"info": {"retention": Retention.AUDIT}},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    last_mac: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
