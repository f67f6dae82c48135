"""Chooses among the variations of a response so that the same sentence is never said twice running."""

from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

# Kept with the event of the utterance, and by the tracker store: which variation was said.
VARIATION = "variation"


class VariedResponses(TemplatedNaturalLanguageGenerator):
    """The domain's responses, one variation after the other instead of at random."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Keep what is handed in."""
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the response filled with slots and `kwargs`, or None when the domain has none of that name."""
        if utter_action not in self.responses:
            return None
        slots = tracker.current_slot_values()
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not suitable:
            return None
        index = _next_variation(tracker, utter_action, len(suitable))
        response = self._fill_response({**suitable[index]}, slots, **kwargs)
        return {**response, VARIATION: index}


def _next_variation(tracker: DialogueStateTracker, utter_action: str, count: int) -> int:
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            return (int(event.metadata.get(VARIATION, -1)) + 1) % count
    return 0
