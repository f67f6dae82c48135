"""The gateway's own sentences: one entry for each cause, and never the same one twice running."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from bot.gateway.prepared_replies import FILE, NUMBERS, Cause, PreparedReplies
from bot.gateway.urgent import OFFER_TEXT, help_text
from contracts.yaml_files import read_yaml
from tools.content.reading import grade

ENTRIES = read_yaml(FILE)
VALUES = {"limit": "1,000", "seconds": 9, "reference": "abc"}
WORDINGS = [(cause, wording) for cause, entry in ENTRIES.items() for wording in entry["wordings"]]


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.?!])\s+", text) if part.strip()]


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_wordings(cause: Cause) -> None:
    assert len(ENTRIES[cause.value]["wordings"]) >= 2


def test_there_is_no_wording_without_a_cause() -> None:
    assert set(ENTRIES) == {cause.value for cause in Cause}


def test_no_sentence_stands_twice() -> None:
    every = [sentence for _, wording in WORDINGS for sentence in sentences(wording)]
    assert [sentence for sentence, times in Counter(every).items() if times > 1] == []


@pytest.mark.parametrize(("cause", "wording"), WORDINGS)
def test_a_wording_is_short_and_plain(cause: str, wording: str) -> None:
    filled = wording.format(**VALUES)
    assert all(len(sentence.split()) <= 25 for sentence in sentences(filled))
    assert grade([filled]) <= 8


@pytest.mark.parametrize("cause", Cause)
def test_nothing_is_said_twice_running(cause: Cause) -> None:
    prepared = PreparedReplies.load()
    said = [prepared.say(cause, "c", "text", **VALUES).text.removesuffix(NUMBERS) for _ in range(5)]
    assert all(not set(sentences(a)) & set(sentences(b)) for a, b in pairwise(said))


@pytest.mark.parametrize("cause", [cause for cause in Cause if ENTRIES[cause.value].get("try_again")])
def test_a_failure_offers_a_way_on(cause: Cause) -> None:
    reply = PreparedReplies.load().say(cause, "c", "my words", **VALUES)
    assert reply.choices[0].says == "my words"
    assert reply.text.endswith(NUMBERS)


def test_the_numbers_are_those_of_urgent_help() -> None:
    numbers = set(re.findall(r"\*\*([\d ]+)\*\*", NUMBERS))
    known = help_text("self") + OFFER_TEXT
    assert {number for number in numbers if number not in known} == set()


def test_what_was_said_last_is_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.prepared_replies.MOST_CONVERSATIONS", 2)
    prepared = PreparedReplies.load()
    for conversation in "abc":
        prepared.say(Cause.NO_TEXT, conversation)
    assert list(prepared._last) == ["b", "c"]
