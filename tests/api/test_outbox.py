"""The outbox: what was saved is sent, by a real mail server, however often that fails before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import select

from api.notifications import outbox
from api.notifications.mail import FolderSender, SmtpSender
from api.notifications.models import Notification
from api.notifications.repository import claim_due
from api.notifications.writing import Kind, read_words
from api.worker import Worker
from tests.api.courses import add_course, add_people, add_session, book, now
from tests.api.mail_server import Mailbox, running_mail_server
from tests.api.message_places import PLACES
from tests.api.quiet_day import quiet_day as quiet_day
from tests.api.world import LEARNING, World
from tools.ports import free_port

pytestmark = pytest.mark.usefixtures("quiet_day")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mail_server(free_port()) as running:
        yield running


def sender_for(mailbox: Mailbox) -> SmtpSender:
    return SmtpSender("127.0.0.1", mailbox.port)


def states(world: World) -> list[tuple[str, int]]:
    with world.context.database.read() as session:
        rows = session.scalars(select(Notification).order_by(Notification.created_at, Notification.id))
        return [(row.state, row.attempts) for row in rows]


def invite_in(mailbox: Mailbox, place: int) -> Calendar:
    part = mailbox.mails[place].get_body(("calendar",))
    assert part is not None
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(part.get_content())
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    assert isinstance(calendar, Calendar)
    return calendar


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_kind_of_message_has_its_words(kind: Kind) -> None:
    words = read_words()[kind]
    assert words["text"].format(**dict.fromkeys(PLACES, "x")).startswith("Hello x,")
    assert words["subject"].format(**dict.fromkeys(PLACES, "x"))


def test_no_words_are_left_over() -> None:
    assert set(read_words()) == set(Kind)


def test_a_booking_arrives_as_an_invitation(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    booking = book(world, add_session(world)).json()
    assert outbox.send_due(world.context, sender_for(mailbox)) == 1
    mail = mailbox.mails[0]
    assert (mail["To"], mail["From"]) == ("priya.nair@sefton.example", "learning@sefton.example")
    assert mail["Subject"] == "You are booked: Fire Marshal"
    assert booking["reference"] in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    event = invite_in(mailbox, 0).walk("VEVENT")[0]
    assert event["UID"] == f"{booking['id']}-1@sefton.example"
    assert states(world) == [("sent", 1)]
    assert outbox.send_due(world.context, sender_for(mailbox)) == 0


def test_the_file_for_the_chat_is_the_same_invitation(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    booking = book(world, add_session(world)).json()
    outbox.send_due(world.context, sender_for(mailbox))
    answer = world.get(booking["invites"][0], application="staff-assistant-gateway")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    mine, theirs = Calendar.from_ical(answer.text), invite_in(mailbox, 0)
    assert mine["METHOD"] == theirs["METHOD"]
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "ATTENDEE"):
        assert mine.walk("VEVENT")[0][name] == theirs.walk("VEVENT")[0][name]


def test_a_changed_session_updates_the_same_entry_for_everybody_booked(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    rivals = add_people(world, 3)
    session_id = add_session(world, capacity=3)
    for rival in rivals:
        book(world, session_id, person=rival)
    found = world.get(f"/v1/sessions/{session_id}").json()
    body = {"place": "Southport Town Hall", "trainer": "Somebody else", "capacity": 3, "days": found["days"]}
    world.put(f"/v1/sessions/{session_id}", body, person=LEARNING)
    world.post(f"/v1/sessions/{session_id}/cancel", {}, person=LEARNING)
    outbox.send_due(world.context, sender_for(mailbox))
    seen: dict[str, list[tuple[str, int]]] = {}
    for place in range(len(mailbox.mails)):
        calendar = invite_in(mailbox, place)
        event = calendar.walk("VEVENT")[0]
        seen.setdefault(str(event["UID"]), []).append((str(calendar["METHOD"]), int(event["SEQUENCE"])))
    assert len(seen) == 3
    assert {tuple(sorted(steps, key=lambda step: step[1])) for steps in seen.values()} == {
        (("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2))
    }


def test_each_day_of_a_session_is_an_invitation_of_its_own(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    booking = book(world, add_session(world, length=2)).json()
    outbox.send_due(world.context, sender_for(mailbox))
    uids = {str(invite_in(mailbox, place).walk("VEVENT")[0]["UID"]) for place in (0, 1)}
    assert uids == {f"{booking['id']}-{day}@sefton.example" for day in (1, 2)}
    assert len(booking["invites"]) == 2


def test_a_refusal_for_now_is_tried_again_later(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    book(world, add_session(world))
    mailbox.answer = "451 try later"
    outbox.send_due(world.context, sender_for(mailbox))
    assert states(world) == [("pending", 1)]
    mailbox.answer = "250 OK"
    assert outbox.send_due(world.context, sender_for(mailbox)) == 0
    world.clock.ahead = 31
    assert outbox.send_due(world.context, sender_for(mailbox)) == 1
    assert states(world) == [("sent", 2)]


def test_a_refusal_for_good_is_a_dead_letter_that_can_be_sent_again(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    book(world, add_session(world))
    mailbox.answer = "550 no such mailbox"
    outbox.send_due(world.context, sender_for(mailbox))
    dead = world.get("/v1/notifications?state=dead", person=LEARNING).json()["items"]
    assert [(item["state"], item["error"]) for item in dead] == [("dead", "SMTPRecipientsRefused")]
    mailbox.answer = "250 OK"
    path = f"/v1/notifications/{dead[0]['id']}/retry"
    assert world.post(path, {}, person=LEARNING).json()["state"] == "pending"
    assert world.post(path, {}, person=LEARNING).json()["code"] == "nothing_to_retry"
    outbox.send_due(world.context, sender_for(mailbox))
    assert states(world) == [("sent", 1)]


@pytest.mark.parametrize("address", ["a@", "x@[bad", "nobody", "<>"])
def test_an_address_that_is_none_is_a_dead_letter_and_keeps_nobody_waiting(
    world: World, mailbox: Mailbox, address: str
) -> None:
    add_course(world)
    session_id = add_session(world)
    wrong = add_people(world, 1, email=address)[0]
    assert book(world, session_id, person=wrong).status_code == 201
    book(world, session_id)
    outbox.send_due(world.context, sender_for(mailbox))
    assert states(world) == [("dead", 1), ("sent", 1)]
    assert [mail["To"] for mail in mailbox.mails] == ["priya.nair@sefton.example"]


def test_a_server_that_is_down_costs_nothing_until_it_is_given_up(world: World) -> None:
    add_course(world)
    book(world, add_session(world))
    nobody = SmtpSender("127.0.0.1", free_port())
    for attempt in range(outbox.MOST_ATTEMPTS):
        assert states(world) == [("pending", attempt)]
        outbox.send_due(world.context, nobody)
        world.clock.ahead += 7 * 3600
    assert states(world) == [("dead", outbox.MOST_ATTEMPTS)]


def test_each_pause_is_twice_the_one_before(world: World) -> None:
    moment = now(world)
    pauses = [(outbox.next_try(moment, attempts) - moment).total_seconds() for attempts in range(1, 5)]
    assert pauses == [30, 60, 120, 240]


def test_two_workers_do_not_take_the_same_message(world: World) -> None:
    add_course(world)
    book(world, add_session(world))
    with world.context.database.write() as session:
        assert len(claim_due(session, now(world), now(world) + outbox.CLAIM, 10)) == 1
    with world.context.database.write() as session:
        assert len(claim_due(session, now(world), now(world) + outbox.CLAIM, 10)) == 0


def test_what_a_worker_took_and_never_finished_is_sent_after_its_claim(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    book(world, add_session(world))
    with world.context.database.write() as session:
        claim_due(session, now(world), now(world) + outbox.CLAIM, 10)
    world.clock.ahead = 301
    assert outbox.send_due(world.context, sender_for(mailbox)) == 1
    assert len(mailbox.mails) == 1


def test_a_message_that_is_sent_twice_has_one_id(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    book(world, add_session(world))
    outbox.send_due(world.context, sender_for(mailbox))
    with world.context.database.write() as session:
        session.scalars(select(Notification)).one().state = "pending"
    outbox.send_due(world.context, sender_for(mailbox))
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1
    assert len(mailbox.mails) == 2


def test_who_has_no_mailbox_is_shown_as_such(world: World) -> None:
    add_course(world)
    rival = add_people(world, 1, email=None)[0]
    assert book(world, add_session(world), person=rival).status_code == 201
    assert states(world) == [("no_address", 0)]


def test_a_booking_that_fails_writes_no_message(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    book(world, session_id)
    book(world, session_id, person=LEARNING)
    assert len(states(world)) == 1


def test_without_a_mail_server_messages_lie_in_a_folder(world: World, tmp_path: Path) -> None:
    add_course(world)
    book(world, add_session(world))
    outbox.send_due(world.context, FolderSender(tmp_path / "mail"))
    files = list((tmp_path / "mail").glob("*.eml"))
    assert len(files) == 1
    assert b"METHOD" in files[0].read_bytes() or b"method=" in files[0].read_bytes()


def test_the_worker_sends_and_counts_in_a_thread_of_its_own(world: World, mailbox: Mailbox) -> None:
    add_course(world)
    book(world, add_session(world))
    worker = Worker(world.context, sender_for(mailbox), 0.01)
    worker.work()
    worker.start()
    worker.stop()
    assert len(mailbox.mails) == 1
    assert 'api_outbox{state="sent"} 1.0' in world.client.get("/metrics").text
