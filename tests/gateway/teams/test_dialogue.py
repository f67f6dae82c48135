"""What people get in Teams for everything that can happen there: an answer, a sentence, help, or rightly nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.gateway.prepared_replies import PreparedReplies
from tests.gateway.edge_servers import EdgeServer, replies, spoken
from tests.gateway.teams.conftest import Chat
from tests.gateway.teams.microsoft import TENANT

ARTICLE = {
    "id": "pdr-what",
    "title": "What a PDR is",
    "owner": "Corporate Learning",
    "reviewed_on": "2026-11-23",
    "sources": [{"document": "Transformation Programme Plan", "section": "Our Workforce"}],
}
URGENT = "I want to kill myself"
PREPARED = PreparedReplies.load()._prepared


@pytest.fixture
def say(shared_rasa: EdgeServer) -> Any:
    """Return a function that makes Rasa say something else than usual."""
    usual = shared_rasa.answer

    def make(*spoken_replies: dict[str, Any]) -> None:
        shared_rasa.answer = lambda _: replies(*spoken_replies)

    yield make
    shared_rasa.answer = usual


def wordings(cause: str) -> list[str]:
    return [wording for known, prepared in PREPARED.items() if known == cause for wording in prepared.wordings]


def group(chat: Chat, kind: str = "groupChat") -> dict[str, Any]:
    return {"conversation": {"id": chat.id, "conversationType": kind, "tenantId": TENANT}}


SENTENCES: dict[str, tuple[Callable[[Chat], dict[str, Any]], str]] = {
    "an edit": (
        lambda chat: {"type": "messageUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "editMessage"}},
        "teams_edited",
    ),
    "a deletion": (lambda chat: {"type": "messageDelete"}, "teams_deleted"),
    "a reaction": (lambda chat: {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]}, "teams_reacted"),
    "a picture": (lambda chat: {"text": "", "attachments": [{"contentType": "image/png"}]}, "teams_file"),
    "an old button": (lambda chat: {"text": "", "value": {"book": "S-1"}}, "teams_old_button"),
    "nothing": (lambda chat: {"text": " "}, "no_text"),
    "only a mention": (lambda chat: {"text": "<at>Staff Assistant</at>"}, "no_text"),
    "a group": (lambda chat: group(chat), "teams_not_personal"),
    "a channel": (lambda chat: group(chat, "channel"), "teams_not_personal"),
    "installed in a group": (
        lambda chat: {"type": "installationUpdate", "action": "add", **group(chat)},
        "teams_not_personal",
    ),
}
SILENT: dict[str, Callable[[Chat], dict[str, Any]]] = {
    "a message that is undone": lambda chat: {
        "type": "messageUpdate",
        "channelData": {"tenant": {"id": TENANT}, "eventType": "undeleteMessage"},
    },
    "a reaction taken back": lambda chat: {"type": "messageReaction", "reactionsRemoved": [{"type": "like"}]},
    "typing": lambda chat: {"type": "typing"},
    "the app updated": lambda chat: {"type": "installationUpdate", "action": "add-upgrade"},
    "the app removed": lambda chat: {"type": "installationUpdate", "action": "remove"},
    "a member of the chat": lambda chat: {"type": "conversationUpdate", "membersAdded": [{"id": "29:x"}]},
    "an event": lambda chat: {"type": "event", "name": "application/vnd.microsoft.meetingStart"},
    "what nobody knows yet": lambda chat: {"type": "somethingNew"},
    "a reaction in a group": lambda chat: {
        "type": "messageReaction",
        "reactionsAdded": [{"type": "like"}],
        **group(chat),
    },
}


@pytest.mark.parametrize(("changes", "cause"), SENTENCES.values(), ids=SENTENCES.keys())
async def test_it_gets_a_sentence(changes: Any, cause: str, chat: Chat, shared_rasa: EdgeServer) -> None:
    before = len(shared_rasa.texts)
    await chat.deliver(chat.activity(**{"text": "hello", **changes(chat)}))
    assert (await chat.told_texts())[0] in wordings(cause)
    assert len(shared_rasa.texts) == before


@pytest.mark.parametrize("changes", SILENT.values(), ids=SILENT.keys())
async def test_it_gets_no_answer(changes: Any, chat: Chat) -> None:
    assert (await chat.deliver(chat.activity(**changes(chat)))).status_code == 200
    assert await chat.told_nothing()


@pytest.mark.parametrize("changes", [lambda chat: {}, SENTENCES["a group"][0], SENTENCES["an edit"][0]])
async def test_urgent_help_is_given_wherever_it_is_needed(changes: Any, chat: Chat) -> None:
    await chat.deliver(chat.activity(URGENT, **changes(chat)))
    assert "**116 123**" in (await chat.told_texts())[0]


async def test_the_words_beside_a_file_are_answered(chat: Chat) -> None:
    await chat.deliver(chat.activity("hello", attachments=[{"contentType": "image/png"}, {"contentType": "text/html"}]))
    first, second = await chat.told_texts(2)
    assert first == "You said: hello"
    assert second in wordings("teams_file_beside")


async def test_a_mention_is_no_part_of_the_question(chat: Chat) -> None:
    await chat.say("<at>Staff Assistant</at> what is a PDR?")
    assert await chat.told_texts() == ["You said: what is a PDR?"]


async def test_a_slash_command_is_words_in_teams_too(chat: Chat) -> None:
    await chat.say('/book_referral{"employee_id":"E1"}')
    assert "/book" not in (await chat.told_texts())[0]


async def test_an_answer_names_its_source_and_asks_whether_it_helped(chat: Chat, say: Any) -> None:
    say(spoken("A yearly **talk**.", "answered", article=ARTICLE))
    await chat.say("what is a PDR")
    message = (await chat.told())[0]
    answer = "A yearly **talk**. [1]\n\n_Source: Transformation Programme Plan, Our Workforce_"
    assert message["text"].startswith(f"{answer}\n\n_Owner: Corporate Learning.")
    claim = message["entities"][0]["citation"][0]
    assert (claim["position"], claim["appearance"]["name"]) == (1, "What a PDR is")
    assert message["channelData"]["feedbackLoop"] == {"type": "default"}


async def test_a_prepared_reply_asks_no_thumb(chat: Chat) -> None:
    await chat.say("hello")
    assert "channelData" not in (await chat.told())[0]


async def test_a_few_choices_are_suggestions(chat: Chat, say: Any) -> None:
    say(spoken("Did you mean one of these?", "clarification", choices=[{"label": "Leave", "says": "annual leave"}]))
    await chat.say("time off")
    suggested = (await chat.told())[0]["suggestedActions"]
    assert suggested["to"] == ["29:person"]
    assert suggested["actions"] == [{"type": "imBack", "title": "Leave", "value": "annual leave"}]


async def test_many_choices_are_buttons_on_a_card(chat: Chat, say: Any) -> None:
    say(spoken("Which?", "clarification", choices=[{"label": f"L{n}", "says": f"s{n}"} for n in range(8)]))
    await chat.say("time off")
    card = (await chat.told())[0]["attachments"][0]["content"]
    assert [action["data"]["msteams"]["value"] for action in card["actions"]] == [f"s{n}" for n in range(6)]
    assert "L7" in str(card["body"])


async def press(chat: Chat, answer: str, reaction: str = "like", words: str = "") -> int:
    value = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": words}}
    activity = chat.activity("", type="invoke", name="message/submitAction", replyToId=answer, value=value)
    return (await chat.deliver(activity)).status_code


@pytest.fixture
async def answered(chat: Chat, say: Any, staff_api: EdgeServer) -> Chat:
    say(spoken("A talk.", "answered", article=ARTICLE))
    await chat.say("what is a PDR")
    await chat.told()
    staff_api.messages.clear()
    return chat


def thumbs(staff_api: EdgeServer) -> list[Any]:
    """Return what was written of thumbs; where the chat is may be noted at any time, too."""
    return [message for message in staff_api.messages if "helpful" in message]


@pytest.mark.parametrize(("reaction", "helpful"), [("like", True), ("dislike", False)])
async def test_a_thumb_lands_in_the_store_of_the_web_chat(
    reaction: str, helpful: bool, answered: Chat, staff_api: EdgeServer
) -> None:
    assert await press(answered, "sent-1", reaction) == 200
    await answered.say("anything")
    await answered.told(2)
    assert thumbs(staff_api) == [{"article_id": "pdr-what", "helpful": helpful}]
    assert any(path.startswith("/v1/feedback/") for path in staff_api.paths)


@pytest.mark.parametrize("words", ["my health is bad", '{"feedbackText": "my health is bad"}'], ids=["bare", "JSON"])
async def test_what_is_written_beside_a_thumb_is_not_kept_and_the_person_is_told(
    words: str, answered: Chat, staff_api: EdgeServer
) -> None:
    await press(answered, "sent-1", words=words)
    assert (await answered.told_texts(2))[1] in wordings("teams_feedback_words")
    assert "health" not in str(staff_api.messages)


async def test_urgent_words_beside_a_thumb_get_help(answered: Chat) -> None:
    await press(answered, "sent-1", "dislike", URGENT)
    assert "**116 123**" in (await answered.told_texts(2))[1]


async def test_a_thumb_for_nothing_of_ours_is_refused_in_words(answered: Chat, staff_api: EdgeServer) -> None:
    assert await press(answered, "sent-99") == 200
    assert (await answered.told_texts(2))[1] in wordings("feedback_refused")
    assert thumbs(staff_api) == []


async def test_a_thumb_that_cannot_be_saved_says_so(answered: Chat, staff_api: EdgeServer) -> None:
    usual, staff_api.answer = staff_api.answer, lambda _: (500, b"")
    await press(answered, "sent-1")
    told = (await answered.told_texts(2))[1]
    staff_api.answer = usual
    assert told in wordings("feedback_unavailable")


@pytest.mark.parametrize(
    ("name", "status"),
    [("adaptiveCard/action", 200), ("signin/tokenExchange", 501), ("task/fetch", 501), ("composeExtension/query", 501)],
)
async def test_an_invoke_that_is_not_ours_changes_nothing(name: str, status: int, chat: Chat) -> None:
    answer = await chat.deliver(chat.activity("", type="invoke", name=name, value={"x": 1}))
    assert answer.status_code == status
    assert await chat.told_nothing()
