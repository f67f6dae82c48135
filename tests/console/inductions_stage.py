"""Inductions of the last twelve whole months on the console's pages: of several services, some complete."""

from datetime import timedelta

from api.induction.figures import last_twelve_months
from api.induction.models import Induction
from api.people.models import Person
from api.people.repository import store_people
from tests.api.courses import now
from tests.console.desk import Desk
from tests.console.stage import world_of

SERVICES = ("Planning", "Adult Social Care", "Highways", "Communities")
PEOPLE = 64


def set_inductions(desk: Desk, people: int = PEOPLE, services: tuple[str, ...] = SERVICES) -> None:
    """Let so many people begin, one service after the other; two of three inductions that are over are complete."""
    today = desk.context.today()
    since, until = last_twelve_months(today)
    with desk.context.database.write() as session:
        template = session.get(Person, "demo-editor")
        assert template is not None
        columns = {column.name: getattr(template, column.name) for column in Person.__table__.c}
        for number in range(people):
            started_on = since + timedelta(days=number * ((until - since).days // people))
            own = {"id": f"new-{number}", "object_id": f"new-{number}", "payroll_number": None, "email": None}
            place = {"service": services[number % len(services)], "manager_id": None, "roles": ["employee"]}
            store_people(session, [columns | own | place | {"started_on": started_on}])
            is_over = started_on + timedelta(days=90) < today
            is_complete = is_over and number % 3 > 0
            session.add(
                Induction(
                    id=f"induction-{number}",
                    person_id=f"new-{number}",
                    cause="start",
                    started_on=started_on,
                    plans=["everyone"],
                    state="complete" if is_complete else "open",
                    created_at=now(world_of(desk)),
                    finished_on=started_on if is_complete else None,
                    expires_on=today + timedelta(days=730),
                )
            )
