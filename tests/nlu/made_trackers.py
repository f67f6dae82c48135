"""Makes conversations as Rasa would hold them in memory, full of what a person said."""

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# What must never be found again outside memory.
CANARY = "zebrafinch"


def one_turn(intent: str = "ask_question", article: str = "pay-day", variation: int = 0) -> list[Event]:
    """Return the events of one turn in which text, entities, metadata and answer hold the canary."""
    named = {"name": intent, "confidence": 0.93}
    entities = [{"entity": "TOPIC", "value": CANARY}]
    parsed: dict[str, Any] = {"intent": named, "entities": entities, "text": CANARY, "selection": {"text": CANARY}}
    metadata = {"assertion": CANARY}
    return [
        UserUttered(f"my name is {CANARY}", named, entities, parsed, metadata=metadata, message_id=CANARY),
        ActionExecuted("action_answer_question", "RulePolicy", 0.9, metadata=metadata),
        BotUttered(CANARY, {"custom": CANARY}, {"utter_action": "utter_greet", "variation": variation, "x": CANARY}),
        SlotSet("last_article", article, metadata=metadata),
        SlotSet("session_started_metadata", metadata),
        ActionExecuted("action_listen", "RulePolicy", 1.0),
    ]


def make_tracker(domain: Domain, events: list[Event], sender: str = "conversation") -> DialogueStateTracker:
    """Return a tracker to which these events happened."""
    return DialogueStateTracker.from_events(sender, events, domain.slots)
