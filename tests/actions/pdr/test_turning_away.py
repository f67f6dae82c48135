"""Words of a task said without one, and what only managers are told: an article answers where it can."""

import pytest

from contracts.outcomes import Outcome
from tests.actions.pdr.conftest import Begin
from tests.api.world import EMPLOYEE, MANAGER


@pytest.mark.parametrize("intent", ["inform", "change_answer"])
@pytest.mark.parametrize(
    ("decision", "outcome"),
    [("answer", Outcome.ANSWERED), ("clarify", Outcome.CLARIFICATION)],
)
async def test_words_of_a_task_without_one_are_a_question_where_an_article_is_likely(
    begin: Begin, intent: str, decision: str, outcome: Outcome
) -> None:
    said = await begin().say("the bikes one", intent, decision=decision, articles=["bikes"])
    assert said.outcomes == [outcome]
    assert "bikes" in str(said.messages).casefold()


@pytest.mark.parametrize(
    ("intent", "response"), [("change_answer", "utter_nothing_open"), ("inform", "utter_nothing_found")]
)
async def test_words_of_a_task_without_one_that_no_article_fits_say_what_there_is_not(
    begin: Begin, intent: str, response: str
) -> None:
    said = await begin().say("the other zeppelin", intent, decision="none", articles=[])
    assert said.responses == [response]


@pytest.mark.parametrize("intent", ["see_team_standing", "see_team_pdrs", "list_team_training"])
async def test_whoever_leads_nobody_gets_the_article_or_is_told_that_it_is_for_managers(
    begin: Begin, intent: str
) -> None:
    talk = begin(EMPLOYEE)
    chosen = {"decision": "answer", "articles": ["bikes"]}
    surely, hardly = ([{"id": "bikes", "confidence": sure}] for sure in (0.8, 0.4))
    answered = await talk.say("what share of PDRs is wanted", intent, **chosen, ranking=surely)
    assert (answered.outcomes, answered.texts) == ([Outcome.ANSWERED], ["The short answer on bikes."])
    refused = await talk.say("who in my team is overdue", intent, **chosen, ranking=hardly)
    assert refused.responses == ["utter_managers_only"]
    refused = await talk.say("who in my team is late", intent, decision="none", articles=[])
    assert refused.responses == ["utter_managers_only"]


async def test_a_manager_is_shown_their_team_whatever_an_article_says(begin: Begin) -> None:
    said = await begin(MANAGER).say("how is my team doing", "see_team_standing", decision="answer", articles=["bikes"])
    assert said.outcomes == [Outcome.DONE]
