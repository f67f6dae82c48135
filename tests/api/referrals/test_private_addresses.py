"""Messages about a person's own case at their private address: as they chose, and the address nowhere in the clear."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from api.notifications.mail import SmtpSender
from api.notifications.models import Notification, PrivateAddress
from api.people.models import Person
from api.referrals.contacts.service import private_address
from api.worker import Worker
from tests.api.mail_server import Mailbox, running_mail_server
from tests.api.quiet_day import quiet_day as quiet_day
from tests.api.referrals.cases import MANAGEMENT, SELF, accept, agree, bring_to, code, refer, work
from tests.api.referrals.test_canary import everything_stored
from tests.api.world import EMPLOYEE, HEALTH_UNIT, MANAGER, World
from tools.ports import free_port

pytestmark = pytest.mark.usefixtures("quiet_day")


PRIVATE, OTHER, AT_WORK = "zqcanary@home.example", "zqcanary2@home.example", "priya.nair@sefton.example"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with running_mail_server(free_port()) as running:
        yield running


def send(world: World, mailbox: Mailbox) -> list[tuple[str, str]]:
    """Send what waits, and return to whom each new message went and its subject."""
    before = len(mailbox.mails)
    Worker(world.context, SmtpSender("127.0.0.1", mailbox.port), 0).work()
    return [(str(mail["To"]), str(mail["Subject"])) for mail in mailbox.mails[before:]]


def private_referral(world: World, **changes: Any) -> str:
    return refer(world, MANAGEMENT, **{"personal_email": PRIVATE, "contact_way": "email"} | changes)


def put(world: World, referral_id: str, address: str | None, person: str = EMPLOYEE) -> Any:
    return world.put(f"/v1/referrals/{referral_id}/private-address", {"address": address}, person=person)


def test_news_go_to_work_and_to_the_private_address_without_a_word_of_health(world: World, mailbox: Mailbox) -> None:
    private_referral(world)
    subject = "There is something for you to read"
    assert sorted(send(world, mailbox)) == sorted([(AT_WORK, subject), (PRIVATE, subject)])
    for mail in mailbox.mails:
        text = f"{mail['From']} {mail.get_body(('plain',)).get_content()}".lower()
        assert not [word for word in ("health", "referral", "occupational", "council", "absence") if word in text]


def test_an_appointment_goes_there_as_words_and_to_work_for_the_calendar(world: World, mailbox: Mailbox) -> None:
    referral_id = bring_to(world, "appointment_offered")
    assert put(world, referral_id, PRIVATE).status_code == 200
    send(world, mailbox)
    mailbox.mails.clear()
    assert accept(world, referral_id).status_code == 200
    send(world, mailbox)
    found = {str(mail["To"]): mail for mail in mailbox.mails if mail["Subject"] == "Your appointment"}
    assert set(found) == {AT_WORK, PRIVATE}
    assert found[AT_WORK].get_body(("calendar",)) is not None
    assert found[PRIVATE].get_body(("calendar",)) is None


def test_a_manager_is_told_at_work_only(world: World, mailbox: Mailbox) -> None:
    referral_id = private_referral(world)
    send(world, mailbox)
    agree(world, referral_id, "referral")
    assert [address for address, _ in send(world, mailbox)] == ["angela.whitfield@sefton.example"]


@pytest.mark.parametrize(
    ("kind", "answers", "address"),
    [
        (MANAGEMENT, {"contact_permission": True}, PRIVATE),
        (MANAGEMENT, {"contact_permission": True, "contact_way": "email"}, PRIVATE),
        (MANAGEMENT, {"contact_permission": True, "contact_way": "phone"}, None),
        (MANAGEMENT, {"contact_permission": True, "no_messages": True}, None),
        (MANAGEMENT, {}, None),
        (SELF, {"contact_agreed": True, "contact_way": "email"}, PRIVATE),
        (SELF, {"contact_agreed": True, "contact_way": "text"}, None),
        (SELF, {"contact_way": "email"}, None),
        (SELF, {"contact_agreed": True, "contact_way": "email", "email": AT_WORK.upper()}, None),
    ],
)
def test_the_address_is_used_only_with_a_yes_and_where_no_other_way_was_chosen(
    kind: Any, answers: dict[str, Any], address: str | None
) -> None:
    given = {"personal_email": PRIVATE, "email": PRIVATE} | answers
    assert private_address(kind, given, Person(email=AT_WORK)) == address


def test_the_address_is_nowhere_in_the_clear(world: World, mailbox: Mailbox) -> None:
    private_referral(world)
    send(world, mailbox)
    assert not {place for place, value in everything_stored(world) if b"zqcanary" in value}


def test_the_person_names_another_address_or_none(world: World, mailbox: Mailbox) -> None:
    referral_id = private_referral(world)
    send(world, mailbox)
    assert put(world, referral_id, OTHER).status_code == 200
    agree(world, referral_id, "referral")
    assert work(world, referral_id, "close").status_code == 200
    assert OTHER in [address for address, _ in send(world, mailbox)]
    assert put(world, referral_id, None).status_code == 200
    with world.context.database.read() as session:
        assert session.scalars(select(PrivateAddress)).all() == []


@pytest.mark.parametrize("person", [MANAGER, HEALTH_UNIT], ids=["manager", "health unit"])
def test_nobody_else_changes_it(world: World, person: str) -> None:
    referral_id = private_referral(world)
    assert code(put(world, referral_id, OTHER, person)) == (404, "not_found")


def test_a_message_to_an_address_that_is_gone_is_not_sent(
    world: World, mailbox: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    referral_id = private_referral(world)
    put(world, referral_id, None)
    assert [address for address, _ in send(world, mailbox)] == [AT_WORK]
    with world.context.database.read() as session:
        states = sorted(session.scalars(select(Notification.state)))
    assert states == ["no_address", "sent"]
    assert "zqcanary" not in "".join(capsys.readouterr())


def test_who_has_no_mailbox_at_work_is_told_privately(world: World, mailbox: Mailbox) -> None:
    with world.context.database.write() as session:
        session.get_one(Person, "demo-employee").email = None
    private_referral(world)
    assert [address for address, _ in send(world, mailbox)] == [PRIVATE]


def test_a_server_that_refuses_leaves_no_address_behind(
    world: World, mailbox: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    private_referral(world)
    mailbox.answer = "550 no such mailbox"
    assert send(world, mailbox) == []
    with world.context.database.read() as session:
        rows = session.scalars(select(Notification)).all()
    assert {(row.state, row.error) for row in rows} == {("dead", "SMTPRecipientsRefused")}
    assert "zqcanary" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "address", ["no address", "a@b", "a b@c.example", "x" * 300 + "@c.example", "a@b.example\nBcc: x"]
)
def test_what_is_no_address_is_refused(world: World, address: str) -> None:
    referral_id = private_referral(world)
    assert code(put(world, referral_id, address)) == (422, "invalid_request")
