"""Asks the whole running assistant what a person would ask, and judges the first thing that it says.

Urgent help, requests and refusals count here too; the part `own` looks at the understanding alone.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from contracts.articles import Article, read_articles
from contracts.outcomes import Outcome
from tools.bench.contestants import directory_of, our_parts
from tools.bench.own import Figures, Said, own_figures
from tools.bench.pairs import Pair, is_right, read_pairs
from tools.bench.questions import Question, read_questions
from tools.bench.subjects import Connections
from tools.errors import ToolError
from tools.parts import Part
from tools.paths import ROOT, var_directory
from tools.progress import Step
from tools.run import make_keys
from tools.supervisor import Supervisor

PERSON = "demo-employee"
MADE = ("models", "encoder", "urgent", "openings")
EVERY = 200
PAIRS = "pair"

Replies = list[dict[str, Any]]


def measure_whole() -> dict[str, Figures]:
    """Return the figures of the trained assistant. Raises ToolError when there is no model or a part dies."""
    articles = read_articles(ROOT / "knowledge")
    gaps = frozenset(article.id for article in articles.values() if article.kind == "gap")
    questions = [question for question in read_questions(ROOT / "tests", gaps) if not question.intent]
    pairs = read_pairs(ROOT / "tests/stack/follow_ups.yml")
    with Step(f"Asking the whole assistant {len(questions) + len(pairs):,} questions") as step, running() as gateway:
        person = Person(gateway.port)
        replies = _ask(person, questions, step)
        figures = own_figures(questions, [said(found) for found in replies])
        return {"ours": {**figures, **_pairs(person, pairs, articles)}}


class Person:
    """Somebody who is signed in and chats."""

    def __init__(self, port: int) -> None:
        """Sign in at the gateway on this port."""
        self._connections = Connections(port)
        token = self._post("/api/sign-in", {"person": PERSON}, {})["token"]
        self._headers = {"Authorization": f"Bearer {token}"}

    def say(self, text: str, conversation: str | None = None) -> tuple[str, Replies]:
        """Say something, in a new conversation or in this one; return the conversation and the replies."""
        answer = self._post("/api/chat", {"text": text, "conversation": conversation}, self._headers)
        return str(answer["conversation"]), answer["replies"]

    def _post(self, path: str, value: Mapping[str, Any], headers: dict[str, str]) -> Any:
        return self._connections.post(path, json.dumps(value).encode(), headers)


def said(replies: Replies) -> Said:
    """Return what these replies are for the person: what was said first decides."""
    outcome = Outcome(replies[0]["outcome"])
    articles = tuple(str(reply["article"]["id"]) for reply in replies if reply["article"])
    if outcome in (Outcome.ANSWERED, Outcome.UNANSWERED) and articles:
        return Said("answer", articles)
    if outcome is Outcome.UNANSWERED:
        return Said("nothing")
    if outcome is Outcome.CLARIFICATION:
        return Said("choice")
    if outcome in (Outcome.URGENT_HELP, Outcome.UNAVAILABLE):
        return Said("urgent" if outcome is Outcome.URGENT_HELP else "unavailable")
    return Said("intent", intent=outcome.value)


@contextmanager
def running() -> Iterator[Part]:
    """Run the assistant with the trained model and with files of its own; yield its gateway."""
    var = directory_of("whole")
    for name in MADE:
        _borrow(var / name, var_directory() / name)
    parts = our_parts(var)
    make_keys(dict(parts[0].settings))
    supervisor = Supervisor(parts, var / "log", lambda line: None)
    try:
        supervisor.start()
        supervisor.wait_until_ready()
        yield parts[0]
    finally:
        supervisor.stop()


def _borrow(link: Path, made: Path) -> None:
    if not made.is_dir():
        raise ToolError("There is no trained model to measure: run make train, then this again.")
    link.unlink(missing_ok=True)
    link.symlink_to(made)


def _ask(person: Person, questions: list[Question], step: Step) -> Iterator[Replies]:
    for number, question in enumerate(questions, 1):
        yield person.say(question.text)[1]
        if number % EVERY == 0:
            step.detail(f"{number:,} asked")


def _pairs(person: Person, pairs: list[Pair], articles: Mapping[str, Article]) -> Figures:
    right = 0
    for pair in pairs:
        conversation, first = person.say(pair.first)
        found = first[0]["article"]
        if found and found["id"] == pair.article:
            right += is_right(pair, articles, person.say(pair.then, conversation)[1])
    return {f"{PAIRS}: asked": float(len(pairs)), f"{PAIRS}: right": right / len(pairs)}
