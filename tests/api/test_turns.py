"""Turns are given in the order in which they were asked for, and nobody waits for ever."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.turns import TooLongError, Turns


def test_turns_come_in_order() -> None:
    turns, order = Turns(), list[int]()

    def work(number: int) -> None:
        with turns.take(10):
            order.append(number)

    with ThreadPoolExecutor(5) as pool, turns.take(1):
        for number in range(5):
            pool.submit(work, number)
            while len(turns._waiting) <= number:
                time.sleep(0.001)
    assert order == [0, 1, 2, 3, 4]


def test_who_waits_too_long_is_told_and_leaves_the_queue() -> None:
    turns = Turns()
    with turns.take(1), pytest.raises(TooLongError), turns.take(0.01):
        pass
    with turns.take(0.01):
        assert not turns._waiting


@pytest.mark.parametrize("places", [1, 3])
def test_as_many_have_the_turn_as_there_are_places(places: int) -> None:
    turns, inside, most, lock = Turns(places), 0, 0, threading.Lock()
    start = threading.Barrier(8)

    def work(_: int) -> None:
        nonlocal inside, most
        start.wait()
        for _again in range(200):
            with turns.take(10):
                with lock:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0)  # lets another in, if there is a place
                with lock:
                    inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert (most, inside) == (places, 0)
