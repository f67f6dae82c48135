"""The parts get one set of settings, and only what faces people may be opened to other machines."""

from pathlib import Path

import pytest

from tools.parts import Part, assistant

VAR = Path("somewhere")


def named(parts: list[Part], name: str) -> Part:
    return next(part for part in parts if part.name == name)


def test_the_gateway_starts_first() -> None:
    assert [part.name for part in assistant(VAR, {})] == ["gateway", "rasa", "api", "actions", "console"]


def test_every_part_is_told_where_the_others_listen() -> None:
    parts = assistant(VAR, {"RASA_PORT": "7001"})
    assert named(parts, "rasa").port == 7001
    assert {part.settings["RASA_URL"] for part in parts} == {"http://127.0.0.1:7001"}


def test_an_address_that_was_chosen_is_kept() -> None:
    parts = assistant(VAR, {"API_URL": "http://127.0.0.1:9"})
    assert {part.settings["API_URL"] for part in parts} == {"http://127.0.0.1:9"}


@pytest.mark.parametrize("name", ["rasa", "api", "actions"])
def test_a_private_part_stays_private_when_the_gateway_is_opened(name: str) -> None:
    parts = assistant(VAR, {"HOST": "0.0.0.0"})  # noqa: S104 what somebody may set
    assert named(parts, "gateway").settings["HOST"] == "0.0.0.0"  # noqa: S104 the same
    assert named(parts, "console").settings["HOST"] == "0.0.0.0"  # noqa: S104 the same
    assert named(parts, name).settings["HOST"] == "127.0.0.1"
    assert named(parts, name).settings["SANIC_HOST"] == "127.0.0.1"
