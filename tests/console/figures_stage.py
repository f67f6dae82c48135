"""Referrals of two periods in the tests: about as many, from such services and for such reasons, as was reported."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update

from api.people.models import Person
from api.referrals.appointments.models import Appointment, Slot
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.statistics.periods import Period
from tests.console.desk import Desk

SERVICES = {
    "Education Excellence": 73,
    "Communities": 17,
    "Children's Social Care": 13,
    "Adult Social Care": 12,
    "Highways and Public Protection": 8,
    "Personnel": 5,
    "Communications": 3,
}
REASONS = {
    "mental_health": 38,
    "musculoskeletal": 25,
    "stress": 22,
    "long_absence": 13,
    "adjustments": 12,
    "menopause": 9,
    "pregnancy": 7,
    "review": 5,
}
MODES = {"phone": 58, "in_person": 31, "video": 9}
BEFORE_SERVICES = {**SERVICES, "Education Excellence": 66, "Communities": 24, "Personnel": 0, "Planning": 4}
ONES = ("Personnel", "Planning", "Communities", "Highways", "Libraries", "Leisure", "Public Health")
BEFORE_MODES = {"phone": 71, "in_person": 22}


def last_over(desk: Desk) -> Period:
    """Return the newest period that is over."""
    return Period.last_over(desk.context.today())


def set_figures(desk: Desk) -> Period:
    """Store the referrals of the newest period that is over, and of the year before; return that period."""
    period = last_over(desk)
    add_referrals(desk, period, SERVICES, REASONS, MODES)
    add_referrals(desk, period.year_before, BEFORE_SERVICES, {**REASONS, "mental_health": 42}, BEFORE_MODES, wait=12)
    return period


def set_few(desk: Desk) -> Period:
    """Store so few referrals that a table would name people, in the last period but one; return that period."""
    period = last_over(desk).before
    add_referrals(desk, period, dict.fromkeys(ONES, 1), {"stress": 7}, {"phone": 2})
    return period


def add_referrals(
    desk: Desk,
    period: Period,
    services: Mapping[str, int],
    reasons: Mapping[str, int],
    modes: Mapping[str, int],
    *,
    wait: int = 9,
) -> None:
    """Store referrals of a period, as many as the services say, and appointments that were attended."""
    begin = period.span[0] + timedelta(days=1, hours=10)
    of_service = [name for name, count in services.items() for _ in range(count)]
    of_reason = [name for name, count in reasons.items() for _ in range(count)]
    of_reason += ["review"] * (len(of_service) - len(of_reason))
    of_mode = [name for name, count in modes.items() for _ in range(count)]
    with desk.context.database.write() as session:
        person = session.get_one(Person, "demo-employee")
        for number, (service, reason) in enumerate(zip(of_service, of_reason, strict=False)):
            moment = begin + timedelta(hours=number % 20)
            referral = _referral(period, number, person, service, moment)
            session.add(referral)
            session.flush()
            text = ReferralText(
                id=f"{referral.id}-answers",
                referral_id=referral.id,
                part="answers",
                revision=1,
                written_by=person.id,
                written_at=moment,
            )
            text.seal(desk.context.vault, json.dumps({"answers": {"main_reason": reason}}))
            session.add(text)
            if number < len(of_mode):
                seen_at = begin + timedelta(days=wait, minutes=number)
                session.add(_appointment(referral, of_mode[number], seen_at))
                session.add(ReferralStep(referral_id=referral.id, number=1, state="attended", at=seen_at))


def note_late(desk: Desk, period: Period, count: int) -> None:
    """Note only now that people came to appointments of a period that is over."""
    begin = period.span[0] + timedelta(days=2, hours=9)
    with desk.context.database.write() as session:
        person = session.get_one(Person, "demo-employee")
        for number in range(count):
            referral = _referral(period.before, 900 + number, person, "Planning", begin - timedelta(days=40))
            session.add(referral)
            session.flush()
            session.add(_appointment(referral, "video", begin + timedelta(hours=number)))
            session.add(
                ReferralStep(
                    referral_id=referral.id, number=1, state="attended", at=period.span[1] + timedelta(hours=9)
                )
            )


def correct_all(desk: Desk, at: datetime) -> None:
    """Note of every visit that nobody came after all."""
    with desk.context.database.write() as session:
        for step in session.scalars(select(ReferralStep).where(ReferralStep.state == "attended")).all():
            session.add(ReferralStep(referral_id=step.referral_id, number=step.number + 1, state="missed", at=at))
        session.execute(update(Appointment).values(state="missed"))


def _referral(period: Period, number: int, person: Person, service: str, moment: datetime) -> Referral:
    name = f"{period.year}-{period.number}-{number}"
    return Referral(
        id=name,
        reference=f"RF-{period.year % 100:02d}{period.number}{number:05d}",
        kind="management",
        person=person,
        referrer_id=person.manager_id,
        service=service,
        form_version="2026-11",
        state="closed",
        state_since=moment,
        created_at=moment,
        submitted_at=moment,
        expires_on=moment.date() + timedelta(days=2922),
    )


def _appointment(referral: Referral, mode: str, at: datetime) -> Appointment:
    slot = Slot(
        id=f"{referral.id}-slot",
        clinician_id="demo-health-unit",
        clinician="nurse",
        mode=mode,
        place="A place",
        starts_at=at,
        ends_at=at + timedelta(minutes=45),
        is_taken=True,
    )
    return Appointment(
        id=f"{referral.id}-appointment",
        referral_id=referral.id,
        slot=slot,
        state="attended",
        sequence=0,
        created_at=at,
    )
