"""Feedback: one verdict on a reply, the last one counts, nobody's name beside it."""

import pytest
from sqlalchemy import select

from api.feedback.models import Feedback
from tests.api.world import VERDICT, World


def verdicts(world: World) -> list[tuple[str, str, bool]]:
    with world.context.database.read() as session:
        rows = session.scalars(select(Feedback))
        return [(row.reply_id, row.article_id, row.helpful) for row in rows]


def test_a_verdict_is_stored(world: World) -> None:
    answer = world.judge()
    assert (answer.status_code, answer.json()) == (200, {"reply_id": "reply-0001", **VERDICT})
    assert verdicts(world) == [("reply-0001", "pay-day", True)]


def test_people_may_change_their_mind(world: World) -> None:
    world.judge()
    world.judge(body={**VERDICT, "helpful": False})
    assert verdicts(world) == [("reply-0001", "pay-day", False)]


def test_no_column_could_hold_a_person() -> None:
    columns = {column.name for column in Feedback.__table__.c}
    assert columns == {"reply_id", "article_id", "helpful", "given_on", "expires_on"}


@pytest.mark.parametrize("reply_id", ["short", "x" * 65, "with%20space", "with%00zero"], ids=str)
def test_an_id_that_is_none_of_ours_is_refused(world: World, reply_id: str) -> None:
    assert world.judge(reply_id).json()["code"] == "invalid_request"


@pytest.mark.parametrize("helpful", [1, "yes", None], ids=str)
def test_a_verdict_is_yes_or_no(world: World, helpful: object) -> None:
    assert world.judge(body={**VERDICT, "helpful": helpful}).json()["code"] == "invalid_request"
