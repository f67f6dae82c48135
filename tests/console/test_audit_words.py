"""Every act on the audit trail is told in plain words, and none tells of health."""

import pytest

from api.console.audit.words import describe_act
from api.console.cases.letters.writing import LetterName
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.views import AuditEntryView
from api.referrals.cases.states import State


def entry_of(thing: str, action: Action, detail: str) -> AuditEntryView:
    return AuditEntryView(
        number=1,
        at="2027-01-01T00:00:00Z",
        person_id="somebody",
        role=Role.HEALTH_UNIT,
        action=action,
        thing=thing,
        thing_id="a-thing",
        subject_id="somebody",
        detail=detail,
        purpose=Purpose.TRIAGE,
    )


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("thing", ["referral", "draft", "audit", "statistics", "something_new"])
def test_every_act_has_words_and_none_names_a_part_that_is_not_known(thing: str, action: Action) -> None:
    said = describe_act(entry_of(thing, action, "substances_discussed"))
    assert said[0].isupper()
    assert "_" not in said
    assert "substances" not in said


@pytest.mark.parametrize("state", State)
def test_every_step_of_a_case_has_words(state: State) -> None:
    said = describe_act(entry_of("referral", Action.WRITE, state))
    assert said.startswith("Moved the case on: ")
    assert "_" not in said


@pytest.mark.parametrize(
    ("thing", "action", "detail", "said"),
    [
        ("referral", Action.WRITE, "release declined", "Declined releasing the report"),
        ("referral", Action.READ, "letter report", "Downloaded the report for the employee"),
        ("draft", Action.WRITE, "started", "Began a draft"),
        ("draft", Action.WRITE, "main_reason", "Answered a question of a draft"),
        ("audit", Action.LIST, "export", "Exported the audit trail"),
        ("something_new", Action.COUNT, "x", "Counted: something new"),
    ],
)
def test_an_act_is_told_in_words(thing: str, action: Action, detail: str, said: str) -> None:
    assert describe_act(entry_of(thing, action, detail)) == said


@pytest.mark.parametrize("letter", LetterName)
def test_every_letter_is_named(letter: LetterName) -> None:
    assert describe_act(entry_of("referral", Action.READ, f"letter {letter}")).startswith("Downloaded ")
