"""Begins a referral: whom it is about, a draft that is there already, and what the first words tell."""

import re
import uuid
from dataclasses import replace

from actions.referrals.asking import KIND, day_in_words
from actions.referrals.filling import Fill
from actions.referrals.forms import MANAGEMENT, SELF
from actions.referrals.guiding import guide
from actions.referrals.openings.opening import Reader, read_opening
from actions.referrals.openings.person import named_people, people_of_job
from actions.referrals.openings.remembering import Openings
from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training import people
from contracts.outcomes import Outcome

PERSON, DRAFT = "person", "draft"
AFRESH = re.compile(r"\b(?:afresh|new|scratch|fresh|discard)\b")
# A name with a capital where a person stands: nobody of the team, if it matched nobody.
NAMED = re.compile(r"\b(?:[Rr]efer|[Rr]eferral for|about|[Ss]end|[Ff]or|see)\s+([A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+)*)")
NO_NAMES = frozenset({"Health Unit", "The", "Occupational Health", "OH", "Health"})


class Refer(Kind):
    """What both ways to begin have in common."""

    form = SELF

    def __init__(self, fill: Fill, openings: Openings, reader: Reader | None = None) -> None:
        """Hand over to the form; `openings` remember what was read until it is known about whom.

        Without a `reader` the first words are read by the rules alone.
        """
        self.fill, self.openings, self.reader = fill, openings, reader

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take whether to go on with the draft that is there."""
        if work.heard.no or AFRESH.search(work.heard.text):
            await work.write(f"/v1/referral-drafts/{task.draft}/discard", {}, uuid.uuid4().hex)
            return await self.start(work, task.person)
        return await self.fill.begin(work, replace(task, kind=KIND, form=self.form))

    async def hears(self, work: Work, task: Task) -> bool:
        """ "Begin a new one" sounds like starting the conversation again."""
        return task.asks == DRAFT and bool(AFRESH.search(work.heard.text))

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message says what to do."""
        return work.heard.yes or work.heard.no or bool(AFRESH.search(work.heard.text))

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        return "Who is it about?" if task.asks == PERSON else "Shall we go on with the one you began?"

    async def explain(self, work: Work, task: Task) -> None:
        """Say why."""
        reason = "A referral is about one person, and only the direct manager can make it."
        work.say("utter_why_asked", reason=reason, question=await self.question(work, task))

    async def ask_again(self, work: Work, task: Task) -> Task | None:
        """Ask it once more."""
        work.say("utter_resumed", question=await self.question(work, task))
        return replace(task, stopped=False)

    async def start(self, work: Work, person: str | None) -> Task | None:
        """Begin a draft, or ask about the one that is there; put in what was read. Raises StaffApiError."""
        begun = next((draft for draft in await list_drafts(work) if self._is_same(draft, person)), None)
        if begun is not None:
            buttons = [button("Go on with it", "yes"), button("Begin a new one")]
            work.say("utter_draft_there", buttons=buttons, day=day_in_words(begun["changed_at"]))
            return Task(self.name, asks=DRAFT, draft=begun["id"], person=person)
        draft = await work.write(
            "/v1/referral-drafts", {"kind": self.form, "person_id": person}, work.turn.key_for(f"draft/{person}")
        )
        task = Task(KIND, draft=draft["id"], form=self.form, person=person)
        await self._put_in(work, task)
        return await self.fill.reuse.offer_open(work, task) or await guide(work, self.fill.forms, task)

    def _is_same(self, draft: Json, person: str | None) -> bool:
        return draft["kind"] == self.form and (person is None or draft["person"]["id"] == person)

    async def remember(self, work: Work, *, goes_on: bool = False) -> None:
        """Read what the words tell, and keep it until the draft is there; `goes_on`: with what was told before."""
        form = await self.fill.forms.get(work, self.form)
        found = read_opening(work.turn.text, work.today, self.form, form.questions, self.reader)
        keep = self.openings.add if goes_on else self.openings.keep
        keep(_conversation(work), found)

    async def _put_in(self, work: Work, task: Task) -> None:
        for field, value in self.openings.take(_conversation(work)).items():
            try:
                await work.put(f"/v1/referral-drafts/{task.draft}/answers/{field}", {"value": value})
            except RefusedError:
                # What was misread is asked.
                continue


class ReferEmployee(Refer):
    """A manager refers somebody who reports to them."""

    name = "refer_employee"
    form = MANAGEMENT

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the person that the words name."""
        if not await work.is_manager():
            work.say("utter_nobody_to_refer", Outcome.REFUSED, [button("Refer myself")])
            return None
        await self.remember(work)
        team = await people.list_team(work)
        found = named_people(work.turn.text, team)
        if len(found) == 1:
            return await self.start(work, found[0]["id"])
        stranger = None if found else NAMED.search(work.turn.text)
        if stranger and stranger[1] not in NO_NAMES:
            work.say("utter_not_in_team", buttons=[])
            return people.ask_person(work, Task(self.name), team)
        # A job names nobody for sure: whose it is, is asked.
        return people.ask_person(work, Task(self.name), found or people_of_job(work.turn.text, team) or team)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take who it is, or what to do with the draft."""
        if task.asks == PERSON:
            # Whoever was only asked for the name may tell the story now.
            await self.remember(work, goes_on=True)
            found = named_people(work.turn.text, await people.list_team(work))
            if len(found) == 1:
                return await self.start(work, found[0]["id"])
            return await people.choose_person(work, task, lambda work, task: self.start(work, task.person))
        return await super().go_on(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names somebody of the team."""
        if task.asks == PERSON:
            return await people.names_report(work)
        return await super().understands(work, task)


class ReferSelf(Refer):
    """Somebody refers themselves; their manager is not told."""

    name = "refer_self"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Begin at once."""
        await self.remember(work)
        return await self.start(work, None)


class Resume(Kind):
    """Goes on with a draft, shows it or discards it, from whatever device it was begun on."""

    name = "resume_referral"

    def __init__(self, fill: Fill) -> None:
        """Hand over to the form."""
        self.fill = fill

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the draft that is meant."""
        drafts = await list_drafts(work)
        if not drafts:
            work.say("utter_nothing_paused", Outcome.CONVERSATION, [button("Where is my referral?")])
            return None
        named = match_people(work.turn.text, [(draft["id"], draft["person"]["name"]) for draft in drafts])
        found = [draft for draft in drafts if draft["id"] in named] or drafts
        place = work.heard.place
        if task is not None and place is not None and place < len(drafts):
            found = [drafts[place]]
        if len(found) > 1:
            lines = "\n".join(f"- {draft['person']['name']}, {day_in_words(draft['changed_at'])}" for draft in found)
            buttons = [button(draft["person"]["name"]) for draft in found[:5]]
            work.say("utter_which_draft", buttons=buttons, drafts=lines)
            return Task(self.name, asks=PERSON, options=tuple(draft["id"] for draft in found))
        draft = found[0]
        filled = Task(KIND, draft=draft["id"], form=draft["kind"], person=_person_of(draft))
        return await self.fill.resume(work, filled)

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which one."""
        return await self.begin(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names one."""
        drafts = await list_drafts(work)
        named = match_people(work.turn.text, [(draft["id"], draft["person"]["name"]) for draft in drafts])
        return bool(named) or work.heard.place is not None

    async def question(self, work: Work, task: Task) -> str:
        """Return the open question."""
        return "Which of the forms that are not sent shall we go on with?"

    async def explain(self, work: Work, task: Task) -> None:
        """Say why."""
        reason = "You began more than one, and each is about one person."
        work.say("utter_why_asked", reason=reason, question=await self.question(work, task))


async def list_drafts(work: Work) -> list[Json]:
    """Return one's own drafts, the last changed first. Raises StaffApiError."""
    return list((await work.read("/v1/referral-drafts"))["items"])


def _person_of(draft: Json) -> str | None:
    return draft["person"]["id"] if draft["kind"] == MANAGEMENT else None


def _conversation(work: Work) -> str:
    return work.turn.assertion.conversation if work.turn.assertion else ""
