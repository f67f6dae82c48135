"""Which course a message means. The catalogue is asked at run time, so that what the console adds is known at once."""

import re
from collections.abc import Sequence

from actions.tasks.matching import clear_matches, match_names, words_of
from actions.tasks.work import Button, Json, Work, button

MOST_OFFERED = 5
# Pages of the catalogue that are read: more courses than a council has.
MOST_PAGES = 6
INSTEAD_OF = re.compile(r"\b(?:not|instead of|rather than)\b")
DATED, ELEARNING, INTEREST = "dated", "elearning", "interest"


async def list_courses(work: Work, kind: str | None = None) -> list[Json]:
    """Return the courses on offer. Raises StaffApiError."""
    found: list[Json] = []
    cursor = None
    for _ in range(MOST_PAGES):
        page = await work.read("/v1/courses", limit=50, kind=kind, cursor=cursor)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    return found


def course_words(text: str) -> str:
    """Return the part of a message that says what is meant: "race equality, not first aid" means the first."""
    said = INSTEAD_OF.split(text, maxsplit=1)[0]
    return said if words_of(said) else text


def meant_courses(text: str, courses: Sequence[Json]) -> list[Json]:
    """Return the courses that a message may mean equally well: one when it is clear, none when it names none."""
    by_id = {course["id"]: course for course in courses}
    names = {course["id"]: [course["title"], *course["names"]] for course in courses}
    return [by_id[id_] for id_ in clear_matches(match_names(course_words(text), names))]


def course_buttons(courses: Sequence[Json]) -> list[Button]:
    """Return a button for each course."""
    return [button(course["title"]) for course in courses[:MOST_OFFERED]]


def titles_of(courses: Sequence[Json]) -> str:
    """Return the courses as a list."""
    return "\n".join(f"- {plain(course['title'])}" for course in courses)


def plain(text: str) -> str:
    """Return text of people so that a reply shows it literally."""
    return "".join(f"\\{mark}" if mark in "\\*_`[]<>#" else mark for mark in text)
