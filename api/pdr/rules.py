"""Reads what the council decides about PDRs from `rules.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.pdr.states import State
from contracts.yaml_files import read_yaml


class Part(BaseModel):
    """A piece of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Year(Part):
    """When the year of a PDR begins, and in how many months from then it has to be complete."""

    month: int = Field(ge=1, le=12)
    timeframe_months: int = Field(ge=1, le=12)


class Reminding(Part):
    """When somebody is reminded of what."""

    book_days: int = Field(ge=1)
    prepare_days: int = Field(ge=1)
    record_working_days: int = Field(ge=1)
    agree_working_days: int = Field(ge=1)
    follow_up_weeks: list[int]


class PdrRules(Part):
    """The whole file."""

    status: Literal["draft", "approved"]
    target_percent: int = Field(ge=1, le=100)
    cycle: Year
    services: dict[str, Year]
    complete_from: Literal[State.RECORDED, State.AGREED]
    first_months: int = Field(ge=0, le=24)
    long_absence_days: int = Field(ge=1)
    after_absence_days: int = Field(ge=0)
    meeting_minutes: int = Field(ge=15, le=480)
    reminders: Reminding

    @property
    def complete_states(self) -> tuple[State, ...]:
        """The states in which a PDR counts as complete."""
        return (State.AGREED,) if self.complete_from is State.AGREED else (State.RECORDED, State.AGREED)


@cache
def read_rules() -> PdrRules:
    """Return the rules. Raises OSError, yaml.YAMLError or ValidationError."""
    return PdrRules.model_validate(read_yaml(Path(__file__).with_name("rules.yml")))
