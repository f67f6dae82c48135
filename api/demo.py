"""Fills a development database: the demo people, a directory around them, courses, who completed which, and PDRs.

Run again, it adds only.
"""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from api.daily import repository as daily
from api.daily.service import make_run
from api.pdr import repository as pdrs
from api.pdr.reminders.service import DAILY
from api.pdr.synthetic import read_reviews
from api.people import repository as people
from api.people.demo import read_demo_people, seed_demo_people
from api.people.import_staff import import_staff
from api.people.synthetic import read_shape, write_directory
from api.standing.synthetic import seed_reviews
from api.training.courses import repository as catalogue
from api.training.courses.catalogue import read_catalogue, seed_catalogue
from api.training.records import repository as records
from api.training.records.synthetic import Training, invent_completions, read_training


def seed_demo(session: Session, people_file: Path, tenant: str, today: date) -> None:
    """Store what is not there. The other files lie beside the file of the demo people."""
    demo = read_demo_people(people_file)
    seed_demo_people(session, demo, tenant)
    staff = people_file.with_name("staff.yml")
    if staff.is_file() and len(people.list_everybody(session, tenant)) <= len(demo):
        shape = read_shape(staff)
        import_staff(session, write_directory(shape, shape.people - len(demo)).encode(), tenant)
    courses = people_file.with_name("courses.yml")
    if courses.is_file():
        seed_catalogue(session, read_catalogue(courses), today)
    completions = people_file.with_name("completions.yml")
    if completions.is_file() and not records.has_completions(session):
        _seed_completions(session, read_training(completions), tenant, today)
    reviews = people_file.with_name("pdrs.yml")
    if reviews.is_file() and not pdrs.has_pdrs(session):
        seed_reviews(session, read_reviews(reviews), tenant, today)
        # A thousand messages at once would bury what somebody tries out; from the next day on there are reminders.
        daily.add_run(session, make_run(DAILY, today))


def _seed_completions(session: Session, training: Training, tenant: str, today: date) -> None:
    everybody = people.list_present(session, tenant, today)
    recorder = next(person.id for person in everybody if "learning" in person.roles)
    managers, mandatory = people.list_manager_ids(session), catalogue.list_mandatory(session)
    invented = invent_completions(training, everybody, managers, mandatory, recorder, today)
    records.add_completions(session, invented)
