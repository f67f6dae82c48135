"""Keeps where people can be written to, hands notices to the gateway, and notes what became of each."""

from datetime import timedelta

from api.acts import Act, Work
from api.errors import NotFoundError
from api.notifications.models import PRIVATE_KINDS
from api.notifications.teams import repository
from api.notifications.teams.models import NoticeState, TeamsNotice
from api.notifications.teams.views import (
    ChatBody,
    ChatView,
    ClaimedView,
    ClaimView,
    FinishedView,
    NoticesView,
    NoticeView,
    ResultBody,
    TopicsView,
    TopicView,
)
from api.notifications.teams.writing import mail_instead
from api.notifications.topics import TOPICS, Topic
from api.paging import Paging
from api.people.relations import Relation, require_role, roles_of
from api.retention.classes import Retention

MOST_CLAIMED = 20
# Longer than the gateway takes for all that it claims at once, with Microsoft's own wish to wait.
TIME_TO_SEND = timedelta(minutes=15)
# The gateway asks every few seconds: after so long without one there is no gateway, or none with Teams.
TIME_TO_FETCH = timedelta(hours=1)
GONE = "gone"


def keep_chat(act: Act, body: ChatBody) -> ChatView:
    """Keep where the person can be written to."""
    values = {
        "person_id": act.me.id,
        "conversation": body.conversation,
        "service_address": body.service_address,
        "chat": act.chat,
        "seen_at": act.now,
        "expires_on": Retention.TEAMS_CHATS.expires_on(act.today),
    }
    repository.keep_chat(act.session, values)
    return ChatView(is_known=True)


def forget_chat(act: Act) -> ChatView:
    """Write to the person no more: the app is gone."""
    repository.forget_chat(act.session, act.me.id)
    return ChatView(is_known=False)


def show_topics(act: Act) -> TopicsView:
    """Return what the person is told of in Teams."""
    refused = {topic for _, topic in repository.refusals_of(act.session, [act.me.id])}
    return TopicsView(topics=[TopicView(topic=topic, is_wanted=topic not in refused) for topic in Topic])


def choose_topic(act: Act, topic: Topic, *, is_wanted: bool) -> TopicsView:
    """Switch a topic on or off; reminders are then not sent by mail either."""
    if is_wanted:
        repository.take_refusal_back(act.session, act.me.id, topic)
    else:
        repository.refuse(act.session, act.new_id(), act.me.id, topic, act.now)
    return show_topics(act)


def claim_notices(work: Work, tenant: str, limit: int) -> ClaimView:
    """Hand out notices that are due, each once. What nobody wants any more, or has no chat, is not handed out."""
    notices = repository.claim_due(work.session, work.now, limit)
    people = [notice.person_id for notice in notices]
    chats, refused = repository.chats_of(work.session, people), repository.refusals_of(work.session, people)
    claimed = []
    for notice in notices:
        chat = chats.get(notice.person_id)
        if chat is None or _has_left(work, notice):
            _end(work, notice, NoticeState.FAILED, GONE)
        elif (notice.person_id, TOPICS[notice.kind]) in refused:
            _end(work, notice, NoticeState.WITHDRAWN, None)
        elif notice.person.tenant == tenant:
            claimed.append(ClaimedView.of(notice, chat))
    return ClaimView(notices=claimed)


def finish_notice(work: Work, notice_id: str, body: ResultBody) -> FinishedView:
    """Note what became of a notice, once. Raises NotFoundError."""
    notice = repository.find_notice(work.session, notice_id)
    if notice is None:
        raise NotFoundError
    if notice.state == NoticeState.SENDING:
        _end(work, notice, NoticeState(body.state), body.cause)
        if body.cause == GONE:
            repository.forget_chat(work.session, notice.person_id)
    return FinishedView(id=notice.id, state=NoticeState(notice.state))


def end_left_notices(work: Work) -> int:
    """End what nobody will finish: what was handed out may have arrived, what was never fetched did not."""
    left = repository.list_left(work.session, work.now - TIME_TO_SEND, work.now - TIME_TO_FETCH)
    for notice in left:
        if notice.state == NoticeState.SENDING:
            _end(work, notice, NoticeState.UNKNOWN, "no_word")
        else:
            _end(work, notice, NoticeState.FAILED, "not_fetched")
    return len(left)


def list_notices(act: Act, state: NoticeState | None, paging: Paging) -> NoticesView:
    """Return notices, the newest first. Raises RoleNeededError, CursorRefusedError."""
    require_role(act.me, act.may)
    filters = {"state": state.value} if state else {}
    found = repository.list_notices(act.session, filters, _seen_by(act), paging.after_instant(), paging.limit + 1)
    page, cursor = paging.cut(found, lambda row: (row.created_at.isoformat(), row.id))
    items = [NoticeView.model_validate(notice, from_attributes=True) for notice in page]
    return NoticesView(items=items, next_cursor=cursor)


def count_notices(act: Act) -> dict[str, int]:
    """Return how many there are in each state of the notices that the person looks after. Raises RoleNeededError."""
    require_role(act.me, act.may)
    return repository.count_by_state(act.session, _seen_by(act))


def _seen_by(act: Act) -> list[str]:
    """Return the kinds of notices that the person looks after: those about training, the private ones, or both."""
    roles = roles_of(act.me)
    return [kind for kind in TOPICS if (Relation.HEALTH_UNIT if kind in PRIVATE_KINDS else Relation.LEARNING) in roles]


def _has_left(work: Work, notice: TeamsNotice) -> bool:
    return notice.person.left_on is not None and notice.person.left_on <= work.today


def _end(work: Work, notice: TeamsNotice, state: NoticeState, cause: str | None) -> None:
    notice.state, notice.cause, notice.finished_at = state, cause, work.now
    if state in (NoticeState.FAILED, NoticeState.UNKNOWN, NoticeState.WITHDRAWN):
        mail_instead(work, notice)
    work.session.flush()
