"""Finds training: dated sessions, eLearning and interest lists that fit the words, the days and the place."""

from dataclasses import replace

from actions.tasks.desk import FIND
from actions.tasks.kinds import Kind, NotATaskError
from actions.tasks.matching import clear_matches, match_names, words_of
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.booking import Book
from actions.training.courses import DATED, ELEARNING, INTEREST, list_courses, meant_courses, plain, titles_of
from actions.training.sessions import (
    MOST_SHOWN,
    day_of,
    listed,
    moment,
    picked,
    places_meant,
    places_of,
    session_buttons,
    short_day,
    when_of,
)
from actions.training.summaries import say_elearning
from contracts.outcomes import Outcome
from reading.when import TIME_WORDS

MOST_COURSES = 12
# What is said in a search beside its subject.
BESIDES = frozenset(
    ("anything", "available", "coming", "elearning", "free", "kind", "learn", "learning", "near", "nearby", "offer")
) | frozenset(("please", "run", "running", "something", "there's"))


class Find(Kind):
    """Shows what there is. A date of the list can be booked at once; anything else leaves the list behind."""

    name = "find"
    is_passing = True

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Show what fits."""
        courses = await list_courses(work)
        sessions = await _coming(work)
        heard = work.heard
        places = places_meant(heard.text, sessions)
        meant = _meant(work, courses)
        if not meant and words_of(_subject(heard.text, sessions)):
            # What there is on a day is looked up; no article tells it. A bare name, said without a task, may mean one.
            likely = {"answer"} if work.turn.intent == FIND else {"answer", "clarify"}
            if work.turn.decision in likely and not heard.when:
                raise NotATaskError
            buttons = [button("Which courses are there?"), button("How do I apply for external training?")]
            work.say("utter_nothing_found", Outcome.DONE, buttons)
            return None
        ids = {course["id"] for course in meant}
        found = [
            session
            for session in picked(sessions, replace(heard, place=None, is_last=False, step=0))
            if not ids or session["course"]["id"] in ids
        ]
        if not found and (heard.when or places or heard.online is not None) and not meant:
            work.say("utter_nothing_then", Outcome.DONE, [button("Which courses are there?")])
            return None
        if not meant and not (heard.when or places or heard.online is not None):
            self._say_all(work, courses)
            return None
        return self._show(work, meant, found, sessions)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Book one of the dates that were shown, or look again."""
        sessions = {session["id"]: session for session in await _coming(work)}
        shown = [sessions[id_] for id_ in task.options if id_ in sessions]
        chosen = picked(shown, work.heard) if shown else []
        if len(chosen) == 1:
            course = chosen[0]["course"]["id"]
            return await Book().put(work, Task("book", course=course), chosen[0])
        return await self.begin(work)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message picks one of the dates."""
        return work.heard.picks and not work.heard.asks

    def _show(self, work: Work, meant: list[Json], found: list[Json], sessions: list[Json]) -> Task | None:
        dated = [course for course in meant if course["kind"] == DATED]
        others = [course for course in meant if course["kind"] != DATED]
        if len(meant) == 1 and meant[0]["kind"] == ELEARNING:
            say_elearning(work, meant[0])
            return None
        if len(meant) == 1 and meant[0]["kind"] == INTEREST:
            title = plain(meant[0]["title"])
            buttons = [button("I'm interested", f"Put my name down for {meant[0]['title']}")]
            work.say("utter_interest_list", Outcome.DONE, buttons, course=title, summary=plain(meant[0]["summary"]))
            return None
        if found:
            shown = found[:MOST_SHOWN]
            dates = listed(shown, with_course=True)
            work.say("utter_found_dates", Outcome.TASK, session_buttons(shown), dates=dates)
            options = tuple(session["id"] for session in shown)
            return Task("find", "session", options)
        near = [session for session in sessions if any(session["course"]["id"] == course["id"] for course in dated)]
        if near:
            shown = near[:MOST_SHOWN]
            work.say("utter_other_dates", Outcome.TASK, session_buttons(shown), dates=listed(shown, with_course=True))
            return Task("find", "session", tuple(session["id"] for session in shown))
        buttons = [button(course["title"], f"Tell me about the course {course['title']}") for course in others[:3]]
        work.say("utter_found_courses", Outcome.DONE, buttons, courses=_described(meant))
        return None

    @staticmethod
    def _say_all(work: Work, courses: list[Json]) -> None:
        dated = [course for course in courses if course["kind"] == DATED]
        elearning = [course for course in courses if course["kind"] == ELEARNING]
        buttons = [button(course["title"], f"Book me on {course['title']}") for course in dated[:3]]
        work.say("utter_all_courses", Outcome.DONE, buttons, dated=titles_of(dated), elearning=titles_of(elearning))


class Compare(Kind):
    """Says how the dates that were just shown differ."""

    name = "compare"
    is_passing = True

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Compare what was shown, or the dates of the course that is named."""
        sessions = await _coming(work)
        shown = [session for session in sessions if task and session["id"] in task.options]
        if len(shown) < 2:
            meant = {course["id"] for course in meant_courses(work.heard.text, await list_courses(work))}
            shown = [session for session in sessions if session["course"]["id"] in meant][:MOST_SHOWN]
        if len(shown) < 2:
            work.say("utter_nothing_to_compare", Outcome.CLARIFICATION, [button("Which courses are there?")])
            return task
        work.say(
            "utter_compared",
            Outcome.TASK,
            session_buttons(shown),
            dates="\n".join(map(_compared, shown)),
            first=_first(shown),
        )
        return task or Task("find", "session", tuple(session["id"] for session in shown))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Compare again."""
        return await self.begin(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Nothing is asked, so nothing answers."""
        return False


async def _coming(work: Work) -> list[Json]:
    page = await work.read("/v1/sessions", limit=50)
    return [session for session in page["items"] if moment(session, "cut_off_at") > work.now]


def _meant(work: Work, courses: list[Json]) -> list[Json]:
    """Return every course that the words fit: a search shows more than a booking may guess."""
    names = {course["id"]: [course["title"], *course["names"]] for course in courses}
    matches = match_names(work.heard.text, names)
    clear = set(clear_matches(matches))
    ids = {match.id for match in matches if match.share >= 0.6} | clear
    return [course for course in courses if course["id"] in ids][:MOST_COURSES]


def _subject(text: str, sessions: list[Json]) -> str:
    """Return what a search is about: its words without those that name a place or a time."""
    named = {word for session in sessions for word in session["place"].casefold().split()}
    words = text.replace("?", " ").split()
    return " ".join(word for word in words if word not in named and word not in TIME_WORDS and word not in BESIDES)


def _described(courses: list[Json]) -> str:
    return "\n".join(f"- **{plain(course['title'])}**: {plain(course['summary'])}" for course in courses)


def _compared(session: Json) -> str:
    hours = sum((moment(day, "ends_at") - moment(day, "starts_at")).total_seconds() / 3600 for day in session["days"])
    days = "1 day" if len(session["days"]) == 1 else f"{len(session['days'])} days"
    length = f"{days}, {hours:g} hours"
    where = plain(session["place"])
    return f"- **{short_day(day_of(session))}**: {when_of(session)}; {where}; {length}; {places_of(session)}"


def _first(sessions: list[Json]) -> str:
    return short_day(day_of(min(sessions, key=lambda session: str(session["starts_at"]))))
