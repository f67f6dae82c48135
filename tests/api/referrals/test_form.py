"""The form says for each question what a person needs to know, and its checks take what is right and nothing else."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from api.referrals.form.answers import CHECKS, AnswerRefused, check_answer
from api.referrals.form.progress import applicable, measure
from api.referrals.form.specification import Form, FormField, FormKind, Kind, build_form, read_form
from api.retention.classes import Retention
from tests.api.referrals.cases import fill
from tests.api.world import MANAGER, World

FORMS = [read_form(kind) for kind in FormKind]
FIELDS = [(form, field) for form in FORMS for field in form.fields]
TODAY = date(2026, 11, 25)
MANAGEMENT = read_form(FormKind.MANAGEMENT)


def of_kind(kind: Kind) -> FormField:
    return next(field for _, field in FIELDS if field.kind is kind)


each_field = pytest.mark.parametrize(
    ("form", "field"), FIELDS, ids=[f"{form.kind} {field.id}" for form, field in FIELDS]
)


@each_field
def test_a_question_is_short_plain_and_says_why(form: Form, field: FormField) -> None:
    sentences = re.split(r"[.?]", field.ask)
    assert field.ask.endswith(("?", "."))
    assert field.why.endswith(".")
    assert all(len(sentence.split()) <= 25 for sentence in [*sentences, field.why])


@each_field
def test_words_about_health_are_private_and_a_manager_sees_them_only_while_writing(
    form: Form, field: FormField
) -> None:
    assert field.is_private or not field.is_health
    assert ("referrer" in field.seen_by) == (form.kind is FormKind.MANAGEMENT)
    assert Retention[field.retention.upper()]


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_kind_of_answer_is_used_and_checked(kind: Kind) -> None:
    assert of_kind(kind)
    assert kind in CHECKS


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.value)
def test_every_rule_that_an_answer_can_break_has_words(form: Form) -> None:
    source = Path("api/referrals/form/answers.py").read_text("utf-8")
    rules = set(re.findall(r'"((?:not|in|too|out)_[a-z_]+|empty|nothing_chosen|ends_before_start)"', source))
    assert len(rules) >= 18
    assert rules == set(form.messages)


RIGHT: list[tuple[Kind, Any, Any]] = [
    (Kind.YES_NO, False, False),
    (Kind.CONFIRM, True, True),
    (Kind.DATE, "2027-01-31", "2027-01-31"),
    (Kind.PAST_DATE, "2026-11-25", "2026-11-25"),
    (Kind.FUTURE_DATE, "2026-11-25", "2026-11-25"),
    (Kind.BIRTH_DATE, "1961-02-28", "1961-02-28"),
    (Kind.LINE, "  two\n words ", "two words"),
    (Kind.TEXT, " one\r\ntwo ", "one\ntwo"),
    (Kind.EMAIL, "o'neill+x@mail.example.org", "o'neill+x@mail.example.org"),
    (Kind.PHONE, "+44 (0)7700 900-123", "+44 (0)7700 900-123"),
    (Kind.HOURS, 18.5, 18.5),
    (Kind.PEOPLE, ["A B", "C"], ["A B", "C"]),
    (Kind.SPELLS, [], []),
    (
        Kind.SPELLS,
        [{"first_day": "2026-01-05", "last_day": "2026-01-05", "reason": " a cold "}],
        [{"first_day": "2026-01-05", "last_day": "2026-01-05", "reason": "a cold"}],
    ),
]


@pytest.mark.parametrize(("kind", "given", "kept"), RIGHT, ids=lambda value: str(value)[:30])
def test_a_right_answer_is_kept(kind: Kind, given: Any, kept: Any) -> None:
    assert check_answer(of_kind(kind), given, TODAY) == kept


SPELL = {"first_day": "2026-01-05", "last_day": "2026-01-06", "reason": "a cold"}
WRONG: list[tuple[Kind, Any, str]] = [
    (Kind.YES_NO, "yes", "not_yes_or_no"),
    (Kind.CONFIRM, False, "not_confirmed"),
    (Kind.CHOICE, "none of these", "not_a_choice"),
    (Kind.CHOICE, ["phone"], "not_a_choice"),
    (Kind.CHOICES, [], "nothing_chosen"),
    (Kind.CHOICES, ["?"], "not_a_choice"),
    (Kind.CHOICES, "days", "not_a_choice"),
    (Kind.DATE, "5.11.2026", "not_a_date"),
    (Kind.DATE, "2026-02-30", "not_a_date"),
    (Kind.DATE, 20261105, "not_a_date"),
    (Kind.DATE, "2036-11-05", "too_far_ahead"),
    (Kind.PAST_DATE, "2026-11-26", "in_the_future"),
    (Kind.PAST_DATE, "1926-11-26", "too_long_ago"),
    (Kind.FUTURE_DATE, "2026-11-24", "in_the_past"),
    (Kind.BIRTH_DATE, "2020-01-01", "in_the_future"),
    (Kind.LINE, " ", "empty"),
    (Kind.LINE, "x" * 201, "too_long"),
    (Kind.TEXT, "x" * 4001, "too_long"),
    (Kind.TEXT, "a\x00b", "not_plain_text"),
    (Kind.TEXT, 5, "not_plain_text"),
    (Kind.EMAIL, "a@b", "not_an_email"),
    (Kind.PHONE, "12345", "not_a_phone"),
    (Kind.HOURS, "36", "not_a_number"),
    (Kind.HOURS, True, "not_a_number"),
    (Kind.HOURS, 0, "out_of_range"),
    (Kind.PEOPLE, [], "empty"),
    (Kind.PEOPLE, ["x"] * 11, "too_long"),
    (Kind.SPELLS, "none", "not_spells"),
    (Kind.SPELLS, [{"first_day": "2026-01-05"}], "not_spells"),
    (Kind.SPELLS, [SPELL | {"last_day": "2026-01-01"}], "ends_before_start"),
    (Kind.SPELLS, [SPELL | {"last_day": "2026-12-01"}], "in_the_future"),
    (Kind.SPELLS, [SPELL] * 61, "too_long"),
]


@pytest.mark.parametrize(("kind", "given", "rule"), WRONG, ids=lambda value: str(value)[:30])
def test_a_wrong_answer_is_refused_by_its_rule_and_never_quoted(kind: Kind, given: Any, rule: str) -> None:
    with pytest.raises(AnswerRefused) as caught:
        check_answer(of_kind(kind), given, TODAY)
    assert str(caught.value) == rule


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.value)
def test_a_form_can_be_filled(form: Form) -> None:
    answers = fill(form, {})
    assert measure(form, answers).is_complete
    assert applicable(form, answers) == {field.id: answers[field.id] for field in form.fields if field.id in answers}


def test_a_question_comes_and_goes_with_its_condition() -> None:
    off = fill(MANAGEMENT, {}, at_work="off", has_fit_note=True, fit_note_says="may_be_fit")
    assert {"absence_from", "fit_note_to", "fit_note_options"} <= set(measure(MANAGEMENT, off).asked)
    there = off | {"at_work": "fully"}
    assert not {"absence_from", "fit_note_to", "fit_note_options"} & set(measure(MANAGEMENT, there).asked)
    assert not {"absence_from", "fit_note_options"} & set(applicable(MANAGEMENT, there))


def test_a_fit_note_does_not_end_before_it_begins() -> None:
    answers = fill(MANAGEMENT, {}, at_work="off", has_fit_note=True, fit_note_to="2026-11-19")
    assert measure(MANAGEMENT, answers).wrong == ["fit_note_to"]
    assert not measure(MANAGEMENT, answers).is_complete


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw["management"]["fields"].append(raw["management"]["fields"][0]),
        lambda raw: raw["management"]["fields"][0].update(when={"nothing": [True]}),
        lambda raw: raw["management"]["fields"][0].update(when={"at_work": ["asleep"]}),
        lambda raw: raw["management"]["fields"][0].update(kind="choice"),
        lambda raw: raw["management"]["fields"][0].update(purpose="curiosity"),
        lambda raw: raw["management"]["fields"][0].update(extra=1),
    ],
    ids=["twice", "unknown field", "impossible value", "no choices", "unknown purpose", "unknown key"],
)
def test_a_form_that_does_not_fit_together_is_refused(change: Any) -> None:
    raw = yaml.safe_load(Path("api/referrals/form.yml").read_text("utf-8"))
    change(raw)
    with pytest.raises(ValidationError):
        build_form(raw, FormKind.MANAGEMENT)


@pytest.mark.parametrize("kind", FormKind, ids=str)
def test_the_route_returns_the_form(world: World, kind: FormKind) -> None:
    shown = world.get(f"/v1/referral-forms/{kind}", person=MANAGER).json()
    assert Form.model_validate(shown) == read_form(kind)
    assert {notice["status"] for notice in shown["notices"]} == {"draft"}


def test_what_a_person_must_not_be_asked_is_not_on_the_form() -> None:
    ids = " ".join(field.id for _, field in FIELDS)
    assert not re.search(r"diagnos|\bgp\b|gender|national_insurance|family|home_life|manager_name", ids)
