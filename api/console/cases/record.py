"""A case as its page and its letters show it: the record of the service, with names and in the order of reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.acts import Act
from api.console.cases.answers import Group, lay_out
from api.errors import NotFoundError
from api.people import repository as people
from api.people.models import Person
from api.referrals.agreements.views import AgreementView
from api.referrals.appointments.models import Appointment
from api.referrals.appointments.repository import list_appointments
from api.referrals.audit.models import Purpose
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.repository import find_referral
from api.referrals.cases.showing import show_record
from api.referrals.cases.states import NOTED
from api.referrals.cases.views import RecordView, StatusView
from api.referrals.form.specification import read_form


@dataclass(frozen=True, slots=True)
class Written:
    """One text of the case: when it was written, by whom, and what it says."""

    revision: int
    at: datetime
    by: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """One revision of the report. `manager_part`: none for a self-referral."""

    revision: int
    at: datetime
    by: str
    text: str
    manager_part: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    """When the case came into a state, and by whom; nobody for what happens by itself.

    `is_corrected`: it says otherwise than what was noted before of the same appointment.
    """

    state: str
    at: datetime
    by: str | None
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything of one case. `referral`: the row, for the revisions that were offered and released.

    `manager`: of today. `home_address`: where the person wants letters, if they do.
    """

    referral: Referral
    status: StatusView
    referrer: str | None
    manager: Person | None
    groups: Sequence[Group]
    comments: Sequence[Written]
    triages: Sequence[Written]
    notes: Sequence[Written]
    reports: Sequence[Report]
    agreements: Sequence[AgreementView]
    stages: Sequence[Stage]
    appointments: Sequence[Appointment]
    names: Mapping[str, str]
    home_address: str

    def find_report(self, revision: int | None) -> Report:
        """Return one revision of the report. Raises NotFoundError."""
        for report in self.reports:
            if report.revision == revision:
                return report
        raise NotFoundError


def open_case(
    act: Act, referral_id: str, reason: Purpose, *, detail: str = "record", in_one_sitting: bool = False
) -> CaseFile:
    """Return the case; who opened it, and why, is on the audit trail. Raises NotFoundError."""
    view = show_record(act, referral_id, reason, detail=detail, in_one_sitting=in_one_sitting)
    referral = find_referral(act.session, referral_id)
    if referral is None:
        raise NotFoundError
    appointments = list_appointments(act.session, referral_id)
    names = _names_of(act, referral, view, appointments)
    texts = {part: _texts_of(view, part, names) for part in TextPart}
    answers = texts[TextPart.ANSWERS][-1].content["answers"] if texts[TextPart.ANSWERS] else {}
    manager_parts = {text.revision: str(text.content["text"]) for text in texts[TextPart.MANAGER]}
    reports = [
        Report(text.revision, text.at, text.by, str(text.content["text"]), manager_parts.get(text.revision))
        for text in texts[TextPart.REPORT]
    ]
    return CaseFile(
        referral=referral,
        status=view.status,
        referrer=names.get(referral.referrer_id or ""),
        manager=people.get_person(act.session, referral.person.manager_id) if referral.person.manager_id else None,
        groups=lay_out(read_form(view.status.kind), answers),
        comments=texts[TextPart.COMMENT],
        triages=texts[TextPart.TRIAGE],
        notes=texts[TextPart.NOTE],
        reports=reports,
        agreements=view.agreements,
        stages=_stages_of(view, names),
        appointments=appointments,
        names=names,
        home_address=str(answers.get("home_address", "")),
    )


def _texts_of(view: RecordView, part: TextPart, names: Mapping[str, str]) -> list[Written]:
    return [
        Written(text.revision, text.written_at, names[text.written_by], text.content)
        for text in view.texts
        if text.part == part
    ]


def _stages_of(view: RecordView, names: Mapping[str, str]) -> list[Stage]:
    before = [None, *(step.state for step in view.steps)]
    return [
        Stage(step.state, step.at, names.get(step.by_id or ""), step.state in NOTED and last in NOTED)
        for step, last in zip(view.steps, before, strict=False)
    ]


def _names_of(act: Act, referral: Referral, view: RecordView, appointments: Sequence[Appointment]) -> Mapping[str, str]:
    ids = {text.written_by for text in view.texts} | {one.slot.clinician_id for one in appointments}
    ids |= {step.by_id for step in view.steps if step.by_id} | {referral.referrer_id or referral.person_id}
    found = (people.get_person(act.session, person_id) for person_id in ids)
    return {person.id: person.name for person in found if person}
