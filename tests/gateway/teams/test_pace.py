"""What is sent keeps within Microsoft's limits, and what cannot is said not to have been sent."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.gateway.teams.addresses import ServiceAddresses
from bot.gateway.teams.connector import Connector
from bot.gateway.teams.messages import OutboundMessage, Recipient
from bot.gateway.teams.pace import MOST_CHATS, OF_A_CHAT, OF_THE_BOT, Pace, TooFastError
from tests.gateway.teams.conftest import Chat


class Time:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def read(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def send(pauses: list[float], conversation: str = "a:1", patience: float = 1e9) -> list[float]:
    """Return when each message was sent; before each there is a pause."""
    time, sent = Time(), []
    pace = Pace(time.sleep, time.read)
    for pause in pauses:
        time.now += pause
        await pace.wait(conversation, patience)
        sent.append(time.now)
    return sent


def is_within(sent: list[float], limits: tuple[tuple[int, float], ...]) -> bool:
    """Whether of each row of one message more than is allowed the last came late enough."""
    return all(
        later - earlier >= seconds - 1e-6
        for most, seconds in limits
        for earlier, later in zip(sent, sent[most:], strict=False)
    )


@settings(deadline=None, max_examples=40)
@given(pauses=some.lists(some.sampled_from([0.0, 0.0, 0.0, 0.1, 0.9, 3.0]), max_size=200))
async def test_no_chat_gets_more_than_microsoft_allows(pauses: list[float]) -> None:
    sent = await send(pauses)
    assert is_within(sent, OF_A_CHAT)
    assert all(earlier <= later for earlier, later in pairwise(sent))


async def test_the_limit_of_an_hour_counts_too() -> None:
    sent = await send([1.0] * 4000)
    assert is_within(sent, OF_A_CHAT)


async def test_an_ordinary_answer_waits_for_nothing() -> None:
    assert await send([0.0, 0.3, 0.0, 0.0]) == [1000.0, 1000.3, 1000.3, 1000.3]


async def test_the_bot_as_a_whole_keeps_to_its_limit() -> None:
    time, sent = Time(), []
    pace = Pace(time.sleep, time.read)
    for number in range(180):
        await pace.wait(f"a:{number}", 1e9)
        sent.append(time.now)
    assert is_within(sent, OF_THE_BOT)


async def test_who_cannot_wait_is_told_so_and_takes_no_room() -> None:
    time = Time()
    pace = Pace(time.sleep, time.read)
    for _ in range(7):
        await pace.wait("a:1", 0.0)
    for _ in range(3):
        with pytest.raises(TooFastError):
            await pace.wait("a:1", 0.5)
    await pace.wait("a:2", 0.0)
    time.now += 1.0
    await pace.wait("a:1", 0.0)


async def test_those_who_wait_at_the_same_time_do_not_go_at_the_same_time() -> None:
    pace, sent = Pace(), []

    async def one() -> None:
        await pace.wait("a:1", 30.0)
        sent.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(one() for _ in range(10)))
    assert sent[7] - sent[0] >= 0.95
    assert sent[9] - sent[0] >= 1.95


async def test_quiet_chats_are_forgotten() -> None:
    time = Time()
    pace = Pace(time.sleep, time.read)
    for number in range(MOST_CHATS):
        pace._line_of(f"a:{number}").times.append(time.now)
    time.now += 3601
    await pace.wait("a:new", 0.0)
    assert list(pace._chats) == ["a:new"]


def test_the_limits_are_those_that_microsoft_publishes() -> None:
    published: Any = {1.0: 7, 2.0: 8, 30.0: 60, 3600.0: 1800}
    assert {seconds: most for most, seconds in OF_A_CHAT} == published


async def test_twelve_messages_to_one_chat_come_no_faster_than_microsoft_takes_them(chat: Chat) -> None:
    connector = Connector(ServiceAddresses((chat.edge.service_url,)), None)
    to = Recipient(chat.id, chat.edge.service_url)
    for number in range(12):
        await connector.send(OutboundMessage(str(number)), to)
    await connector.close()
    posts = [post.at for post in chat.edge.posts[chat.id]]
    assert len(posts) == 12
    # What arrives may have been delayed a little on its way, more or less than what went before.
    assert is_within([at * 1.05 for at in posts], OF_A_CHAT)
