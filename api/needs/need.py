"""One thing that waits for somebody. Knows no subject."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.acts import Act
from api.people.models import Person


class NeedKind(StrEnum):
    """What waits: a closed list. The conversation has the words for each, and what leads there."""

    APPROVE_BOOKING = "approve_booking"
    APPROVE_APPLICATION = "approve_application"
    LATE_TRAINING = "late_training"
    BOOK_PDR = "book_pdr"
    RECORD_PDR = "record_pdr"
    AGREE_PDR = "agree_pdr"
    FOLLOW_UP_PDR = "follow_up_pdr"
    FOLLOW_UP_OWN_PDR = "follow_up_own_pdr"
    CONFIRM_STEP = "confirm_step"
    NAME_CONTACT = "name_contact"
    DO_STEP = "do_step"
    READ_REFERRAL = "read_referral"
    SEND_REFERRAL = "send_referral"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing. `on`: the day by which it matters; `title`: of what, if that has a name; `is_late`: it is over."""

    kind: NeedKind
    person: Person
    on: date
    title: str = ""
    reference: str = ""
    is_late: bool = False


Gather = Callable[[Act], Iterable[Need]]
