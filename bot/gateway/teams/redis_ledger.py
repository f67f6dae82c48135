"""The ledger in Redis: for several gateways on several machines. Each step is one script, so that it happens whole."""

import json
from collections.abc import Awaitable
from typing import Any, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.gateway.teams.ledger import (
    INTERRUPTED,
    SECONDS_TO_REMEMBER,
    SECONDS_TO_SHOW,
    Delivery,
    LedgerDownError,
    State,
    Undelivered,
)

PREFIX = "staff-assistant:teams:"
SECONDS_TO_ANSWER = 2.0

BEGIN = """
local prefix, key, line, now, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('EXISTS', prefix .. 'seen:' .. key) == 1 then return false end
local ticket = redis.call('INCR', prefix .. 'tickets')
redis.call('SET', prefix .. 'seen:' .. key, ticket, 'EX', keep)
redis.call('HSET', prefix .. 'delivery:' .. ticket, 'state', 'begun', 'line', line, 'delivery', ARGV[6], 'at', now)
redis.call('EXPIRE', prefix .. 'delivery:' .. ticket, keep)
if ARGV[7] == '1' then
    redis.call('ZADD', prefix .. 'line:' .. line, ticket, ticket)
    redis.call('EXPIRE', prefix .. 'line:' .. line, keep)
    redis.call('ZADD', prefix .. 'begun', now, ticket)
end
return ticket
"""
IS_NEXT = """
local prefix, ticket, line, since = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
for _, other in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'line:' .. line, '-inf', '(' .. ticket)) do
    local at = redis.call('HGET', prefix .. 'delivery:' .. other, 'at')
    if at and tonumber(at) > since then return 0 end
end
return 1
"""
STEP = """
local prefix, ticket, before, after, keep = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[6]
local name = prefix .. 'delivery:' .. ticket
if redis.call('HGET', name, 'state') ~= before then return 0 end
redis.call('HSET', name, 'state', after, 'cause', ARGV[5])
redis.call('ZREM', prefix .. 'begun', ticket)
redis.call('ZREM', prefix .. 'answering', ticket)
if after == 'answering' then
    redis.call('ZADD', prefix .. 'answering', redis.call('HGET', name, 'at'), ticket)
else
    redis.call('ZREM', prefix .. 'line:' .. redis.call('HGET', name, 'line'), ticket)
end
if after == 'undelivered' then
    redis.call('EXPIRE', name, keep)
    redis.call('ZADD', prefix .. 'undelivered', ticket, ticket)
end
return 1
"""


class RedisLedger:
    """One connection pool."""

    def __init__(self, url: str) -> None:
        """Speak to this server; nothing is asked of it yet."""
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_timeout=SECONDS_TO_ANSWER, socket_connect_timeout=SECONDS_TO_ANSWER
        )

    async def begin(self, delivery: Delivery, now: float) -> int | None:
        """Return the ticket, or None for an activity that is known."""
        value = json.dumps([delivery.key, delivery.conversation, delivery.where, delivery.activity])
        turn = "1" if delivery.is_turn else "0"
        ticket = await self._script(BEGIN, delivery.key, delivery.conversation, now, SECONDS_TO_REMEMBER, value, turn)
        return None if ticket is None else int(ticket)

    async def is_next(self, ticket: int, conversation: str, since: float) -> bool:
        """Whether it is this ticket's turn."""
        return bool(await self._script(IS_NEXT, ticket, conversation, since))

    async def step(self, ticket: int, before: State, after: State, cause: str = "") -> bool:
        """Change the state if it is still the one before."""
        return bool(await self._script(STEP, ticket, before.value, after.value, cause, SECONDS_TO_SHOW))

    async def take_lost(self, before: float) -> list[Delivery]:
        """Return the turns that nobody will answer any more."""
        taken = await self._step_all(State.BEGUN, before, State.LOST)
        values = [await self._ask(self._redis.hget(f"{PREFIX}delivery:{ticket}", "delivery")) for ticket in taken]
        return [_read(value) for value in values if value]

    async def end_interrupted(self, before: float) -> int:
        """Give up answers that nobody will finish any more."""
        return len(await self._step_all(State.ANSWERING, before, State.UNDELIVERED, INTERRUPTED))

    async def keep_token(self, message: str, token: str, now: float) -> None:
        """Keep a feedback token."""
        await self._ask(self._redis.set(f"{PREFIX}token:{message}", token, ex=SECONDS_TO_REMEMBER))

    async def find_token(self, message: str, now: float) -> str | None:
        """Return a feedback token."""
        return cast(str | None, await self._ask(self._redis.get(f"{PREFIX}token:{message}")))

    async def use_card(self, card: str, now: float, seconds: float) -> bool:
        """Note that a card was used."""
        return bool(await self._ask(self._redis.set(f"{PREFIX}used:{card}", "1", ex=int(seconds), nx=True)))

    async def undelivered(self) -> list[Undelivered]:
        """Return what could not be delivered."""
        found = []
        for ticket in await self._ask(self._redis.zrevrange(f"{PREFIX}undelivered", 0, 999)):
            row = await self._ask(self._redis.hgetall(f"{PREFIX}delivery:{ticket}"))
            if row:
                found.append(Undelivered(json.loads(row["delivery"])[3], row["cause"], float(row["at"])))
        return found

    async def forget_old(self, now: float) -> None:
        """Drop the entries whose delivery has expired; Redis itself lets go of the rest."""
        for ticket in await self._ask(self._redis.zrange(f"{PREFIX}undelivered", 0, 999)):
            if not await self._ask(self._redis.exists(f"{PREFIX}delivery:{ticket}")):
                await self._ask(self._redis.zrem(f"{PREFIX}undelivered", ticket))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _step_all(self, state: State, before: float, after: State, cause: str = "") -> list[str]:
        """Change what has been in this state since before an instant; return the tickets that this call changed."""
        old = await self._ask(self._redis.zrangebyscore(f"{PREFIX}{state}", "-inf", f"({before}"))
        taken = [ticket for ticket in old if await self.step(int(ticket), state, after, cause)]
        if len(taken) < len(old):
            # What has expired, or what somebody else took, is nobody's any more.
            await self._ask(self._redis.zrem(f"{PREFIX}{state}", *(set(old) - set(taken))))
        return taken

    async def _script(self, script: str, *arguments: Any) -> Any:
        return await self._ask(self._redis.eval(script, 0, PREFIX, *arguments))

    async def _ask(self, answer: Any) -> Any:
        try:
            return await cast(Awaitable[Any], answer)
        except (RedisError, OSError) as error:
            raise LedgerDownError from error


def _read(value: str) -> Delivery:
    key, conversation, where, activity = json.loads(value)
    return Delivery(key, conversation, where, activity, is_turn=True)
