"""Reports as they cross the API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.referrals.cases.models import SeesReport

Report = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]


class ReportBody(BaseModel):
    """A report, or a corrected one. `manager_part`: what the manager needs to know; none for a self-referral."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"report": "We talked about …", "manager_part": "A phased return is advised."}]
        },
    )

    report: Report
    manager_part: Report | None = None


class ReportStepBody(BaseModel):
    """The report is offered, or released."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class SightBody(BaseModel):
    """When the person wants to see the report."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"sees_report": "before"}]})

    sees_report: SeesReport


class ReportView(BaseModel):
    """What the caller may read. `report`: not for a manager. `manager_part`: what they read when released."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "revision": 1,
                    "is_released": True,
                    "report": None,
                    "manager_part": "A phased return is advised.",
                }
            ]
        }
    )

    revision: int
    is_released: bool
    report: str | None
    manager_part: str | None
