"""A follow-up is answered from the article that was said last, or with who to ask."""

from itertools import pairwise

import pytest

from contracts.outcomes import Outcome
from tests.actions.staff_api_edge import StaffApiEdge
from tests.actions.turning import Conversation


async def test_a_section_of_the_last_article_answers(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    said = await conversation.follow_up("ask_who")
    assert said.texts == ["The optician runs it."]
    assert said.outcomes == [Outcome.ANSWERED]
    assert said.messages[0]["custom"]["article"]["id"] == "eye-tests"


async def test_another_article_answers_where_the_editors_say_so(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    said = await conversation.follow_up("ask_managers")
    assert said.texts == ["The short answer on walks."]
    assert (await conversation.follow_up("ask_who")).texts == ["The walking group runs them."]


async def test_more_is_everything_beyond_the_short_answer(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    assert (await conversation.follow_up("ask_more")).texts == ["The optician runs it.\n\nIt is free."]


@pytest.mark.parametrize(("article", "intent"), [("eye-tests", "ask_where"), ("bikes", "ask_more")])
async def test_what_the_article_does_not_say_is_admitted_with_who_to_ask(
    conversation: Conversation, edge: StaffApiEdge, article: str, intent: str
) -> None:
    await conversation.ask(article)
    said = await conversation.follow_up(intent)
    assert said.responses == ["utter_follow_up_unknown"]
    assert said.outcomes == [Outcome.UNANSWERED]
    assert said.messages[0]["contact"] == "your line manager, or Personnel"
    assert [write.body["article_id"] for write in edge.written] == [article]


@pytest.mark.parametrize("last", [None, "deleted"])
async def test_without_a_topic_it_asks_for_one(conversation: Conversation, last: str | None) -> None:
    conversation.slots = {"last_article": last}
    said = await conversation.follow_up("ask_who")
    assert said.responses == ["utter_which_topic"]
    assert said.outcomes == [Outcome.CLARIFICATION]


async def test_the_same_follow_up_is_never_answered_in_the_same_words_twice_running(
    conversation: Conversation,
) -> None:
    await conversation.ask("eye-tests")
    texts = [(await conversation.follow_up("ask_who")).texts[0] for _ in range(4)]
    assert texts[0] == "The optician runs it."
    assert all(first != second for first, second in pairwise(texts))


async def test_a_follow_up_after_another_one_is_said_plainly(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    for intent in ("ask_who", "ask_cost"):
        await conversation.follow_up(intent)
    assert (await conversation.follow_up("ask_who")).texts == ["The optician runs it."]


async def test_of_what_the_words_say_the_side_that_the_article_knows_is_meant(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    said = await conversation.take("action_answer_follow_up", "ask_duration", aspects=["who"])
    assert said.texts == ["The optician runs it."]


async def test_a_short_question_without_a_subject_is_about_what_was_said_last(conversation: Conversation) -> None:
    await conversation.ask("eye-tests")
    said = await conversation.ask(decision="none", text="who is behind all that", aspects=["who"])
    assert (said.texts, said.outcomes) == (["The optician runs it."], [Outcome.ANSWERED])
    again = await conversation.ask(decision="none", text="who is behind all that", aspects=["who"])
    assert again.texts[0] != said.texts[0]


@pytest.mark.parametrize(
    ("last", "text", "aspects"),
    [
        (None, "who is behind all that", ["who"]),
        ("eye-tests", "tell me about the moon", []),
        ("eye-tests", "who was the first man to walk on the moon, and who was second", ["who"]),
    ],
    ids=["nothing was said", "no side is asked for", "too long to be without a subject"],
)
async def test_what_has_no_answer_is_not_taken_for_a_follow_up(
    conversation: Conversation, last: str | None, text: str, aspects: list[str]
) -> None:
    conversation.slots = {"last_article": last}
    said = await conversation.ask(decision="none", text=text, aspects=aspects)
    assert said.responses == ["utter_unanswered"]
