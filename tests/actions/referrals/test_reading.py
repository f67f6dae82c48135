"""Answers to several questions are read from one message, in the form that the API takes."""

from datetime import date
from typing import Any

import pytest

from actions.referrals.forms import Forms, Question
from actions.referrals.reading import read_values
from api.referrals.form.answers import check_answer
from api.referrals.form.specification import FormKind, read_form
from tests.actions.tasks.test_hearing import said

TODAY = date(2026, 11, 26)
FORMS = {kind.value: read_form(kind) for kind in FormKind}
ME = "Angela Whitfield"
SAID: list[tuple[str, list[str], str, dict[str, Any]]] = [
    (
        "self",
        ["date_of_birth", "phone", "email"],
        "12 March 1985, 07700 900123 and priya@example.org",
        {"date_of_birth": "1985-03-12", "phone": "07700 900123", "email": "priya@example.org"},
    ),
    ("self", ["date_of_birth", "phone", "email"], "me@example.org", {"email": "me@example.org"}),
    ("self", ["contact_way"], "ring me", {"contact_way": "phone"}),
    ("self", ["at_work", "off_since"], "off since 3 November", {"at_work": "off", "off_since": "2026-11-03"}),
    ("self", ["at_work", "off_since"], "off three weeks now", {"at_work": "off", "off_since": "2026-11-05"}),
    ("self", ["record_agreed", "contact_agreed"], "yes", {"record_agreed": True, "contact_agreed": True}),
    ("self", ["record_agreed", "contact_agreed"], "no", {}),
    ("management", ["has_fit_note", "fit_note_from", "fit_note_to"], "no", {"has_fit_note": False}),
    (
        "management",
        ["has_fit_note", "fit_note_from", "fit_note_to"],
        "yes, from 2 November till 5 December",
        {"has_fit_note": True, "fit_note_from": "2026-11-02", "fit_note_to": "2026-12-05"},
    ),
    (
        "management",
        ["has_fit_note", "fit_note_from", "fit_note_to"],
        "till the 5th",
        {"has_fit_note": True, "fit_note_to": "2026-12-05"},
    ),
    ("management", ["has_fit_note", "fit_note_from", "fit_note_to"], "off since three weeks ago", {}),
    ("management", ["has_fit_note", "fit_note_from", "fit_note_to"], "she's been off a month", {}),
    (
        "management",
        ["has_fit_note", "fit_note_from", "fit_note_to"],
        "no, off since three weeks ago",
        {"has_fit_note": False},
    ),
    (
        "management",
        ["has_fit_note", "fit_note_from", "fit_note_to"],
        "signed off from 2 November to 5 December",
        {"has_fit_note": True, "fit_note_from": "2026-11-02", "fit_note_to": "2026-12-05"},
    ),
    ("management", ["weekly_hours", "pattern"], "37 hours, shifts", {"weekly_hours": 37.0, "pattern": ["shifts"]}),
    ("management", ["weekly_hours", "pattern"], "18.5 part time", {"weekly_hours": 18.5, "pattern": ["part_time"]}),
    ("management", ["report_recipients"], "just me", {"report_recipients": [ME]}),
    ("management", ["report_recipients"], "me and Helen Carragher", {"report_recipients": [ME, "Helen Carragher"]}),
    (
        "management",
        ["discussed_on", "discussed_how"],
        "yesterday, face to face",
        {"discussed_on": "2026-11-25", "discussed_how": "in_person"},
    ),
    ("management", ["employee_view"], "she agrees", {"employee_view": "agrees"}),
    ("management", ["referrer_phone"], "0151 934 0000", {"referrer_phone": "0151 934 0000"}),
    ("management", ["accident_reference"], "AR-1234", {"accident_reference": "AR-1234"}),
    ("management", ["works_from"], "what does that mean?", {}),
]


def questions(kind: str, fields: list[str]) -> list[Question]:
    form = Forms.load()._read(FORMS[kind].model_dump())
    return [form.questions[field] for field in fields]


@pytest.mark.parametrize(("kind", "fields", "text", "found"), SAID)
def test_a_message_is_read(kind: str, fields: list[str], text: str, found: dict[str, Any]) -> None:
    heard = said(text)
    assert read_values(questions(kind, fields), text, heard, TODAY, ME) == found
    for name, value in found.items():
        check_answer(FORMS[kind].find(name), value, TODAY)


@pytest.mark.parametrize("kind", FORMS)
def test_the_groups_name_questions_of_the_form_and_private_ones_stand_alone(kind: str) -> None:
    form = Forms.load()._read(FORMS[kind].model_dump())
    for group in form.groups:
        assert set(group.fields) <= set(form.questions)
        assert len(group.fields) == 1 or not any(form.questions[field].is_private for field in group.fields)
