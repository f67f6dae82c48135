"""What of a conversation is kept, and how it comes back: an allow-list over events. Knows no database.

Kept: the names of intents and actions, the slots that are listed here, the running form.
Never kept: text, entities, metadata.
"""

from collections.abc import Callable
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

# Slots that hold ids, closed words, dates and numbers only. What is not listed is forgotten at the end of the turn.
KEPT_SLOTS = (
    "last_article",
    "offered",
    "misses",
    "repeats",
    "task",
    "paused_task",
    "last_done",
    "task_waits",
    REQUESTED_SLOT,
)
# Enough for every rule, for the running form and for which variation was said last.
KEPT_EVENTS = 20
UTTER_ACTION = "utter_action"

# What is kept of each kind of event: nothing but what is named here. Any other kind is dropped; slots are kept apart,
# as they stand in the end.
KEEP: dict[type[Event], Callable[[Any], list[Any]]] = {
    UserUttered: lambda event: [event.intent_name],
    BotUttered: lambda event: [event.metadata.get(UTTER_ACTION), event.metadata.get(VARIATION)],
    ActionExecuted: lambda event: [event.action_name, event.policy, event.confidence],
    ActiveLoop: lambda event: [event.name],
    LoopInterrupted: lambda event: [event.is_interrupted],
    ActionExecutionRejected: lambda event: [event.action_name],
    SessionStarted: lambda event: [],
}


def _user(at: float, name: str | None) -> Event:
    intent = {"name": name, "confidence": 1.0}
    return UserUttered(None, intent, [], {"intent": intent, "entities": []}, timestamp=at)


def _bot(at: float, action: str | None, variation: int | None) -> Event:
    said = {UTTER_ACTION: action, VARIATION: variation}
    return BotUttered(None, None, {key: value for key, value in said.items() if value is not None}, timestamp=at)


RESTORE: dict[str, Callable[..., Event]] = {
    UserUttered.type_name: _user,
    BotUttered.type_name: _bot,
    ActionExecuted.type_name: lambda at, *kept: ActionExecuted(*kept, timestamp=at),
    ActiveLoop.type_name: lambda at, *kept: ActiveLoop(*kept, timestamp=at),
    LoopInterrupted.type_name: lambda at, *kept: LoopInterrupted(*kept, timestamp=at),
    ActionExecutionRejected.type_name: lambda at, *kept: ActionExecutionRejected(*kept, timestamp=at),
    SessionStarted.type_name: lambda at: SessionStarted(timestamp=at),
}


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what is kept of a conversation, ready for JSON."""
    slots = {name: tracker.get_slot(name) for name in KEPT_SLOTS if tracker.get_slot(name) is not None}
    kept = [event for event in _since_restart(tracker) if _is_kept(event)][-KEPT_EVENTS:]
    events = [[event.type_name, event.timestamp, *KEEP[type(event)](event)] for event in kept]
    return {"slots": slots, "loop": tracker.active_loop_name, "events": events}


def tracker_from(sender_id: str, state: dict[str, Any], domain: Domain) -> DialogueStateTracker:
    """Return a tracker in the state that was kept: bounded, however long the conversation was."""
    known = {slot.name for slot in domain.slots}
    played = [RESTORE[kind](at, *kept) for kind, at, *kept in state["events"] if kind in RESTORE]
    slots: list[Event] = [SlotSet(name, value) for name, value in state["slots"].items() if name in known]
    # What the last events do not tell any more is set first. The slots are set again before the last `action_listen`,
    # which must stay the last thing that happened: the beginning of a session empties them.
    told = any(isinstance(event, ActiveLoop) for event in played)
    before = [*slots, ActiveLoop(state["loop"])] if state["loop"] and not told else slots
    listening = bool(played) and isinstance(played[-1], ActionExecuted)
    events = [*before, *played[:-1], *slots, played[-1]] if listening else [*before, *played, *slots]
    return DialogueStateTracker.from_events(sender_id, events, domain.slots)


def _since_restart(tracker: DialogueStateTracker) -> list[Event]:
    """Drop what was before "start again", but for the words that were said to it: they are not said twice running."""
    events = list(tracker.events)
    last = max((number for number, event in enumerate(events) if isinstance(event, Restarted)), default=-1)
    said = [event for event in events[: max(0, last)] if isinstance(event, BotUttered)]
    return [*said[-1:], *events[last + 1 :]]


def _is_kept(event: Event) -> bool:
    return type(event) in KEEP
