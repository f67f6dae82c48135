"""What the rows of a staff file must be together: no doubles, no unknown manager, no circle. Knows no database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.people.models import Person
from api.people.staff_rows import Rejection, StaffRow


@dataclass(frozen=True, slots=True)
class Known:
    """Who is in the directory already, by payroll number; `emails` and `objects` lead to a payroll number."""

    ids: dict[str, str]
    roles: dict[str, list[str]]
    managers: dict[str, str]
    emails: dict[str, str]
    objects: dict[str, str]
    role_since: dict[str, date]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Known":
        """Take in the people of the directory; who has no payroll number goes by their id."""
        numbers = {person.id: person.payroll_number or f"#{person.id}" for person in people}
        return cls(
            ids={numbers[person.id]: person.id for person in people},
            roles={numbers[person.id]: list(person.roles) for person in people},
            managers={numbers[person.id]: numbers[person.manager_id] for person in people if person.manager_id},
            emails={person.email: numbers[person.id] for person in people if person.email},
            objects={person.object_id: numbers[person.id] for person in people},
            role_since={numbers[person.id]: person.role_since for person in people if person.role_since},
        )

    def without(self, missing: Iterable[Person]) -> "Known":
        """Return the same but for people who have left: nobody in the file can have them as their manager."""
        gone = {person.id for person in missing}
        return replace(self, ids={number: id_ for number, id_ in self.ids.items() if id_ not in gone})


def check_rows(rows: list[StaffRow | Rejection], known: Known) -> tuple[list[StaffRow], list[Rejection]]:
    """Return the rows that can be stored together, and the rejected ones by line."""
    rejected = [row for row in rows if isinstance(row, Rejection)]
    good = [row for row in rows if isinstance(row, StaffRow)]
    for find in (_find_doubles, _find_taken, _find_lost, _find_circles):
        found = find(good, known)
        rejected += [Rejection(line, reason) for line, reason in found.items()]
        good = [row for row in good if row.line not in found]
    return good, sorted(rejected, key=lambda rejection: rejection.line)


def _find_doubles(rows: list[StaffRow], _known: Known) -> dict[int, str]:
    found: dict[int, str] = {}
    for name, values in (
        ("Payroll Number", {row.line: row.payroll_number.lower() for row in rows}),
        ("Work Email", {row.line: row.email for row in rows if row.email}),
        ("Entra Object ID", {row.line: row.object_id for row in rows}),
    ):
        counts = Counter(values.values())
        found |= {line: f"{name} is in the file more than once" for line, value in values.items() if counts[value] > 1}
    return found


def _find_taken(rows: list[StaffRow], known: Known) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in rows:
        if row.email and known.emails.get(row.email, row.payroll_number) != row.payroll_number:
            found[row.line] = "Work Email belongs to somebody else"
        if known.objects.get(row.object_id, row.payroll_number) != row.payroll_number:
            found[row.line] = "Entra Object ID belongs to somebody else"
    return found


def _find_lost(rows: list[StaffRow], known: Known) -> dict[int, str]:
    """Find rows whose manager is nobody; then whose manager was rejected for that, and so on up the line."""
    found: dict[int, str] = {}
    while True:
        there = known.ids.keys() | {row.payroll_number for row in rows if row.line not in found}
        lost = [row for row in rows if row.line not in found and row.manager and row.manager not in there]
        if not lost:
            return found
        found |= {row.line: f"the manager {row.manager} is unknown or was rejected" for row in lost}


def _find_circles(rows: list[StaffRow], known: Known) -> dict[int, str]:
    managers = dict(known.managers)
    for row in rows:
        managers.pop(row.payroll_number, None)
        if row.manager:
            managers[row.payroll_number] = row.manager
    lines = {row.payroll_number: row.line for row in rows}
    found: dict[int, str] = {}
    for row in rows:
        circle = _circle_from(row.payroll_number, managers)
        if circle:
            path = " → ".join([*circle, circle[0]])
            found |= {
                lines[number]: f"the reporting line goes in a circle: {path}" for number in circle if number in lines
            }
    return found | _below(rows, found, known)


def _circle_from(number: str, managers: Mapping[str, str]) -> list[str]:
    seen: list[str] = []
    at: str | None = number
    while at is not None and at not in seen:
        seen.append(at)
        at = managers.get(at)
    return seen if at == number else []


def _below(rows: list[StaffRow], found: dict[int, str], known: Known) -> dict[int, str]:
    left = [row for row in rows if row.line not in found]
    return _find_lost(left, known)
