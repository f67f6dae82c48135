"""Brings somebody up to date by a day: a plan without clashes, on their working days; one yes books it all."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import plain
from actions.training.sessions import long_day, when_of
from contracts.outcomes import Outcome

# When nobody says by when: this is put to the person.
USUAL_DAYS = 90
YES_NO = [button("Yes, book it all", "yes"), button("By another date", "change the date"), button("No, stop", "stop")]


class Plan(Kind):
    """Proposes and books a plan."""

    name = "plan"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Propose a plan, or ask by when."""
        heard, task = work.heard, task or Task(self.name)
        last = heard.when.last or heard.when.first if heard.when else None
        if last is None:
            usual = work.today + timedelta(days=USUAL_DAYS)
            if heard.is_any:
                last = usual
            else:
                work.say("utter_by_when", buttons=[button(f"By {long_day(usual)}"), button("No, stop", "stop")])
                return replace(task, asks="when")
        return await self._propose(work, task, last)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take by when, or the yes."""
        if work.heard.when or task.asks == "when":
            return await self.begin(work, task)
        if work.heard.yes:
            return await self._write(work, task)
        work.say("utter_not_booked", Outcome.DONE)
        return None

    async def change(self, work: Work, task: Task) -> Task | None:
        """Ask for another day."""
        return await self.begin(work, replace(task, asks="when"))

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a day, or says yes or no."""
        heard = work.heard
        return bool(heard.when) or heard.is_any or (task.asks == "confirm" and (heard.yes or heard.no))

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Propose it again: places may have gone meanwhile."""
        if not task.last:
            return await super().ask_again(work, task)
        return await self._propose(work, replace(task, stopped=False), date.fromisoformat(task.last))

    async def _propose(self, work: Work, task: Task, by: date) -> Task | None:
        plan = await work.read("/v1/people/me/plan", by=by.isoformat())
        sessions = [item["session"] for item in plan["items"] if item["session"]]
        links = [
            {"label": item["course"]["title"], "url": item["link"]}
            for item in plan["items"]
            if not item["session"] and item["link"]
        ]
        missing = "".join(f"\n- {plain(course['title'])}: no date fits by then" for course in plan["missing"])
        if not plan["items"] and not missing:
            work.say("utter_up_to_date", Outcome.DONE)
            return None
        lines = "\n".join(map(_line, plan["items"])) + missing
        if not sessions:
            more = {"links": links}
            work.add("utter_plan_without_dates", Outcome.DONE, None, more, plan=lines.strip(), by=long_day(by))
            return None
        work.add("utter_plan", Outcome.TASK, YES_NO, {"links": links}, plan=lines, by=long_day(by))
        ids = tuple(session["id"] for session in sessions)
        return replace(task, asks="confirm", sessions=ids, last=by.isoformat(), key=uuid.uuid4().hex)

    async def _write(self, work: Work, task: Task) -> Task | None:
        body = {"session_ids": list(task.sessions)}
        try:
            booked = await work.write("/v1/people/me/plan", body, task.key)
        except RefusedError as error:
            work.refuse(error)
            # Something was taken meanwhile: another plan is made at once.
            return await self._propose(work, task, date.fromisoformat(str(task.last)))
        lines = "\n".join(_booked(item) for item in booked["items"])
        work.say("utter_plan_booked", Outcome.DONE, [button("What am I booked on?")], bookings=lines)
        return None


def _line(item: Json) -> str:
    title = plain(item["course"]["title"])
    if not item["session"]:
        return f"- {title}: eLearning, whenever it suits you"
    return f"- {title}: {when_of(item['session'])}, {plain(item['session']['place'])}"


def _booked(booking: Json) -> str:
    session = booking["session"]
    return f"- {plain(session['course']['title'])}: {when_of(session)} ({booking['reference']})"
