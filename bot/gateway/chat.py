"""The web chat's calls: one turn, and clearing a conversation. Knows not how a turn is answered."""

import re
import uuid
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.gateway.bodies import read_object
from bot.gateway.errors import BodyTooLargeError, MalformedError
from bot.gateway.feedback import FeedbackTokens
from bot.gateway.identity import Identity
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.rendering import render_reply
from bot.gateway.turns import Turn, Turns
from contracts.outcomes import Outcome
from contracts.replies import Reply

CONVERSATION = re.compile(r"[A-Za-z0-9._:-]{1,100}", re.ASCII)


def chat_routes(identity: Identity, turns: Turns, tokens: FeedbackTokens, prepared: PreparedReplies) -> APIRouter:
    """Return the routes of the chat."""
    router = APIRouter()

    @router.post("/api/chat")
    async def take_turn(request: Request) -> JSONResponse:
        """Answer one message."""
        person = await identity.identify(request)
        try:
            body = await read_object(request)
        except BodyTooLargeError as error:
            turn = turns.refuse(person, _new_conversation(), Cause.BODY_TOO_LARGE)
            return JSONResponse(_answer(turn, tokens), error.status)
        text, conversation = body.get("text"), _conversation(body)
        if not isinstance(text, str):
            raise MalformedError
        turn = await turns.take(person, conversation or _new_conversation(), text)
        return JSONResponse(_answer(turn, tokens))

    @router.post("/api/conversation/clear")
    async def clear_conversation(request: Request) -> JSONResponse:
        """Forget a conversation, or say plainly that it could not be forgotten."""
        person = await identity.identify(request)
        conversation = _conversation(await read_object(request))
        if conversation is None:
            raise MalformedError
        cause = await turns.forget(person, conversation)
        message = prepared.say(cause, f"clear/{person.tenant}/{person.oid}").text
        cleared = cause is Cause.CLEARED
        return JSONResponse({"cleared": cleared, "message": message}, 200 if cleared else 503)

    return router


def _answer(turn: Turn, tokens: FeedbackTokens) -> dict[str, Any]:
    replies = [_reply(turn, reply, tokens) for reply in turn.replies]
    return {"conversation": turn.conversation, "outcome": turn.outcome.value, "replies": replies}


def _reply(turn: Turn, reply: Reply, tokens: FeedbackTokens) -> dict[str, Any]:
    reply_id, feedback = uuid.uuid4().hex, None
    if reply.outcome is Outcome.ANSWERED and reply.article:
        feedback = tokens.sign(turn.person, reply_id, reply.article.id)
    return render_reply(reply, reply_id, feedback)


def _conversation(body: dict[str, Any]) -> str | None:
    value = body.get("conversation")
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not CONVERSATION.fullmatch(value):
        raise MalformedError
    return value


def _new_conversation() -> str:
    return uuid.uuid4().hex
