"""Records that a PDR was held, and the training asked for, which becomes bookings or interest. Keeps no word of it."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from actions.pdr.meaning import meant_instead
from actions.pdr.team import OPEN_PDRS, OfTheTeam, pdr_of
from actions.pdr.words import NOT_YET, TEAM_OUTCOMES, day_of, training_in_words
from actions.staff_api import RefusedError
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training import people
from actions.training.courses import DATED, ELEARNING, INTEREST, course_buttons, list_courses, meant_courses, plain
from actions.training.sessions import list_sessions, when_of
from contracts.outcomes import Outcome

# `waits`: the training was asked about already. `sessions`: the dates that were chosen for the courses.
NEEDS, LONGEST_NEED = "reason", 80
NOTHING = button("No training")
RECORD = [button("Nothing to add, record it"), button("Change the training"), button("No, stop", "stop")]
PARTS = re.compile(r"[,;.]| and | plus ")
# There is a course of that name, which is not meant here, but for "the PDR eLearning".
THE_REVIEW = re.compile(r"\b(?:pdrs?|my space|(?:yearly |annual )?reviews?|appraisals?)\b(?:'s)?(?! e-?learning)")
ADDS_NOTHING = ("nothing", "no need", "none", "record it", "just record", "that is all", "that's all", "no more")
NO_TRAINING = ("no training", "none", "nothing", "no courses", "no course", "didn't ask", "did not ask")


class RecordPdr(OfTheTeam):
    """Takes it down."""

    name: ClassVar[str] = "record_pdr"
    reason = "I keep the day, the needs in a few words, and the training. What was said in the review is not kept."

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Take what the first message says, and ask for what is missing."""
        return meant_instead(work) or await self.find_person(work, await self._with_courses(work, Task(self.name)))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who, which training, or the last word, which records it."""
        if task.asks == "person":
            return await people.choose_person(work, task, self.ask)
        if task.asks == "course":
            return await self._take_courses(work, task)
        if NOT_YET.search(work.heard.text):
            work.say("utter_pdr_not_recorded", Outcome.DONE)
            return None
        return await self._write(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody or a course, or says that it is all."""
        heard = work.heard
        if task.asks == "person":
            return await people.names_report(work)
        if task.asks == "course":
            return self._says(work, NO_TRAINING) or heard.no or bool(await self._named(work))
        if NOT_YET.search(heard.text):
            return True
        if work.turn.intent == "change_answer" or "change" in heard.text:
            return False
        return heard.yes or heard.no or self._says(work, ADDS_NOTHING) or self._is_need(work)

    async def change(self, work: Work, task: Task) -> Task | None:
        """Ask for the training again, or take what is named instead."""
        return await self._take_courses(work, replace(task, courses=(), sessions=(), asks="course"), again=True)

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        if task.asks == "course":
            return "Which training was asked for?"
        if task.asks == NEEDS:
            return "Is there a need to note in a few words, or shall I record it as it is?"
        return await super().question(work, task)

    @staticmethod
    def _says(work: Work, phrases: Sequence[str]) -> bool:
        return any(phrase in work.heard.text for phrase in phrases)

    @staticmethod
    def _is_need(work: Work) -> bool:
        text = work.turn.text.strip()
        return 1 < len(text) <= LONGEST_NEED and not work.heard.asks

    @staticmethod
    async def _named(work: Work) -> list[Json]:
        """Return the courses that the message names, one for each part of it."""
        courses = await list_courses(work)
        found: dict[str, Json] = {}
        for part in PARTS.split(THE_REVIEW.sub(" ", work.heard.text)):
            meant = meant_courses(part, courses)
            if len(meant) == 1:
                found[meant[0]["id"]] = meant[0]
        return list(found.values())

    async def _with_courses(self, work: Work, task: Task) -> Task:
        named = await self._named(work)
        return replace(task, courses=tuple(course["id"] for course in named), waits=bool(named))

    async def _take_courses(self, work: Work, task: Task, *, again: bool = False) -> Task | None:
        named = await self._named(work)
        if not named and not again:
            return await self.ask(work, replace(task, courses=(), waits=True))
        return await self.ask(work, replace(task, courses=tuple(course["id"] for course in named), waits=bool(named)))

    async def ask(self, work: Work, task: Task) -> Task | None:
        """Ask for the training, or for the last word."""
        pdr = await pdr_of(work, task.person)
        name = plain(pdr["person"]["name"])
        if pdr["state"] == "agreed":
            work.say("utter_pdr_is_done", Outcome.REFUSED, OPEN_PDRS, name=name)
            return None
        courses = {course["id"]: course for course in await list_courses(work)}
        if not task.waits:
            offered = [course for course in courses.values() if course["kind"] == DATED][:3]
            work.say("utter_pdr_which_training", buttons=[NOTHING, *course_buttons(offered)], name=name)
            return replace(task, asks="course", options=())
        lines, sessions = [], []
        for course in (courses[id_] for id_ in task.courses if id_ in courses):
            session = await self._next_session(work, course)
            sessions.append(session["id"] if session else "")
            lines.append(_planned(course, session))
        asked = "\n".join(lines) or "- no training"
        day = _held_on(pdr)
        work.say("utter_confirm_record_pdr", buttons=RECORD, name=name, day=day, training=asked)
        return replace(task, asks=NEEDS, sessions=tuple(sessions), options=(), key=uuid.uuid4().hex)

    @staticmethod
    async def _next_session(work: Work, course: Json) -> Json | None:
        """Return the next date of a course with places; nothing for a course without dates."""
        if course["kind"] != DATED:
            return None
        sessions = await list_sessions(work, course["id"])
        return next((session for session in sessions if session["places_left"] > 0), None)

    async def _write(self, work: Work, task: Task) -> Task | None:
        adds_nothing = work.heard.yes or work.heard.no or self._says(work, ADDS_NOTHING)
        needs = [] if adds_nothing else [" ".join(work.turn.text.split()).strip(" .")]
        training = [
            {"course_id": course, "session_id": session or None}
            for course, session in zip(task.courses, task.sessions, strict=True)
        ]
        path, body = f"/v1/people/{task.person}/pdr/record", {"needs": needs, "training": training}
        before = (await pdr_of(work, task.person))["state"]
        try:
            pdr = await work.write(path, body, task.key)
        except RefusedError as error:
            work.refuse(error, OPEN_PDRS)
            return None
        work.done = {"kind": "pdr", "person": task.person, "did": "recorded", "was": before}
        training_lines = training_in_words(pdr, TEAM_OUTCOMES)
        asked = f"\n\n{training_lines}" if training_lines else ""
        name, buttons = plain(pdr["person"]["name"]), [*OPEN_PDRS, button("Undo that")]
        work.say("utter_pdr_recorded_by_you", Outcome.DONE, buttons, name=name, training=asked)
        return None


def _held_on(pdr: Json) -> str:
    if pdr["held_on"]:
        return day_of(pdr["held_on"])
    return day_of(pdr["starts_at"]) if pdr["state"] == "booked" else "today"


def _planned(course: Json, session: Json | None) -> str:
    words = {ELEARNING: "eLearning, in their own time", INTEREST: "noted as an interest that you support"}
    title = plain(course["title"])
    if session:
        return f"- {title}: I book {when_of(session)}, {plain(session['place'])}"
    return f"- {title}: {words.get(course['kind'], 'no free date just now, so it is noted as wanted')}"
