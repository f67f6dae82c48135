"""What somebody is booked on, owes or completed, and how it stands with a team. Changes nothing."""

from collections.abc import Sequence
from datetime import date

from actions.tasks.kinds import Kind, turn_away
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.bookings import list_bookings, listed_bookings, meant_bookings
from actions.training.courses import meant_courses, plain
from actions.training.sessions import moment, short_day
from actions.training.written import read_invites
from contracts.outcomes import Outcome

OPEN = ("overdue", "due", "renew")
MOST_PEOPLE = 12


class Showing(Kind):
    """Shows something at once and asks nothing."""

    name = ""
    is_passing = True

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Show it again."""
        return await self.begin(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Nothing is asked, so nothing answers."""
        return False


class ShowBookings(Showing):
    """What am I booked on?"""

    name = "bookings"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List it."""
        bookings = await list_bookings(work)
        if not bookings:
            work.say("utter_no_bookings", Outcome.DONE, [button("Which courses are there?")])
            return None
        meant = meant_bookings(work.heard, bookings)
        offered = any(booking["state"] == "offered" for booking in meant)
        buttons = [button("I'll take the place"), button("Pass the place on")] if offered else []
        buttons += [button("Move a booking"), button("Cancel a booking"), button("Send me the calendar invite")]
        work.say("utter_bookings", Outcome.DONE, buttons[:4], bookings=listed_bookings(meant or bookings))
        return None


class SendInvite(Showing):
    """Sends the calendar file of a booking."""

    name = "invite"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Send it, of the last booking that was made when nothing else is said."""
        bookings = [booking for booking in await list_bookings(work) if booking["state"] == "booked"]
        if not bookings:
            work.say("utter_no_invite", Outcome.DONE, [button("What am I booked on?")])
            return None
        meant = meant_bookings(work.heard, bookings)
        done = work.turn.done or {}
        last = [booking for booking in meant if booking["id"] == done.get("booking")]
        chosen = (last or meant)[:2]
        files: list[Json] = []
        for booking in chosen:
            files += await read_invites(work, booking)
        more = {"files": files}
        work.add("utter_invite", Outcome.DONE, None, more, bookings=listed_bookings(chosen))
        return None


class ShowOwed(Showing):
    """What mandatory training do I still owe?"""

    name = "owed"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List what is overdue, due and to renew."""
        record = await work.read("/v1/people/me/training")
        open_ = sorted((o for o in record["obligations"] if o["state"] in OPEN), key=_urgency)
        if not open_:
            work.say("utter_up_to_date", Outcome.DONE)
            return None
        links = [{"label": o["course"]["title"], "url": o["link"]} for o in open_ if o["link"]]
        buttons = [button("Get me up to date", "Get me up to date")]
        lines = "\n".join(map(_owed, open_))
        work.add("utter_owed", Outcome.DONE, buttons, {"links": links}, courses=lines)
        return None


class ShowTeam(Showing):
    """Who in my team is overdue?"""

    name = "team"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List the team's overdue courses, or how it stands with one person or one course."""
        if not await work.is_manager():
            turn_away(work)
            return None
        records = (await work.read("/v1/people/me/team/training"))["items"]
        known = {o["course"]["id"]: {**o["course"], "names": []} for r in records for o in r["obligations"]}
        meant = {course["id"] for course in meant_courses(work.heard.text, list(known.values()))}
        late = [(record, _late(record, meant)) for record in records]
        lines = [f"- **{plain(record['person']['name'])}**: {_titles(items)}" for record, items in late if items]
        if not lines:
            work.say("utter_team_up_to_date", Outcome.DONE)
            return None
        shown, more = lines[:MOST_PEOPLE], len(lines) - MOST_PEOPLE
        if more > 0:
            shown.append(f"- and {more} more")
        first = next(record["person"]["name"] for record, items in late if items)
        buttons = [button(f"Book {first} on a course")]
        number = f"{len(lines)} of {len(records)}"
        work.say("utter_team_overdue", Outcome.DONE, buttons, people="\n".join(shown), number=number)
        return None


def _late(record: Json, courses: set[str]) -> list[Json]:
    """Return what is overdue; of a course that was named, everything that is not done."""
    states = OPEN[:2] if courses else OPEN[:1]
    return [o for o in record["obligations"] if o["state"] in states and (not courses or o["course"]["id"] in courses)]


def _titles(obligations: Sequence[Json]) -> str:
    return ", ".join(plain(o["course"]["title"]) + _booked(o) for o in obligations)


def _urgency(obligation: Json) -> tuple[int, str]:
    return OPEN.index(obligation["state"]), obligation["due_on"] or "9999"


def _owed(obligation: Json) -> str:
    due = obligation["due_on"]
    day = f"{short_day(date.fromisoformat(due))} {due[:4]}" if due else ""
    words = {"overdue": f"overdue since {day}", "due": f"due by {day}" if due else "still to do"}
    until = obligation["valid_until"]
    renew = (
        f"counts until {short_day(date.fromisoformat(until))} {until[:4]}, then do it again" if until else "to renew"
    )
    state = words.get(obligation["state"], renew)
    kind = ", eLearning" if obligation["kind"] == "elearning" else ""
    return f"- **{plain(obligation['course']['title'])}**{kind}: {state}{_booked(obligation)}"


def _booked(obligation: Json) -> str:
    if not obligation["booked_at"]:
        return ""
    return f" (booked for {short_day(moment(obligation, 'booked_at').date())})"
