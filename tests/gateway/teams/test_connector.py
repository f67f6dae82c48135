"""The one module that knows the SDK: what it leaves behind, which over months must be nothing."""

import gc
from collections import Counter

from bot.gateway.teams.addresses import ServiceAddresses
from bot.gateway.teams.connector import Connector
from bot.gateway.teams.messages import OutboundMessage, Recipient
from tests.gateway.teams.conftest import Chat


def instruments() -> Counter[str]:
    """Return how many objects there are of the library with which the SDK counts."""
    gc.collect()
    kinds = [type(one) for one in gc.get_objects() if isinstance(type(one).__module__, str)]
    return Counter(kind.__name__ for kind in kinds if kind.__module__.startswith("opentelemetry.metrics"))


async def test_a_message_leaves_nothing_behind(chat: Chat) -> None:
    connector = Connector(ServiceAddresses((chat.edge.service_url,)), None)
    to = Recipient(chat.id, chat.edge.service_url)
    await connector.send(OutboundMessage("first"), to)
    before = instruments()
    for _ in range(2):
        await connector.show_typing(to)
        sent = await connector.send(OutboundMessage("next"), to)
        await connector.replace(OutboundMessage("in its place"), to, sent)
    await connector.close()
    assert instruments() == before
