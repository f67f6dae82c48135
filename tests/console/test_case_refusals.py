"""What the forms of a case refuse: in plain words, with everything that was typed, and once however often they come."""

import re

import httpx
import pytest

from api.referrals.form.specification import FormKind
from tests.api.referrals.cases import TRIAGE
from tests.api.world import HEALTH_UNIT
from tests.console.casework import add_slot, bring_to, refer, state_of, trail_of
from tests.console.desk import TOKEN, Desk
from tests.console.test_case_steps import NOTE, count_texts, open_case, send

# What the services say: a plain sentence, which leads to a field or to the top of the page.
REFUSED = re.compile(r'<li><a href="#[a-z]+">[A-Z][^<]+\.</a></li>')


@pytest.mark.parametrize(
    ("step", "values", "state"),
    [
        ("triage", TRIAGE | {"note": NOTE}, "booked"),
        ("offer", {"slot": "no-slot"}, "submitted"),
        ("move", {"slot": "no-slot"}, "triaged"),
        ("attendance", {"came": "no"}, "booked"),
        ("report", {"report": NOTE, "manager_part": "A part"}, "triaged"),
        ("steps/cancel", {}, "triaged"),
        ("steps/offer-report", {}, "attended"),
        ("steps/release-report", {}, "report_offered"),
        ("steps/close", {}, "with_employee"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_illegal_step_is_refused_in_plain_words_and_keeps_what_was_typed(
    step: str, values: dict[str, str], state: str, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, state)
    texts = count_texts(desk, case)
    answer = desk.send(unit, f"/cases/{case}/{step}", values)
    assert (answer.status_code, "There is a problem" in answer.text) == (409, True)
    assert REFUSED.search(answer.text)
    typed = NOTE.replace("<", "&lt;").replace(">", "&gt;")
    assert (typed in answer.text) == (NOTE in values.values())
    assert (state_of(desk, case), count_texts(desk, case)) == (state, texts)


@pytest.mark.parametrize(
    ("step", "values", "message"),
    [
        ("triage", {"clinician": "nurse", "mode": "by post"}, "Choose how they should be seen"),
        ("triage", TRIAGE | {"note": "x" * 4001}, "Use 4000 characters or fewer; there are 4001"),
        ("note", {"text": " "}, "Write the note"),
        ("note", {"text": "x" * 4001}, "Use 4000 characters or fewer; there are 4001"),
        ("offer", {}, "Choose a time"),
        ("move", {}, "Choose a time"),
        ("report", {"report": NOTE, "manager_part": ""}, "Write what the manager is told"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_form_comes_back_with_a_message(
    step: str, values: dict[str, str], message: str, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, "submitted")
    answer = send(desk, unit, case, step, values)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert state_of(desk, case) == "submitted"


def test_a_form_that_comes_twice_has_one_effect(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    fields = {"form_token": TOKEN, "once": "n" * 32, "text": NOTE}
    texts, answers = count_texts(desk, case), [unit.post(f"/cases/{case}/note", data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count_texts(desk, case) == texts + 1
    assert [entry[2] for entry in trail_of(desk, case)].count("note") == 1
    changed = unit.post(f"/cases/{case}/note", data=fields | {"text": "Another"})
    assert (changed.status_code, count_texts(desk, case)) == (422, texts + 1)
    assert ("This form was sent before" in changed.text, ">Another</textarea>" in changed.text) == (True, True)


def test_what_was_typed_for_longer_than_a_reason_holds_is_saved(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    open_case(desk, unit, case)
    desk.clock.ahead = 2 * 3600
    assert unit.get(f"/cases/{case}/note").status_code == 303
    fields = {"form_token": TOKEN, "once": "n" * 32}
    late = unit.post(f"/cases/{case}/triage", data=fields | {"note": NOTE})
    assert (late.status_code, "Pain in the lower back" in late.text) == (422, True)
    assert unit.post(f"/cases/{case}/note", data=fields | {"text": NOTE}).status_code == 303


def test_a_slot_that_somebody_else_took_is_refused_and_the_others_are_shown(desk: Desk, unit: httpx.Client) -> None:
    case, slot, other = bring_to(desk, "triaged"), add_slot(desk, days=3), add_slot(desk, days=4)
    rival = bring_to(desk, "triaged", FormKind.SELF)
    open_case(desk, unit, case)
    assert send(desk, unit, rival, "offer", {"slot": slot}).status_code == 303
    answer = send(desk, unit, case, "offer", {"slot": slot})
    assert (answer.status_code, "This appointment is taken." in answer.text) == (409, True)
    assert (slot in answer.text.partition("<fieldset")[2], other in answer.text) == (False, True)


@pytest.mark.parametrize("person", ["demo-employee", "demo-manager", "demo-hr"])
def test_nobody_else_takes_a_step(person: str, desk: Desk) -> None:
    case = bring_to(desk, "submitted")
    with desk.client(person) as client:
        for step, values in (("triage", TRIAGE), ("note", {"text": NOTE}), ("steps/close", {})):
            assert desk.send(client, f"/cases/{case}/{step}", values).status_code == 403
    assert state_of(desk, case) == "submitted"


def test_who_works_in_the_health_unit_takes_no_step_in_their_own_case(desk: Desk, unit: httpx.Client) -> None:
    own = refer(desk, FormKind.SELF, HEALTH_UNIT)
    for step, values in (("triage", TRIAGE), ("note", {"text": NOTE}), ("steps/close", {})):
        assert desk.send(unit, f"/cases/{own}/{step}", values).status_code == 404
    assert state_of(desk, own) == "submitted"
