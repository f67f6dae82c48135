"""What an action may know of the turn: what was understood and is remembered, and who asks. Knows no HTTP."""

import uuid
from dataclasses import dataclass
from typing import Any

from contracts.assertions import Assertion, InvalidAssertionError, verify_assertion

# Rasa's message ids become idempotency keys: the same turn, tried again, is the same write.
KEYS = uuid.UUID("5b0f2f9e-2f0b-4d6e-9a43-0a5b8d0f5d11")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message as the actions see it. `task`, `paused` and `done` are slots: `actions.tasks` reads them."""

    intent: str
    confidence: float
    text: str
    decision: str
    articles: tuple[str, ...]
    nearest: str | None
    aspects: tuple[str, ...]
    personal_data: tuple[str, ...]
    keepable: bool
    last_article: str | None
    offered: tuple[str, ...]
    misses: int
    repeats: int
    negated: bool
    task: Any
    paused: Any
    done: Any
    token: str
    assertion: Assertion | None
    message_id: str
    previous_intent: str
    # How sure the first of the articles is to be meant.
    sureness: float = 1.0

    def key_for(self, article_id: str | None) -> str:
        """Return the idempotency key of one write of this turn: a message may ask for two articles."""
        return str(uuid.uuid5(KEYS, f"{self.message_id}/{article_id or ''}"))


def read_turn(tracker: Any, public_key: str) -> Turn:
    """Return the turn in Rasa's tracker; `assertion` is None when it is forged, out of date or missing."""
    message = tracker.latest_message or {}
    selection = message.get("selection") or {}
    ranking = selection.get("ranking") or []
    token = str((message.get("metadata") or {}).get("assertion") or "")
    return Turn(
        intent=str((message.get("intent") or {}).get("name") or ""),
        confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
        text=str(message.get("text") or ""),
        decision=str(selection.get("decision", "none")),
        articles=tuple(selection.get("articles") or ()),
        nearest=ranking[0]["id"] if ranking else None,
        aspects=tuple(selection.get("aspects") or ()),
        personal_data=tuple(selection.get("personal_data") or ()),
        keepable=bool(selection.get("keepable")),
        last_article=tracker.get_slot("last_article"),
        offered=tuple(tracker.get_slot("offered") or ()),
        misses=int(tracker.get_slot("misses") or 0),
        repeats=int(tracker.get_slot("repeats") or 0),
        negated=bool(selection.get("negated")),
        task=tracker.get_slot("task"),
        paused=tracker.get_slot("paused_task"),
        done=tracker.get_slot("last_done"),
        token=token,
        assertion=_assertion(public_key, token),
        message_id=str(message.get("message_id") or uuid.uuid4()),
        previous_intent=_previous_intent(tracker.events),
        sureness=float(ranking[0].get("confidence", 0.0)) if ranking else 0.0,
    )


def _previous_intent(events: list[dict[str, Any]]) -> str:
    messages = [event for event in events if event.get("event") == "user"][:-1]
    parsed = (messages[-1].get("parse_data") or {}) if messages else {}
    return str((parsed.get("intent") or {}).get("name") or "")


def _assertion(public_key: str, token: str) -> Assertion | None:
    try:
        return verify_assertion(public_key, token)
    except InvalidAssertionError:
        return None
