"""Reads from `holidays.yml` where the bank holidays are not those of the law's rules."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from contracts.yaml_files import read_yaml


class Exceptions(BaseModel):
    """Bank holidays that the rules do not give, and days on which the rules do not hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    extra: list[date]
    none: list[date]


@cache
def read_exceptions() -> Exceptions:
    """Return the exceptions. Raises OSError, yaml.YAMLError or ValidationError."""
    return Exceptions.model_validate(read_yaml(Path(__file__).with_name("holidays.yml")))
