"""The running assistant takes a newly trained model: nobody's conversation is lost, and no turn fails meanwhile."""

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from contracts.outcomes import Outcome
from tests.stack.planted_articles import QUESTION, STOLEN_BY, STOLEN_FROM, Planted
from tests.stack.running import Answer, Stack
from tools.paths import ROOT

FIRST, FOLLOW_UP, ARTICLE = "whats viva engage", "how do i get on it", "channels/viva-engage.md"
OTHERS = ("When is pay day?", "how do i report sick", "who is the chief executive", "what is a PDR")
IN_USE = "A newly trained model is in use"
SECONDS_TO_TAKE_IT = 180.0
# A model with its words is about 160 MB; two of them at once are only there while the new one is loaded. If old ones
# stayed, two new ones would add twice as much.
MOST_GROWTH_MB = 240
SECONDS_TO_SETTLE = 4
NEW_WORDS = "This sentence was written while the assistant was running."


@pytest.fixture(scope="module")
def running() -> Iterator[Stack]:
    """Start an assistant whose model and articles may be replaced."""
    directory = ROOT / "var" / "test" / "new-model"
    var, knowledge = directory / "var", directory / "knowledge"
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(ROOT / "knowledge", knowledge)
    stack = Stack(var, ROOT / "var", {"KNOWLEDGE_DIR": str(knowledge)})
    (var / "models").unlink()
    shutil.copytree(ROOT / "var" / "models", var / "models")
    try:
        stack.start_all()
        yield stack
    finally:
        stack.stop_all()


@dataclass
class Others:
    """Other people, each in a conversation of their own, who go on asking until told to stop."""

    stack: Stack
    answers: list[Answer] = field(default_factory=list)
    problems: list[BaseException] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Others":
        self.stack.sign_in()
        self._threads = [threading.Thread(target=self._talk, args=(text,)) for text in OTHERS]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _talk(self, text: str) -> None:
        conversation = None
        while not self._ended.is_set():
            try:
                answer = self.stack.chat(text, conversation)
            except BaseException as error:
                self.problems.append(error)
                return
            conversation = answer.conversation
            self.answers.append(answer)


def train_away(stack: Stack, models: Path) -> None:
    """Put a model into place as training does, and wait until the running server says that it uses it."""
    model, own = (models / "assistant.tar.gz").read_bytes(), stack.var / "models"
    manifest = {"model": "assistant.tar.gz", "sha256": hashlib.sha256(model).hexdigest()}
    already = said(stack)
    for name, content in (("assistant.tar.gz", model), ("manifest.json", json.dumps(manifest).encode())):
        (own / f"{name}.part").write_bytes(content)
        (own / f"{name}.part").replace(own / name)
    deadline = time.monotonic() + SECONDS_TO_TAKE_IT
    while said(stack) == already:
        assert time.monotonic() < deadline, stack.log("rasa").read_text()[-2000:]
        time.sleep(0.2)


def said(stack: Stack) -> int:
    return stack.log("rasa").read_text(encoding="utf-8").count(IN_USE)


def article_of(answer: Answer) -> str | None:
    article = answer.replies[0]["article"]
    return str(article["id"]) if article else None


def megabytes(stack: Stack) -> float:
    """Return what Rasa's process needs once the old model is gone: the least that it had for a few seconds."""
    process = psutil.Process(stack.process_id("rasa"))
    sizes = []
    for _ in range(SECONDS_TO_SETTLE * 5):
        sizes.append(process.memory_info().rss / 1e6)
        time.sleep(0.2)
    return float(min(sizes))


def test_a_conversation_goes_on_over_two_new_models_while_others_talk(
    running: Stack, planted: Planted, capsys: pytest.CaptureFixture[str]
) -> None:
    first = running.chat(FIRST)
    before = running.chat(FOLLOW_UP, first.conversation)
    assert before.outcome == Outcome.ANSWERED
    assert article_of(running.chat(QUESTION)) == STOLEN_FROM
    sizes = [megabytes(running)]
    with Others(running) as others:
        train_away(running, planted.var / "models")
        sizes.append(megabytes(running))
        assert article_of(running.chat(QUESTION)) == STOLEN_BY
        after = running.chat(FOLLOW_UP, first.conversation)
        train_away(running, ROOT / "var" / "models")
        sizes.append(megabytes(running))
    slowest = max(answer.seconds for answer in others.answers)
    with capsys.disabled():
        print(f"\nnew models: {len(others.answers)} turns of others meanwhile, the slowest {slowest:.2f} s")
        print(f"memory of Rasa: {', '.join(f'{size:.0f}' for size in sizes)} MB; {loading_times(running)}")
    assert others.problems == []
    assert {answer.outcome for answer in others.answers} <= {Outcome.ANSWERED, Outcome.UNANSWERED}
    assert article_of(running.chat(QUESTION)) == STOLEN_FROM
    assert before.replies[0]["article"] == after.replies[0]["article"]
    assert before.text in after.text
    assert sizes[2] - sizes[0] <= MOST_GROWTH_MB, "old models are in memory"


def loading_times(stack: Stack) -> str:
    rows = [row for row in stack.log("rasa").read_text(encoding="utf-8").splitlines() if IN_USE in row]
    return " ".join(row.rpartition("loading it ")[2] for row in rows)


def test_an_edited_article_is_said_and_shown_without_a_restart(running: Stack) -> None:
    path = ROOT / "var" / "test" / "new-model" / "knowledge" / ARTICLE
    head, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
    path.write_text(f"{head}{mark}{NEW_WORDS} {body}", encoding="utf-8")
    deadline = time.monotonic() + 10
    while NEW_WORDS not in running.chat(FIRST).text:
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_a_model_that_is_not_the_one_of_the_manifest_is_not_taken(running: Stack) -> None:
    model = running.var / "models" / "assistant.tar.gz"
    model.write_bytes(b"altered")
    manifest = running.var / "models" / "manifest.json"
    manifest.write_text(json.dumps({"sha256": "0" * 64}), encoding="utf-8")
    deadline = time.monotonic() + 30
    while "is not the file of its manifest" not in running.log("rasa").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert article_of(running.chat(QUESTION)) == STOLEN_FROM
