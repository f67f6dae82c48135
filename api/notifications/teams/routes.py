"""The addresses of Teams: what the gateway keeps for a person, and what it fetches and sends for nobody."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import begin_work, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.notifications.teams import repository, service
from api.notifications.teams.models import NoticeState
from api.notifications.teams.views import (
    ChatBody,
    ChatView,
    ClaimBody,
    ClaimView,
    FinishedView,
    ForgetBody,
    NoticesView,
    ResultBody,
    TopicBody,
    TopicsView,
)
from api.notifications.topics import Topic
from api.paging import CurrentPaging
from api.problems import document_problems
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1", tags=["Teams"])


@router.put("/teams-chat", summary="Keep a chat", response_model=ChatView, responses=WRITE_PROBLEMS)
def keep_chat(body: ChatBody, write: CurrentWrite) -> Response:
    """Keep where the person can be written to, in place of what was kept before."""
    return write.act(body, 200, lambda act: service.keep_chat(act, body))


@router.post("/teams-chat/forget", summary="Forget a chat", response_model=ChatView, responses=WRITE_PROBLEMS)
def forget_chat(body: ForgetBody, write: CurrentWrite) -> Response:
    """Write to the person no more."""
    return write.act(body, 200, service.forget_chat)


@router.get("/notice-topics", summary="What a person is told of", responses=document_problems(401, 403, 408, 422, 503))
def show_topics(context: CurrentContext, caller: CurrentCaller) -> TopicsView:
    """Return what the person is told of in Teams, and what they have switched off."""
    with reading(context, caller) as act:
        return service.show_topics(act)


@router.put("/notice-topics/{topic}", summary="Choose a topic", response_model=TopicsView, responses=WRITE_PROBLEMS)
def choose_topic(topic: Annotated[Topic, Path()], body: TopicBody, write: CurrentWrite) -> Response:
    """Switch a topic on or off."""
    return write.act(body, 200, lambda act: service.choose_topic(act, topic, is_wanted=body.is_wanted))


@router.post(
    "/teams-notices/claim", summary="Fetch what is due", responses=document_problems(400, 401, 403, 413, 422, 503)
)
def claim_notices(body: ClaimBody, context: CurrentContext, caller: CurrentCaller) -> ClaimView:
    """Hand out notices that are due. Each is handed out once: what is not sent then never is."""
    with context.database.read() as session:
        if not repository.has_due(session, begin_work(context, session).now):
            return ClaimView(notices=[])
    with context.database.write() as session:
        return service.claim_notices(begin_work(context, session), caller.tenant, body.limit)


@router.post(
    "/teams-notices/{notice_id}/result",
    summary="Note what became of a notice",
    responses=document_problems(400, 401, 403, 404, 413, 422, 503),
)
def finish_notice(
    notice_id: Annotated[Id, Path()], body: ResultBody, context: CurrentContext, _caller: CurrentCaller
) -> FinishedView:
    """Note it; what is known already stays as it is."""
    with context.database.write() as session:
        return service.finish_notice(begin_work(context, session), notice_id, body)


@router.get("/teams-notices", summary="Notices and their fate", responses=document_problems(401, 403, 408, 422, 503))
def list_notices(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    state: Annotated[NoticeState | None, Query()] = None,
) -> NoticesView:
    """Return notices, the newest first; of `unknown` ones nobody knows whether they arrived."""
    with reading(context, caller) as act:
        return service.list_notices(act, state, paging)
