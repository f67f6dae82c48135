"""Counts the Health Unit's figures anew, straight from the database's rows."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from statistics import median_low

from sqlalchemy import select

from api.calendar.working_days import bank_holidays
from api.referrals.appointments.models import Appointment
from api.referrals.cases.models import Referral, ReferralText
from api.referrals.statistics.periods import Period
from tests.console.desk import Desk
from tests.console.figures_pages import Table

MODES = {"phone": "By telephone", "video": "By video", "in_person": "Face to face"}


def rounded(count: int) -> str:
    """Return what the promise says: 1 to 7 as 5, others to the nearest 5."""
    return "0" if count == 0 else "5" if count <= 7 else str(min(range(0, 1000, 5), key=lambda five: abs(five - count)))


def count(desk: Desk, period: Period, of: Callable[[Referral, str], str]) -> Counter[str]:
    """Count the referrals of a period by something, from the database, as the one who has the keys."""
    since, until = period.span
    with desk.context.database.read() as session:
        cases = session.scalars(select(Referral)).all()
        texts = session.scalars(select(ReferralText).where(ReferralText.part == "answers")).all()
        opened = {text.referral_id: json.loads(text.open(desk.context.vault))["answers"] for text in texts}
    held = [case for case in cases if case.submitted_at and since <= case.submitted_at < until]
    return Counter(of(case, opened[case.id]["main_reason"]) for case in held)


def count_modes(desk: Desk, period: Period) -> Counter[str]:
    since, until = period.span
    with desk.context.database.read() as session:
        found = session.scalars(select(Appointment)).all()
    held = [one for one in found if one.state == "attended" and since <= one.slot.starts_at < until]
    return Counter(MODES[one.slot.mode] for one in held)


def count_waiting_days(desk: Desk, period: Period) -> int:
    """Return the median of the working days until people were first seen."""
    since, until = period.span
    with desk.context.database.read() as session:
        sent = {case.id: case.submitted_at for case in session.scalars(select(Referral))}
        seen = {one.referral_id: one.slot.starts_at for one in session.scalars(select(Appointment))}
    waits = []
    for referral_id, at in seen.items():
        begin = sent[referral_id]
        assert begin is not None
        if since <= begin < until:
            days = (begin.date() + timedelta(days=number) for number in range(1, (at.date() - begin.date()).days + 1))
            waits.append(sum(day.weekday() < 5 and day not in bank_holidays(day.year) for day in days))
    return median_low(waits)


def expected(now: Counter[str], before: Counter[str]) -> Table:
    return {label: (rounded(now[label]), rounded(before[label])) for label in now | before}
