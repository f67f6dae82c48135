"""Reads the words of the letters from `letters.yml`. Knows no case."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from contracts.yaml_files import read_yaml


class Words(BaseModel):
    """A piece of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Words):
    """A heading with its text."""

    heading: str
    text: str


class AppointmentWords(Words):
    """The letter about an appointment that is offered or booked."""

    title: str
    offered: str
    booked: str
    below: list[Part]


class ReportWords(Words):
    """The report for the employee."""

    title: str
    opening: str
    own_opening: str
    heading: str
    manager_heading: str
    released: str
    not_released: str


class ManagerWords(Words):
    """The part for the manager. `new_opening`: for who was not the manager when the person was referred."""

    title: str
    opening: str
    new_opening: str
    heading: str
    below: list[Part]


class FormWords(Words):
    """The copy of the form."""

    title: str
    opening: str
    comments: str
    agreements: str
    nothing_said: str


class Wording(Words):
    """The words of all letters; `status` says whether the Health Unit has confirmed them. `mark`: at each foot."""

    status: Literal["draft", "approved"]
    service: str
    notice: str
    mark: str
    greeting: str
    closing: str
    appointment: AppointmentWords
    report: ReportWords
    manager: ManagerWords
    form: FormWords


@cache
def read_wording() -> Wording:
    """Return the words. Raises OSError, yaml.YAMLError or ValidationError."""
    return Wording.model_validate(read_yaml(Path(__file__).with_name("letters.yml")))
