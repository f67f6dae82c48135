"""One's own PDR, those of the team, and where the team stands."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from actions.pdr.team import list_pdrs, named_in
from actions.pdr.words import (
    NOT_YET,
    OUTCOMES,
    TEAM_OUTCOMES,
    day_of,
    meeting_of,
    state_in_words,
    training_in_words,
)
from actions.tasks.kinds import Kind, turn_away
from actions.tasks.task import Task
from actions.tasks.work import Button, Json, Work, button
from actions.training.courses import plain
from actions.training.records import Showing
from contracts.outcomes import Outcome

MOST_PEOPLE = 12
PREPARE = button("Help me prepare", "Help me prepare for my PDR")
AGREE = [button("Yes, I agree", "yes"), button("No, it is not right", "no")]
NEEDED: dict[str, str] = {
    "due": "Your manager books the meeting with you in advance, so that you both have time to get ready.",
    "booked": "Your manager needs you to think about the last 12 months, your hopes, and what you want to learn.",
    "held": "Your manager still has to record it. There is nothing for you to do.",
    "recorded": "Your manager needs your word: do you agree to what was recorded?",
    "agreed": "Go back to the actions with your manager in your one-to-ones.",
}


class ShowPdr(Kind):
    """When is my PDR? What was recorded of it is put to the person, who agrees or not."""

    name: ClassVar[str] = "pdr"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Say it, with what is needed from the person."""
        pdr = await work.read("/v1/people/me/pdr")
        needed = NEEDED[pdr["state"]]
        if pdr["state"] == "recorded":
            work.say("utter_pdr_recorded", buttons=AGREE, day=day_of(pdr["held_on"]), recorded=_recorded(pdr))
            return Task(self.name, asks="confirm", key=uuid.uuid4().hex)
        if pdr["state"] == "booked":
            await self._say_booked(work, pdr, needed)
        else:
            work.say("utter_pdr", Outcome.DONE, [PREPARE], line=_own_line(pdr), needed=needed)
        return None

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take whether the person agrees."""
        if NOT_YET.search(work.heard.text):
            work.say("utter_pdr_waits", buttons=AGREE)
            return task
        agrees = work.heard.yes and not work.heard.no
        await work.write("/v1/people/me/pdr/agreement", {"agrees": agrees}, task.key)
        work.done = {}
        if agrees:
            work.say("utter_pdr_agreed", Outcome.DONE)
        else:
            work.say("utter_pdr_not_agreed", Outcome.DONE)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message is a yes, a no or a "not yet"."""
        return work.heard.yes or work.heard.no or bool(NOT_YET.search(work.heard.text))

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        return "Do you agree to what was recorded of your PDR, yes or no?"

    async def explain(self, work: Work, task: Task) -> None:
        """Say why."""
        reason = "A PDR is complete when you both say that the record is right. If it is not, your manager mends it."
        work.say("utter_why_asked", reason=reason, question=await self.question(work, task))

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Show it again: it may have changed meanwhile."""
        return await self.begin(work, replace(task, stopped=False))

    @staticmethod
    async def _say_booked(work: Work, pdr: Json, needed: str) -> None:
        text = await work.api.read_text(work.turn, pdr["invite"])
        files = [{"name": "pdr.ics", "media_type": "text/calendar", "text": text}]
        when, place = meeting_of(pdr), plain(pdr["place"] or "to be agreed")
        more = {"files": files}
        work.add("utter_pdr_booked_for_you", Outcome.DONE, [PREPARE], more, when=when, place=place, needed=needed)


class ShowTeamPdrs(Showing):
    """Who still needs a PDR? Or, of somebody who is named: how does it stand with theirs?"""

    name: ClassVar[str] = "team_pdrs"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List what is open, what is due first first."""
        if not await work.is_manager():
            turn_away(work)
            return None
        pdrs = await list_pdrs(work)
        if len(named := named_in(work, pdrs)) == 1:
            _show_one(work, named[0])
            return None
        open_ = [pdr for pdr in pdrs if not pdr["is_complete"] or pdr["state"] == "recorded"]
        # Who began a short while ago has none to do, and is no part of the number.
        due = [pdr for pdr in pdrs if pdr["due_on"] is not None or pdr["state"] != "due"]
        done = f"{sum(pdr['is_complete'] for pdr in due)} of {len(due)}"
        if not open_:
            work.say("utter_team_pdrs_done", Outcome.DONE, number=done)
            return None
        lines = [f"- **{plain(pdr['person']['name'])}**: {state_in_words(pdr)}" for pdr in open_]
        buttons = _team_buttons(open_)
        work.say("utter_team_pdrs", Outcome.DONE, buttons, people=shortened(lines), number=done)
        return None


class ShowStanding(Showing):
    """How is my team doing?"""

    name: ClassVar[str] = "team_standing"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Say where the team stands beside the target, and what closes the gap."""
        if not await work.is_manager():
            turn_away(work)
            return None
        standing = await work.read("/v1/people/me/team/standing")
        lines = [_gap(gap) for gap in standing["gaps"]]
        open_ = f"\n\nWhat is open:\n\n{shortened(lines)}" if lines else ""
        work.say(
            "utter_team_standing",
            Outcome.DONE,
            [button("Who still needs a PDR?"), button("Who in my team is overdue?")],
            pdrs=_share("PDRs", standing["pdr"], standing["target_percent"]),
            training=_share("Mandatory training", standing["training"], standing["target_percent"]),
            gaps=open_,
        )
        return None


def _show_one(work: Work, pdr: Json) -> None:
    """Say how it stands with one person's PDR, and what was recorded of it."""
    state, name = state_in_words(pdr), pdr["person"]["name"]
    lines = [f"{state[0].upper()}{state[1:]}.{_before(pdr)}"]
    if pdr["needs"] or pdr["training"]:
        lines.append(_recorded(pdr, TEAM_OUTCOMES))
    if pdr["next_follow_up_on"]:
        lines.append(f"Go back to the actions together around {day_of(pdr['next_follow_up_on'])}.")
    work.say("utter_pdr_when", Outcome.DONE, _team_buttons([pdr]), name=plain(name), question="\n\n".join(lines))


def shortened(lines: Sequence[str]) -> str:
    """Return lines as a list of at most MOST_PEOPLE, and how many are left out."""
    more = len(lines) - MOST_PEOPLE
    return "\n".join([*lines[:MOST_PEOPLE], *([f"- and {more} more"] if more > 0 else [])])


def _recorded(pdr: Json, outcomes: Mapping[str, str] = OUTCOMES) -> str:
    needs = [f"- To learn: {plain(need)}" for need in pdr["needs"]]
    return "\n".join([*needs, training_in_words(pdr, outcomes)]).strip() or "- No training was asked for."


def _own_line(pdr: Json) -> str:
    follow = (
        f" You go back to the actions around {day_of(pdr['next_follow_up_on'])}." if pdr["next_follow_up_on"] else ""
    )
    before = f" Your last one was on {day_of(pdr['held_before_on'])}.{follow}" if pdr["held_before_on"] else ""
    if pdr["state"] == "held":
        return f"Your PDR was held on {day_of(pdr['held_on'])}."
    if pdr["state"] == "agreed":
        return f"Your PDR was held on {day_of(pdr['held_on'])}, and you agreed to it.{follow}"
    if pdr["due_on"] is None:
        return "You have no PDR due in this year: you started a short while ago, or you were away for long." + before
    return f"Your PDR is not booked yet. It should be done by {day_of(pdr['due_on'])}.{before}"


def _before(pdr: Json) -> str:
    return f" The last one was on {day_of(pdr['held_before_on'])}." if pdr["held_before_on"] else ""


def _team_buttons(pdrs: Sequence[Json]) -> list[Button]:
    due = [pdr["person"]["name"] for pdr in pdrs if pdr["state"] == "due" and not pdr["is_away"]]
    held = [pdr["person"]["name"] for pdr in pdrs if pdr["state"] == "held"]
    buttons = [button(f"Book {name}'s PDR") for name in due[:2]]
    return buttons + [button(f"Record {name}'s PDR", f"Mark {name}'s PDR as done") for name in held[:2]]


def _share(subject: str, share: Json, target: int) -> str:
    away = f", {share['away']} away" if share["away"] else ""
    gap = f"{share['missing']} more to reach {target} %" if share["missing"] else f"the {target} % are reached"
    return f"- **{subject}**: {share['done']} of {share['required']} ({share['percent']:g} %{away}); {gap}"


def _gap(gap: Json) -> str:
    parts = []
    if gap["pdr_due_on"]:
        words = "PDR late since" if gap["is_pdr_late"] else "PDR by"
        parts.append(f"{words} {day_of(gap['pdr_due_on'])}")
    if gap["overdue_courses"]:
        parts.append(f"overdue: {', '.join(map(plain, gap['overdue_courses']))}")
    return f"- **{plain(gap['person']['name'])}**: {'; '.join(parts)}"
