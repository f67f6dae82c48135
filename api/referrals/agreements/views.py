"""Agreements as they cross the API."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from api.fields import Text
from api.referrals.agreements.models import AgreementKind, Answer


class Choice(StrEnum):
    """What a person can say. To withdraw, they must have agreed."""

    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class AgreementBody(BaseModel):
    """A yes, a no or a withdrawal, with a comment for the Health Unit."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "referral", "choice": "agree", "comment": None}]}
    )

    kind: AgreementKind
    choice: Choice
    comment: Text | None = None


class AgreementView(BaseModel):
    """The answer that holds. `revision`: of the report that a release is about."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "referral", "answer": "agreed", "at": "2027-03-01T09:30:00Z", "revision": None}]
        }
    )

    kind: AgreementKind
    answer: Answer
    at: datetime
    revision: int | None
