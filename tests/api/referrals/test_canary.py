"""Health sentences are planted in whatever takes words, also while parts crash: only who may read them finds them.

The short form plants a sentence in each place; `--prove` goes round three times.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from api.context import Context
from api.models import Base
from api.notifications.mail import FolderSender
from api.referrals.cases.models import TextPart
from api.referrals.encryption.vault import Vault
from api.referrals.form.specification import FormKind, Kind, read_form
from api.worker import Worker
from tests.api.referrals.cases import (
    MANAGEMENT,
    REPORT,
    SELF,
    TRIAGE,
    agree,
    bring_to,
    fill_draft,
    say,
    start,
    submit,
    wish,
    work,
)
from tests.api.referrals.files import PDF, attach, body
from tests.api.world import CONSOLE, EMPLOYEE, HEALTH_UNIT, MANAGER, World

MARK = "zqcanary"
WORDS = ("lumbar sciatica", "panic attacks", "a hysterectomy", "Crohn's flare", "sertraline", "night sweats")
TABLES = ("referral_drafts", "referral_texts", "audit_entries", "audit_end", "idempotency_keys", "notifications")
OF_FILES = ("referral_attachments", "referral_attachment_pieces")


class Planter:
    """Makes sentences that can be found again, and counts them."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.words = itertools.cycle(WORDS)
        self.planted: list[str] = []

    def __call__(self) -> str:
        sentence = f"She has {next(self.words)}, {MARK}{next(self.numbers):03d}."
        self.planted.append(sentence)
        return sentence


@pytest.fixture
def plant() -> Planter:
    return Planter()


def plant_in_form(world: World, kind: FormKind, plant: Planter) -> str:
    """Send a referral with a sentence in everything that takes words, and wrong answers on the way."""
    who = MANAGER if kind is MANAGEMENT else EMPLOYEE
    draft = start(world, kind, person=who)
    changes: dict[str, Any] = {"at_work": "off"}
    for field in read_form(kind).fields:
        if field.kind in (Kind.LINE, Kind.TEXT) and not field.source:
            changes[field.id] = plant()
    if kind is MANAGEMENT:
        spell = {"first_day": "2026-01-05", "last_day": "2026-01-06", "reason": plant()}
        changes |= {"absences": [spell], "report_recipients": [plant()]}
        changes |= {"has_fit_note": True, "oh_questions": ["own"]}
    fill_draft(world, draft, who, **changes)
    changes |= {"contact_way": "email"}
    attach(world, draft["id"], PDF + plant().encode(), f"{plant()}.pdf", person=who)
    attach(world, draft["id"], plant().encode(), plant(), person=who)
    for name, value in changes.items():
        say(world, draft["id"], name, value, person=who)
        say(world, draft["id"], "date_of_birth", plant(), person=who)
    world.post(f"/v1/referral-drafts/{draft['id']}/answers/{MARK}-in-path/clear", {"version": plant()}, person=who)
    world.get(f"/v1/referral-drafts/{draft['id']}?{MARK}=in-query", person=who)
    world.post(f"/v1/referral-drafts/{draft['id']}/undo", {"extra": plant(), plant(): 1}, person=who)
    answer = submit(world, draft["id"], who, despite_open=True)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def plant_in_case(world: World, referral_id: str, plant: Planter) -> None:
    """Take a case to its end with a sentence in every text of it."""
    agree(world, referral_id, "referral", comment=plant())
    agree(world, referral_id, plant(), comment=plant())
    world.post(f"/v1/referrals/{referral_id}/comments", {"text": plant()}, person=EMPLOYEE)
    work(world, referral_id, "triage", TRIAGE | {"note": plant()})
    work(world, referral_id, "triage", {"clinician": plant(), "mode": plant(), "priority": plant()})
    work(world, referral_id, "notes", {"text": plant()})
    wish(world, referral_id, plant())
    path = f"/v1/referrals/{referral_id}"
    world.post(f"{path}/attachments", body(PDF + plant().encode(), plant()), person=EMPLOYEE)
    world.put(f"{path}/private-address", {"address": plant()}, person=EMPLOYEE)
    reason = f"/v1/referrals/{referral_id}/record?reason={MARK}-{'why'}"
    world.get(reason, person=HEALTH_UNIT, application=CONSOLE)


@contextmanager
def without_table(world: World, table: str) -> Iterator[None]:
    """Let every statement on a table fail, for real."""

    def rename(old: str, new: str) -> None:
        with world.context.database.engine.execution_options(writes=True).begin() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename(table, f"{table}_gone")
    try:
        yield
    finally:
        rename(f"{table}_gone", table)


def crash_with_every_text(world: World, plant: Planter, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Write while a table is gone, and while sealing and storing fail with the text in their mouth."""
    answers = []
    draft = start(world, SELF, person=EMPLOYEE)
    for table in TABLES:
        with without_table(world, table):
            answers.append(say(world, draft["id"], "hopes", plant(), person=EMPLOYEE))
    for table in OF_FILES:
        with without_table(world, table):
            answers.append(attach(world, draft["id"], PDF + plant().encode(), plant(), person=EMPLOYEE))

    def explode(_vault: Vault, _place: object, words: str) -> tuple[str, bytes]:
        raise RuntimeError(words)

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "seal", explode)
        answers.append(say(world, draft["id"], "hopes", plant(), person=EMPLOYEE))
    world.post(f"/v1/referral-drafts/{draft['id']}/discard", {}, person=EMPLOYEE)
    return answers


def everything_stored(world: World) -> Iterator[tuple[str, bytes]]:
    """Yield every row of every table as the database gives it, and for SQLite its files too."""
    with world.context.database.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608
                for value in row:
                    yield table, value if isinstance(value, bytes) else str(value).encode()
    if world.url.startswith("sqlite"):
        path = Path(world.url.removeprefix("sqlite:///"))
        for file in path.parent.glob(f"{path.name}*"):
            yield file.name, file.read_bytes()


def send_mail(context: Context, folder: Path) -> list[bytes]:
    Worker(context, FolderSender(folder), 0).work()
    return [file.read_bytes() for file in folder.glob("*.eml")]


def test_what_was_planted_is_found_by_who_may_read_it_and_nowhere_else(
    world: World,
    plant: Planter,
    prove: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    world.context.checkpoint_file.unlink(missing_ok=True)
    sent = []
    send = world.client.request

    def watched(method: str, *given: Any, **named: Any) -> Any:
        answer = send(method, *given, **named)
        if method != "GET" or answer.status_code >= 400:
            sent.append(answer)
        return answer

    monkeypatch.setattr(world.client, "request", watched)
    cases = []
    for _ in range(3 if prove else 1):
        for kind in FormKind:
            cases.append(plant_in_form(world, kind, plant))
            plant_in_case(world, cases[-1], plant)
            crashes = crash_with_every_text(world, plant, monkeypatch)
            assert [answer.status_code >= 500 for answer in crashes].count(True) >= len(TABLES) - 1
    reported = bring_to(world, "attended")
    work(world, reported, "report", {"report": plant(), "manager_part": plant()}, "PUT")
    mails = send_mail(world.context, tmp_path / "mail")

    assert len(plant.planted) >= 50
    assert mails
    places = list(everything_stored(world))
    assert len(places) > 500
    assert not {place for place, content in places if MARK.encode() in content}
    assert not [mail for mail in mails if MARK.encode() in mail]
    assert MARK not in world.client.get("/metrics").text
    assert MARK not in world.context.checkpoint_file.read_text()
    assert MARK not in world.context.ledger_file.read_text()
    assert not [answer.request.url.path for answer in sent if MARK in answer.text]
    logs = "".join(capfd.readouterr())
    assert "unexpected error" in logs
    assert MARK not in logs
    seen = "".join(read_record(world, case) for case in [*cases, reported])
    kept = [sentence for sentence in plant.planted if sentence in seen]
    assert len(kept) >= 35
    print(f"\n{len(plant.planted)} sentences planted, {len(kept)} kept in cases, {len(places)} stored values searched")


def read_record(world: World, referral_id: str) -> str:
    address = f"/v1/referrals/{referral_id}/record?reason=quality_check"
    answer = world.get(address, person=HEALTH_UNIT, application=CONSOLE)
    assert answer.status_code == 200
    return str([part["content"] for part in answer.json()["texts"]])


def test_the_search_finds_what_is_in_the_clear(world: World) -> None:
    """The same search finds a sentence that was put where it must not be."""
    with world.context.database.write() as session:
        session.execute(text("UPDATE people SET job = :words WHERE id = 'demo-editor'"), {"words": f"has {MARK}"})
    assert {place for place, content in everything_stored(world) if MARK.encode() in content} >= {"people"}


def test_a_text_has_a_part_and_every_part_is_sealed() -> None:
    assert {part.value for part in TextPart} == {"answers", "comment", "triage", "note", "report", "manager"}
    assert "sealed" in Base.metadata.tables["referral_texts"].c
    assert REPORT.keys() == {"report", "manager_part"}
