"""Open private questions in Redis: for several gateways on several machines."""

import json
from collections.abc import Awaitable
from typing import Any, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.gateway.private.pending import SECONDS_TO_KEEP, Pending, PendingDownError, Step

PREFIX = "staff-assistant:private:"
SECONDS_TO_ANSWER = 1.0


class RedisPending:
    """One connection pool."""

    def __init__(self, url: str) -> None:
        """Speak to this server; nothing is asked of it yet."""
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_timeout=SECONDS_TO_ANSWER, socket_connect_timeout=SECONDS_TO_ANSWER
        )

    async def find(self, conversation: str) -> Pending | None:
        """Return the open question of a conversation."""
        value = await self._ask(self._redis.get(PREFIX + conversation))
        if value is None:
            return None
        try:
            draft, form, field, at, step, offered = json.loads(value)
            return Pending(draft, form, field, float(at), Step(step), offered)
        except (ValueError, TypeError) as error:
            raise PendingDownError from error

    async def keep(self, conversation: str, pending: Pending) -> None:
        """Keep it for as long as its draft."""
        row = [pending.draft, pending.form, pending.field, pending.at, pending.step.value, pending.offered]
        await self._ask(self._redis.set(PREFIX + conversation, json.dumps(row), ex=SECONDS_TO_KEEP))

    async def forget(self, conversation: str) -> None:
        """Forget it."""
        await self._ask(self._redis.delete(PREFIX + conversation))

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _ask(self, answer: Any) -> Any:
        try:
            return await cast(Awaitable[Any], answer)
        except (RedisError, OSError) as error:
            raise PendingDownError from error
