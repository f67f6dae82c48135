"""Answers that depend on who asks: the directory says whether somebody leads a team, is new, and in which service."""

from datetime import date
from typing import Any

import pytest

from actions.audiences import Asker
from contracts.outcomes import Outcome
from tests.actions.staff_api_edge import PLANNER, Fault, StaffApiEdge
from tests.actions.turning import Conversation

CHOICES = ("one-to-ones", "supervision")
SHORT, FOR_MANAGERS = "The short answer on one-to-ones.", "**For managers:** Hold one a month."


@pytest.mark.parametrize(
    ("changes", "audiences"),
    [
        pytest.param({}, {"planning"}, id="somebody"),
        pytest.param({"is_manager": True}, {"planning", "managers"}, id="a manager"),
        pytest.param({"started_on": "2026-11-16"}, {"planning", "new starters"}, id="a new starter"),
        pytest.param({"started_on": "2026-08-26"}, {"planning"}, id="somebody after ninety days"),
        pytest.param({"started_on": "2026-12-01"}, {"planning"}, id="somebody who has not started"),
        pytest.param({"service": "Children's Social Care"}, {"children's social care"}, id="a social worker"),
    ],
)
def test_the_directory_says_which_audiences_a_person_is_of(changes: dict[str, Any], audiences: set[str]) -> None:
    assert Asker.of({**PLANNER, **changes}, date(2026, 11, 25)).audiences == audiences


async def test_a_manager_also_hears_what_is_for_managers(conversation: Conversation, edge: StaffApiEdge) -> None:
    edge.person["is_manager"] = True
    assert (await conversation.ask("one-to-ones")).texts == [f"{SHORT}\n\n{FOR_MANAGERS}"]


async def test_a_manager_who_asks_for_one_side_hears_both(conversation: Conversation, edge: StaffApiEdge) -> None:
    edge.person["is_manager"] = True
    said = await conversation.ask("one-to-ones", aspects=["who"])
    assert said.texts == [f"{SHORT}\n\nYour manager.\n\n{FOR_MANAGERS}"]


async def test_who_asks_for_the_managers_side_hears_it_once(conversation: Conversation, edge: StaffApiEdge) -> None:
    edge.person["is_manager"] = True
    said = await conversation.ask("one-to-ones", aspects=["managers"])
    assert said.texts == [f"{SHORT}\n\nHold one a month."]


async def test_others_hear_what_is_for_everybody(conversation: Conversation) -> None:
    assert (await conversation.ask("one-to-ones")).texts == [SHORT]


async def test_between_two_articles_the_one_for_the_persons_service_is_meant(
    conversation: Conversation, edge: StaffApiEdge
) -> None:
    edge.person["service"] = "Children's Social Care"
    said = await conversation.ask(*CHOICES, decision="clarify")
    assert said.texts == ["The short answer on supervision."]
    assert said.labels()[0] == "One to ones"


async def test_of_others_it_is_asked_which_they_mean(conversation: Conversation) -> None:
    said = await conversation.ask(*CHOICES, decision="clarify")
    assert said.outcomes == [Outcome.CLARIFICATION]


async def test_what_was_asked_for_clearly_is_answered_whoever_asks(
    conversation: Conversation, edge: StaffApiEdge
) -> None:
    edge.person["service"] = "Children's Social Care"
    assert (await conversation.ask("bikes")).texts == ["The short answer on bikes."]
    assert edge.looked_up == 0


async def test_the_directory_is_asked_once_in_a_while(conversation: Conversation, edge: StaffApiEdge) -> None:
    for _ in range(3):
        await conversation.ask("one-to-ones")
    assert edge.looked_up == 1


@pytest.mark.parametrize("fault", Fault, ids=str)
async def test_without_the_directory_everybody_hears_the_same(
    conversation: Conversation, edge: StaffApiEdge, fault: Fault
) -> None:
    edge.person["is_manager"], edge.api_fault = True, fault
    said = await conversation.ask("one-to-ones")
    assert (said.texts, said.outcomes) == ([SHORT], [Outcome.ANSWERED])
