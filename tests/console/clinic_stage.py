"""What stands in the clinic's calendar in the tests: a week with a slot of every state."""

from datetime import date, datetime, time, timedelta

from api.acts import LONDON
from api.calendar.working_days import bank_holidays
from api.referrals.appointments.models import Appointment, Slot
from tests.api.referrals.subjects import add_case
from tests.api.subjects import Subjects
from tests.console.desk import Desk
from tests.console.stage import world_of

ROOM = "Room 3, Magdalen House, Bootle"


def next_monday(weeks: int = 2) -> date:
    """Return a Monday to come in whose week everybody works."""
    day = date.today() + timedelta(weeks=weeks)  # noqa: DTZ011 any day to come
    monday = day - timedelta(days=day.weekday())
    holidays = bank_holidays(monday.year) | bank_holidays(monday.year + 1)
    return monday if holidays.isdisjoint(monday + timedelta(days=n) for n in range(7)) else next_monday(weeks + 1)


def next_holiday() -> date:
    """Return the next bank holiday after tomorrow."""
    today = date.today()  # noqa: DTZ011 only days to come are wanted
    days = sorted(bank_holidays(today.year) | bank_holidays(today.year + 1))
    return next(day for day in days if day > today + timedelta(days=1))


def next_clock_change() -> date:
    """Return the next Sunday on which the clocks change, but none of this week."""
    day = date.today() + timedelta(days=7)  # noqa: DTZ011 only days to come are wanted
    while offset_of(day) == offset_of(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day


def offset_of(day: date) -> timedelta | None:
    return datetime.combine(day, time(0), LONDON).utcoffset()


def add_slot(desk: Desk, slot_id: str, day: date, hour: int, minute: int = 0, **changes: object) -> str:
    """Store a slot of three quarters of an hour."""
    starts_at = datetime.combine(day, time(hour, minute), LONDON)
    values = {
        "id": slot_id,
        "clinician_id": "demo-health-unit",
        "clinician": "nurse",
        "mode": "phone",
        "place": "By telephone",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=45),
        "is_taken": False,
    }
    with desk.context.database.write() as session:
        session.add(Slot(**values | changes))
    return slot_id


def add_appointment(desk: Desk, slot_id: str, state: str, person_id: str = "demo-employee") -> str:
    """Store a case of somebody with an appointment in a slot, and return the case's id."""
    subjects = Subjects(world_of(desk))
    subjects.numbers = iter(range(abs(hash(slot_id)) % 10**7, 10**9))  # type: ignore[assignment]
    referral_id = add_case(subjects, person_id, "triaged")
    with desk.context.database.write() as session:
        slot = session.get(Slot, slot_id)
        assert slot is not None
        slot.is_taken = state in ("offered", "booked", "attended", "missed")
        session.add(
            Appointment(
                id=f"{slot_id}-{state}",
                referral_id=referral_id,
                slot=slot,
                state=state,
                sequence=0,
                created_at=slot.starts_at - timedelta(days=9),
                offered_until=None,
            )
        )
    return referral_id


def set_clinic(desk: Desk) -> date:
    """Store a week with slots of every state and kind, and return its Monday."""
    monday = next_monday()
    tuesday, thursday = monday + timedelta(days=1), monday + timedelta(days=3)
    add_slot(desk, "free", monday, 9)
    add_slot(desk, "free-too", monday, 9, 45)
    add_appointment(desk, add_slot(desk, "offered", monday, 10, 30, mode="video", place="By video call"), "offered")
    face = {"mode": "in_person", "place": ROOM}
    add_appointment(desk, add_slot(desk, "booked", tuesday, 14, clinician="physician", **face), "booked")
    add_appointment(desk, add_slot(desk, "attended", tuesday, 15, clinician="counsellor", **face), "attended")
    add_appointment(desk, add_slot(desk, "missed", tuesday, 16, clinician="physiotherapist", **face), "missed")
    add_appointment(desk, add_slot(desk, "own", thursday, 11), "booked", "demo-health-unit")
    add_appointment(desk, add_slot(desk, "declined", thursday, 12), "declined")
    return monday
