"""What of a conversation is kept, and how it comes back: an allow-list over events. Knows no database.

Kept: the names of intents and actions, the slots that are listed here, the running form. Never kept: text, entities, metadata.
"""

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.responses import VARIATION

# Slots that hold ids and numbers only. A slot that is not listed is forgotten at the end of the turn.
KEPT_SLOTS = ("last_article", "offered", "misses", "repeats", REQUESTED_SLOT)
# Enough for every rule, for the running form and for which variation was said last.
KEPT_EVENTS = 20


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what is kept of a conversation, ready for JSON."""
    slots = {name: tracker.get_slot(name) for name in KEPT_SLOTS if tracker.get_slot(name) is not None}
    events = [kept for event in _since_restart(tracker)[-KEPT_EVENTS:] if (kept := _kept(event)) is not None]
    return {"slots": slots, "loop": tracker.active_loop_name, "events": [event.as_dict() for event in events]}


def tracker_from(sender_id: str, state: dict[str, Any], domain: Domain) -> DialogueStateTracker:
    """Return a tracker in the state that was kept: bounded, however long the conversation was."""
    events = [event for value in state["events"] if (event := Event.from_parameters(value)) is not None]
    # What the last events do not tell any more is set first; they then play on top of it.
    before: list[Event] = [SlotSet(name, value) for name, value in state["slots"].items()]
    if state["loop"]:
        before.append(ActiveLoop(state["loop"]))
    # The slots come last as well: an early event of the tail must not leave an older value behind.
    after: list[Event] = [SlotSet(name, value) for name, value in state["slots"].items()]
    known = {slot.name for slot in domain.slots}
    playable = (event for event in _in_order(before, events, after) if _is_known(event, known))
    return DialogueStateTracker.from_events(sender_id, playable, domain.slots, sender_source=None)


def _since_restart(tracker: DialogueStateTracker) -> list[Event]:
    """What was before "start again" is not kept."""
    events = list(tracker.events)
    last = max((number for number, event in enumerate(events) if isinstance(event, Restarted)), default=-1)
    return events[last + 1 :]


def _in_order(before: list[Event], events: list[Event], after: list[Event]) -> Iterable[Event]:
    """Put the slots before the last `action_listen`, which must stay the last thing that happened."""
    if events and isinstance(events[-1], ActionExecuted):
        return [*before, *events[:-1], *after, events[-1]]
    return [*before, *events, *after]


def _is_known(event: Event, slots: set[str]) -> bool:
    return not isinstance(event, SlotSet) or event.key in slots


def _kept(event: Event) -> Event | None:
    """Return a copy without anything a person said, or None when the event is not kept at all."""
    at = event.timestamp
    if isinstance(event, UserUttered):
        intent = {"name": event.intent_name, "confidence": 1.0}
        return UserUttered(text=None, intent=intent, parse_data={"intent": intent, "entities": []}, timestamp=at)
    if isinstance(event, BotUttered):
        said = {key: event.metadata[key] for key in ("utter_action", VARIATION) if key in event.metadata}
        return BotUttered(text=None, metadata=said, timestamp=at)
    if isinstance(event, ActionExecuted):
        return ActionExecuted(event.action_name, event.policy, event.confidence, timestamp=at)
    if isinstance(event, SlotSet):
        return SlotSet(event.key, event.value, timestamp=at) if event.key in KEPT_SLOTS else None
    if isinstance(event, ActionExecutionRejected):
        return ActionExecutionRejected(event.action_name, timestamp=at)
    if isinstance(event, LoopInterrupted):
        return LoopInterrupted(event.is_interrupted, timestamp=at)
    if isinstance(event, ActiveLoop):
        return ActiveLoop(event.name, timestamp=at)
    if isinstance(event, SessionStarted):
        return SessionStarted(timestamp=at)
    return None
