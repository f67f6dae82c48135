"""The closed list is understood with slips and politeness; an answer about health is never taken for it."""

import pytest

from bot.gateway.private.commands import Commands, is_unclear

SAID = {
    "stop": ["STOP", "stop!", "please stop", "stopp", "sotp", "ok stop now", "Cancel", "stooop"],
    "go_back": ["go back", "Go back please", "can we go back", "undo that", "let's go back", "previous question"],
    "ask_why": ["why", "Why?", "why do you ask", "Why do you need that?", "what for?"],
    "save_for_later": ["save for later", "save", "I'll come back", "can we save this for later", "later"],
    "answer_skipped": ["skip", "skip this one please", "I'd rather not say", "pass", "next question", "ksip"],
    "talk_to_person": ["talk to a person", "I want to speak to someone", "human"],
    "show_referral": ["what have I said so far?"],
    "discard_referral": ["discard it"],
}
ANSWERS = [
    "shop",
    "cancer",
    "her back",
    "back pain",
    "stop the pain",
    "she cannot stop coughing",
    "he had a stent put in",
    "step",
    "nothing",
    "none",
    "passed out at work",
    "it started last week",
    "she wants to talk to a person about her nerves",
    "I do not know why",
    "next week he has a scan",
    "stops and starts",
    "no",
    "laters syndrome",
    "saved by the nurse",
]


@pytest.fixture(scope="module")
def commands() -> Commands:
    return Commands.load()


@pytest.mark.parametrize(("signal", "said"), [(signal, said) for signal, all_ in SAID.items() for said in all_])
def test_a_command_is_understood(commands: Commands, signal: str, said: str) -> None:
    assert commands.find(said) == signal


@pytest.mark.parametrize("said", ANSWERS)
def test_an_answer_is_no_command(commands: Commands, said: str) -> None:
    assert commands.find(said) is None


def test_back_alone_is_neither(commands: Commands) -> None:
    assert commands.find("Back.") is None
    assert is_unclear("Back.")
    assert not is_unclear("go back")
