"""Shows the outbox to the learning team, and lets them send dead letters again."""

from api.acts import Act
from api.errors import NotFoundError
from api.notifications import repository
from api.notifications.models import PRIVATE_KINDS, NotificationState
from api.notifications.views import NotificationsView, NotificationView
from api.paging import Paging
from api.people.relations import Relation, require_role, roles_of
from api.training.errors import NothingToRetryError


def list_notifications(act: Act, state: NotificationState | None, paging: Paging) -> NotificationsView:
    """Return messages, the newest first. Raises RoleNeededError, CursorRefusedError."""
    require_role(act.me, act.may)
    filters = {"state": state.value} if state else {}
    private = _seen_by(act)
    found = repository.list_notifications(
        act.session, filters, paging.after_instant(), paging.limit + 1, private=private
    )
    page, cursor = paging.cut(found, lambda row: (row.created_at.isoformat(), row.id))
    items = [NotificationView.model_validate(message, from_attributes=True) for message in page]
    return NotificationsView(items=items, next_cursor=cursor)


def count_notifications(act: Act) -> dict[str, int]:
    """Return how many there are in each state of the messages that the person looks after. Raises RoleNeededError."""
    require_role(act.me, act.may)
    return repository.count_by_state(act.session, _seen_by(act))


def retry_notification(act: Act, message_id: str) -> NotificationView:
    """Send a dead letter again. Raises RoleNeededError, NotFoundError, NothingToRetryError."""
    require_role(act.me, act.may)
    found = repository.find_notification(act.session, message_id)
    if found is None or (found.kind in PRIVATE_KINDS) not in _seen_by(act):
        raise NotFoundError
    if not repository.revive(act.session, message_id, act.now):
        raise NothingToRetryError
    message = repository.find_notification(act.session, message_id)
    return NotificationView.model_validate(message, from_attributes=True)


def _seen_by(act: Act) -> list[bool]:
    """Return which kinds of messages the person looks after: those about training, the private ones, or both."""
    roles = roles_of(act.me)
    return [private for role, private in ((Relation.LEARNING, False), (Relation.HEALTH_UNIT, True)) if role in roles]
