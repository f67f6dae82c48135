"""The record of processing names every question of the form, with purpose, condition and retention, and no other."""

import re
from pathlib import Path

import pytest

from api.referrals.form.specification import FormField, FormKind, read_form
from api.retention.classes import Retention

FOLDER = Path("docs/privacy")
RECORD = (FOLDER / "record-of-processing.md").read_text("utf-8")
TITLES = {FormKind.MANAGEMENT: "### Management referral", FormKind.SELF: "### Self-referral"}


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def section(title: str) -> str:
    return re.split(r"^##", RECORD.partition(title + "\n")[2], flags=re.MULTILINE)[0]


def expected(field: FormField) -> list[str]:
    basis = {row[0]: row for row in rows(section("## Purposes"))}[field.purpose]
    condition = ", ".join(re.findall(r"9\(2\)\(\w\)", basis[3])) if field.is_health else basis[2]
    return [field.id, field.purpose, condition, field.retention]


@pytest.mark.parametrize("kind", FormKind, ids=str)
def test_every_question_is_in_the_record_and_no_other(kind: FormKind) -> None:
    assert rows(section(TITLES[kind])) == [expected(field) for field in read_form(kind).fields]


def test_every_purpose_says_what_it_is_for_and_on_which_basis() -> None:
    purposes = {row[0]: row for row in rows(section("## Purposes"))}
    used = {field.purpose for kind in FormKind for field in read_form(kind).fields}
    assert set(purposes) == used
    assert all(row[2].startswith("6(1)") for row in purposes.values())


def test_a_purpose_of_health_information_has_a_condition() -> None:
    purposes = {row[0]: row[3] for row in rows(section("## Purposes"))}
    needed = {field.purpose for kind in FormKind for field in read_form(kind).fields if field.is_health}
    assert [name for name in needed if not purposes[name].startswith("9(2)")] == []


def test_the_record_keeps_things_as_long_as_the_database_does() -> None:
    stated = {row[0]: int(row[1]) for row in rows(section("## How long"))}
    assert stated == {name: Retention[name.upper()].value.days for name in ("drafts", "health_record")}


@pytest.mark.parametrize("name", ["access", "dpia", "policy", "record-of-processing", "notice"])
def test_a_document_says_that_it_is_a_draft(name: str) -> None:
    assert (FOLDER / f"{name}.md").read_text("utf-8").splitlines()[2].startswith("Draft")
