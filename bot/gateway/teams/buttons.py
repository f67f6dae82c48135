"""Signs the buttons of a card for one person in one chat, and reads what comes back of them. Believes nothing else."""

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from bot.gateway.identity import Person
from bot.gateway.prepared_replies import Cause
from bot.gateway.teams.activities import Activity, Scope
from bot.gateway.teams.card_parts import VERB
from bot.gateway.teams.cards import ANSWER

AUDIENCE = "staff-assistant-button"
ALGORITHM = "EdDSA"
CLAIMS = ["exp", "sub", "tid", "cnv", "jti", "says", "typed", "asks", "stands"]
EXECUTE = "Action.Execute"
# What belongs to a conversation is over after a day; what was told unasked may be read after the holidays.
SECONDS, SECONDS_STANDING = 24 * 3600, 14 * 24 * 3600


class PressRefusedError(Exception):
    """Nothing is done for this click; `cause` names what the person is told."""

    def __init__(self, cause: Cause) -> None:
        """Keep the cause."""
        super().__init__(cause.value)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours that its own person pressed. `card`: its id; `message`: the message that holds the card.

    `asks`: the private question that it answers; `stands`: it means the same whatever was said since.
    """

    card: str
    says: str
    label: str
    asks: str
    stands: bool
    message: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """Signs and reads."""

    signing_key: str
    clock: Callable[[], float] = time.time

    def sign(
        self, card: dict[str, Any], person: Person, conversation: str, *, asks: str = "", stands: bool = False
    ) -> tuple[dict[str, Any], str]:
        """Return the card with its buttons signed, and its id; an empty id when it has no such button."""
        card_id = uuid.uuid4().hex
        claims = {
            "aud": AUDIENCE,
            "sub": person.oid,
            "tid": person.tenant,
            "cnv": _digest(conversation),
            "jti": card_id,
            "asks": asks,
            "stands": stands,
            "exp": int(self.clock()) + (SECONDS_STANDING if stands else SECONDS),
        }
        actions = [self._sign(action, claims) for action in card["actions"]]
        is_signed = any(action["type"] == EXECUTE for action in actions)
        return {**card, "actions": actions}, card_id if is_signed else ""

    def read(self, activity: Activity) -> Press:
        """Return what was pressed. Raises PressRefusedError."""
        data = _data_of(activity.value)
        claims = self._verified(data.get("token"))
        says, typed, label = data.get("says"), data.get("typed"), data.get("label")
        is_ours = isinstance(says, str) and isinstance(label, str) and isinstance(typed, bool)
        if not is_ours or claims["says"] != _digest(str(says), str(label)) or claims["typed"] is not typed:
            raise PressRefusedError(Cause.TEAMS_ALTERED_BUTTON)
        is_theirs = (claims["tid"], claims["sub"]) == (activity.person.tenant, activity.person.oid)
        if not is_theirs or claims["cnv"] != _digest(activity.conversation) or activity.scope is not Scope.PERSONAL:
            raise PressRefusedError(Cause.TEAMS_FOREIGN_BUTTON)
        if claims["exp"] <= self.clock():
            raise PressRefusedError(Cause.TEAMS_OLD_BUTTON)
        answer = data.get(ANSWER) if typed else says
        if not isinstance(answer, str) or not answer.strip():
            raise PressRefusedError(Cause.NO_TEXT)
        asks = str(claims["asks"])
        shown = "" if asks else str(label)
        return Press(str(claims["jti"]), answer, shown, asks, bool(claims["stands"]), activity.reply_to)

    def _sign(self, action: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        if action["type"] != EXECUTE:
            return action
        data = {**action["data"], "label": action["title"]}
        own = {"says": _digest(data["says"], data["label"]), "typed": data["typed"]}
        token = jwt.encode({**claims, **own}, _read(self.signing_key), algorithm=ALGORITHM)
        return {**action, "data": {**data, "token": token}}

    def _verified(self, token: Any) -> dict[str, Any]:
        try:
            # The time is checked here, with the clock that was passed in.
            options: Any = {"require": CLAIMS, "verify_exp": False}
            key = _read(self.signing_key).public_key()
            return jwt.decode(str(token), key, algorithms=[ALGORITHM], audience=AUDIENCE, options=options)
        except (jwt.PyJWTError, UnicodeError, ValueError) as error:
            raise PressRefusedError(Cause.TEAMS_ALTERED_BUTTON) from error


def _data_of(value: Any) -> dict[str, Any]:
    action = value.get("action") if isinstance(value, dict) else None
    data = action.get("data") if isinstance(action, dict) and action.get("verb") == VERB else None
    if not isinstance(data, dict):
        raise PressRefusedError(Cause.TEAMS_OLD_BUTTON)
    return data


def _digest(*parts: str) -> str:
    framed = b"".join(
        len(part.encode("utf-8", "replace")).to_bytes(4) + part.encode("utf-8", "replace") for part in parts
    )
    return hashlib.sha256(framed).hexdigest()[:32]


@lru_cache(maxsize=4)
def _read(signing_key: str) -> Ed25519PrivateKey:
    key = load_pem_private_key(signing_key.encode(), password=None)
    assert isinstance(key, Ed25519PrivateKey)  # noqa: S101  (`keys.py` reads no other)
    return key
