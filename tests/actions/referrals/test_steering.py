"""Words that steer a form are told from answers, and a question of the form is found by what people call it."""

import pytest

from actions.referrals import steering
from actions.referrals.agreeing import NO
from actions.referrals.forms import Forms
from api.referrals.form.specification import FormKind, read_form
from tests.actions.tasks.test_hearing import said

STEERS = {
    steering.BACK: ["go back", "can we go back please", "undo that", "take that back"],
    steering.SAVE: ["save for later", "I'd like to save it for later", "later", "finish this later"],
    steering.SKIP: ["skip", "skip this question", "I'd rather not say", "I don't know his email", "not sure"],
    steering.SHOW: ["what have I said so far", "show me my answers", "read it back"],
    steering.DISCARD: ["discard it", "delete the draft", "please discard", "get rid of it all"],
    steering.CHANGE: ["change the date", "correct the phone number", "add what would help", "the date is wrong"],
    steering.DECLINED: ["should I put her diagnosis", "do you want his GP?", "can you note her home life"],
}
ANSWERS = [
    "correct",
    "yes, correct",
    "12 March 1985",
    "bin lorries and vans",
    "she is back on Monday",
    "nights and weekends",
    "07700 900123",
    "the gp surgery on Main Street",
    "late shifts",
]


@pytest.mark.parametrize(("word", "text"), [(word, text) for word, texts in STEERS.items() for text in texts])
def test_a_word_steers(word: str, text: str) -> None:
    assert steering.steer(said(text)) == word


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_does_not_steer(text: str) -> None:
    assert steering.steer(said(text)) is None


@pytest.mark.parametrize("intent", steering.BY_INTENT)
def test_what_the_gateway_or_the_model_understood_steers(intent: str) -> None:
    assert steering.steer(said("whatever", intent)) == steering.BY_INTENT[intent]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("change the first day of absence", "absence_from"),
        ("change the main reason", "main_reason"),
        ("the personal mobile is wrong", "personal_mobile"),
        ("change the weekly hours", "weekly_hours"),
        ("add the expected return", "expected_return"),
        ("change something", None),
        ("change their name", None),
    ],
)
def test_the_question_that_is_meant_is_found(text: str, field: str | None) -> None:
    form = Forms.load()._read(read_form(FormKind.MANAGEMENT).model_dump())
    assert steering.field_meant(form, text, list(form.questions)) == field


@pytest.mark.parametrize(
    ("text", "is_no"),
    [
        ("I agree to be referred", False),
        ("I don't agree to the referral", True),
        ("turn the referral down", True),
        ("I decline", True),
        ("say yes to the referral", False),
    ],
)
def test_a_no_to_a_referral_is_told_from_a_yes(text: str, is_no: bool) -> None:
    assert bool(NO.search(text.casefold())) is is_no
