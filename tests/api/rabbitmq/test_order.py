"""With RabbitMQ the outbox is handed over in order, and nothing is lost or told twice when it hangs up."""

from contextlib import ExitStack

import pytest

from api.notifications.broker import LONGEST_QUEUE, Broker, Desk, Ticket
from api.notifications.delivery import deliver_one
from api.notifications.mail import SmtpSender
from api.notifications.outbox import CLAIM
from api.notifications.relay import hand_over_due
from api.worker import Worker
from tests.api.courses import add_course, add_people, add_session, book, now
from tests.api.mail_server import Mailbox
from tests.api.quiet_day import quiet_day as quiet_day
from tests.api.rabbitmq.tcp_proxy import Proxy
from tests.api.rabbitmq.workers import book_for, deliver_meanwhile, recipients, take_tickets, wait_for
from tests.api.test_outbox import free_port, states
from tests.api.world import LEARNING, World

pytestmark = pytest.mark.usefixtures("quiet_day")


def test_what_is_due_is_sent_in_the_order_in_which_it_was_written(
    world: World, broker: Broker, mailbox: Mailbox, opened: ExitStack
) -> None:
    addresses = book_for(world, 4)
    assert hand_over_due(world.context, broker) == 4
    assert hand_over_due(world.context, broker) == 0
    deliver_meanwhile(world, broker, mailbox, opened)
    wait_for(lambda: states(world) == [("sent", 1)] * 4)
    assert recipients(mailbox) == addresses


def test_while_rabbitmq_is_away_the_outbox_grows_and_then_drains_in_order(
    world: World, broker: Broker, mailbox: Mailbox, line: Proxy, opened: ExitStack
) -> None:
    worker = Worker(world.context, SmtpSender("127.0.0.1", mailbox.port), 60, broker)
    line.cut()
    addresses = book_for(world, 3)
    worker.work()
    worker.work()
    assert states(world) == [("pending", 0)] * 3
    line.mend()
    worker.work()
    deliver_meanwhile(world, broker, mailbox, opened)
    wait_for(lambda: states(world) == [("sent", 1)] * 3)
    assert recipients(mailbox) == addresses


def test_a_line_that_breaks_between_two_tickets_loses_none_and_keeps_the_order(
    world: World, broker: Broker, mailbox: Mailbox, line: Proxy, opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses, hand_in, handed = book_for(world, 4), Desk.hand_in, list[Ticket]()

    def cut_before_the_third(desk: Desk, ticket: Ticket) -> None:
        if len(handed) == 2:
            line.cut()
        handed.append(ticket)
        hand_in(desk, ticket)

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "hand_in", cut_before_the_third)
        assert hand_over_due(world.context, broker) == 0
    line.mend()
    assert hand_over_due(world.context, broker) == 2
    deliver_meanwhile(world, broker, mailbox, opened)
    wait_for(lambda: states(world) == [("sent", 1)] * 4)
    assert recipients(mailbox) == addresses


def test_a_worker_whose_line_breaks_comes_back_and_sends_the_rest(
    world: World, broker: Broker, mailbox: Mailbox, line: Proxy, opened: ExitStack
) -> None:
    add_course(world)
    deliver_meanwhile(world, broker, mailbox, opened)
    for person in add_people(world, 2):
        book(world, add_session(world), person=person)
        assert hand_over_due(world.context, broker) == 1
        wait_for(lambda: all(state == "sent" for state, _ in states(world)))
        line.cut()
        line.mend()
    assert states(world) == [("sent", 1)] * 2


def test_a_mail_server_that_is_away_is_tried_again_later(world: World, broker: Broker) -> None:
    book_for(world, 1)
    hand_over_due(world.context, broker)
    nowhere = SmtpSender("127.0.0.1", free_port())
    take_tickets(broker, 1, lambda ticket: deliver_one(world.context, nowhere, ticket))
    assert states(world) == [("pending", 1)]
    world.clock.ahead += 60
    assert hand_over_due(world.context, broker) == 1


def test_a_ticket_of_a_claim_that_is_over_sends_nothing(world: World, broker: Broker, mailbox: Mailbox) -> None:
    book_for(world, 1)
    hand_over_due(world.context, broker)
    world.clock.ahead += CLAIM.total_seconds()
    assert hand_over_due(world.context, broker) == 1
    take_tickets(broker, 2, lambda ticket: deliver_one(world.context, SmtpSender("127.0.0.1", mailbox.port), ticket))
    assert len(mailbox.mails) == 1


def test_a_ticket_that_comes_again_after_its_message_was_sent_sends_nothing(
    world: World, broker: Broker, mailbox: Mailbox
) -> None:
    book_for(world, 1)
    hand_over_due(world.context, broker)
    sender = SmtpSender("127.0.0.1", mailbox.port)

    def deliver_twice(ticket: Ticket) -> None:
        deliver_one(world.context, sender, ticket)
        deliver_one(world.context, sender, ticket)

    take_tickets(broker, 1, deliver_twice)
    assert (len(mailbox.mails), states(world)) == (1, [("sent", 1)])


def test_a_refusal_for_good_is_a_dead_letter_that_can_be_sent_again(
    world: World, broker: Broker, mailbox: Mailbox, opened: ExitStack
) -> None:
    book_for(world, 1)
    mailbox.answer = "550 no such mailbox"
    hand_over_due(world.context, broker)
    deliver_meanwhile(world, broker, mailbox, opened)
    wait_for(lambda: states(world) == [("dead", 1)])
    (dead,) = world.get("/v1/notifications?state=dead", person=LEARNING).json()["items"]
    mailbox.answer = "250 OK"
    assert world.post(f"/v1/notifications/{dead['id']}/retry", {}, person=LEARNING).status_code == 200
    assert hand_over_due(world.context, broker) == 1
    wait_for(lambda: states(world) == [("sent", 1)])
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id": "m"}', b'{"id": "m", "claim": 7}', b"\xff"])
def test_what_is_no_ticket_is_put_away_and_stops_no_worker(
    world: World, broker: Broker, mailbox: Mailbox, opened: ExitStack, body: bytes
) -> None:
    book_for(world, 1)
    with broker.open_desk() as desk:
        desk.channel.basic_publish("", broker.queue, body)
    assert hand_over_due(world.context, broker) == 1
    deliver_meanwhile(world, broker, mailbox, opened)
    wait_for(lambda: states(world) == [("sent", 1)])
    wait_for(lambda: room_at(broker) == LONGEST_QUEUE)


def test_no_more_tickets_wait_than_there_is_room_for(world: World, broker: Broker) -> None:
    with broker.open_desk() as desk:
        for number in range(LONGEST_QUEUE - 1):
            desk.hand_in(Ticket(f"m{number}", now(world)))
    book_for(world, 3)
    # A broker counts what waits a moment later.
    wait_for(lambda: room_at(broker) == 1)
    assert hand_over_due(world.context, broker) == 1


def room_at(broker: Broker) -> int:
    with broker.open_desk() as desk:
        return desk.room
