"""Sentences planted in the forms of a case, also while parts crash: they are found in the case, and nowhere else."""

from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from api.referrals.agreements.models import AgreementKind
from api.referrals.encryption.vault import Vault
from tests.api.referrals.cases import TRIAGE
from tests.api.referrals.test_canary import MARK, Planter, everything_stored
from tests.api.world import World
from tests.console.casework import agree, bring_to
from tests.console.desk import Desk
from tests.console.test_case_steps import open_case, send


def explode(_vault: Vault, _place: object, words: str) -> tuple[str, bytes]:
    raise RuntimeError(words)


def test_what_is_typed_into_the_forms_is_found_in_the_case_and_nowhere_else(
    desk: Desk, unit: httpx.Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    plant = Planter()
    case, fresh = bring_to(desk, "attended", main_duties=plant()), bring_to(desk, "submitted", situation=plant())
    for one in (case, fresh):
        open_case(desk, unit, one)
    sent = [send(desk, unit, case, "note", {"text": plant()}), send(desk, unit, case, "note", {plant(): plant()})]
    sent.append(send(desk, unit, fresh, "triage", {**TRIAGE, "note": plant()}))
    sent.append(send(desk, unit, fresh, "reason", {"reason": plant()}))
    sent.append(send(desk, unit, fresh, "offer", {"slot": plant()}))
    sent.append(send(desk, unit, case, "report", {"report": plant(), "manager_part": plant()}))
    sent.append(send(desk, unit, case, "steps/offer-report"))
    agree(desk, case, AgreementKind.RELEASE)
    sent.append(send(desk, unit, case, "steps/release-report"))
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "seal", explode)
        crashed = send(desk, unit, case, "note", {"text": plant()})
    letters = [unit.get(f"/cases/{case}/letters/{name}") for name in ("report", "manager", "form")]
    assert (crashed.status_code, {letter.status_code for letter in letters}) == (500, {200})
    assert MARK not in crashed.text
    assert [answer for answer in (*sent, *letters) if MARK in str(answer.headers)] == []
    # What the stored values are searched for is sealed there.
    stored = SimpleNamespace(context=desk.context, url=desk.database_url)
    assert {place for place, content in everything_stored(cast("World", stored)) if MARK.encode() in content} == set()
    logs = "".join(capfd.readouterr())
    assert ("unexpected error" in logs, MARK in logs) == (True, False)
    pages: Any = [unit.get(f"/cases/{one}").text.replace("&#39;", "'") for one in (case, fresh)]
    assert sum(page.count(MARK) for page in pages) == 6
