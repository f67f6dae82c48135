"""Sentences planted in the forms of a case, also while parts crash: they are found in the case, and nowhere else."""

import re
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from api.referrals.agreements.models import AgreementKind
from api.referrals.encryption.vault import Vault
from tests.api.referrals.cases import TRIAGE
from tests.api.referrals.files import PDF
from tests.api.referrals.test_canary import MARK, Planter, everything_stored
from tests.api.world import World
from tests.console.casework import HEALTH, add_draft_file, agree, bring_to
from tests.console.desk import Desk
from tests.console.pdf_text import read_pdf
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


def test_files_and_letters_keep_what_they_hold_also_while_parts_crash(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    plant = Planter()
    case, draft = bring_to(desk, "booked", situation=plant()), add_draft_file(desk)
    address, own = f"/files/drafts/{draft}", f"/files/cases/{case}"

    def add(client: httpx.Client, path: str, data: bytes, **values: str) -> httpx.Response:
        fields = {"document": "fit_notes"} | values
        return desk.send(client, path, fields, files={"file": (f"{plant()}.pdf", data, plant())})

    with desk.client("demo-manager") as manager, desk.client("demo-employee") as employee, desk.client(HEALTH) as unit:
        taken = [add(manager, address, PDF + plant().encode()), add(employee, own, PDF + plant().encode())]
        refused = [
            add(manager, address, plant().encode()),
            add(manager, address, PDF, document=plant()),
            add(manager, own, PDF + plant().encode()),
            add(employee, f"{own}/{MARK}-no-file/remove", PDF),
            manager.get(f"{address}?{MARK}=in-query"),
            manager.get(f"{address}/{MARK}"),
        ]
        with monkeypatch.context() as patch:
            patch.setattr(Vault, "seal", explode)
            crashed = [add(manager, address, PDF + plant().encode()), add(employee, own, PDF + plant().encode())]
        open_case(desk, unit, case)
        letters = [unit.get(f"/cases/{case}/letters/{name}") for name in ("appointment", "form")]
        with monkeypatch.context() as patch:
            patch.setattr(Vault, "open", break_off)
            shut = [unit.get(f"/cases/{case}/letters/form"), employee.get(own), manager.get(address)]
        pages = [manager.get(address), employee.get(own), unit.get(f"/cases/{case}/files")]
        kept = [manager.get(link) for link in links(pages[0].text, address)]
        kept += [employee.get(link) for link in links(pages[1].text, own)]
    assert [answer.status_code for answer in taken] == [303, 303]
    assert {answer.status_code for answer in crashed + shut} == {500}
    assert [answer.status_code for answer in letters] == [200, 200]
    everything = [*taken, *refused, *crashed, *shut, *letters, *pages, *kept]
    assert [answer.url for answer in everything if MARK in str(answer.headers)] == []
    # A form that comes back shows what its sender chose, as the page itself; what broke shows nothing.
    assert [answer.url for answer in (*taken, *crashed, *shut) if MARK in answer.text] == []
    # Who may read them finds their names on the page and their words inside, and the form in its letter.
    assert [page.text.count(MARK) > 0 for page in pages] == [True, True, True]
    assert sum(MARK.encode() in answer.content for answer in kept) == 2
    assert MARK in read_pdf(letters[1].content).text
    stored = SimpleNamespace(context=desk.context, url=desk.database_url)
    assert {place for place, content in everything_stored(cast("World", stored)) if MARK.encode() in content} == set()
    logs = "".join(capfd.readouterr())
    assert ("unexpected error" in logs, MARK in logs) == (True, False)


def break_off(_vault: Vault, place: object, *sealed: object) -> str:
    raise RuntimeError(f"{MARK} {place}")


def links(page: str, address: str) -> list[str]:
    return re.findall(rf'href="({address}/[^"]+)"', page)
