"""What of an activity is believed: a tenant, a person and a form that are ours; of everything else nothing."""

from typing import Any

import pytest

from bot.gateway.teams.activities import plain_text
from tests.gateway.teams.conftest import Chat
from tests.gateway.teams.microsoft import PERSON, TENANT

OTHER = "22222222-2222-4333-8444-555555555555"


def conversation(chat: Chat, **changes: Any) -> dict[str, Any]:
    return {"id": chat.id, "conversationType": "personal", "tenantId": TENANT, **changes}


STRANGERS: dict[str, Any] = {
    "another tenant": lambda chat: {
        "channelData": {"tenant": {"id": OTHER}},
        "conversation": conversation(chat, tenantId=OTHER),
    },
    "another tenant in one place": lambda chat: {"channelData": {"tenant": {"id": OTHER}}},
    "another tenant in the other place": lambda chat: {"conversation": conversation(chat, tenantId=OTHER)},
    "another tenant of the sender": lambda chat: {"from": {"id": "29:x", "aadObjectId": PERSON, "tenantId": OTHER}},
    "no tenant at all": lambda chat: {"channelData": {}, "conversation": conversation(chat, tenantId=None)},
    "a tenant that is a list": lambda chat: {"channelData": {"tenant": {"id": [TENANT]}}},
    "nobody": lambda chat: {"from": {"id": "29:guest"}},
    "no sender": lambda chat: {"from": None},
    "a person who is no id": lambda chat: {"from": {"id": "29:x", "aadObjectId": "priya"}},
    "a person who is two": lambda chat: {"from": {"id": "29:x", "aadObjectId": f"{PERSON} {PERSON}"}},
    "another channel": lambda chat: {"channelId": "webchat"},
    "no channel": lambda chat: {"channelId": None},
}
MALFORMED: dict[str, Any] = {
    "a conversation that leads elsewhere": lambda chat: {"conversation": conversation(chat, id="../../v3/x")},
    "a conversation with a query": lambda chat: {"conversation": conversation(chat, id="a:1?x=1")},
    "a conversation with a per cent": lambda chat: {"conversation": conversation(chat, id="a%2f1")},
    "a conversation with a line break": lambda chat: {"conversation": conversation(chat, id="a:1\n")},
    "no conversation": lambda chat: {"conversation": {"tenantId": TENANT}},
    "a conversation of another kind": lambda chat: {"conversation": conversation(chat, conversationType="meeting")},
    "no id": lambda chat: {"id": None},
    "an id in a list": lambda chat: {"id": ["x"]},
    "a text that is a number": lambda chat: {"text": 1},
    "attachments that are words": lambda chat: {"attachments": "x"},
    "a sender who is a word": lambda chat: {"from": "priya"},
}


@pytest.mark.parametrize("changes", STRANGERS.values(), ids=STRANGERS.keys())
async def test_a_stranger_is_refused(changes: Any, chat: Chat) -> None:
    assert (await chat.deliver(chat.activity(**changes(chat)))).status_code in (403, 422)
    assert await chat.told_nothing()


@pytest.mark.parametrize("changes", MALFORMED.values(), ids=MALFORMED.keys())
async def test_another_form_is_refused(changes: Any, chat: Chat) -> None:
    assert (await chat.deliver(chat.activity(**changes(chat)))).status_code == 422
    assert await chat.told_nothing()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"a":' * 5000])
async def test_a_body_that_is_no_object_is_refused(body: bytes, chat: Chat) -> None:
    headers = {"Authorization": f"Bearer {chat.edge.sign()}"}
    assert (await chat.client.post("/api/messages", content=body, headers=headers)).status_code == 422


async def test_a_body_that_is_too_large_is_refused(chat: Chat) -> None:
    assert (await chat.deliver(chat.activity("x" * 70_000))).status_code == 413


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<at>Staff Assistant</at> what is a PDR?", "what is a PDR?"),
        ('<at id="0">Staff Assistant</at>&nbsp;hello', "hello"),
        ("I &amp; you &lt;b&gt;", "I & you <b>"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("<at>Staff\nAssistant</at> hi <at>Someone</at>", "hi"),
    ],
    ids=["a mention", "a mention with an id", "entities", "signs", "two mentions"],
)
def test_what_was_typed_is_read_without_mentions(text: str, plain: str) -> None:
    assert plain_text(text) == plain
