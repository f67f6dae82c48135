"""A question gets its article, two articles, "did you mean", or an honest "I don't know"."""

from itertools import pairwise
from typing import Any

import pytest

from contracts.outcomes import Outcome
from tests.actions.turning import Conversation


async def test_an_answer_says_where_it_comes_from(conversation: Conversation) -> None:
    said = await conversation.ask("eye-tests")
    assert said.texts == ["The short answer on eye-tests."]
    assert said.messages[0]["custom"] == {
        "outcome": "answered",
        "article": {
            "id": "eye-tests",
            "title": "Eye tests",
            "owner": "Wellbeing team",
            "reviewed_on": "2026-03-02",
            "sources": [{"document": "Health Plan 2026", "section": "Offers"}],
        },
    }


async def test_the_section_that_was_asked_for_follows_the_short_answer(conversation: Conversation) -> None:
    said = await conversation.ask("eye-tests", aspects=["cost", "who"])
    assert said.texts == ["The short answer on eye-tests.\n\nIt is free."]


async def test_a_section_that_is_not_there_leaves_the_short_answer(conversation: Conversation) -> None:
    said = await conversation.ask("eye-tests", aspects=["where"])
    assert said.texts == ["The short answer on eye-tests."]


async def test_an_answer_leads_on_to_two_related_articles(conversation: Conversation) -> None:
    said = await conversation.ask("eye-tests")
    assert said.labels() == ["Bikes", "Walks"]


async def test_two_questions_get_two_answers_and_the_second_is_remembered(conversation: Conversation) -> None:
    said = await conversation.ask("eye-tests", "bikes")
    assert said.outcomes == [Outcome.ANSWERED, Outcome.ANSWERED]
    assert said.slots["last_article"] == "bikes"


async def test_the_same_question_is_never_answered_in_the_same_words_twice_running(
    conversation: Conversation,
) -> None:
    texts = [(await conversation.ask("bikes")).texts[0] for _ in range(4)]
    assert all(first != second for first, second in pairwise(texts))
    assert all(text and text.endswith("The short answer on bikes.") for text in texts)


async def test_after_another_article_an_answer_is_said_plainly_again(conversation: Conversation) -> None:
    for article in ("bikes", "walks"):
        await conversation.ask(article)
    assert (await conversation.ask("bikes")).texts == ["The short answer on bikes."]


async def test_what_is_meant_can_be_chosen_by_title(conversation: Conversation) -> None:
    said = await conversation.ask("bikes", "walks", decision="clarify")
    assert said.responses == ["utter_clarification"]
    assert said.outcomes == [Outcome.CLARIFICATION]
    assert said.labels() == ["Bikes", "Walks", "None of these"]
    assert said.slots["offered"] == ["bikes", "walks"]


@pytest.mark.parametrize("decision", ["answer", "clarify"])
async def test_an_article_that_was_deleted_since_the_training_is_not_said(
    conversation: Conversation, decision: str
) -> None:
    said = await conversation.ask("deleted", decision=decision)
    assert said.outcomes == [Outcome.UNANSWERED]


async def test_no_answer_is_admitted_with_ways_on(conversation: Conversation) -> None:
    said = await conversation.ask(decision="none")
    assert said.responses == ["utter_unanswered"]
    assert said.outcomes == [Outcome.UNANSWERED]
    assert said.labels() == ["Talk to a person", "What can you do?"]


async def test_the_second_miss_in_a_row_points_to_a_person(conversation: Conversation) -> None:
    await conversation.ask(decision="none")
    assert (await conversation.ask(decision="none")).responses == ["utter_unanswered_again"]


async def test_an_answer_ends_a_row_of_misses(conversation: Conversation) -> None:
    await conversation.ask(decision="none")
    await conversation.ask("bikes")
    assert (await conversation.ask(decision="none")).responses == ["utter_unanswered"]


async def test_a_gap_entry_says_who_to_ask_and_is_no_answer(conversation: Conversation) -> None:
    said = await conversation.ask("pay-day")
    assert said.outcomes == [Outcome.UNANSWERED]
    assert said.messages[0]["custom"]["article"]["id"] == "pay-day"
    assert said.labels() == ["Talk to a person"]


async def test_personal_data_is_answered_and_noticed(conversation: Conversation) -> None:
    kinds = ["an e-mail address", "a phone number"]
    said = await conversation.ask("bikes", personal_data=kinds)
    assert said.outcomes == [Outcome.ANSWERED, Outcome.CONVERSATION]
    assert said.responses[1] == "utter_personal_data"
    assert said.messages[1]["kinds"] == "an e-mail address and a phone number"


@pytest.mark.parametrize("selection", [None, {}, {"decision": "none", "ranking": []}], ids=str)
async def test_a_message_that_was_not_understood_at_all_is_admitted(
    conversation: Conversation, selection: dict[str, Any] | None
) -> None:
    said = await conversation.take("action_answer_question", "nlu_fallback", **(selection or {}))
    assert said.outcomes == [Outcome.UNANSWERED]
