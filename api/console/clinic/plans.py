"""From a form of new slots to the slots themselves, in the council's own time. Knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api.acts import LONDON
from api.calendar.working_days import bank_holidays, is_working_day
from api.console.clinic.words import USUAL_PLACES
from api.console.fields import Form
from api.referrals.appointments.views import SlotBody
from api.referrals.appointments.words import CLINICIANS, MODES
from api.referrals.cases.models import Clinician, Mode

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
# A slot outside these hours is a slip: nobody sees people at 2 in the morning, when the clock may change too.
OPENS, CLOSES = time(7), time(21)
SHORTEST, LONGEST = 10, 240
MOST_DAYS = 184
MOST_SLOTS = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """What all slots of a form have in common. `length`: in minutes."""

    clinician_id: str
    clinician: Clinician
    mode: Mode
    place: str
    length: int

    def slot_at(self, day: date, start: time) -> SlotBody:
        """Return the slot that begins then."""
        starts_at = datetime.combine(day, start, LONDON)
        return SlotBody(
            clinician_id=self.clinician_id,
            clinician=self.clinician,
            mode=self.mode,
            place=self.place,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=self.length),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The slots that a series makes, and the bank holidays that it leaves out."""

    bodies: list[SlotBody]
    holidays: list[date]


def read_one(form: Form, people: Sequence[str]) -> SlotBody | None:
    """Return one slot, or None when something is wrong, which then stands in the form."""
    day, start = form.day("on", "The date"), _read_time(form, "start", "The start")
    kind = _read_kind(form, people)
    if day and not is_working_day(day) and form.value("closed_day") != "yes":
        what = "a bank holiday" if day in bank_holidays(day.year) else "at a weekend"
        message = f"This day is {what}. Choose another, or tick the box below if the Health Unit works then"
        form.refuse("on", message, "on-day")
    if form.errors or kind is None or day is None or start is None:
        return None
    body = kind.slot_at(day, start)
    if _time_of(body.ends_at) > CLOSES:
        form.refuse("length", "The slot must end by 21:00")
    return None if form.errors else body


def read_series(form: Form, people: Sequence[str], today: date) -> Plan | None:
    """Return the slots of a series, or None when something is wrong, which then stands in the form."""
    days = _read_days(form, today)
    start, end = _read_time(form, "start", "The first slot"), _read_time(form, "end", "The end")
    kind = _read_kind(form, people)
    if form.errors or kind is None or start is None or end is None:
        return None
    starts = _starts(start, end, kind.length)
    holidays = [day for day in days if not is_working_day(day)]
    bodies = [kind.slot_at(day, at) for day in days if day not in holidays for at in starts]
    if not starts:
        form.refuse("end", "The end must leave time for one slot")
    if len(bodies) > MOST_SLOTS:
        form.refuse("last", f"That would be {len(bodies)} slots. Add {MOST_SLOTS} or fewer at a time", "last-day")
    return None if form.errors else Plan(bodies, holidays)


def _read_days(form: Form, today: date) -> list[date]:
    first, last = form.day("first", "The first day"), form.day("last", "The last day")
    weekdays = [number for number in range(len(WEEKDAYS)) if form.value(f"weekday-{number}") == "yes"]
    if not weekdays:
        form.refuse("weekdays", "Choose one weekday or more", "weekday-0")
    if first is None or last is None:
        return []
    if first < today:
        form.refuse("first", "The first day must be today or later", "first-day")
    if last < first:
        form.refuse("last", "The last day must not be before the first", "last-day")
    elif (last - first).days > MOST_DAYS:
        form.refuse("last", "A series must end within six months of its first day", "last-day")
        return []
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() in weekdays]
    if weekdays and not days:
        form.refuse("last", "None of the weekdays lies between the two days", "last-day")
    return days


def _starts(start: time, end: time, length: int) -> list[time]:
    """Return when slots begin that follow each other until the end."""
    first, last = 60 * start.hour + start.minute, 60 * end.hour + end.minute
    return [time(*divmod(minute, 60)) for minute in range(first, last - length + 1, length)]


def _read_kind(form: Form, people: Sequence[str]) -> Kind | None:
    length = form.whole("length", "The length in minutes", SHORTEST, LONGEST)
    clinician_id = form.choice("clinician_id", "Choose whose slots they are", people)
    clinician = form.choice("clinician", "Choose the kind of clinician", tuple(CLINICIANS))
    mode = form.choice("mode", "Choose how people are seen", tuple(MODES))
    place = form.optional_text("place") or USUAL_PLACES.get(Mode(mode) if mode in MODES else Mode.IN_PERSON)
    if place is None:
        form.refuse("place", "Enter the room and building where people are seen")
    if form.errors or place is None:
        return None
    return Kind(clinician_id, Clinician(clinician), Mode(mode), place, length)


def _read_time(form: Form, name: str, what: str) -> time | None:
    found = form.time(name, what)
    if found and not OPENS <= found <= CLOSES:
        form.refuse(name, f"{what} must be between 07:00 and 21:00")
    return found


def _time_of(moment: datetime) -> time:
    return moment.timetz().replace(tzinfo=None)
