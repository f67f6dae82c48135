"""Whole conversations, through the gateway to the database: each turn has one outcome, and says what it should."""

import sqlite3
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.outcomes import Outcome
from contracts.yaml_files import read_yaml
from tests.stack.running import Answer, Stack

SCRIPTS = read_yaml(Path(__file__).with_name("conversations.yml"))
# Words that mean too many things; at least one of them is asked back, whatever the articles are.
AMBIGUOUS = ("leave", "help with my pay", "training for my team", "support", "the policy", "a course")
SECONDS_FOR_A_REPLY = 5.0


def require_plain(answer: Answer) -> None:
    """One outcome from the closed list, in time, and words that are no machine's."""
    assert answer.seconds < SECONDS_FOR_A_REPLY
    assert answer.outcome in set(Outcome)
    assert answer.replies[0]["outcome"] == answer.outcome
    assert all(reply["text"].strip() and reply["html"].startswith("<") for reply in answer.replies)
    assert not any(word in answer.text for word in ("Traceback", "utter_", "None", "{", "http"))
    assert not any(tag in reply["html"] for reply in answer.replies for tag in ("<script", "<img", "<a "))


def articles_of(answer: Answer) -> list[str]:
    return [reply["article"]["id"] for reply in answer.replies if reply["article"]]


def labels_of(answer: Answer) -> list[str]:
    return [choice["label"] for choice in answer.replies[0]["choices"]]


def query(stack: Stack, statement: str) -> list[Any]:
    with sqlite3.connect(f"file:{stack.var / 'api.db'}?mode=ro", uri=True) as database:
        return database.execute(statement).fetchall()


def counted(stack: Stack, article: str) -> int:
    rows = query(stack, "SELECT article_id, times FROM question_counts")
    return sum(times for counted_article, times in rows if counted_article == article)


def post(stack: Stack, path: str, body: dict[str, Any], person: str = "demo-employee") -> httpx.Response:
    headers = {"Authorization": f"Bearer {stack.sign_in(person)}"}
    return httpx.post(stack.url + path, json=body, headers=headers, timeout=30, trust_env=False)


@pytest.fixture
def offer(stack: Stack) -> Answer:
    """Return a fresh "did you mean" with three choices and a way out."""
    answers = (stack.chat(text) for text in AMBIGUOUS)
    offers = (answer for answer in answers if answer.outcome == Outcome.CLARIFICATION)
    offer = next(answer for answer in offers if len(labels_of(answer)) == 4)
    require_plain(offer)
    return offer


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["title"])
def test_a_conversation_goes_as_written(stack: Stack, script: dict[str, Any]) -> None:
    conversation, texts = None, []
    for turn in script["turns"]:
        answer = stack.chat(turn["say"], conversation)
        require_plain(answer)
        assert turn["outcome"] in ("any", answer.outcome), answer.text
        assert articles_of(answer) == turn.get("articles", articles_of(answer))
        assert turn.get("has", "") in answer.text.casefold()
        conversation = answer.conversation
        texts.append(answer.text)
    assert all(first != second for first, second in pairwise(texts))


def test_an_answer_carries_source_owner_and_review_date(stack: Stack) -> None:
    article = stack.chat("What is a PDR?").replies[0]["article"]
    assert article["sources"][0].keys() == {"document", "section"}
    assert all(article[name] for name in ("title", "owner", "reviewed_on", "sources"))


@pytest.mark.parametrize(
    ("said", "place"),
    [("the first one", 0), ("1", 0), ("2", 1), ("the second one", 1), ("the third one please", 2), ("3", 2)],
)
def test_a_choice_is_made_by_number_or_in_words(stack: Stack, offer: Answer, said: str, place: int) -> None:
    answer = stack.chat(said, offer.conversation)
    require_plain(answer)
    assert answer.replies[0]["article"]["title"] == labels_of(offer)[place]


@pytest.mark.parametrize("place", range(3))
def test_a_choice_is_made_by_pressing_it(stack: Stack, offer: Answer, place: int) -> None:
    choice = offer.replies[0]["choices"][place]
    answer = stack.chat(choice["says"], offer.conversation)
    assert answer.replies[0]["article"]["title"] == choice["label"]


def test_none_of_these_takes_the_offer_back(stack: Stack, offer: Answer) -> None:
    assert labels_of(offer)[-1] == "None of these"
    answer = stack.chat("None of these", offer.conversation)
    require_plain(answer)
    assert labels_of(answer) == ["Talk to a person"]
    assert stack.chat("the first one", offer.conversation).outcome == Outcome.CLARIFICATION


@pytest.mark.parametrize("text", ["What is a PDR?", "When is pay day?", "who runs it?", "hello", "leave", "yes"])
def test_the_same_message_is_never_answered_in_the_same_words_twice_running(stack: Stack, text: str) -> None:
    conversation = stack.chat("What is the Health Unit?").conversation
    texts = [stack.chat(text, conversation).text for _ in range(4)]
    assert all(first != second for first, second in pairwise(texts))


@pytest.mark.parametrize("text", ["x" * 5000, "what is a PDR " * 400, "😀" * 5000, "/" * 5000], ids=lambda t: t[:5])
def test_five_thousand_characters_are_refused_in_words(stack: Stack, text: str) -> None:
    answer = stack.chat(text)
    require_plain(answer)
    assert answer.outcome in (Outcome.REFUSED, Outcome.CONVERSATION)


def test_a_thousand_characters_are_read(stack: Stack) -> None:
    story = "I have worked here for years and like it. " * 20 + "What is a PDR?"
    require_plain(stack.chat(story))


def test_an_unanswered_question_is_counted_without_the_person(stack: Stack) -> None:
    before = counted(stack, "pay-day")
    stack.chat("When is pay day?")
    assert counted(stack, "pay-day") == before + 1


def test_two_unanswered_questions_in_one_message_are_both_counted(stack: Stack) -> None:
    before = [counted(stack, article) for article in ("pay-day", "gap-mileage-expenses")]
    stack.chat("How much is mileage? And when is pay day?")
    assert [counted(stack, article) for article in ("pay-day", "gap-mileage-expenses")] == [n + 1 for n in before]


def test_the_words_of_a_question_are_kept_only_when_they_could_be_anybodys(stack: Stack) -> None:
    stack.chat("can the toaster do quantum knitting")
    stack.chat("my brother Tarquin does quantum knitting at home")
    texts = [text for (text,) in query(stack, "SELECT text FROM unanswered_questions")]
    assert "can the toaster do quantum knitting" in texts
    assert not any("tarquin" in text.casefold() for text in texts)


@pytest.mark.parametrize("helpful", [True, False])
def test_feedback_is_stored_for_the_article(stack: Stack, helpful: bool) -> None:
    reply = stack.chat("What is a PDR?").replies[0]
    answer = post(stack, "/api/feedback", {"feedback": reply["feedback"], "helpful": helpful})
    assert answer.json()["saved"] is True
    stored = query(stack, "SELECT reply_id, article_id, helpful FROM feedback")
    assert (reply["id"], "pdr-what", int(helpful)) in stored


def test_feedback_of_another_person_is_refused(stack: Stack) -> None:
    reply = stack.chat("What is a PDR?").replies[0]
    body = {"feedback": reply["feedback"], "helpful": False}
    assert post(stack, "/api/feedback", body, "demo-manager").status_code == 403
    assert reply["id"] not in [row[0] for row in query(stack, "SELECT reply_id FROM feedback")]


def test_a_cleared_conversation_is_forgotten(stack: Stack) -> None:
    conversation = stack.chat("What is the Health Unit?").conversation
    assert post(stack, "/api/conversation/clear", {"conversation": conversation}).json()["cleared"] is True
    assert stack.chat("who runs it?", conversation).outcome == Outcome.CLARIFICATION


def test_another_person_cannot_continue_or_clear_a_conversation(stack: Stack) -> None:
    conversation = stack.chat("What is the Health Unit?").conversation
    other = stack.chat("who runs it?", conversation, person="demo-manager")
    assert other.outcome == Outcome.CLARIFICATION
    post(stack, "/api/conversation/clear", {"conversation": conversation}, "demo-manager")
    assert stack.chat("who runs it?", conversation).outcome == Outcome.ANSWERED
