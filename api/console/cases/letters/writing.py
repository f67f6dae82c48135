"""Writes the letters of a case: which there are as it stands, to whom, and what of the case stands in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from api.acts import Act
from api.console.cases.letters.wording import Part, read_wording
from api.console.cases.record import CaseFile
from api.console.cases.words import AGREEMENTS, ANSWERS
from api.console.pages import format_day
from api.console.typesetting import Letter, Letterhead
from api.errors import NotFoundError
from api.people.models import Person
from api.referrals.appointments.models import AppointmentState
from api.referrals.appointments.words import CLINICIANS, MODES
from api.referrals.cases.states import State
from api.referrals.form.specification import FormKind
from api.training.bookings.announcements import describe_moment, describe_time


class LetterName(StrEnum):
    """The letters, as they stand in addresses and names of files: none tells of anybody's health."""

    APPOINTMENT = "appointment"
    REPORT = "report"
    MANAGER = "manager"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a letter about which case, on whose letterhead."""

    act: Act
    case: CaseFile
    head: Letterhead

    @property
    def today(self) -> date:
        """Return the day of the letter."""
        return self.act.today

    def begin(self, title: str) -> Letter:
        """Begin a letter with the case's reference."""
        wording, reference = read_wording(), self.case.status.reference
        return Letter(self.head, wording.service, title, reference, self.act.now, wording.mark)

    def address(self, letter: Letter, person: Person, home: str = "") -> None:
        """Set who it is for, at home where they asked for letters, else at work."""
        place = home.splitlines() if home else [person.team, person.base]
        letter.address([person.name, *place], format_day(self.today), read_wording().notice)

    def greet(self, letter: Letter, person: Person) -> None:
        """Begin to speak to somebody."""
        letter.paragraph(read_wording().greeting.format(first_name=person.first_name))

    def close(self, letter: Letter, signed: str) -> bytes:
        """End the letter with somebody's name."""
        wording = read_wording()
        letter.signature(wording.closing.format(writer=signed, service=wording.service))
        return letter.finish()


def list_letters(case: CaseFile) -> list[LetterName]:
    """Return the letters that there are as the case stands: nobody gets a report before they may read it."""
    return [name for name in LetterName if _is_there(case, name)]


def require_letter(case: CaseFile, name: LetterName) -> None:
    """Let pass for a letter that there is. Raises NotFoundError."""
    if not _is_there(case, name):
        raise NotFoundError


def write_letter(writer: Writer, name: LetterName) -> bytes:
    """Return a letter as PDF. Raises NotFoundError, FontMissingError."""
    return WRITTEN[name](writer)


def _is_there(case: CaseFile, name: LetterName) -> bool:
    referral = case.referral
    return {
        LetterName.APPOINTMENT: case.status.appointment is not None,
        LetterName.REPORT: referral.offered_revision is not None,
        LetterName.MANAGER: case.status.kind is FormKind.MANAGEMENT
        and referral.released_revision is not None
        and case.manager is not None,
        LetterName.FORM: True,
    }[name]


def _write_appointment(writer: Writer) -> bytes:
    case, words = writer.case, read_wording().appointment
    held, person = case.status.appointment, case.referral.person
    if held is None:
        raise NotFoundError
    letter = writer.begin(words.title)
    writer.address(letter, person, case.home_address)
    letter.title(words.title)
    writer.greet(letter, person)
    is_offer = held.state is AppointmentState.OFFERED and held.offered_until is not None
    until = describe_moment(held.offered_until) if held.offered_until else ""
    letter.paragraph(words.offered.format(until=until) if is_offer else words.booked)
    slot = held.slot
    letter.pairs(
        [
            ("When", describe_time(slot.starts_at, slot.ends_at)),
            ("How", MODES[slot.mode]),
            ("Where", slot.place),
            ("With", f"{case.names[slot.clinician_id]}, {CLINICIANS[slot.clinician].lower()}"),
            ("Reference", case.status.reference),
        ]
    )
    _add_parts(letter, words.below)
    return writer.close(letter, writer.act.me.name)


def _write_report(writer: Writer) -> bytes:
    case, words = writer.case, read_wording().report
    person = case.referral.person
    report = case.find_report(case.referral.offered_revision)
    letter = writer.begin(words.title)
    writer.address(letter, person, case.home_address)
    letter.title(words.title)
    writer.greet(letter, person)
    is_own = case.status.kind is FormKind.SELF
    offered = _day_of(case, State.REPORT_OFFERED)
    letter.paragraph((words.own_opening if is_own else words.opening).format(offered=offered))
    letter.heading(words.heading)
    letter.paragraph(report.text)
    if report.manager_part is not None:
        letter.heading(words.manager_heading)
        is_released = case.referral.released_revision == report.revision
        released = words.released.format(released=_day_of(case, State.RELEASED)) if is_released else words.not_released
        letter.paragraph(released)
        letter.paragraph(report.manager_part)
    return writer.close(letter, report.by)


def _write_manager_part(writer: Writer) -> bytes:
    case, words = writer.case, read_wording().manager
    report, manager, person = case.find_report(case.referral.released_revision), case.manager, case.referral.person
    if manager is None or report.manager_part is None:
        raise NotFoundError
    letter = writer.begin(words.title)
    writer.address(letter, manager)
    letter.title(words.title)
    writer.greet(letter, manager)
    opening = words.opening if manager.id == case.referral.referrer_id else words.new_opening
    letter.paragraph(opening.format(name=person.name, job=person.job, released=_day_of(case, State.RELEASED)))
    letter.heading(words.heading)
    letter.paragraph(report.manager_part)
    _add_parts(letter, words.below)
    return writer.close(letter, report.by)


def _copy_form(writer: Writer) -> bytes:
    case, words = writer.case, read_wording().form
    letter = writer.begin(words.title)
    letter.title(f"{words.title}: {case.referral.person.name}")
    letter.paragraph(words.opening.format(sent=format_day(case.status.created_at)))
    for group in case.groups:
        letter.heading(group.title)
        letter.pairs([(row.label, "\n".join(row.lines)) for row in group.rows])
    if case.comments:
        letter.heading(words.comments)
        letter.pairs([(format_day(one.at), str(one.content["text"])) for one in case.comments])
    letter.heading(words.agreements)
    said = [(AGREEMENTS[one.kind], f"{ANSWERS[one.answer]}, {describe_moment(one.at)}") for one in case.agreements]
    if said:
        letter.pairs(said)
    else:
        letter.paragraph(words.nothing_said)
    return letter.finish()


def _add_parts(letter: Letter, found: list[Part]) -> None:
    for part in found:
        letter.heading(part.heading)
        letter.paragraph(part.text)


def _day_of(case: CaseFile, state: State) -> str:
    """Return when the case last came into a state."""
    days: list[datetime] = [stage.at for stage in case.stages if stage.state == state]
    return format_day(days[-1]) if days else ""


WRITTEN: dict[LetterName, Callable[[Writer], bytes]] = {
    LetterName.APPOINTMENT: _write_appointment,
    LetterName.REPORT: _write_report,
    LetterName.MANAGER: _write_manager_part,
    LetterName.FORM: _copy_form,
}
