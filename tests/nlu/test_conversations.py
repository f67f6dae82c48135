"""What of a conversation is kept, and that it comes back as it was."""

import json
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.conversations import KEPT_EVENTS, state_of, tracker_from
from tests.nlu.conftest import ROOT
from tests.nlu.made_trackers import CANARY, make_tracker, one_turn

FORM: list[Event] = [
    UserUttered("book", {"name": "ask_question", "confidence": 1.0}),
    ActionExecuted("booking_form"),
    ActiveLoop("booking_form"),
    SlotSet("requested_slot", "told"),
    ActionExecuted("action_listen"),
]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture(scope="module")
def form_domain() -> Domain:
    return Domain.load(str(ROOT / "tests/nlu/form_domain.yml"))


def restored(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """Return the conversation as it comes back from what was kept of it, by way of JSON."""
    return tracker_from(tracker.sender_id, json.loads(json.dumps(state_of(tracker))), domain)


def told(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return all of a tracker that decides what happens next."""
    return {
        "slots": {
            name: value for name, value in tracker.current_slot_values().items() if name != "session_started_metadata"
        },
        "loop": tracker.active_loop_name,
        "action": tracker.latest_action_name,
        "intent": tracker.latest_message.intent_name if tracker.latest_message else None,
        "paused": tracker.is_paused(),
    }


def loop_of(tracker: DialogueStateTracker) -> tuple[Any, ...]:
    loop = tracker.active_loop
    return (loop.name, loop.is_interrupted, loop.rejected) if loop else ()


def states_of(tracker: DialogueStateTracker, domain: Domain) -> list[Any]:
    """Return what RulePolicy looks at, without the words, which no rule has."""
    states = tracker.past_states(domain)
    return [
        {kind: {key: value for key, value in sub.items() if key != "text"} for kind, sub in state.items()}
        for state in states
    ]


def test_nothing_that_a_person_said_is_kept(domain: Domain) -> None:
    events = [*one_turn(), SessionStarted(metadata={"a": CANARY}), FollowupAction(CANARY)]
    assert CANARY not in json.dumps(state_of(make_tracker(domain, events)))


def test_nothing_that_a_person_said_comes_back(domain: Domain) -> None:
    tracker = restored(make_tracker(domain, one_turn()), domain)
    assert CANARY not in json.dumps([event.as_dict() for event in tracker.events])


def test_a_slot_that_is_not_listed_is_dropped(form_domain: Domain) -> None:
    tracker = make_tracker(form_domain, [SlotSet("told", CANARY), SlotSet("last_article", "pay-day")])
    again = restored(tracker, form_domain)
    assert (again.get_slot("told"), again.get_slot("last_article")) == (None, "pay-day")


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([], id="nothing yet"),
        pytest.param(one_turn(), id="one turn"),
        pytest.param(one_turn() * 30, id="many turns"),
        pytest.param([*one_turn(), SlotSet("offered", ["a", "b"]), ActionExecuted("action_listen")], id="an offer"),
        pytest.param([*one_turn(), SlotSet("misses", 2), *one_turn() * 9], id="a slot of long ago"),
        pytest.param([SlotSet("offered", ["a"]), *one_turn(), SlotSet("offered", None)], id="a slot taken back"),
        pytest.param(one_turn()[:2], id="in the middle of a turn"),
        pytest.param([*one_turn(), Restarted(), *one_turn("greet")], id="begun anew"),
    ],
)
def test_a_restored_conversation_is_as_it_was(domain: Domain, events: list[Event]) -> None:
    tracker = make_tracker(domain, events)
    assert told(restored(tracker, domain)) == told(tracker)


@pytest.mark.parametrize(
    "events",
    [
        pytest.param(FORM, id="just begun"),
        pytest.param([*FORM, *one_turn() * 12], id="begun long ago"),
        pytest.param([*FORM, ActionExecutionRejected("booking_form")], id="rejected"),
        pytest.param([*FORM, LoopInterrupted(True)], id="interrupted"),
        pytest.param([*FORM, ActiveLoop(None), SlotSet("requested_slot", None), *one_turn()], id="ended"),
    ],
)
def test_a_running_form_goes_on(form_domain: Domain, events: list[Event]) -> None:
    tracker = make_tracker(form_domain, events)
    again = restored(tracker, form_domain)
    assert told(again) == told(tracker)
    assert loop_of(again) == loop_of(tracker)


def test_rules_see_the_same_past(domain: Domain) -> None:
    tracker = make_tracker(domain, one_turn() * 30)
    again = restored(tracker, domain)
    assert states_of(again, domain)[-5:] == states_of(tracker, domain)[-5:]


def test_what_was_before_a_new_beginning_is_not_kept(domain: Domain) -> None:
    tracker = make_tracker(domain, [*one_turn(article="before"), Restarted(), ActionExecuted("action_listen")])
    assert "before" not in json.dumps(state_of(tracker))


def test_a_conversation_is_bounded_however_long_it_was(domain: Domain) -> None:
    tracker = make_tracker(domain, one_turn() * 400)
    assert len(state_of(tracker)["events"]) == KEPT_EVENTS
    assert len(restored(tracker, domain).events) <= KEPT_EVENTS + 10


def test_storing_again_and_again_changes_nothing(domain: Domain) -> None:
    tracker = make_tracker(domain, one_turn() * 10)
    once = restored(tracker, domain)
    often = once
    for _ in range(20):
        often = restored(often, domain)
    assert told(often) == told(once)
    assert len(often.events) <= KEPT_EVENTS + 10


def test_what_is_stored_does_not_change_the_conversation_in_memory(domain: Domain) -> None:
    tracker = make_tracker(domain, one_turn())
    state_of(tracker)
    assert tracker.latest_message is not None
    assert CANARY in str(tracker.latest_message.text)


def test_a_slot_that_the_domain_no_longer_has_is_forgotten(domain: Domain) -> None:
    state = {"slots": {"last_article": "pay-day", "gone": "x"}, "loop": None, "events": []}
    assert tracker_from("c", state, domain).get_slot("last_article") == "pay-day"


def test_a_kind_of_event_that_is_no_longer_kept_is_passed_over(domain: Domain) -> None:
    state = {"slots": {"misses": 1.0}, "loop": None, "events": [["slot", 1.0, "misses", 3.0], ["other", 2.0]]}
    assert tracker_from("c", state, domain).get_slot("misses") == 1.0
