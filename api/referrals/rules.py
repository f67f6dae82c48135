"""Reads what the Health Unit decides from `rules.yml`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.referrals.cases.states import State
from contracts.yaml_files import read_yaml


class ReferralRules(BaseModel):
    """Targets in working days, limits in days and months."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Literal["draft", "approved"]
    targets: dict[State, int]
    offer_days: int = Field(ge=1, le=20)
    correction_days: int = Field(ge=1, le=20)
    recent_months: int = Field(ge=1, le=12)
    fewest_for_waiting_times: int = Field(ge=8)


@cache
def read_rules() -> ReferralRules:
    """Return the rules. Raises OSError, yaml.YAMLError or ValidationError."""
    return ReferralRules.model_validate(read_yaml(Path(__file__).with_name("rules.yml")))
