"""Steps of inductions: which one a message means, and how they are said. Changes nothing."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from actions.tasks.hearing import Heard
from actions.tasks.matching import clear_matches, match_names
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import DATED, plain
from actions.training.sessions import long_day, moment, short_day
from contracts.outcomes import Outcome

MOST_SHOWN = 5
STARTER, MANAGER = "starter", "manager"
OPEN, SAID, DONE = "open", "said", "done"
# Said of every step, so it names none.
ASIDE = re.compile(r"\b(?:in|of|for|from|on) (?:my|his|her|their|the|our) induction\b")


async def own_induction(work: Work) -> Json | None:
    """Return the latest induction of who asks; None for who has none. Raises StaffApiError."""
    items = (await work.read("/v1/people/me/induction"))["items"]
    return items[0] if items else None


async def team_inductions(work: Work) -> list[Json]:
    """Return the open inductions of the team of who asks. Raises StaffApiError."""
    return list((await work.read("/v1/people/me/team/inductions"))["items"])


async def inductions_led(work: Work) -> list[Json]:
    """Return the same; where there are none, say so, or that it is for managers. Raises StaffApiError."""
    if not await work.is_manager():
        work.say("utter_managers_only", Outcome.REFUSED)
        return []
    found = await team_inductions(work)
    if not found:
        work.say("utter_no_starters", Outcome.DONE, [button("Who in my team is overdue?")])
    return found


def own_steps(induction: Json, *states: str) -> list[Json]:
    """Return the new starter's own steps in these states, by their days."""
    return [step for step in induction["steps"] if step["by"] == STARTER and step["state"] in states]


def meant_steps(text: str, steps: Sequence[Json]) -> list[Json]:
    """Return the steps that a message may mean equally well: one when it is clear, none when it names none."""
    by_id = {step["id"]: step for step in steps}
    text = ASIDE.sub(" ", text)
    names = {step["id"]: [step["title"], *step["names"]] for step in steps}
    return [by_id[id_] for id_ in clear_matches(match_names(text, names))]


def chosen_step(heard: Heard, steps: Sequence[Json], options: Sequence[str]) -> list[Json]:
    """Return the step that an answer picks among what was shown, by its place or by its name."""
    shown = [step for id_ in options for step in steps if step["id"] == id_]
    if heard.place is not None and heard.place < len(shown):
        return [shown[heard.place]]
    return meant_steps(heard.text, shown or steps) or meant_steps(heard.text, steps)


def day_meant(heard: Heard, today: date) -> date | None:
    """Return the day that a message names: the first one of a span, the next one of a weekday."""
    when = heard.when
    if when is None:
        return None
    if when.day:
        return when.day
    tomorrow = today + timedelta(days=1)
    first = max(when.first or tomorrow, tomorrow)
    return next((day for number in range(8) if when.holds(day := first + timedelta(days=number))), None)


def due_on(step: Json) -> date:
    """Return the day on which a step is due."""
    return date.fromisoformat(step["due_on"])


def listed(steps: Sequence[Json], *, with_how: bool = False) -> str:
    """Return steps as a list in words."""
    return "\n".join(_line(step, with_how=with_how) for step in steps)


def numbered(steps: Sequence[Json]) -> str:
    """Return steps as a numbered list, to choose from."""
    return "\n".join(f"- **{number}.** {plain(step['title'])}" for number, step in enumerate(steps, 1))


def step_buttons(steps: Sequence[Json]) -> list[Button]:
    """Return a button for each step; what it says is understood as that step."""
    return [button(step["title"]) for step in steps[:MOST_SHOWN]]


def title_of(step: Json) -> str:
    """Return the title of a step so that a reply shows it literally."""
    return plain(step["title"])


def to_book(steps: Sequence[Json]) -> list[Json]:
    """Return the steps whose course has dates, and that are not booked."""
    courses = [(step, step["how"]["course"]) for step in steps]
    return [step for step, course in courses if course and course["kind"] == DATED and not course["booked_at"]]


def links_of(steps: Sequence[Json]) -> list[Json]:
    """Return the links of steps: to a course on the screen, or to a page."""
    found = []
    for step in steps:
        course = step["how"]["course"]
        url = step["how"]["link"] or (course["link"] if course else None)
        if url:
            found.append({"label": step["title"], "url": url})
    return found


def say_day(day: date) -> str:
    """Return a day in full."""
    return long_day(day)


def _line(step: Json, *, with_how: bool) -> str:
    when = f"since {short_day(due_on(step))}" if step["is_late"] else f"by {short_day(due_on(step))}"
    how = f". {plain(step['how']['words'])}" if with_how else ""
    return f"- **{title_of(step)}**, {when}{_booked(step)}{how}"


def _booked(step: Json) -> str:
    course = step["how"]["course"]
    if not course or not course["booked_at"]:
        return ""
    return f" (booked for {short_day(moment(course, 'booked_at').date())})"
