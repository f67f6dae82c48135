"""The Agents Playground as a developer starts it: with the demo people, and with nobody else."""

import re
from pathlib import Path

import pytest

from bot.gateway.settings import DEVELOPMENT_TENANT
from tools.errors import ToolError
from tools.teams.playground import OTHERS, describe_people, playground

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_who_sits_before_it_is_who_was_asked_for() -> None:
    described = describe_people("demo-manager")
    assert described["currentUser"]["name"] == "Angela Whitfield"
    assert described["tenantId"] == DEVELOPMENT_TENANT
    assert "Angela Whitfield" not in [one["name"] for one in described["users"]]


def test_there_are_as_many_others_as_it_needs_and_all_have_real_ids() -> None:
    described = describe_people("demo-employee")
    assert len(described["users"]) == OTHERS
    assert all(ID.fullmatch(one["aadObjectId"]) for one in [described["currentUser"], *described["users"]])


def test_somebody_unknown_is_answered_with_whom_there_is() -> None:
    with pytest.raises(ToolError, match="demo-manager"):
        describe_people("demo-nobody")


def test_it_is_started_without_a_browser_and_without_telling_anybody(tmp_path: Path) -> None:
    part = playground(tmp_path, 5, "http://127.0.0.1:8000", "demo-employee")
    command = list(part.command)
    assert command[command.index("--app-endpoint") + 1] == "http://127.0.0.1:8000/api/messages"
    assert {"--disable-telemetry", "--enable-events-recording"} <= set(command)
    assert part.settings["TEAMSAPPTESTER_BROWSER"] == "none"
    assert (tmp_path / "teams/playground.yml").is_file()
