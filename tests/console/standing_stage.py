"""PDRs, absences and figures of months before, as the pages of where we stand show them in the tests."""

from datetime import UTC, date, datetime, timedelta

from api.pdr.models import Pdr
from api.people.absences.models import Absence
from api.people.models import Person
from api.standing.figures import Figure
from api.standing.models import Standing, Subject
from tests.api.courses import add_people
from tests.console.desk import Desk
from tests.console.stage import set_stage, world_of


def today_of(desk: Desk) -> date:
    """Return the day that it is at the desk."""
    return desk.context.today()


def set_reviews(desk: Desk) -> None:
    """Store PDRs of this year and absences of a few people in two services, and figures of the two months before."""
    set_stage(desk)
    today = today_of(desk)
    year = today.year if today.month >= 4 else today.year - 1
    add_people(world_of(desk), 12, service="Highways")
    held = {
        "rival-0": "agreed",
        "rival-1": "recorded",
        "rival-2": "held",
        "rival-3": "booked",
        "demo-employee": "agreed",
    }
    now = datetime.now(UTC)
    with desk.context.database.write() as session:
        for person_id, state in held.items():
            is_done = state in ("recorded", "agreed")
            session.add(
                Pdr(
                    id=f"pdr-{person_id}",
                    person_id=person_id,
                    year=year,
                    state=state,
                    sequence=1,
                    starts_at=now + timedelta(days=3) if state == "booked" else None,
                    ends_at=now + timedelta(days=3, hours=1) if state == "booked" else None,
                    held_on=None if state == "booked" else today,
                    recorded_at=now if is_done else None,
                    agreed_at=now if state == "agreed" else None,
                    needs=[],
                )
            )
        session.add(Absence(id="away", person_id="rival-9", first_on=today - timedelta(days=60), last_on=None))
        session.add(Absence(id="short", person_id="rival-8", first_on=today - timedelta(days=9), last_on=today))
        session.get_one(Person, "rival-7").started_on = today - timedelta(days=10)
    add_month(desk, 1, [Figure(Subject.PDR, "Highways", 10, 1), Figure(Subject.TRAINING, "Highways", 20, 15)])
    add_month(desk, 2, [Figure(Subject.PDR, "Highways", 10, 0), Figure(Subject.TRAINING, "Highways", 20, 14)])


def add_month(desk: Desk, ago: int, figures: list[Figure]) -> None:
    """Store the figures of a month, so many months before this one."""
    month = today_of(desk).replace(day=1)
    for _ in range(ago):
        month = (month - timedelta(days=1)).replace(day=1)
    with desk.context.database.write() as session:
        for number, one in enumerate(figures):
            row = Standing(
                id=f"{month}-{number}",
                month=month,
                subject=one.subject,
                service=one.service,
                required=one.required,
                done=one.done,
                away=one.away,
                taken_on=month,
            )
            session.add(row)
