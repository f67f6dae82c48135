"""Reads the form from `form.yml` and refuses one that does not fit together. Knows no answers."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.retention.classes import Retention
from contracts.yaml_files import parse_yaml

ANSWERED = "answered"


class FormKind(StrEnum):
    """Who refers: a manager somebody else, or a person themselves."""

    MANAGEMENT = "management"
    SELF = "self"


class Viewer(StrEnum):
    """Who reads an answer. The referrer reads only their own draft."""

    REFERRER = "referrer"
    EMPLOYEE = "employee"
    HEALTH_UNIT = "health_unit"


class Kind(StrEnum):
    """What an answer is: a closed list, each checked in `answers.py`."""

    YES_NO = "yes_no"
    CONFIRM = "confirm"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    PAST_DATE = "past_date"
    FUTURE_DATE = "future_date"
    BIRTH_DATE = "birth_date"
    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    HOURS = "hours"
    PEOPLE = "people"
    SPELLS = "spells"


Purpose = Literal["identify", "contact", "job", "fitness", "adjustments", "questions", "agreement", "run_service"]


class Part(BaseModel):
    """A piece of the form's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FormField(Part):
    """One question. `source`: where the directory has the answer. `is_private`: asked so that nothing else hears it.

    `carries_over`: filled in again for a new referral. `when`: one of these answers to each of these fields."""

    id: str = Field(pattern=r"^[a-z_]+$")
    section: str
    label: str
    ask: str
    why: str
    kind: Kind
    need: Literal["required", "optional"]
    choices: dict[str, str] = {}
    when: dict[str, list[bool | str]] = {}
    source: str | None = None
    is_health: bool = False
    is_private: bool = False
    carries_over: bool = False
    not_before: str | None = None
    purpose: Purpose
    retention: str
    seen_by: list[Viewer]


class Section(Part):
    """A group of questions that belong together. `purpose`: of its fields, unless they have their own."""

    id: str
    title: str
    purpose: Purpose


class Notice(Part):
    """Words for people that somebody must approve; `status` says whether that has happened."""

    id: str
    status: Literal["draft", "approved"]
    title: str
    text: str


class Form(Part):
    """One form. `messages`: what to say of an answer that was refused, by the code of the reason."""

    kind: FormKind
    version: str
    sections: list[Section]
    fields: list[FormField]
    notices: list[Notice]
    messages: dict[str, str]

    @model_validator(mode="after")
    def _refuse_what_does_not_fit(self) -> Self:
        ids = [field.id for field in self.fields]
        if len(ids) != len(set(ids)):
            raise ValueError("two fields have one id")
        for field in self.fields:
            if unknown := [name for name in (*field.when, *filter(None, [field.not_before])) if name not in ids]:
                raise ValueError(f"{field.id} depends on {unknown}, which is no field")
            if bool(field.choices) != (field.kind in (Kind.CHOICE, Kind.CHOICES)):
                raise ValueError(f"{field.id} needs choices, or has some that it cannot use")
            for name, values in field.when.items():
                self._refuse_impossible_values(field.id, self.find(name), values)
        return self

    def _refuse_impossible_values(self, field_id: str, other: FormField, values: list[bool | str]) -> None:
        possible = {True, False, ANSWERED, *other.choices}
        if not values or not possible.issuperset(values):
            raise ValueError(f"{field_id} waits for an answer that {other.id} cannot have")

    def find(self, field_id: str) -> FormField:
        """Return a field. Raises KeyError."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)


@cache
def read_form(kind: FormKind) -> Form:
    """Return the form. Raises OSError, yaml.YAMLError or ValidationError."""
    text = Path(__file__).parent.with_name("form.yml").read_text(encoding="utf-8")
    return build_form(parse_yaml(text), kind)


def build_form(raw: dict[str, object], kind: FormKind) -> Form:
    """Return one of the forms of a file. Raises ValidationError, or KeyError for a list that is not there."""
    whole = _File.model_validate(raw)
    own = whole.management if kind is FormKind.MANAGEMENT else whole.self_
    sections = {section.id: section for section in own.sections}
    viewers = [Viewer.EMPLOYEE, Viewer.HEALTH_UNIT]
    if kind is FormKind.MANAGEMENT:
        viewers.insert(0, Viewer.REFERRER)
    fields = [line.complete(sections[line.section], whole.lists, viewers) for line in own.fields]
    # The notices of a person's own referral have the same names with `own_` in front.
    notices = [notice for notice in whole.notices if kind is FormKind.SELF or not notice.id.startswith("own_")]
    if kind is FormKind.SELF:
        notices = [
            notice for notice in notices if notice.id.startswith("own_") or notice.id in ("declining", "release")
        ]
    return Form(
        kind=kind,
        version=whole.version,
        sections=own.sections,
        fields=fields,
        notices=notices,
        messages=whole.messages,
    )


class _Line(Part):
    id: str
    section: str
    label: str
    ask: str
    why: str
    kind: Kind
    need: Literal["required", "optional"]
    choices: str = ""
    when: dict[str, list[bool | str]] = {}
    source: str | None = Field(default=None, alias="from")
    health: bool = False
    again: bool = False
    not_before: str | None = None
    purpose: Purpose | None = None

    def complete(self, section: Section, lists: dict[str, dict[str, str]], viewers: list[Viewer]) -> FormField:
        return FormField(
            id=self.id,
            section=section.id,
            label=self.label,
            ask=self.ask,
            why=self.why,
            kind=self.kind,
            need=self.need,
            choices=lists[self.choices] if self.choices else {},
            when=self.when,
            source=self.source,
            is_health=self.health,
            is_private=self.health or self.kind in (Kind.TEXT, Kind.SPELLS),
            carries_over=self.again,
            not_before=self.not_before,
            purpose=self.purpose or section.purpose,
            retention=Retention.HEALTH_RECORD.name.lower(),
            seen_by=viewers,
        )


class _Half(Part):
    sections: list[Section]
    fields: list[_Line]


class _File(Part):
    version: str
    notices: list[Notice]
    messages: dict[str, str]
    lists: dict[str, dict[str, str]]
    management: _Half
    self_: _Half = Field(alias="self")
