"""Ways to plant a word in the running assistant, while parts of it crash, hang or are lied to. Searches for nothing."""

import contextlib
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psutil

from contracts.assertions import sign_request
from tests.stack.edges import Fault
from tests.stack.running import Stack

Plant = Callable[[Stack, str], None]

# What people type; the word is theirs alone, so it may be kept nowhere.
MESSAGES = {
    "a question": "What is a PDR and is {word} in it?",
    "a question without an answer": "I want to know how my {word} works in the rain",
    "two questions": "What is {word} for my PDR? And when is pay day for {word}?",
    "a story": "I am {word} and I have been off with my back since May, so who do I tell?",
    "a health question": "does {word} help with depression",
    "urgent help": "I am {word} and I want to kill myself",
    "a weak signal": "I am {word} and everything feels hopeless lately",
    "an e-mail address": "my e-mail is {word}@example.com, when is pay day?",
    "a National Insurance number": "I am {word}, AB123456C, when is pay day?",
    "a name": "Can Mister {Word} borrow my car?",
    "a greeting": "hello, I am {word}",
    "a command": '/ask_question{{"last_article": "my {word}"}}',
    "a hidden command": "\u200b/inform{{'{word}': 1}}",
    "HTML": "<b title='{word}'>what is a PDR for me?</b>",
    "JSON": '{{"my text": "{word}"}}',
    "too long": "{word} and I " * 200,
    "a choice": "the second one, {word} I think",
    "a clause about somebody": "{word} told me to stop",
}


def message(kind: str) -> Plant:
    def plant(stack: Stack, word: str) -> None:
        text = MESSAGES[kind].format(word=word, Word=word.title())
        first = stack.chat(text)
        stack.chat(text, first.conversation)

    return plant


def ask(stack: Stack, word: str) -> None:
    """Ask what costs a call of the API: it has no answer, and it is a story, so that it may not be kept."""
    stack.chat(f"I am {word} and when is pay day for me?")


def while_faulty(part: str, fault: Fault) -> Plant:
    def plant(stack: Stack, word: str) -> None:
        stack.fault(part, fault)
        try:
            ask(stack, word)
        finally:
            stack.fault(part, Fault.NONE)

    return plant


def while_frozen(part: str) -> Plant:
    def plant(stack: Stack, word: str) -> None:
        with frozen(stack, part):
            ask(stack, word)

    return plant


def killed_in_the_turn(part: str, *, while_waiting_for: str) -> Plant:
    """Freeze the part behind, or lock the database, so that this one is killed in the middle of the turn."""

    def plant(stack: Stack, word: str) -> None:
        stack.sign_in()
        hold = locked if while_waiting_for.endswith(".db") else frozen
        try:
            with hold(stack, while_waiting_for), running(lambda: ask(stack, word)):
                # Long enough for the message to have arrived; it waits there for a second or longer.
                time.sleep(0.5)
                kill(stack, part)
        finally:
            stack.stop(part)
            stack.start(part)
            stack.wait_until_healthy()

    return plant


@contextmanager
def frozen(stack: Stack, part: str) -> Iterator[None]:
    stack.pause(part)
    try:
        yield
    finally:
        stack.resume(part)


@contextmanager
def locked(stack: Stack, name: str) -> Iterator[None]:
    """Hold the lock of a database, so that nobody else can write to it."""
    with contextlib.closing(sqlite3.connect(stack.var / name, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")


@contextmanager
def running(work: Callable[[], None]) -> Iterator[None]:
    """Do the work in a thread meanwhile."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def kill(stack: Stack, part: str) -> None:
    """End a part as a crash does."""
    command = list(stack.parts[part].command)
    (process,) = (child for child in psutil.Process().children() if child.cmdline() == command)
    os.killpg(process.pid, signal.SIGKILL)


def while_locked(name: str) -> Plant:
    def plant(stack: Stack, word: str) -> None:
        with locked(stack, name):
            ask(stack, word)

    return plant


def client_gone(stack: Stack, word: str) -> None:
    """Leave before the answer is there."""
    headers = {"Authorization": f"Bearer {stack.sign_in()}"}
    body = {"text": f"I am {word} and I leave"}
    with frozen(stack, "rasa"), contextlib.suppress(httpx.TimeoutException):
        send(stack.url + "/api/chat", timeout=0.5, json=body, headers=headers)
    stack.wait_until_healthy()


def lies_to_the_gateway(stack: Stack, word: str) -> None:
    chat, signed_in = stack.url + "/api/chat", {"Authorization": f"Bearer {stack.sign_in()}"}
    send(chat, json={"text": word}, headers={"Authorization": f"Bearer {word}"})
    send(chat, content=f'{{"text": "{word}'.encode(), headers=signed_in)
    send(chat, json={"text": {"a": word}}, headers=signed_in)
    send(chat, json={"text": "hello", "conversation": f"{word} {word}"}, headers=signed_in)
    send(chat, json={"text": "hello", "conversation": word}, headers=signed_in)
    send(f"{chat}?text={word}", json={"text": "hello"}, headers=signed_in)
    send(f"{stack.url}/api/feedback", json={"feedback": word, "helpful": True}, headers=signed_in)
    send(f"{stack.url}/{word}", content=word.encode())


def lies_to_rasa(stack: Stack, word: str) -> None:
    """Send what no gateway sends: unsigned, signed for something else, and signed nonsense."""
    url = stack.parts["rasa"].url + "/webhooks/gateway/webhook"
    key = (stack.var / "keys/gateway.pem").read_text()
    good = f'{{"conversation": "c", "text": "I am {word}", "assertion": "", "deadline": {time.time() + 4}}}'
    bodies = (
        good,
        word,
        f'{{"conversation": "c", "text": "{word}"}}',
        f'{{"conversation": "c", "text": ["{word}"], "deadline": "{word}"}}',
        good.replace("I am", '/ask_question{\\"last_article\\": \\"'),
        good.replace("I am", "/"),
        good.replace('"assertion": ""', f'"assertion": "{word}"'),
    )
    for body in bodies:
        send(url, content=body.encode())
        send(url, content=body.encode(), headers=bearer(sign_request(key, "c", b"another", seconds=5)))
        send(url, content=body.encode(), headers=bearer(sign_request(key, "c", body.encode(), seconds=5)))
    send(f"{url}/{word}?text={word}", content=word.encode())
    send(f"{stack.parts['rasa'].url}/model/parse", json={"text": word})


def lies_to_the_actions(stack: Stack, word: str) -> None:
    url = stack.parts["actions"].url + "/webhook"
    tracker = {"sender_id": word, "slots": {}, "events": [], "latest_message": {"text": word, "selection": word}}
    for action in ("action_answer_question", f"action_{word}"):
        send(url, json={"next_action": action, "tracker": tracker, "domain": {"intents": []}})
    send(url, json={"next_action": "action_stop_task", "tracker": word})
    send(url, content=f'{{"next_action": "{word}'.encode())


def lies_to_the_api(stack: Stack, word: str) -> None:
    url = stack.parts["api"].url
    body = {"article_id": word, "topic": None, "text": f"I am {word}"}
    for headers in ({}, {**bearer(word), "X-Person-Assertion": word, "Idempotency-Key": word}):
        send(f"{url}/v1/unanswered-questions", json=body, headers=headers)
    send(f"{url}/v1/unanswered-questions?text={word}", content=word.encode())
    send(f"{url}/v1/feedback/{word}", content=b"{}")


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def send(url: str, *, timeout: float = 30.0, **what: Any) -> httpx.Response:
    return httpx.post(url, timeout=timeout, trust_env=False, **what)


SCENES: dict[str, Plant] = {
    **{kind: message(kind) for kind in MESSAGES},
    "the client is gone": client_gone,
    "lies to the gateway": lies_to_the_gateway,
    "lies to Rasa": lies_to_rasa,
    "lies to the actions": lies_to_the_actions,
    "lies to the API": lies_to_the_api,
    "the API frozen": while_frozen("api"),
    "the actions frozen": while_frozen("actions"),
    "Rasa frozen": while_frozen("rasa"),
    "the API answering 500": while_faulty("api", Fault.ERROR_500),
    "the actions answering 500": while_faulty("actions", Fault.ERROR_500),
    "Rasa's line cut": while_faulty("rasa", Fault.REFUSED),
    "the conversations locked": while_locked("conversations.db"),
    "the API's database locked": while_locked("api.db"),
    "the actions killed in the turn": killed_in_the_turn("actions", while_waiting_for="api"),
    "the API killed in the turn": killed_in_the_turn("api", while_waiting_for="api.db"),
    "Rasa killed in the turn": killed_in_the_turn("rasa", while_waiting_for="actions"),
}
