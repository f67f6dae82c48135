"""Every value of a closed list has plain words, and every kind of answer a form in which people read it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

import pytest

from api.console.cases import words
from api.console.cases.answers import Group, Row, describe, lay_out
from api.console.cases.confirming import STEPS, StepName
from api.console.cases.letters.writing import LetterName
from api.console.notices import NOTICES
from api.referrals.agreements.models import AgreementKind, Answer
from api.referrals.appointments.models import AppointmentState
from api.referrals.attachments.models import Document, Scan
from api.referrals.audit.models import Reason
from api.referrals.cases.models import Clinician, Mode, Priority, SeesReport
from api.referrals.cases.states import State
from api.referrals.form.specification import FormField, FormKind, Kind, read_form
from tests.api.referrals.cases import value_for

LISTS: list[tuple[Mapping[Any, str], type[StrEnum]]] = [
    (words.STATES, State),
    (words.KINDS, FormKind),
    (words.CLINICIANS, Clinician),
    (words.MODES, Mode),
    (words.PRIORITIES, Priority),
    (words.AGREEMENTS, AgreementKind),
    (words.ANSWERS, Answer),
    (words.APPOINTMENTS, AppointmentState),
    (words.SIGHTS, SeesReport),
    (words.LETTERS, LetterName),
    (words.DOCUMENTS, Document),
    (words.SCANS, Scan),
]
FORMS = [(kind, field) for kind in FormKind for field in read_form(kind).fields]


@pytest.mark.parametrize(("known", "values"), LISTS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_value_has_its_own_words(known: Mapping[Any, str], values: type[StrEnum]) -> None:
    assert set(known) == set(values)
    assert len(set(known.values())) == len(known)


def test_the_reasons_are_those_of_the_api() -> None:
    assert set(words.REASONS) == set(get_args(Reason))


def test_a_document_is_called_as_the_form_calls_it() -> None:
    form = read_form(FormKind.MANAGEMENT).find("documents").choices
    assert {name: words.DOCUMENTS[Document(name)] for name in form} == dict(form)


def test_every_step_that_is_confirmed_has_a_notice() -> None:
    assert set(STEPS) == set(StepName)
    assert {step.done for step in STEPS.values()} <= set(NOTICES)


@pytest.mark.parametrize(("kind", "field"), FORMS, ids=lambda value: getattr(value, "id", str(value)))
def test_every_answer_is_shown_in_words_and_not_as_it_is_stored(kind: FormKind, field: FormField) -> None:
    lines = describe(field, value_for(field, {}))
    assert lines
    assert all(lines)
    stored = {*field.choices, "True", "False", "[]"}
    assert stored.isdisjoint(set(lines) - set(field.choices.values()))
    titles = {section.id: section.title for section in read_form(kind).sections}
    assert lay_out(read_form(kind), {field.id: value_for(field, {})}) == [
        Group(titles[field.section], [Row(field.label, lines)])
    ]


@pytest.mark.parametrize(
    ("kind", "value", "lines"),
    [
        (Kind.PAST_DATE, "2026-11-05", ["5 November 2026"]),
        (Kind.YES_NO, False, ["No"]),
        (Kind.HOURS, 18.5, ["18.5"]),
        (Kind.HOURS, 36.0, ["36"]),
        (Kind.TEXT, "One\n\nTwo", ["One", "", "Two"]),
        (Kind.PEOPLE, ["Ann", "Ben"], ["Ann", "Ben"]),
        (Kind.SPELLS, [], ["None"]),
    ],
)
def test_an_answer_reads_as_people_write_it(kind: Kind, value: Any, lines: list[str]) -> None:
    field = next(field for _, field in FORMS if field.kind is kind)
    assert describe(field, value) == lines


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_not_lost() -> None:
    groups = lay_out(read_form(FormKind.SELF), {"hopes": "To work", "an_old_question": "An old answer"})
    assert groups[-1] == Group("From an earlier form", [Row("an_old_question", ["An old answer"])])
