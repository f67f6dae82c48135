"""Reads whose each row of each table is from `classification.yml`. Knows no database."""

from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from contracts.yaml_files import read_yaml


class Part(BaseModel):
    """A piece of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Erasable(Part):
    """Which rows go when their person asks for it. `unless`: not those with one of these values.

    `begun_in`: only those that the person began, by this column. `rest`: why the others stay.
    """

    unless: dict[str, list[str]] = {}
    begun_in: str | None = None
    rest: str = ""


class Classified(Part):
    """What becomes of one table. The lists of columns are explained at the head of the file."""

    nobody: str = ""
    group: str = ""
    title: str = ""
    whose: list[str] = []
    through: dict[str, str] = {}
    by_name: str | None = None
    acted: dict[str, list[str]] = {}
    given: dict[str, str] = {}
    roles: dict[str, str] = {}
    led_to: dict[str, dict[str, list[str]]] = {}
    opened: dict[str, str] = {}
    withheld: dict[str, str] = {}
    erased: Erasable | None = None
    kept: str = ""

    @model_validator(mode="after")
    def _refuse_a_table_without_an_owner(self) -> Self:
        if bool(self.nobody) == bool(self.whose or self.through or self.by_name):
            raise ValueError("a table is nobody's, or says whose it is")
        if [bool(self.nobody), self.erased is not None, bool(self.kept)].count(True) != 1:
            raise ValueError("a table that is somebody's says whose wish deletes it, or why it is kept")
        return self

    @property
    def columns(self) -> list[str]:
        """Return every column that is classified; twice where it is in two lists."""
        return [*self.given, *self.roles, *self.led_to, *self.opened, *self.withheld]

    @property
    def owners(self) -> set[str]:
        """Return the columns that say whose a row is."""
        return {*self.whose, *self.through, *self.acted, *filter(None, [self.by_name])}


class Classification(Part):
    """The whole file."""

    reasons: dict[str, str]
    keeping: dict[str, str]
    groups: dict[str, str]
    tables: dict[str, Classified]
    about_others: list[str]
    clinical_parts: list[str]
    until_offered: list[str]
    answers_about_others: dict[str, str]

    @model_validator(mode="after")
    def _refuse_unknown_names(self) -> Self:
        for name, table in self.tables.items():
            if not table.nobody and table.group not in self.groups:
                raise ValueError(f"{name} is in no group")
            if unknown := set(table.withheld.values()) - set(self.reasons):
                raise ValueError(f"{name} withholds for {unknown}, which is no reason")
            if table.kept and table.kept not in self.keeping:
                raise ValueError(f"{name} is kept for {table.kept}, which is no reason")
        return self


@cache
def read_classification() -> Classification:
    """Return what the file says. Raises OSError, yaml.YAMLError or ValidationError."""
    return Classification.model_validate(read_yaml(Path(__file__).with_name("classification.yml")))
