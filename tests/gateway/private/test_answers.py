"""An answer in words becomes what the API takes, or is refused by a rule of the form."""

from datetime import date
from typing import Any

import pytest

from api.referrals.form.answers import check_answer
from api.referrals.form.specification import FormKind, read_form
from bot.gateway.private.answers import NotReadError, Skipped, read_answer

TODAY = date(2026, 11, 26)
FORM = read_form(FormKind.MANAGEMENT)
READ: list[tuple[str, str, Any]] = [
    ("main_reason", "Muscles, bones or joints", "musculoskeletal"),
    ("main_reason", "work related stress", "stress"),
    ("main_reason", "10", "musculoskeletal"),
    ("main_reason", "anxiety", "mental_health"),
    ("fit_note_says", "not fit", "not_fit"),
    ("fit_note_says", "it says may be fit", "may_be_fit"),
    ("fit_note_options", "phased return and altered hours", ["phased", "hours"]),
    ("oh_questions", "1, 3 and 5", ["fit_now", "phased_return", "adjustments"]),
    ("oh_questions", "whether a phased return would help", ["phased_return"]),
    ("absences", "none", []),
    ("absences", "None in two years", None),
    ("situation", "She is off and we miss her.", "She is off and we miss her."),
]


def field(name: str) -> dict[str, Any]:
    return FORM.find(name).model_dump(mode="json")


@pytest.mark.parametrize(("name", "text", "value"), [row for row in READ if row[2] is not None])
def test_words_are_read_and_the_api_takes_them(name: str, text: str, value: Any) -> None:
    assert read_answer(field(name), text, TODAY) == [(name, value)]
    check_answer(FORM.find(name), value, TODAY)


def test_absences_are_read_one_a_line() -> None:
    text = "3 to 14 March 2026, flu\n2/5/26 to 9/5/26 migraine\n1 June 2026 tooth out"
    ((_, spells),) = read_answer(field("absences"), text, TODAY)  # type: ignore[misc]
    assert spells == [
        {"first_day": "2026-03-03", "last_day": "2026-03-14", "reason": "flu"},
        {"first_day": "2026-05-02", "last_day": "2026-05-09", "reason": "migraine"},
        {"first_day": "2026-06-01", "last_day": "2026-06-01", "reason": "tooth out"},
    ]
    check_answer(FORM.find("absences"), spells, TODAY)


def test_a_question_in_own_words_is_one_of_ones_own() -> None:
    text = "will she cope with the new rota"
    assert read_answer(field("oh_questions"), text, TODAY) == [("oh_questions", ["own"]), ("own_question", text)]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("main_reason", "back pain and stress", "not_a_choice"),
        ("main_reason", "it is complicated", "not_a_choice"),
        ("absences", "a few here and there", "not_spells"),
        ("fit_note_options", "whatever", "not_a_choice"),
    ],
)
def test_what_cannot_be_read_is_named_by_a_rule_that_has_words(name: str, text: str, rule: str) -> None:
    with pytest.raises(NotReadError) as refused:
        read_answer(field(name), text, TODAY)
    assert refused.value.rule == rule
    assert rule in FORM.messages


@pytest.mark.parametrize("text", ["no", "nothing", "No thanks.", "n/a"])
def test_nothing_to_say_skips_what_is_optional_and_answers_what_is_required(text: str) -> None:
    assert read_answer(field("employee_comments"), text, TODAY) == Skipped()
    assert read_answer(field("work_factors"), text, TODAY) == [("work_factors", text)]
