"""What a paragraph tells is read; what only sounds like it is not."""

from datetime import date
from typing import Any

import pytest

from actions.referrals.openings.opening import read_opening
from actions.referrals.openings.remembering import Openings
from api.referrals.form.answers import check_answer
from api.referrals.form.specification import FormKind, read_form

TODAY = date(2026, 11, 26)
FORM = read_form(FormKind.MANAGEMENT)
ASKED = {field.id for field in FORM.fields}
OWN = {field.id for field in read_form(FormKind.SELF).fields}
STORIES: list[tuple[str, dict[str, Any]]] = [
    (
        "one of my team has been off three weeks with her back, fit note till the 5th, "
        "I want to know about a phased return",
        {
            "main_reason": "musculoskeletal",
            "at_work": "off",
            "absence_from": "2026-11-05",
            "has_fit_note": True,
            "fit_note_to": "2026-12-05",
            "oh_questions": ["phased_return"],
        },
    ),
    (
        "Please refer Peter Walsh. He has been absent since 2 November. The fit note runs to 30 November.",
        {"at_work": "off", "absence_from": "2026-11-02", "has_fit_note": True, "fit_note_to": "2026-11-30"},
    ),
    (
        "Joanne's coming back after surgery and wants to get back to work",
        {"main_reason": "return_to_work", "at_work": "off"},
    ),
    ("my admin officer is at work but struggling, refer her", {"at_work": "fully"}),
    ("Priya's signed off for a month with stress", {"main_reason": "stress", "at_work": "off", "has_fit_note": True}),
    ("refer someone", {}),
    ("personnel say I should refer her, can we do that now", {}),
    (
        "advice on restrictions and adjustments please",
        {"main_reason": "adjustments", "oh_questions": ["restrictions", "adjustments"]},
    ),
    ("start an occupational health referral for Zofia", {}),
    ("I'd like to make a referral for one of my staff", {}),
    ("stress at work, please refer", {"main_reason": "stress"}),
    ("our caretaker had an accident at work and is off", {"main_reason": "accident", "at_work": "off"}),
    ("sat down with her on Friday", {"discussed_on": "2026-11-20", "discussed_how": "in_person"}),
    ("she works 3 days a week", {}),
    (
        "she's off, her note says she is not fit for work. I want to know when she is likely to return",
        {"at_work": "off", "has_fit_note": True, "fit_note_says": "not_fit", "oh_questions": ["likely_date"]},
    ),
]


@pytest.mark.parametrize(("text", "found"), STORIES)
def test_a_paragraph_is_read_and_the_api_takes_it(text: str, found: dict[str, Any]) -> None:
    assert read_opening(text, TODAY, "management", ASKED) == found
    for name, value in found.items():
        check_answer(FORM.find(name), value, TODAY)


# What has to be among what is read.
TOLD: list[tuple[str, dict[str, Any]]] = [
    ("off since 5/10, note expires 30/11.", {"absence_from": "2026-10-05", "fit_note_to": "2026-11-30"}),
    ("Note: may be fit, altered hours, 10/11–8/12.", {"fit_note_from": "2026-11-10", "fit_note_to": "2026-12-08"}),
    ("off 3 wks, fit note runs out a week on Friday", {"absence_from": "2026-11-05", "fit_note_to": "2026-12-04"}),
    ("signed off 2 wks from mon just gone", {"absence_from": "2026-11-23", "fit_note_from": "2026-11-23"}),
    ("signed off again, another two weeks from yesterday", {"at_work": "off", "fit_note_from": "2026-11-25"}),
    ("off since Halloween", {"absence_from": "2026-10-31"}),
    ("Off since 30th Oct. Sorry, 29th.", {"absence_from": "2026-10-29"}),
    ("slipped on 2 November, went off the day after", {"absence_from": "2026-11-03"}),
    ("she was off from the 1st to the 30th of September. Now it's her hip. In work.", {"at_work": "fully"}),
    ("she has not been back since the accident on 2 November", {"at_work": "off"}),
    ("will be off 6 weeks after her knee op on 30/11", {"main_reason": "musculoskeletal"}),
    ("half pay from 1 January. Off since 29 June", {"absence_from": "2026-06-29", "half_pay_on": "2027-01-01"}),
    ("stress risk assessment done on 6 November", {"stress_assessed_on": "2026-11-06"}),
    ("she was assaulted on 5 Nov, he's in Aintree", {"main_reason": "accident"}),
    ("told by DVLA to stop driving from 1st December", {"main_reason": "safety_fitness"}),
    ("he doesn't want me seeing the report till he's read it", {"sees_report": "before"}),
    ("he came back from paternity and he's in bits. In work.", {"main_reason": "mental_health", "at_work": "fully"}),
]
# What sounds like it and is not.
NOT_TOLD = [
    ("I wish to refer Ms Sarah Hughes", "main_reason"),
    ("2 or 3 days off a month", "at_work"),
    ("he will be off 6 weeks after his knee op on 30/11", "absence_from"),
    ("signed off again, another two weeks from yesterday", "absence_from"),
    ("she put her back out on Sunday night, rang in Monday", "expected_return"),
    ("note says may be fit, phased return ticked, until 11 December", "expected_return"),
    ("he's in Aintree with a broken leg", "at_work"),
    ("I've said yes to four hours a day", "employee_view"),
    ("hasn't worked since 1 October. Fit note till Christmas", "no_note"),
    ("we don't want to make a big thing of it, I'd like to refer him", "employee_view"),
    ("the last report said phased return but she never came back", "oh_questions"),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_is_told_is_among_what_is_read(text: str, told: dict[str, Any]) -> None:
    found = read_opening(text, TODAY, "management", ASKED)
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize(("text", "field"), NOT_TOLD)
def test_what_only_sounds_like_it_is_left_to_be_asked(text: str, field: str) -> None:
    found = read_opening(text, TODAY, "management", ASKED)
    assert found.get(field) is None if field != "no_note" else found["has_fit_note"] is True


def test_ones_own_story_is_read_into_ones_own_form() -> None:
    found = read_opening("I've been off since 10 November with my knee", TODAY, "self", OWN)
    assert found == {"wanted_help": "musculoskeletal", "at_work": "off", "off_since": "2026-11-10"}


def test_a_new_beginning_keeps_nothing_of_the_one_before() -> None:
    openings = Openings()
    openings.keep("c", {"at_work": "off"})
    openings.keep("c", {})
    assert openings.take("c") == {}


def test_what_is_told_later_is_added() -> None:
    openings = Openings()
    openings.add("c", {"at_work": "off", "main_reason": "stress"})
    openings.add("c", {"at_work": "fully"})
    openings.add("c", {})
    assert openings.take("c") == {"at_work": "fully", "main_reason": "stress"}


def test_what_was_read_is_given_out_once() -> None:
    openings = Openings()
    openings.keep("c", {"at_work": "off"})
    assert openings.take("another") == {}
    assert openings.take("c") == {"at_work": "off"}
    assert openings.take("c") == {}
