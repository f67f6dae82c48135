"""The words of the domain: never the same sentence twice running."""

from itertools import pairwise
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.responses import VARIATION, VariedResponses
from contracts.yaml_files import read_yaml
from tests.nlu.conftest import ROOT

RESPONSES: dict[str, list[dict[str, Any]]] = read_yaml(ROOT / "domain.yml")["responses"]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


async def say(domain: Domain, tracker: DialogueStateTracker, name: str) -> dict[str, Any]:
    """Say a response as Rasa does: what was generated becomes an event of the tracker."""
    said = await VariedResponses(EndpointConfig(), domain).generate(name, tracker, "gateway", title="T", contact="C")
    assert said is not None
    tracker.update(BotUttered(said["text"], metadata={"utter_action": name, VARIATION: said[VARIATION]}))
    return said


@pytest.mark.parametrize("name", RESPONSES)
def test_every_response_has_two_wordings_or_more(name: str) -> None:
    texts = [variation["text"] for variation in RESPONSES[name]]
    assert len(set(texts)) >= 2


@pytest.mark.parametrize("name", RESPONSES)
async def test_the_same_sentence_is_never_said_twice_running(domain: Domain, name: str) -> None:
    tracker = DialogueStateTracker.from_events("c", [], domain.slots)
    said = [(await say(domain, tracker, name))["text"] for _ in range(6)]
    assert all(before != after for before, after in pairwise(said))


async def test_other_utterances_in_between_do_not_bring_a_sentence_back(domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("c", [], domain.slots)
    first = await say(domain, tracker, "utter_thank")
    tracker.update(UserUttered("hello"))
    await say(domain, tracker, "utter_greet")
    assert (await say(domain, tracker, "utter_thank"))["text"] != first["text"]


async def test_what_is_handed_in_is_put_into_the_sentence(domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("c", [], domain.slots)
    said = await VariedResponses(EndpointConfig(), domain).generate(
        "utter_follow_up_unknown", tracker, "gateway", title="Pay day", contact="Payroll"
    )
    assert said is not None
    assert said["text"] == "My documents don't say that about “Pay day”. Ask Payroll."


async def test_filling_in_a_sentence_leaves_the_domain_as_it_was(domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("c", [], domain.slots)
    responses = VariedResponses(EndpointConfig(), domain)
    await responses.generate("utter_follow_up_unknown", tracker, "gateway", title="Pay", contact="Payroll")
    assert domain.responses["utter_follow_up_unknown"][0]["text"].count("{") == 2


async def test_a_response_that_nobody_wrote_is_none(domain: Domain) -> None:
    tracker = DialogueStateTracker.from_events("c", [], domain.slots)
    assert await VariedResponses(EndpointConfig(), domain).generate("utter_none", tracker, "gateway") is None
