"""A session as one row of a table, the same for export and import."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from api.acts import LONDON
from api.console.exports import restore
from api.console.fields import Form
from api.console.sessions.session_forms import read_new
from api.training.sessions.models import TrainingSession
from api.training.sessions.views import NewSessionBody

COLUMNS = ("course_id", "course", "place", "online", "link", "trainer", "capacity", "days", "booked", "waiting")
NEEDED = {"course_id", "place", "online", "link", "trainer", "capacity", "days"}
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{1,2}[:.]\d{2}) ?- ?(\d{1,2}[:.]\d{2})")
MOST_ROWS = 500


class TableError(Exception):
    """The file is not such a table; the text says why."""


def row_of(session: TrainingSession, waiting: int) -> tuple[object, ...]:
    """Return the cells of a session in the order of the columns."""
    spans = [(day.starts_at.astimezone(LONDON), day.ends_at.astimezone(LONDON)) for day in session.days]
    return (
        session.course.id,
        session.course.title,
        session.place,
        "yes" if session.is_online else "no",
        session.link or "",
        session.trainer,
        session.capacity,
        "; ".join(f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}" for start, end in spans),
        session.booked,
        waiting,
    )


def read_table(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the number of the line and the cells by column. Raises TableError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError("Save the table as “CSV UTF-8”, then choose it again") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = sorted(NEEDED - set(reader.fieldnames or ()))
        if missing:
            raise TableError(f"The first line must name the columns; missing: {', '.join(missing)}")
        for number, row in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise TableError(f"A table may have {MOST_ROWS} rows; this one has more")
            yield reader.line_num, {name: restore((row.get(name) or "").strip()) for name in COLUMNS}
    except csv.Error as error:
        raise TableError("The file is not a table of comma-separated values") from error


def read_row(row: Mapping[str, str]) -> NewSessionBody | list[str]:
    """Return the session of a row, or what is wrong with it."""
    form = Form({name: row[name] for name in ("course_id", "place", "link", "trainer", "capacity")})
    if row["online"].lower() not in ("yes", "no"):
        form.refuse("online", "The column online must say yes or no")
    form.values["is_online"] = "yes" if row["online"].lower() == "yes" else ""
    days = [part.strip() for part in row["days"].split(";") if part.strip()]
    for number, day in enumerate(days, start=1):
        found = DAY.fullmatch(day)
        if found is None:
            form.refuse("days", "Write each day like 2027-03-02 09:30-16:30, and “;” between days")
            break
        names = ("year", "month", "day", "start", "end")
        form.values |= {f"day-{number}-{name}": value for name, value in zip(names, found.groups(), strict=True)}
    form.values["days"] = str(max(len(days), 1))
    try:
        body = read_new(form)
    except ValidationError:
        return ["This row cannot be read"]
    if body is not None and not form.errors:
        return body
    # What follows from days that cannot be read says nothing new.
    is_noise = "days" in form.errors
    return [message for name, message in form.errors.items() if not (is_noise and name.startswith("day-"))]
