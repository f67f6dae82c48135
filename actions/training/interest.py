"""Interest in an apprenticeship or a programme: it goes to the line manager, with a reason in the person's own words.

The reason is sent on as it is typed, and kept nowhere here.
"""

import uuid
from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Work, button
from actions.training.booking import Book
from actions.training.courses import INTEREST, course_buttons, list_courses, meant_courses, plain, titles_of
from contracts.outcomes import Outcome

# A reason has some words; a bare "yes" is none.
LEAST_WORDS = 3


class Interest(Kind):
    """Takes an interest."""

    name = "interest"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the programme."""
        task = task or Task(self.name)
        courses = await list_courses(work)
        programmes = [course for course in courses if course["kind"] == INTEREST]
        if task.course:
            found = [course for course in programmes if course["id"] == task.course]
        else:
            found = self._found(work, task, programmes)
            others = [] if found else meant_courses(work.heard.text, courses)
            if len(others) == 1:
                return await Book().begin(work, Task("book", course=others[0]["id"]))
        if len(found) == 1:
            work.say("utter_why_interested", course=plain(found[0]["title"]), summary=plain(found[0]["summary"]))
            return replace(task, course=found[0]["id"], asks="reason", options=(), key=uuid.uuid4().hex)
        shown = (found or programmes)[:8]
        work.say("utter_which_programme", buttons=course_buttons(shown), courses=titles_of(shown))
        return replace(task, asks="course", options=tuple(course["id"] for course in shown))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which programme, or the reason, which is written at once: the question said so."""
        if task.asks == "course":
            return await self.begin(work, task)
        body = {"course_id": task.course, "reason": work.turn.text.strip()}
        try:
            sent = await work.write("/v1/interests", body, task.key)
        except RefusedError as error:
            work.refuse(error)
            return replace(task, key=uuid.uuid4().hex) if error.code == "invalid_request" else None
        work.done = {"kind": "interest", "booking": sent["id"], "person": None}
        title, reference = plain(sent["title"]), sent["reference"]
        work.say("utter_interest_sent", Outcome.DONE, [button("Undo that")], course=title, reference=reference)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """A reason is anything with some words that is no question; a programme is one that is named."""
        heard = work.heard
        if task.asks == "course":
            programmes = [course for course in await list_courses(work) if course["kind"] == INTEREST]
            return heard.place is not None or bool(meant_courses(heard.text, programmes))
        return len(heard.text.split()) >= LEAST_WORDS and not heard.asks

    @staticmethod
    def _found(work: Work, task: Task, programmes: list[dict[str, object]]) -> list[dict[str, object]]:
        shown = [course for course in programmes if course["id"] in task.options]
        shown.sort(key=lambda course: task.options.index(str(course["id"])))
        if shown and work.heard.place is not None and work.heard.place < len(shown):
            return [shown[work.heard.place]]
        return meant_courses(work.heard.text, shown or programmes)
