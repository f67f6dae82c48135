"""The API as a process that kills itself at a named point, as `kill -9` would.

It is the real API; only the named function is wrapped. At the Nth call the process is gone, with nothing cleaned up.
`python -m tests.api.killable` loads it once, and forks a process for each line that it reads: so a start is quick.
"""

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

import api.notifications.outbox
from api.__main__ import main
from api.idempotency import repository as keys
from api.idempotency.models import IdempotencyKey
from api.notifications import repository as messages
from api.training.bookings import repository as bookings
from api.training.sessions import repository as sessions


def kill_after(owner: Any, name: str) -> Callable[[int], None]:
    """Return what makes a function kill the process after its Nth call."""

    def arm(count: int) -> None:
        original, calls = getattr(owner, name), itertools.count(1)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            if next(calls) == count:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, wrapped)

    return arm


def kill_after_commit(count: int) -> None:
    """Kill the process after the Nth commit that holds a write's answer, before anybody is answered."""
    store, calls = keys.store_write, itertools.count(1)

    def noted(session: Session, write: IdempotencyKey) -> None:
        session.info["answers"] = True
        store(session, write)

    def after_commit(session: Session) -> None:
        if session.info.get("answers") and next(calls) == count:
            os.kill(os.getpid(), signal.SIGKILL)

    keys.store_write = noted
    event.listen(Session, "after_commit", after_commit)


POINTS: dict[str, Callable[[int], None]] = {
    "never": lambda count: None,
    "place taken": kill_after(sessions, "take_place"),
    "booking added": kill_after(bookings, "add_booking"),
    "message written": kill_after(messages, "add_notification"),
    "key stored": kill_after(keys, "store_write"),
    "committed": kill_after_commit,
    "message claimed": kill_after(messages, "claim_due"),
    "message sent": kill_after(api.notifications.outbox, "write_mail"),
    "message finished": kill_after(messages, "finish"),
}


def run_child(wanted: dict[str, Any]) -> None:
    """Become the API, or what another command of it is, in a process of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.setsid()
    os.environ.update(wanted["environment"])
    POINTS[wanted["point"]](wanted["count"])
    os._exit(main([os.environ.get("COMMAND", "serve")]))


def serve_requests() -> None:
    """Fork a child for each line that asks for one, and print its process id."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever dies is gone at once
    for line in sys.stdin:
        process_id = os.fork()
        if process_id == 0:
            run_child(json.loads(line))
        sys.stdout.write(f"{process_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve_requests()
