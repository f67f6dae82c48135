"""Notices for Teams: written where somebody is in a chat, handed out once, and what becomes of them is known."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from api.acts import begin_work
from api.notifications.models import PRIVATE_KINDS
from api.notifications.teams.models import NoticeState, TeamsChat, TeamsNotice
from api.notifications.teams.service import TIME_TO_FETCH, TIME_TO_SEND, end_left_notices
from api.notifications.topics import TOPICS, Topic
from api.notifications.writing import Kind, read_words
from api.settings import TeamsNotices
from tests.api.courses import add_course, add_session, book, now, told
from tests.api.subjects import CHAT, Subjects
from tests.api.world import EMPLOYEE, GATEWAY, HEALTH_UNIT, LEARNING, MANAGER, World


def enter_chat(world: World, person: str = EMPLOYEE) -> None:
    assert world.put("/v1/teams-chat", CHAT, application=GATEWAY, person=person).status_code == 200
    # In these tests everything is asked in one conversation; the chat in Teams is another one.
    with world.context.database.write() as session:
        session.execute(update(TeamsChat).values(chat="of Teams"))


def notices(world: World) -> list[tuple[str, str, str, str | None]]:
    with world.context.database.read() as session:
        rows = session.scalars(select(TeamsNotice).order_by(TeamsNotice.created_at, TeamsNotice.id))
        return [(row.person_id, row.kind, row.state, row.cause) for row in rows]


def make_due(world: World) -> None:
    with world.context.database.write() as session:
        waiting = update(TeamsNotice).where(TeamsNotice.state == NoticeState.WAITING)
        session.execute(waiting.values(due_at=now(world)))


def claim(world: World, limit: int = 20) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {world.app_token(GATEWAY)}"}
    answer = world.client.post("/v1/teams-notices/claim", json={"limit": limit}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["notices"]  # type: ignore[no-any-return]


def finish(world: World, notice_id: str, **body: str) -> Any:
    headers = {"Authorization": f"Bearer {world.app_token(GATEWAY)}"}
    return world.client.post(f"/v1/teams-notices/{notice_id}/result", json=body, headers=headers)


def book_for_priya(world: World, mode: TeamsNotices = TeamsNotices.BESIDE, **course: Any) -> dict[str, Any]:
    use(world, mode)
    add_course(world, **course)
    return book(world, add_session(world), for_id="demo-employee", person=MANAGER).json()  # type: ignore[no-any-return]


def use(world: World, mode: TeamsNotices) -> None:
    object.__setattr__(world.context.rules, "teams_notices", mode)


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_kind_of_message_has_a_topic(kind: Kind) -> None:
    assert TOPICS[kind] in Topic


@pytest.mark.parametrize("kind", PRIVATE_KINDS)
def test_a_private_notice_has_no_word_of_health(kind: str) -> None:
    told = " ".join(read_words()[kind].values())
    words = "health|medic|clinic|doctor|nurse|physio|illness|sick|occupational|referr|assess|report|case|wellbeing"
    assert re.findall(words, told.casefold()) == []


def test_what_is_told_is_handed_out_once_and_without_a_greeting(world: World) -> None:
    enter_chat(world)
    booking = book_for_priya(world)
    make_due(world)
    (notice,) = claim(world)
    assert (notice["kind"], notice["topic"], notice["person"]) == ("booked_for_you", "bookings", EMPLOYEE)
    assert (notice["conversation"], notice["service_address"]) == (CHAT["conversation"], CHAT["service_address"])
    assert notice["text"].startswith("Angela Whitfield booked a place on Fire Marshal for you.")
    assert notice["named"]["reference"] == booking["reference"]
    assert claim(world) == []
    assert told(world) == ["booked_for_you"]


def test_who_is_not_in_teams_is_told_by_mail_alone(world: World) -> None:
    book_for_priya(world)
    assert (notices(world), told(world)) == ([], ["booked_for_you"])


def test_in_no_mode_a_chat_is_used_that_was_left(world: World) -> None:
    enter_chat(world)
    book_for_priya(world)
    world.post("/v1/teams-chat/forget", {}, application=GATEWAY)
    make_due(world)
    assert claim(world) == []
    assert notices(world) == [("demo-employee", "booked_for_you", "failed", "gone")]


def test_what_somebody_says_in_that_very_chat_is_not_said_to_them_again(world: World) -> None:
    world.put("/v1/teams-chat", CHAT, application=GATEWAY)
    add_course(world)
    book(world, add_session(world))
    assert (notices(world), told(world)) == ([], ["booked"])


def test_newer_news_takes_the_place_of_what_waits(world: World) -> None:
    enter_chat(world)
    booking = book_for_priya(world)
    world.post(f"/v1/bookings/{booking['id']}/cancel", {"accept_late": False}, person=MANAGER)
    make_due(world)
    assert [notice["kind"] for notice in claim(world)] == ["cancelled"]
    assert [state for _, _, state, _ in notices(world)] == ["withdrawn", "sending"]


def test_a_session_of_two_days_is_told_once_in_a_chat(world: World) -> None:
    enter_chat(world)
    add_course(world)
    book(world, add_session(world, length=2), for_id="demo-employee", person=MANAGER)
    assert told(world) == ["booked_for_you"] * 2
    assert [kind for _, kind, _, _ in notices(world)] == ["booked_for_you"]


def test_a_topic_that_was_switched_off_is_told_by_mail_alone(world: World) -> None:
    enter_chat(world)
    world.put("/v1/notice-topics/bookings", {"is_wanted": False}, application=GATEWAY)
    book_for_priya(world)
    assert (notices(world), told(world)) == ([], ["booked_for_you"])


def test_a_topic_that_is_switched_off_before_it_is_said_is_not_said(world: World) -> None:
    enter_chat(world)
    book_for_priya(world)
    world.put("/v1/notice-topics/bookings", {"is_wanted": False}, application=GATEWAY)
    make_due(world)
    assert claim(world) == []
    assert notices(world)[0][2] == "withdrawn"


def test_topics_are_shown_as_they_were_chosen(world: World) -> None:
    world.put("/v1/notice-topics/offers", {"is_wanted": False}, application=GATEWAY)
    shown = world.get("/v1/notice-topics", application=GATEWAY).json()["topics"]
    assert {one["topic"]: one["is_wanted"] for one in shown} == {topic: topic != "offers" for topic in Topic}
    world.put("/v1/notice-topics/offers", {"is_wanted": True}, application=GATEWAY)
    assert all(one["is_wanted"] for one in world.get("/v1/notice-topics", application=GATEWAY).json()["topics"])


@pytest.mark.parametrize(
    ("result", "mails"),
    [({"state": "sent"}, 0), ({"state": "unknown", "cause": "502"}, 1), ({"state": "failed", "cause": "gone"}, 1)],
    ids=["sent", "unknown", "gone"],
)
def test_where_teams_comes_first_an_e_mail_takes_the_place_of_what_may_not_have_arrived(
    world: World, result: dict[str, str], mails: int
) -> None:
    enter_chat(world, MANAGER)
    use(world, TeamsNotices.FIRST)
    add_course(world, needs_approval=True)
    book(world, add_session(world))
    assert told(world, "demo-manager") == []
    make_due(world)
    (notice,) = claim(world)
    assert (notice["kind"], notice["named"]["person"]) == ("approval_wanted", "Priya Nair")
    assert finish(world, notice["id"], **result).json()["state"] == result["state"]
    # Word that comes again changes nothing, and sends no second e-mail.
    assert finish(world, notice["id"], state="unknown").json()["state"] == result["state"]
    assert told(world, "demo-manager") == ["approval_wanted"] * mails
    assert claim(world) == []


def test_an_invitation_goes_by_mail_in_every_mode_and_only_once(world: World) -> None:
    enter_chat(world)
    book_for_priya(world, TeamsNotices.FIRST)
    make_due(world)
    finish(world, claim(world)[0]["id"], state="failed", cause="400")
    assert told(world) == ["booked_for_you"]


def test_switched_off_nobody_is_told_in_teams(world: World) -> None:
    enter_chat(world)
    book_for_priya(world, TeamsNotices.OFF)
    assert (notices(world), told(world)) == ([], ["booked_for_you"])


def test_who_is_gone_is_written_to_no_more(world: World) -> None:
    enter_chat(world)
    book_for_priya(world)
    make_due(world)
    finish(world, claim(world)[0]["id"], state="failed", cause="gone")
    with world.context.database.read() as session:
        assert session.scalars(select(TeamsChat)).all() == []


@pytest.mark.parametrize(
    ("was_fetched", "after", "ends"),
    [(True, TIME_TO_SEND, ("unknown", "no_word")), (False, TIME_TO_FETCH, ("failed", "not_fetched"))],
    ids=["a gateway that was killed", "no gateway at all"],
)
def test_what_nobody_ends_is_ended_and_mailed(
    world: World, was_fetched: bool, after: timedelta, ends: tuple[str, str]
) -> None:
    enter_chat(world, MANAGER)
    use(world, TeamsNotices.FIRST)
    add_course(world, needs_approval=True)
    book(world, add_session(world))
    make_due(world)
    if was_fetched:
        claim(world)
    for seconds in (after.total_seconds() - 5, after.total_seconds() + 5):
        world.clock.ahead = seconds
        with world.context.database.write() as session:
            end_left_notices(begin_work(world.context, session))
        is_over = seconds > after.total_seconds()
        assert (notices(world)[0][2:] == ends) == is_over
        assert told(world, "demo-manager") == ["approval_wanted"] * is_over
    world.clock.ahead = 0
    assert claim(world) == []


def test_what_became_of_notices_can_be_seen_by_whose_business_it_is(world: World) -> None:
    subjects = Subjects(world)
    training = subjects.notice("demo-employee", NoticeState.UNKNOWN, cause="502")
    private = subjects.notice("demo-employee", NoticeState.UNKNOWN, kind="private_news")
    subjects.notice("demo-employee", NoticeState.SENT)
    seen = world.get("/v1/teams-notices?state=unknown", person=LEARNING).json()["items"]
    assert [(item["id"], item["cause"]) for item in seen] == [(training, "502")]
    seen = world.get("/v1/teams-notices?state=unknown", person=HEALTH_UNIT, application="staff-assistant-console")
    assert [item["id"] for item in seen.json()["items"]] == [private]
    assert "A text" not in seen.text
