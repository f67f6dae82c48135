"""Runs one action as Rasa would: a tracker goes in, messages and slots come out. Signs as the gateway does."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import ActionExecutor

from contracts.assertions import Assertion, sign_assertion

TENANT = "00000000-0000-4000-8000-00000000da7a"
PERSON = "0d3a0001-5b1e-4c6e-9a01-000000000001"
DEADLINE_SECONDS = 4.5


@dataclass(frozen=True, slots=True)
class Said:
    """What an action said and changed. `slots` holds the last value of each."""

    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def outcomes(self) -> list[str]:
        return [message["custom"]["outcome"] for message in self.messages]

    @property
    def responses(self) -> list[str | None]:
        return [message["response"] for message in self.messages]

    @property
    def texts(self) -> list[str | None]:
        return [message["text"] for message in self.messages]

    def labels(self, number: int = 0) -> list[str]:
        return [button["title"] for button in self.messages[number]["buttons"]]


@dataclass
class Conversation:
    """One conversation with the actions: slots and intents go on from turn to turn, as Rasa's tracker does."""

    executor: ActionExecutor
    private_key: str

    def __post_init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []

    def sign(self, *, key: str = "", seconds: float = DEADLINE_SECONDS) -> str:
        assertion = Assertion(TENANT, PERSON, "conversation", time.time() + seconds)
        return sign_assertion(key or self.private_key, assertion)

    async def take(
        self,
        action: str,
        intent: str = "ask_question",
        *,
        text: str = "made up",
        assertion: str | None = None,
        message_id: str = "",
        **selection: Any,
    ) -> Said:
        """Run the action. What is not given is as in a plain question with a valid assertion."""
        metadata = {"assertion": self.sign() if assertion is None else assertion}
        self._events.append({"event": "user", "text": None, "parse_data": {"intent": {"name": intent}}})
        call = {
            "next_action": action,
            "domain": {"intents": []},
            "tracker": {
                "sender_id": "conversation",
                "slots": self.slots,
                "latest_message": {
                    "text": text,
                    "intent": {"name": intent, "confidence": 1.0},
                    "message_id": message_id or uuid.uuid4().hex,
                    "metadata": metadata,
                    "selection": selection,
                },
                "events": self._events,
            },
        }
        result = await self.executor.run(call)
        assert result is not None
        said = Said(result.responses, result.events)
        self.slots = {**self.slots, **said.slots}
        return said

    async def ask(self, *articles: str, decision: str = "answer", **more: Any) -> Said:
        """Ask a question for which the selection decided this."""
        return await self.take("action_answer_question", decision=decision, articles=list(articles), **more)

    async def follow_up(self, intent: str) -> Said:
        return await self.take("action_answer_follow_up", intent)

    async def choose(self, intent: str) -> Said:
        return await self.take("action_choose_option", intent)
