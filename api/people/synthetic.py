"""Invents a staff directory in the shape of a council, as the HR system would export it; the same for each seed.

`python -m api.people.synthetic FILE` writes it. Nobody in it exists.
"""

import csv
import io
import random
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from api.people.models import WEEKDAYS
from api.people.staff_rows import COLUMNS
from contracts.yaml_files import read_yaml

SEED = 2026
FIRST_NUMBER = 200_000
TEAM_SIZE = 12
TEAMS_OF_A_MANAGER = 8
LAST_START = date(2026, 10, 1)


class Service(BaseModel):
    """One service: its share of all people, its teams and jobs."""

    model_config = ConfigDict(extra="forbid")

    name: str
    department: str
    share: int
    teams: list[str]
    jobs: list[str]


class Shape(BaseModel):
    """What `demo/staff.yml` says."""

    model_config = ConfigDict(extra="forbid")

    people: int
    part_time_percent: float
    no_mailbox_percent: float
    bases: list[str]
    services: list[Service]
    first_names: list[str]
    last_names: list[str]


@dataclass(frozen=True, slots=True)
class Post:
    """One post; `manager` is the place of the post above it in the list, none for the chief executive."""

    service: str
    team: str
    job: str
    manager: int | None


def read_shape(path: Path) -> Shape:
    """Return what to make a directory of. Raises OSError, yaml.YAMLError or ValidationError."""
    return Shape.model_validate(read_yaml(path))


def write_directory(shape: Shape, people: int, seed: int = SEED) -> str:
    """Return a CSV export of so many people."""
    chance = random.Random(seed)  # noqa: S311 the same people every time is what is wanted
    posts = list(_make_posts(shape, people))
    taken: dict[str, int] = {}
    part_timers = set(chance.sample(range(len(posts)), round(len(posts) * shape.part_time_percent / 100)))
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for number, post in enumerate(posts):
        days = _make_days(chance, is_part_time=number in part_timers)
        table.writerow({**_make_person(shape, chance, number, post, taken), "Working Days": days})
    return text.getvalue()


def _make_posts(shape: Shape, people: int) -> Iterator[Post]:
    posts = [Post("Executive Leadership", "Executive Leadership Team", "Chief Executive", None)]
    directors: dict[str, int] = {}
    heads: dict[str, int] = {}
    for service in shape.services:
        if service.department not in directors:
            directors[service.department] = len(posts)
            posts.append(
                Post(service.name, "Executive Leadership Team", f"Executive Director, {service.department}", 0)
            )
        heads[service.name] = len(posts)
        posts.append(Post(service.name, "Service Management", "Assistant Director", directors[service.department]))
    left, shares = people - len(posts), sum(service.share for service in shape.services)
    given = 0
    for service in shape.services:
        size = left * service.share // shares if service is not shape.services[-1] else left - given
        given += size
        _fill_service(posts, service, heads[service.name], size)
    yield from posts


def _fill_service(posts: list[Post], service: Service, head: int, size: int) -> None:
    end, manager, teams = len(posts) + size, head, 0
    while len(posts) < end:
        if teams % TEAMS_OF_A_MANAGER == 0 and end - len(posts) > TEAM_SIZE:
            manager = len(posts)
            posts.append(Post(service.name, "Service Management", "Service Manager", head))
        team = service.teams[teams % len(service.teams)]
        leader = len(posts)
        posts.append(Post(service.name, team, "Team Manager", manager))
        for place in range(min(TEAM_SIZE - 1, end - len(posts))):
            posts.append(Post(service.name, team, service.jobs[place % len(service.jobs)], leader))
        teams += 1


def _make_person(shape: Shape, chance: random.Random, number: int, post: Post, taken: dict[str, int]) -> dict[str, str]:
    first, last = chance.choice(shape.first_names), chance.choice(shape.last_names)
    address = f"{first}.{last}".lower()
    taken[address] = taken.get(address, 0) + 1
    suffix = str(taken[address]) if taken[address] > 1 else ""
    has_mailbox = "Manager" in post.job or chance.random() * 100 >= shape.no_mailbox_percent
    started = LAST_START - timedelta(days=int(chance.random() ** 2 * 30 * 365))
    return {
        "Payroll Number": str(FIRST_NUMBER + number),
        "Entra Object ID": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
        "First Name": first,
        "Last Name": last,
        "Work Email": f"{address}{suffix}@sefton.example" if has_mailbox else "",
        "Service": post.service,
        "Team": post.team,
        "Job Title": post.job,
        "Base": chance.choice(shape.bases),
        "Start Date": f"{started:%d/%m/%Y}",
        "Leaving Date": "",
        "Manager Payroll Number": "" if post.manager is None else str(FIRST_NUMBER + post.manager),
    }


def _make_days(chance: random.Random, *, is_part_time: bool) -> str:
    week = WEEKDAYS[:5]
    days = chance.sample(week, chance.choice((2, 3, 3, 4))) if is_part_time else week
    return " ".join(day.capitalize() for day in week if day in days)


def main() -> int:
    """Write the directory of `demo/staff.yml` to the file that is named."""
    shape = read_shape(Path("demo/staff.yml"))
    Path(sys.argv[1]).write_text(write_directory(shape, shape.people), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
