"""The order of turns keeps no memory of conversations that nobody waits for."""

import asyncio

import pytest

from bot.gateway.conversations import BusyError, Conversations, UnfinishedError, conversation_key


async def test_nothing_is_kept_when_everybody_has_been_served() -> None:
    conversations = Conversations()

    async def work() -> int:
        await asyncio.sleep(0.02)
        return 1

    await asyncio.gather(*(conversations.run(str(number % 3), work, 1) for number in range(9)))
    assert len(conversations) == 0


async def test_nothing_is_kept_of_those_who_gave_up() -> None:
    conversations = Conversations()
    release = asyncio.Event()
    with pytest.raises(UnfinishedError):
        await conversations.run("c", release.wait, 0.02)
    with pytest.raises(BusyError):
        await conversations.run("c", release.wait, 0.02)
    assert len(conversations) == 1
    release.set()
    await asyncio.sleep(0.01)
    assert len(conversations) == 0


async def test_work_that_fails_lets_the_next_one_in() -> None:
    conversations = Conversations()

    async def fail() -> None:
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await conversations.run("c", fail, 1)


async def test_work_goes_on_when_the_caller_goes_away() -> None:
    conversations = Conversations()
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.03)
        done.set()

    caller = asyncio.ensure_future(conversations.run("c", work, 1))
    await asyncio.sleep(0.01)
    caller.cancel()
    async with asyncio.timeout(1):
        await done.wait()
    await asyncio.sleep(0.01)
    assert len(conversations) == 0


async def test_without_time_left_nothing_is_begun() -> None:
    conversations = Conversations()
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()

    with pytest.raises(BusyError):
        await conversations.run("c", work, 0)
    await asyncio.sleep(0.01)
    assert not begun.is_set()
    assert len(conversations) == 0


async def test_what_goes_on_ends_when_all_ends() -> None:
    conversations = Conversations()
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("work")

    with pytest.raises(UnfinishedError):
        await conversations.run("c", work, 0.02)
    await conversations.close()
    assert ended == ["work"]
    await asyncio.sleep(0)
    assert len(conversations) == 0


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert conversation_key("a", "bc", "d") != conversation_key("ab", "c", "d")
