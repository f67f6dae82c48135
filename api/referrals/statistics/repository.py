"""Reads the cases of a period for its figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.referrals.appointments.models import Appointment, Slot
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.cases.states import NOTED, State


@dataclass(frozen=True, slots=True)
class Attended:
    """An appointment to which somebody came. `is_first`: of their case."""

    mode: str
    submitted_at: datetime
    seen_at: datetime
    is_first: bool


def list_submitted(session: Session, since: datetime, until: datetime) -> Sequence[Referral]:
    """Return the cases that the Health Unit got in a span of time, whatever became of them."""
    wanted = select(Referral).where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted).all()


def list_answers(session: Session, since: datetime, until: datetime) -> Sequence[ReferralText]:
    """Return the sealed forms of these cases."""
    wanted = select(ReferralText).join(Referral, Referral.id == ReferralText.referral_id)
    wanted = wanted.where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted.where(ReferralText.part == "answers")).all()


def list_attended(session: Session, since: datetime, until: datetime) -> Sequence[Attended]:
    """Return the appointments for which it was noted in a span of time that the person came.

    What counts is when that was noted: a span that is over gets no further ones, however late somebody notes it, and
    loses none to a correction that was made after it.
    """
    in_span = (ReferralStep.state == State.ATTENDED, ReferralStep.at >= since, ReferralStep.at < until)
    cases = select(ReferralStep.referral_id).where(*in_span)
    submitted = select(Referral.id, Referral.submitted_at).where(Referral.id.in_(cases))
    found: list[Attended] = []
    steps, held = _list_steps(session, cases, until), _list_held(session, cases)
    for case, submitted_at in session.execute(submitted):
        came = [
            (at, slot)
            for (state, at), slot in zip(_list_noted(steps[case]), held[case], strict=False)
            if state == State.ATTENDED
        ]
        found += [
            Attended(slot.mode, submitted_at, slot.starts_at, place == 0)
            for place, (at, slot) in enumerate(came)
            if at >= since and submitted_at
        ]
    return found


def _list_steps(session: Session, cases: Select[str], until: datetime) -> dict[str, list[tuple[str, datetime]]]:
    wanted = select(ReferralStep.referral_id, ReferralStep.state, ReferralStep.at)
    wanted = wanted.where(ReferralStep.referral_id.in_(cases), ReferralStep.at < until)
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for case, state, at in session.execute(wanted.order_by(ReferralStep.referral_id, ReferralStep.number)):
        found[case].append((state, at))
    return found


def _list_held(session: Session, cases: Select[str]) -> dict[str, list[Slot]]:
    """Return the slots to which somebody came or not. A case has one appointment at a time, so they are in order."""
    wanted = select(Appointment.referral_id, Slot).join(Slot, Slot.id == Appointment.slot_id)
    wanted = wanted.where(Appointment.referral_id.in_(cases), Appointment.state.in_(NOTED))
    found: dict[str, list[Slot]] = defaultdict(list)
    for case, slot in session.execute(wanted.order_by(Appointment.created_at, Appointment.id)):
        found[case].append(slot)
    return found


def _list_noted(steps: Sequence[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
    """Return what was noted of each appointment, by its last correction."""
    noted: list[tuple[str, datetime]] = []
    before = ""
    for state, at in steps:
        if state in NOTED and before in NOTED:
            noted[-1] = (state, at)
        elif state in NOTED:
            noted.append((state, at))
        before = state
    return noted
