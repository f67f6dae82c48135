"""A port that is taken is named before anything starts, with its holder and the way out."""

import os
import re
import socket
from collections.abc import Iterator

import pytest

from tools.errors import ToolError
from tools.parts import Part
from tools.ports import free_port, require_free_ports


def part(name: str, port: int) -> Part:
    return Part(name, (), port, "/")


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_free_ports_are_accepted() -> None:
    require_free_ports([part("gateway", free_port()), part("api", free_port())])


def test_a_taken_port_is_named_with_its_holder_and_the_setting_that_chooses_another(taken: int) -> None:
    with pytest.raises(ToolError) as caught:
        require_free_ports([part("gateway", free_port()), part("rasa", taken)])
    sentence = str(caught.value)
    assert f"Port {taken}, which rasa needs, is taken by " in sentence
    assert f"(process {os.getpid()})" in sentence
    assert re.search(r"RASA_PORT=\d+ make run", sentence)


def test_two_parts_on_one_port_are_refused() -> None:
    port = free_port()
    with pytest.raises(ToolError, match="api and gateway both want port"):
        require_free_ports([part("gateway", port), part("api", port)])
