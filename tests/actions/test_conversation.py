"""A person, stop and start again: they work whatever was said before."""

from contracts.outcomes import Outcome
from tests.actions.turning import Conversation


async def test_a_person_is_named_for_the_last_topic(conversation: Conversation) -> None:
    await conversation.ask("bikes")
    said = await conversation.take("action_offer_person", "talk_to_person")
    assert said.responses == ["utter_person_for_topic"]
    assert said.messages[0]["title"] == "Bikes"
    assert said.messages[0]["contact"] == "your line manager, or Personnel"


async def test_without_a_topic_the_people_for_everything_are_named(conversation: Conversation) -> None:
    said = await conversation.take("action_offer_person", "talk_to_person")
    assert said.responses == ["utter_person"]
    assert said.outcomes == [Outcome.CONVERSATION]


async def test_whoever_was_sent_to_a_person_begins_a_new_row_of_misses(conversation: Conversation) -> None:
    await conversation.ask(decision="none")
    await conversation.take("action_offer_person", "talk_to_person")
    assert (await conversation.ask(decision="none")).responses == ["utter_unanswered"]


async def test_stop_takes_an_offer_back(conversation: Conversation) -> None:
    await conversation.ask("bikes", "walks", decision="clarify")
    said = await conversation.take("action_stop_task", "stop")
    assert said.responses == ["utter_stop"]
    assert said.slots == {"offered": None}


async def test_after_stop_the_last_topic_is_still_there(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    await conversation.take("action_stop_task", "stop")
    assert (await conversation.follow_up("ask_who")).texts == ["The optician runs it."]


async def test_start_again_forgets_the_conversation(conversation: Conversation) -> None:
    said = await conversation.take("action_start_again", "start_again")
    assert said.responses == ["utter_start_again"]
    assert [event["event"] for event in said.events] == ["restart"]


async def test_personal_data_is_noticed_in_every_state(conversation: Conversation) -> None:
    said = await conversation.take("action_stop_task", "stop", personal_data=["a card number"])
    assert said.responses == ["utter_stop", "utter_personal_data"]
    assert said.outcomes == [Outcome.CONVERSATION, Outcome.CONVERSATION]
