"""Many people who want the same few places at the same moment, each in a transaction of their own."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.acts import Act, begin_act
from api.errors import ApiError
from api.identity import Caller
from api.people.relations import Relation
from api.settings import DEVELOPMENT_TENANT
from api.training.bookings import service
from api.training.bookings.models import HOLDING, Booking, BookingState
from api.training.sessions import running
from api.training.sessions.models import TrainingSession
from api.training.sessions.views import DayBody, SessionBody
from tests.api.world import LEARNING, World

THREADS = 40
EVERYTHING = frozenset(Relation)


@dataclass
class Race:
    """One session and its rivals. `most_seen`: the most places that a watcher ever saw taken.

    `seconds`: how long each rival waited for a yes or no.
    """

    world: World
    session_id: str
    rivals: list[str]
    chance: random.Random
    results: Counter[str] = field(default_factory=Counter)
    most_seen: int = 0
    seconds: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Let everybody book at once, some cancel, and the learning team change the capacity meanwhile."""
        capacities = self.chance.choices(range(6, 13), k=len(self.rivals) // 10)
        jobs: list[Callable[[], None]] = [partial(self._book, rival) for rival in self.rivals]
        jobs += [partial(self._resize, capacity) for capacity in capacities]
        self.chance.shuffle(jobs)
        over = threading.Event()
        with ThreadPoolExecutor(1) as stand, ExitStack() as at_end:
            at_end.callback(over.set)
            watching = stand.submit(self._watch, over)
            with ThreadPoolExecutor(THREADS) as pool:
                for done in [pool.submit(job) for job in jobs]:
                    done.result()
        watching.result()

    def act(self, person: str, effect: Callable[[Act], object]) -> str:
        """Do something, again when the database was too busy; return `ok` or the code of the refusal."""
        caller = Caller("rivals", frozenset(), DEVELOPMENT_TENANT, person, EVERYTHING)
        context = self.world.context
        while True:
            try:
                with context.database.write() as session:
                    effect(begin_act(context, session, caller))
            except ApiError as error:
                return error.code
            except (OperationalError, PoolTimeoutError):
                self.results["busy"] += 1
                continue
            return "ok"

    def _book(self, person: str) -> None:
        made: list[str] = []

        def book(act: Act) -> None:
            waits = self.chance.random() < 0.2
            made.append(service.book_place(act, self.session_id, None, join_waiting_list=waits).id)

        began = time.perf_counter()
        result = self.act(person, book)
        self.seconds.append(time.perf_counter() - began)
        self.results[f"book {result}"] += 1
        if result == "ok" and self.chance.random() < 0.4:
            cancelled = self.act(person, lambda act: service.cancel_booking(act, made[-1], accept_late=True))
            self.results[f"cancel {cancelled}"] += 1

    def _resize(self, capacity: int) -> None:
        def resize(act: Act) -> None:
            found = act.session.get(TrainingSession, self.session_id)
            assert found is not None
            days = [DayBody(starts_at=day.starts_at, ends_at=day.ends_at) for day in found.days]
            body = SessionBody(place=found.place, trainer=found.trainer, capacity=capacity, days=days)
            running.change_session(act, self.session_id, body)

        self.results[f"resize {self.act(LEARNING, resize)}"] += 1

    def _watch(self, over: threading.Event) -> None:
        while not over.is_set():
            self.most_seen = max(self.most_seen, count_holding(self.world, self.session_id))
            time.sleep(0.005)


def count_holding(world: World, session_id: str) -> int:
    """Return how many bookings hold a place."""
    holding = select(func.count()).where(Booking.session_id == session_id, Booking.state.in_(HOLDING))
    with world.context.database.read() as session:
        return session.scalar(holding) or 0


def count_waiting(world: World, session_id: str) -> int:
    """Return how many people wait."""
    waiting = select(func.count()).where(Booking.session_id == session_id, Booking.state == BookingState.WAITING)
    with world.context.database.read() as session:
        return session.scalar(waiting) or 0
