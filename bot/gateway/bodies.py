"""Reads a request's body, never more than 64 kB of it. Knows not what it says."""

import json
from typing import Any

from fastapi import Request

from bot.gateway.errors import BodyTooLargeError, MalformedError

MOST_BYTES = 64 * 1024


async def read_body(request: Request) -> bytes:
    """Return the body. Raises BodyTooLargeError."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise BodyTooLargeError
    return bytes(body)


async def read_object(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body. Raises BodyTooLargeError or MalformedError."""
    try:
        value = json.loads(await read_body(request))
    except (ValueError, RecursionError) as error:
        raise MalformedError from error
    if not isinstance(value, dict):
        raise MalformedError
    return value
