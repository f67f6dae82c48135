"""A draft is written out for its owner; where the channel keeps a copy, what is private is only named."""

from typing import Any

import pytest

from api.referrals.form.specification import FormKind, read_form
from bot.gateway.private.showing import answers_as_list
from bot.gateway.teams.calendar_files import CalendarFiles
from bot.gateway.teams.cards import HEALTH_UNIT
from bot.gateway.teams.rendering import TeamsReplies
from contracts.outcomes import Outcome
from contracts.replies import PrivateQuestion, Reply

FORM = read_form(FormKind.MANAGEMENT).model_dump(mode="json")
ANSWERS: dict[str, Any] = {
    "referrer_name": "Angela Whitfield",
    "at_work": "off",
    "absence_from": "2026-11-02",
    "main_reason": "stress",
    "situation": "a [link](https://example.org) and *stars*",
    "absences": [{"first_day": "2026-03-03", "last_day": "2026-03-14", "reason": "flu"}],
    "oh_questions": ["fit_now", "adjustments"],
    "copy_shown": True,
}


def test_everything_is_shown_by_section_in_words() -> None:
    shown = answers_as_list(FORM, ANSWERS, (), health=True)
    assert shown.startswith("**You**\n\n- Your name: Angela Whitfield")
    assert "- First day of absence: 2 November 2026" in shown
    assert "- Absences in two years: 3 March 2026 to 14 March 2026, flu" in shown
    assert "- Main reason: Work-related stress" in shown
    assert "- They have seen it: yes" in shown
    assert r"a \[link\](https://example.org) and \*stars\*" in shown


def test_only_some_fields_are_shown_where_they_are_named() -> None:
    assert answers_as_list(FORM, ANSWERS, ("at_work",), health=True) == "- At work or off: Off work"


@pytest.mark.parametrize("private", ["stress", "flu", "stars", "full role"])
def test_what_is_private_is_only_named_where_a_copy_stays(private: str) -> None:
    shown = answers_as_list(FORM, ANSWERS, (), health=False)
    assert private not in shown.casefold()
    assert "- Main reason: on the form" in shown
    assert "- At work or off: Off work" in shown


def test_in_teams_each_private_question_says_that_teams_keeps_what_is_typed() -> None:
    question = PrivateQuestion("d1", "self", "hopes")
    teams = TeamsReplies("", CalendarFiles("", "no file is sealed here"))
    asked = teams.render(Reply("What do you hope for?", Outcome.TASK, private_question=question))
    ordinary = teams.render(Reply("Which course?", Outcome.TASK))
    assert HEALTH_UNIT.kept_by_teams in str(asked.card)
    assert ordinary.card is None
    assert HEALTH_UNIT.kept_by_teams not in ordinary.text
