"""What a series of slots would do, day by day: what is made, and what is left out and why. Changes nothing."""

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from api.acts import Act
from api.console.clinic.plans import Plan
from api.referrals.appointments import clinic
from api.referrals.appointments.views import SlotBody, SlotView


@dataclass(frozen=True, slots=True)
class Clash:
    """A slot that is not made, because the clinician has another; `other` is none when its time is over."""

    body: SlotBody
    other: SlotView | None


@dataclass(frozen=True, slots=True)
class Day:
    """What a series does on one day."""

    date: date
    made: list[SlotBody]
    clashes: list[Clash]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the whole series does."""

    days: list[Day]
    holidays: list[date]

    @property
    def made(self) -> list[SlotBody]:
        """Every slot that is made."""
        return [body for day in self.days for body in day.made]

    @property
    def clashes(self) -> int:
        """How many slots are left out."""
        return sum(len(day.clashes) for day in self.days)

    @property
    def digest(self) -> str:
        """What tells this preview from another, so that only what was seen is saved."""
        return hashlib.sha256("\n".join(body.model_dump_json() for body in self.made).encode()).hexdigest()


def preview(act: Act, plan: Plan) -> Preview:
    """Return what the plan does as things stand. Raises RoleNeededError."""
    days = []
    for day, bodies in groupby(plan.bodies, key=lambda body: body.starts_at.date()):
        made: list[SlotBody] = []
        clashes: list[Clash] = []
        for body in bodies:
            other = clinic.find_clash(act, body)
            if other or body.starts_at <= act.now:
                clashes.append(Clash(body, other))
            else:
                made.append(body)
        days.append(Day(day, made, clashes))
    return Preview(days, plan.holidays)
