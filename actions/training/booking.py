"""Books a place in three turns at most: which course, which date, yes. A manager also books for their team."""

from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training import people
from actions.training.courses import (
    DATED,
    ELEARNING,
    INTEREST,
    course_buttons,
    list_courses,
    meant_courses,
    plain,
    titles_of,
)
from actions.training.sessions import (
    MOST_SHOWN,
    fitting,
    list_sessions,
    listed,
    names_place,
    nearest,
    picked,
    places_meant,
    session_buttons,
    wants_other,
)
from actions.training.summaries import ask_to_book, say_elearning
from actions.training.written import read_invites, say_booked
from contracts.outcomes import Outcome

# Refusals after which another date may do.
OTHER_DATE = frozenset({"session_cancelled", "session_started", "booking_closed", "time_clash", "not_found"})
FULL, ALREADY = "session_full", "already_booked"


class Book(Kind):
    """Books a place on a dated course, or joins its waiting list."""

    name = "book"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Take what the first message says, and ask for what is missing."""
        task = task or Task(self.name)
        if people.names_other(work.turn.text) and not await work.is_manager():
            work.say("utter_managers_only", Outcome.REFUSED)
            return None
        person = await people.person_meant(work, Task(self.name))
        if isinstance(person, Task):
            return person
        heard = work.heard
        waits = work.turn.intent == "join_waiting_list"
        task = replace(task, person=person or task.person, waits=waits).within(heard.when or task.when)
        task = replace(task, online=heard.online if heard.online is not None else task.online)
        return await self._ask_course(work, task)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take the answer to the open question."""
        if work.turn.intent == "book_training" and people.is_oneself(work.heard.text):
            task = replace(task, person=None)
        if task.asks == "person":
            return await people.choose_person(work, task, self._ask_course)
        if task.asks == "course":
            return await self._ask_course(work, task)
        if task.asks == "session":
            return await self._choose_session(work, task)
        return await self._confirmed(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message answers the open question."""
        heard = work.heard
        if work.turn.intent == "book_training" and await self._names_other_course(work, task):
            return False
        if task.asks == "person":
            return await people.names_report(work)
        if task.asks == "course":
            return heard.place is not None or bool(meant_courses(heard.text, await list_courses(work)))
        if task.asks == "session":
            return heard.picks or heard.yes or names_place(heard.text, await self._sessions(work, task))
        says = heard.yes or heard.no or heard.picks or wants_other(heard)
        return says or names_place(heard.text, await self._sessions(work, task))

    async def change(self, work: Work, task: Task) -> Task | None:
        """Take back an earlier answer: another course when one is named, else another date."""
        courses = meant_courses(work.heard.text, await list_courses(work))
        if courses or "course" in work.heard.text or task.course is None:
            return await self._ask_course(work, Task(self.name, person=task.person).within(work.heard.when))
        return await self._choose_session(work, replace(task, session=None, asks="session"))

    @staticmethod
    async def _names_other_course(work: Work, task: Task) -> bool:
        if task.course is None:
            return False
        meant = meant_courses(work.heard.text, await list_courses(work))
        return bool(meant) and task.course not in [course["id"] for course in meant]

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Show the summary or the dates again."""
        task = replace(task, stopped=False)
        sessions = [session for session in await self._sessions(work, task) if session["id"] == task.session]
        if task.asks == "confirm" and sessions:
            return await ask_to_book(work, task, sessions[0])
        return await self._ask_course(work, task) if task.course else await super().ask_again(work, task)

    async def _sessions(self, work: Work, task: Task) -> list[Json]:
        return await list_sessions(work, task.course) if task.course else []

    async def _ask_course(self, work: Work, task: Task) -> Task | None:
        courses = await list_courses(work)
        if task.course is None:
            found = self._found(work, task, courses)
            if len(found) != 1:
                return self._which_course(work, task, found, courses)
            course = found[0]
        else:
            course = next(course for course in courses if course["id"] == task.course)
        if course["kind"] == ELEARNING:
            say_elearning(work, course)
            return None
        if course["kind"] == INTEREST:
            return Task("interest", course=course["id"])
        task = replace(task, course=course["id"], asks="session", options=())
        return await self._choose_session(work, task, first=True)

    @staticmethod
    def _found(work: Work, task: Task, courses: list[Json]) -> list[Json]:
        heard = work.heard
        shown = [course for course in courses if course["id"] in task.options]
        shown.sort(key=lambda course: task.options.index(course["id"]))
        if shown and heard.place is not None and heard.place < len(shown):
            return [shown[heard.place]]
        return meant_courses(heard.text, shown) or meant_courses(heard.text, courses)

    def _which_course(self, work: Work, task: Task, found: list[Json], courses: list[Json]) -> Task:
        offered = found or [course for course in courses if course["kind"] == DATED]
        offered = offered[: MOST_SHOWN + 1]
        if found:
            work.say("utter_which_of_these_courses", buttons=course_buttons(offered), courses=titles_of(offered))
        elif task.asks == "course":
            work.say("utter_no_such_course", buttons=course_buttons(offered), courses=titles_of(offered))
        else:
            work.say("utter_which_course", buttons=course_buttons(offered), courses=titles_of(offered))
        options = tuple(course["id"] for course in offered)
        return replace(task, asks="course", options=options, misses=task.misses + (task.asks == "course"))

    async def _choose_session(self, work: Work, task: Task, *, first: bool = False) -> Task | None:
        """Narrow the dates down by what was said; one left is put to the person."""
        heard = work.heard
        sessions = await self._sessions(work, task)
        if not sessions:
            await self._say_no_dates(work, task)
            return None
        title = plain(sessions[0]["course"]["title"])
        if heard.is_vague and not heard.when:
            work.say("utter_which_days", course=title)
            return replace(task, asks="session")
        shown = [session for session in sessions if session["id"] in task.options]
        pool = shown if shown and not first and self._is_choice(work, shown) else sessions
        wanted = picked(pool, heard)
        if first and task.when is not None:
            wanted = [session for session in wanted if session in fitting(sessions, task)]
        if task.waits and (full := [session for session in wanted if session["places_left"] <= 0]):
            wanted = full
        if len(wanted) == 1 or (wanted and self._is_definite(work)):
            return await ask_to_book(work, replace(task, session=wanted[0]["id"]), wanted[0])
        if not wanted:
            near = nearest(sessions, task.within(heard.when))
            work.say("utter_no_date_then", buttons=session_buttons(near), course=title, dates=listed(near))
            return replace(task, asks="session", options=tuple(session["id"] for session in near))
        free = [session for session in wanted if session["places_left"] > 0] or wanted
        offered = free[:MOST_SHOWN]
        work.say("utter_which_session", buttons=session_buttons(offered), course=title, dates=listed(offered))
        return replace(task, asks="session", options=tuple(session["id"] for session in offered)).within(heard.when)

    @staticmethod
    def _is_choice(work: Work, shown: list[Json]) -> bool:
        """Say whether the message chooses among what was shown, instead of asking for other dates."""
        heard = work.heard
        return heard.place is not None or heard.is_last or bool(heard.step) or bool(picked(shown, heard))

    @staticmethod
    def _is_definite(work: Work) -> bool:
        heard = work.heard
        return heard.place is not None or heard.is_earliest or heard.is_any or heard.is_last

    async def _say_no_dates(self, work: Work, task: Task) -> None:
        courses = await list_courses(work)
        title = next((course["title"] for course in courses if course["id"] == task.course), "this course")
        work.say("utter_no_dates", Outcome.REFUSED, [button("Talk to a person")], course=plain(title))

    async def put(self, work: Work, task: Task, session: Json) -> Task:
        """Put one session to the person, which was chosen before."""
        return await ask_to_book(work, replace(task, session=session["id"]), session)

    async def _confirmed(self, work: Work, task: Task) -> Task | None:
        heard = work.heard
        # "Yes, but the Bootle one" and "no, the later one" pick another date; a bare yes or no does not.
        other = picked(await self._sessions(work, task), heard, task.session)
        picks = heard.picks or bool(places_meant(heard.text, await self._sessions(work, task)))
        if picks and (not heard.yes or not any(session["id"] == task.session for session in other)):
            if len(other) == 1:
                return await ask_to_book(work, replace(task, session=other[0]["id"]), other[0])
            return await self._choose_session(work, replace(task, session=None, asks="session"))
        if heard.yes:
            return await self._write(work, task)
        if wants_other(heard):
            return await self._choose_session(work, replace(task, session=None, asks="session", options=()))
        work.say("utter_not_booked", Outcome.DONE)
        return None

    async def _write(self, work: Work, task: Task) -> Task | None:
        body = {"session_id": task.session, "person_id": task.person, "join_waiting_list": task.waits}
        try:
            booking = await work.write("/v1/bookings", body, task.key)
        except RefusedError as error:
            return await self._refused(work, task, error)
        work.done = {"kind": self.name, "booking": booking["id"], "person": task.person}
        await say_booked(work, booking, await read_invites(work, booking), for_other=bool(task.person))
        return None

    async def _refused(self, work: Work, task: Task, error: RefusedError) -> Task | None:
        if error.code == FULL:
            sessions = {session["id"]: session for session in await self._sessions(work, task)}
            if task.session in sessions:
                return await ask_to_book(work, task, {**sessions[task.session], "places_left": 0})
        if error.code in OTHER_DATE | {FULL}:
            work.refuse(error, [button("Another date")])
            return replace(task, asks="session", session=None, options=())
        work.refuse(error, [button("What am I booked on?")] if error.code == ALREADY else None)
        return None
