"""Whether somebody came to their appointment, as it crosses the API, and why it was noted wrongly."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class AttendanceBody(BaseModel):
    """Whether the person came."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"was_there": True}]})

    was_there: bool


class Correction(StrEnum):
    """Why it was noted wrongly whether somebody came: a closed list, because it stands on the audit trail."""

    WRONG_CHOICE = "wrong_choice"
    OTHER_CASE = "other_case"
    TOLD_LATER = "told_later"


class CorrectionBody(AttendanceBody):
    """Whether the person came after all, and why it was noted otherwise."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"was_there": False, "because": "other_case"}]}
    )

    because: Correction
