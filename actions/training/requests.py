"""A manager's word: what waits for it, and saying yes, or no with a reason that the person is told."""

import uuid
from dataclasses import replace

from actions.staff_api import RefusedError
from actions.tasks.kinds import Kind
from actions.tasks.matching import match_people
from actions.tasks.task import Task
from actions.tasks.work import Json, Work, button
from actions.training.courses import meant_courses, plain
from actions.training.sessions import when_of
from contracts.outcomes import Outcome

LEAST_WORDS = 2
APPROVE, DECLINE = "approve", "decline"


async def list_requests(work: Work) -> list[Json]:
    """Return what waits for the person's word, places and applications alike. Raises StaffApiError."""
    waiting = await work.read("/v1/approvals")
    places = [
        {
            "id": item["id"],
            "path": f"/v1/bookings/{item['id']}/decision",
            "person": item["person"],
            "title": item["session"]["course"]["title"],
            "detail": when_of(item["session"]),
        }
        for item in waiting["bookings"]
    ]
    applications = [
        {
            "id": item["id"],
            "path": f"/v1/applications/{item['id']}/decision",
            "person": item["person"],
            "title": item["title"],
            "detail": f"“{plain(item['reason'])}”",
        }
        for item in waiting["applications"]
    ]
    return [*places, *applications]


def listed_requests(requests: list[Json]) -> str:
    """Return requests as a list."""
    return "\n".join(f"- {describe_request(request)}" for request in requests)


def describe_request(request: Json) -> str:
    """Return a request in one line."""
    return f"**{plain(request['person']['name'])}**: {plain(request['title'])}, {request['detail']}"


class ShowRequests(Kind):
    """Lists what waits."""

    name = "requests"
    is_passing = True

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """List it, with a button to approve each."""
        requests = await list_requests(work)
        if not requests:
            work.say("utter_no_requests", Outcome.DONE)
            return None
        buttons = [_button("Approve", request) for request in requests[:2]]
        buttons += [_button("Decline", request) for request in requests[:2]]
        work.say("utter_requests", Outcome.DONE, buttons, requests=listed_requests(requests))
        return None

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """List again."""
        return await self.begin(work, task)

    async def understands(self, work: Work, task: Task) -> bool:
        """Nothing is asked, so nothing answers."""
        return False


class Decide(Kind):
    """Approves or declines one request."""

    name = "decide"

    async def begin(self, work: Work, task: Task | None = None) -> Task | None:
        """Find the request that is meant."""
        # `late`: the answer is no.
        task = task or Task(self.name, late=work.turn.intent == "decline_request")
        requests = await list_requests(work)
        if not requests:
            work.say("utter_no_requests", Outcome.DONE)
            return None
        found = _meant(work, [request for request in requests if request["id"] in task.options] or requests)
        if len(found) == 1:
            return self._confirm(work, task, found[0])
        buttons = [button(f"{r['person']['name']}: {r['title']}", f"number {n}") for n, r in enumerate(found[:5], 1)]
        work.say("utter_which_request", buttons=buttons, requests=listed_requests(found))
        return replace(task, asks="booking", options=tuple(request["id"] for request in found))

    async def go_on(self, work: Work, task: Task) -> Task | None:
        """Take which request, the yes, or the reason for a no."""
        if task.asks == "booking":
            return await self.begin(work, task)
        if task.asks == "reason":
            return await self._write(work, task, {"decision": DECLINE, "reason": work.turn.text.strip()})
        if work.heard.yes:
            return await self._write(work, task, {"decision": APPROVE})
        work.say("utter_not_decided", Outcome.DONE)
        return None

    async def understands(self, work: Work, task: Task) -> bool:
        """Say whether the message names a request, says yes or no, or gives a reason."""
        heard = work.heard
        if task.asks == "reason":
            return len(heard.text.split()) >= LEAST_WORDS and not heard.asks
        if task.asks == "booking":
            requests = await list_requests(work)
            return heard.place is not None or len(_meant(work, requests)) < len(requests)
        return heard.yes or heard.no

    @staticmethod
    def _confirm(work: Work, task: Task, request: Json) -> Task:
        task = replace(task, booking=request["id"], course=request["path"], key=uuid.uuid4().hex)
        line = describe_request(request)
        if task.late:
            work.say("utter_which_reason", buttons=[button("Stop, decide later", "stop")], request=line)
            return replace(task, asks="reason")
        work.say("utter_confirm_approve", buttons=[button("Yes, approve it", "yes"), button("No")], request=line)
        return replace(task, asks="confirm")

    @staticmethod
    async def _write(work: Work, task: Task, body: Json) -> Task | None:
        try:
            decided = await work.write(str(task.course), body, task.key)
        except RefusedError as error:
            work.refuse(error)
            return replace(task, key=uuid.uuid4().hex) if error.code == "reason_needed" else None
        name, reference = plain(decided["person"]["name"]), decided["reference"]
        if task.late:
            work.say("utter_declined_request", Outcome.DONE, name=name, reference=reference)
        else:
            work.say("utter_approved_request", Outcome.DONE, name=name, reference=reference)
        return None


def _meant(work: Work, requests: list[Json]) -> list[Json]:
    heard = work.heard
    if heard.place is not None and heard.place < len(requests):
        return [requests[heard.place]]
    people = match_people(heard.text, [(request["id"], request["person"]["name"]) for request in requests])
    found = [request for request in requests if request["id"] in people] or requests
    courses = [{"id": request["id"], "title": request["title"], "names": []} for request in found]
    meant = {course["id"] for course in meant_courses(heard.text, courses)}
    return [request for request in found if request["id"] in meant] or found


def _button(word: str, request: Json) -> dict[str, str]:
    first = request["person"]["name"].split()[0]
    return button(
        f"{word}: {first}, {request['title']}",
        f"{word} the request of {request['person']['name']} for {request['title']}",
    )
