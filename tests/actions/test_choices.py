"""After "did you mean": the first, the second, the third, yes, none of these."""

import pytest

from contracts.outcomes import Outcome
from tests.actions.turning import Conversation

OFFERED = ("bikes", "walks", "choir")


@pytest.mark.parametrize(
    ("intent", "article"),
    [("choose_first", "bikes"), ("choose_second", "walks"), ("choose_third", "choir")],
)
async def test_the_one_that_is_meant_answers(conversation: Conversation, intent: str, article: str) -> None:
    await conversation.ask(*OFFERED, decision="clarify")
    said = await conversation.choose(intent)
    assert said.texts == [f"The short answer on {article}."]
    assert said.slots == {"last_article": article, "offered": None, "misses": 0, "repeats": 0}


@pytest.mark.parametrize("intent", ["reject_options", "deny"])
async def test_none_of_them_is_taken_for_a_miss_and_offers_a_person(conversation: Conversation, intent: str) -> None:
    await conversation.ask(*OFFERED, decision="clarify")
    said = await conversation.choose(intent)
    assert said.responses == ["utter_rejected"]
    assert said.labels() == ["Talk to a person"]
    assert said.slots == {"offered": None, "misses": 1}


async def test_a_rejection_and_a_miss_are_two_misses_in_a_row(conversation: Conversation) -> None:
    await conversation.ask(*OFFERED, decision="clarify")
    await conversation.choose("reject_options")
    assert (await conversation.ask(decision="none")).responses == ["utter_unanswered_again"]


async def test_the_place_behind_the_last_choice_is_none_of_these(conversation: Conversation) -> None:
    await conversation.ask("bikes", "walks", decision="clarify")
    assert (await conversation.choose("choose_third")).responses == ["utter_rejected"]


@pytest.mark.parametrize("intent", ["choose_first", "choose_third"])
async def test_a_choice_of_nothing_asks_what_is_meant(conversation: Conversation, intent: str) -> None:
    said = await conversation.choose(intent)
    assert said.responses == ["utter_nothing_offered"]
    assert said.outcomes == [Outcome.CLARIFICATION]


async def test_yes_to_several_offers_them_once_more(conversation: Conversation) -> None:
    await conversation.ask(*OFFERED, decision="clarify")
    said = await conversation.choose("affirm")
    assert said.responses == ["utter_clarification"]
    assert said.labels() == ["Bikes", "Walks", "Choir", "None of these"]


async def test_yes_to_nothing_is_conversation(conversation: Conversation) -> None:
    said = await conversation.choose("affirm")
    assert said.responses == ["utter_affirmed"]
    assert said.outcomes == [Outcome.CONVERSATION]


async def test_an_answer_takes_the_offer_back(conversation: Conversation) -> None:
    await conversation.ask(*OFFERED, decision="clarify")
    await conversation.ask("eye-tests")
    assert (await conversation.choose("choose_first")).responses == ["utter_nothing_offered"]


async def test_a_chosen_gap_entry_is_counted_as_unanswered(conversation: Conversation) -> None:
    await conversation.ask("pay-day", "bikes", decision="clarify")
    assert (await conversation.choose("choose_first")).outcomes == [Outcome.UNANSWERED]
