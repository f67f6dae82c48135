"""What is put to the person before a place is booked, and what is said of a course that has no dates."""

import uuid
from dataclasses import replace

from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training import people
from actions.training.courses import plain
from actions.training.sessions import when_of
from contracts.outcomes import Outcome

YES_NO = [button("Yes, book it"), button("Another date"), button("No, stop", "stop")]
WAIT = [button("Yes, put me on it", "yes"), button("Another date"), button("No, stop", "stop")]


async def ask_to_book(work: Work, task: Task, session: Json) -> Task:
    """Say everything that will be written, and ask for a yes."""
    for_whom = await people.for_whom(work, task)
    title, when, place = plain(session["course"]["title"]), when_of(session), plain(session["place"])
    task = replace(task, asks="confirm", waits=session["places_left"] <= 0, key=uuid.uuid4().hex)
    if task.waits:
        waiting = str(session["waiting"])
        work.say(
            "utter_confirm_waiting",
            buttons=WAIT,
            course=title,
            when=when,
            place=place,
            who=for_whom,
            waiting=waiting,
        )
    else:
        work.say("utter_confirm_booking", buttons=YES_NO, course=title, when=when, place=place, who=for_whom)
    return task


def say_elearning(work: Work, course: Json) -> None:
    """Say how a course is taken that has no dates."""
    title = plain(course["title"])
    if course["link"]:
        links = [{"label": course["title"], "url": course["link"]}]
        work.add("utter_elearning", Outcome.DONE, None, {"links": links}, course=title)
    else:
        work.say("utter_elearning_without_link", Outcome.DONE, course=title)
