"""What the check says about one message: how urgent, and which help fits. Holds nothing of the message."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Level = Literal["none", "offer", "urgent"]
Kind = Literal["self", "someone_else", "abuse", "threat", "medical"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Urgency:
    """`urgent` is answered with `help_text(kind)` at once; `offer` adds `OFFER_TEXT` below the normal answer."""

    level: Level
    kind: Kind = "self"


NONE = Urgency("none")
