"""Whoever dies while it sends, there is one visible copy of each message. `--prove` kills forty times."""

import random
import threading
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from api.notifications.broker import Broker
from api.notifications.relay import hand_over_due
from tests.api.mail_server import Mailbox
from tests.api.processes import Nursery
from tests.api.rabbitmq.workers import WorkerProcess, all_sent, book_for, visible, wait_for
from tests.api.test_outbox import states
from tests.api.world import World


@pytest.mark.parametrize("point", ["message sent", "message finished"])
def test_a_worker_killed_while_it_sends_leaves_the_message_to_another(
    world: World, broker: Broker, mailbox: Mailbox, nursery: Nursery, tmp_path: Path, opened: ExitStack, point: str
) -> None:
    book_for(world, 4)
    dying = WorkerProcess(nursery, world, broker, mailbox, tmp_path, point, count=2)
    opened.callback(dying.kill)
    hand_over_due(world.context, broker)
    wait_for(lambda: not dying.is_alive())
    opened.callback(WorkerProcess(nursery, world, broker, mailbox, tmp_path).kill)
    wait_for(lambda: all(state == "sent" for state, _ in states(world)))
    assert len(visible(mailbox)) == 4
    assert len(mailbox.mails) == (5 if point == "message finished" else 4)
    assert sorted(attempts for _, attempts in states(world)) == [1, 1, 1, 2]


def test_workers_killed_at_random_leave_one_visible_copy_of_each_message(
    world: World,
    broker: Broker,
    mailbox: Mailbox,
    nursery: Nursery,
    tmp_path: Path,
    opened: ExitStack,
    prove: bool,
) -> None:
    kills, chance = 40 if prove else 4, random.Random(2026)
    book_for(world, kills * 5)
    workers = [WorkerProcess(nursery, world, broker, mailbox, tmp_path) for _ in range(3)]
    opened.callback(kill_all, workers)
    for _ in range(kills):
        hand_over_due(world.context, broker)
        seen = len(mailbox.mails)
        wait_for(partial(is_further, world, mailbox, seen))
        threading.Event().wait(chance.uniform(0, 0.1))
        workers.pop(0).kill()
        workers.append(WorkerProcess(nursery, world, broker, mailbox, tmp_path))
    wait_for(lambda: hand_over_due(world.context, broker) == 0 and all_sent(world))
    assert len(visible(mailbox)) == kills * 5
    assert len(mailbox.mails) <= kills * 6
    print(f"\nkilled {kills} times: {len(mailbox.mails)} mails arrived, {len(visible(mailbox))} of them to be seen")


def is_further(world: World, mailbox: Mailbox, seen: int) -> bool:
    return len(mailbox.mails) > seen or all_sent(world)


def kill_all(workers: list[WorkerProcess]) -> None:
    for worker in workers:
        worker.kill()
