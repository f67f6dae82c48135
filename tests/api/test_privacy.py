"""What may be kept of a question, line by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.questions.privacy import PrivacyCheck

CHECK = PrivacyCheck.load()

KEPT = [
    "what is the mileage rate",
    "What is the mileage rate?",
    "How do I claim mileage?",
    "can we work from abroad",
    "Does the PDR apply to HR staff?",
    "where is the P45 form",
    "what’s the notice period",
    "When is the office closed at Christmas?",
    "how many days of leave do new starters get",
    "is there a canteen in Bootle",
    "who may use the pool cars on Monday",
]
DROPPED = {
    "e-mail": "write to p.nair@example.org about mileage",
    "e-mail in words": "write to bob at gmail dot com",
    "web address": "is www.example.org ours",
    "phone": "ring 0151 496 0000",
    "phone in pieces": "ring 01-51-49",
    "full-width digits": "ring ０１５１",
    "four digits": "what is the rate for 2024",
    "national insurance number": "is QQ 12 34 56 C right",
    "short national insurance number": "qq12c is on the slip",
    "postcode": "who covers L20 7AE",
    "card": "4111 1111 1111 1111 was charged",
    "employee number": "what does ab12 mean",
    "story with I": "I have been off for weeks",
    "story after a question": "how do I get leave when I am so tired",
    "story with my": "is my contract over",
    "story with we'd": "we'd like a new kettle",
    "story with a curly apostrophe": "we’d like a new kettle",
    "story of another": "she never comes to meetings",
    "story of a relative": "is there leave when a mum goes away",
    "health term": "can leave be taken for depression",
    "health term with an accent": "what about dépression",
    "health term with a hyphen": "what about self-harm",
    "health term in capitals": "STRESS",
    "name": "is Kowalczyk in today",
    "two names": "ask Bartholomew Featherstonehaugh",
    "name at the start": "Featherstonehaugh is where",
    "name in small letters": "is fatima in today",
    "name with an s": "where is fatima's desk",
    "double name": "where is anna-maria",
    "name in full-width letters": "ｆａｔｉｍａ is late",
    "hidden character": "f\u200batima is late",
    "other script": "где оплата",
    "look-alike letters": "fаtima is late",
    "control character": "mileage\x07rate",
    "right-to-left mark": "mileage \u202erate",
    "emoji": "mileage 🙂",
    "too long": "mileage " * 30,
    "grows when normalised": "ﷺ" * 150,
    "only spaces": "   ",
}


@pytest.mark.parametrize("text", KEPT, ids=str)
def test_a_harmless_question_is_kept(text: str) -> None:
    assert CHECK.clean(text) == text


@pytest.mark.parametrize("text", DROPPED.values(), ids=DROPPED.keys())
def test_a_question_that_could_hurt_somebody_is_not_kept(text: str) -> None:
    assert CHECK.clean(text) is None


def test_lines_become_one() -> None:
    assert CHECK.clean("what is\n the  mileage\trate") == "what is the mileage rate"


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.text(max_size=220))
def test_whatever_is_kept_is_short_and_passes_again(text: str) -> None:
    kept = CHECK.clean(text)
    if kept is not None:
        assert len(kept) <= 200
        assert CHECK.clean(kept) == kept


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.text(alphabet="abc 0123456789-.", max_size=40), st.from_regex(r"\d{4}", fullmatch=True))
def test_four_digits_are_never_kept(around: str, digits: str) -> None:
    assert CHECK.clean(around + digits) is None
