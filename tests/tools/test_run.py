"""Starting, watching and stopping, with real processes that stand in for the parts."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.conftest import Run, processes_with, read_until

Start = Callable[..., Run]


def wait_until_gone(words: str, seconds: float = 15) -> float:
    started = time.monotonic()
    while processes_with(words):
        assert time.monotonic() - started < seconds, "a process was left behind"
        time.sleep(0.05)
    return time.monotonic() - started


def test_the_address_is_printed_as_soon_as_the_first_part_answers(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"rasa:{ports[1]}:2:")
    lines = read_until(running, "Ready after")
    assert lines[0].startswith(f"Open http://127.0.0.1:{ports[0]} (the page answers after")
    assert lines[0].endswith("still starting: rasa)")
    assert lines[1].startswith("rasa is up after")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_stops_every_part_and_what_it_started(
    start_assistant: Start, ports: list[int], number: signal.Signals
) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:parent", f"rasa:{ports[1]}:0:parent")
    read_until(running, "Ready after")
    assert processes_with(f"child-of-{ports[1]}")
    running.send_signal(number)
    assert read_until(running, "Stopped.")
    assert running.wait(15) == 0
    for port in ports[:2]:
        wait_until_gone(str(port), 1)
        wait_until_gone(f"child-of-{port}", 1)


def test_a_signal_while_parts_still_start_stops_them_too(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"rasa:{ports[1]}:60:")
    read_until(running, "still starting: rasa")
    running.send_signal(signal.SIGINT)
    assert running.wait(15) == 0
    wait_until_gone(str(ports[1]), 1)


def test_a_part_that_ignores_the_request_to_end_is_ended(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"rasa:{ports[1]}:0:stubborn")
    read_until(running, "Ready after")
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 0
    wait_until_gone(str(ports[1]), 1)


def test_a_frozen_part_is_ended(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"rasa:{ports[1]}:0:")
    read_until(running, "Ready after")
    os.kill(processes_with(str(ports[1]))[0], signal.SIGSTOP)
    running.send_signal(signal.SIGTERM)
    assert running.wait(15) == 0
    wait_until_gone(str(ports[1]), 1)


def test_when_everything_is_killed_at_once_nothing_is_left_behind(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:parent", f"rasa:{ports[1]}:0:stubborn,parent")
    read_until(running, "Ready after")
    os.killpg(running.pid, signal.SIGKILL)
    for port in ports[:2]:
        wait_until_gone(str(port))
        wait_until_gone(f"child-of-{port}")


def test_a_part_that_dies_is_named_with_its_last_words_and_stops_the_rest(
    start_assistant: Start, ports: list[int], tmp_path: Path
) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"rasa:{ports[1]}:0:die=1")
    lines = read_until(running, "The part 'rasa'")
    assert running.wait(15) == 1
    assert lines[-1] == (
        "The part 'rasa' ended with exit code 3; its last words: OSError: the disk is on fire "
        f"(log: {tmp_path}/log/rasa.log). Everything else was stopped too."
    )
    wait_until_gone(str(ports[0]), 1)


def test_a_part_that_is_killed_is_named_with_the_signal(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:", f"api:{ports[1]}:0:")
    read_until(running, "Ready after")
    os.kill(processes_with(str(ports[1]))[0], signal.SIGKILL)
    lines = read_until(running, "The part 'api'")
    assert "was ended by SIGKILL" in lines[-1]
    assert running.wait(15) == 1


def test_ready_is_not_said_before_the_first_part_finds_everything_in_order(
    start_assistant: Start, ports: list[int]
) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:degraded", f"rasa:{ports[1]}:0:die=3")
    lines = read_until(running, "The part 'rasa'")
    assert not any("Ready" in line for line in lines)


def test_the_ports_are_free_again_after_a_stop(start_assistant: Start, ports: list[int]) -> None:
    running = start_assistant(f"gateway:{ports[0]}:0:")
    read_until(running, "Ready after")
    running.send_signal(signal.SIGINT)
    running.wait(15)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", ports[0]))
