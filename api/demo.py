"""Fills a development database: the demo people, a directory around them, and the courses. Run again, it adds only."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from api.people import repository as people
from api.people.demo import read_demo_people, seed_demo_people
from api.people.import_staff import import_staff
from api.people.synthetic import read_shape, write_directory
from api.training.courses.catalogue import read_catalogue, seed_catalogue


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
