"""The administrator's way through docs/teams-setup.md: what it names exists, and the checks name what is missing."""

import ast
import asyncio
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.metrics import Metrics as ApiMetrics
from api.settings import Settings as ApiSettings
from bot.gateway.settings import Settings
from bot.gateway.teams.__main__ import AGAIN, COMMANDS, main
from contracts.app_roles import GRANTED, AppRole
from tests.gateway.conftest import ROOT
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.microsoft import APP_ID, TENANT, make_key
from tests.gateway.teams.test_credentials import make_pem
from tests.gateway.teams.test_deliveries import answer_by_number

GUIDE = (ROOT / "docs/teams-setup.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([^`\n]+)`", GUIDE)
ALL_SET = {
    "ENVIRONMENT": "production",
    "GATEWAY_URL": "https://assistant.sefton.example",
    "TEAMS_APP_ID": APP_ID,
    "TEAMS_TENANT_ID": TENANT,
    "TEAMS_CLIENT_SECRET": "long enough",
    "TEAMS_PACKAGE_ID": "cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "ENTRA_TENANT_ID": TENANT,
    "ENTRA_GATEWAY_APP_ID": "g",
    "ENTRA_API_APP_ID": "a",
    "ENTRA_CLIENT_ID": "c",
    "ENTRA_CLIENT_SECRET": "long enough",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return a function that gives one of the administrator's commands with these settings and no others."""
    for name in (*Settings.model_fields, "VAR_DIR"):
        monkeypatch.delenv(name.upper(), raising=False)

    def give(command: str, **environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["teams", command])
        status = main()
        told = capsys.readouterr()
        return status, told.out + told.err

    return give


def settings_named() -> list[str]:
    names = [name.partition("=")[0] for name in NAMED]
    return sorted({name for name in names if re.fullmatch(r"[A-Z][A-Z_]+", name)} - {"PERSON"})


def test_the_guide_names_the_settings_that_the_channel_needs() -> None:
    needed = {name for name in ALL_SET if name.startswith("TEAMS_")} | {"GATEWAY_URL", "ENTRA_TENANT_ID", "REDIS_URL"}
    assert needed <= set(settings_named())


@pytest.mark.parametrize("name", settings_named())
def test_every_setting_that_the_guide_names_exists(name: str) -> None:
    assert name.lower() in {**Settings.model_fields, **ApiSettings.model_fields}


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name.startswith("teams_")])
def test_every_setting_of_teams_is_in_the_list_of_settings(name: str) -> None:
    assert f"`{name.upper()}`" in (ROOT / "docs/settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted({name for name in NAMED if name.startswith(("make ", "python -m "))}))
def test_every_command_that_the_guide_names_exists(command: str) -> None:
    program, *words = shlex.split(command)
    if program == "make":
        assert re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    else:
        assert words[:2] == ["-m", "bot.gateway.teams"]
        assert words[2] in COMMANDS


def test_every_counter_that_the_guide_names_is_counted() -> None:
    counted = {f"refused_{reason}" for reason in ("token", "stranger")}
    for path in (ROOT / "bot/gateway/teams").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("count_teams"):
                counted |= {str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant)}
    watched = re.search(r"counts `teams_total` by event: watch\s+(.*?)\.", GUIDE, re.DOTALL)
    assert watched is not None
    assert set(re.findall(r"`(\w+)`", watched[1])) <= counted
    assert b"api_teams_notices" in ApiMetrics().render()


def test_the_guide_names_every_app_role_of_the_gateway() -> None:
    named = {name for name in NAMED if name in set(AppRole)}
    assert named == set(GRANTED["staff-assistant-gateway"])


def test_without_what_the_guide_takes_back_the_gateway_starts_without_teams() -> None:
    taken = re.findall(r"`(TEAMS_[A-Z_]+)`", GUIDE.partition("## 6.")[2].partition("2. ")[0])
    left = {name: value for name, value in ALL_SET.items() if name not in {*taken, "TEAMS_CLIENT_SECRET"}}
    assert set(taken) == {"TEAMS_APP_ID", "TEAMS_TENANT_ID"}
    assert not Settings.model_validate({name.lower(): value for name, value in left.items()}).teams


def test_with_everything_set_nothing_is_missing(run: Any) -> None:
    assert run("check", **ALL_SET) == (0, "Everything that Teams needs is set.\n")


def test_in_production_everything_that_keeps_it_from_starting_is_named_at_once(run: Any) -> None:
    given = {"ENVIRONMENT": "production", "TEAMS_APP_ID": APP_ID, "MESSAGES_PER_MINUTE": "0"}
    status, told = run("check", **given)
    wanted = ["ENTRA_TENANT_ID", "ENTRA_CLIENT_SECRET", "TEAMS_TENANT_ID", "TEAMS_CERTIFICATE_FILE", "none is."]
    assert (status, [name for name in [*wanted, "MESSAGES_PER_MINUTE", AGAIN] if name not in told]) == (1, [])


def test_with_nothing_set_each_setting_is_called_missing_and_explained(run: Any) -> None:
    status, told = run("check")
    wanted = ["TEAMS_APP_ID is missing: the bot's", "TEAMS_TENANT_ID is missing: the council's"]
    wanted += ["TEAMS_PACKAGE_ID is missing: an id", "GATEWAY_URL must be an https address", "ENTRA_TENANT_ID"]
    assert (status, [words for words in wanted if words not in told]) == (1, [])


@pytest.mark.parametrize("name", [name for name in ALL_SET if name != "ENVIRONMENT"])
@pytest.mark.parametrize("environment", ["production", "development"])
def test_whatever_is_missing_is_named(name: str, environment: str, run: Any) -> None:
    given = {key: value for key, value in ALL_SET.items() if key != name}
    status, told = run("check", **given | {"ENVIRONMENT": environment})
    assert (status, name in told) == (1, True)
    assert "Traceback" not in told


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "an id that is none": ({"TEAMS_APP_ID": "my bot"}, "TEAMS_APP_ID must be an id"),
    "a package id that is none": ({"TEAMS_PACKAGE_ID": "1"}, "TEAMS_PACKAGE_ID must be an id"),
    "another tenant": ({"ENTRA_TENANT_ID": APP_ID}, "must be the same tenant"),
    "two credentials": ({"TEAMS_MANAGED_IDENTITY": "true"}, "exactly one"),
    "a placeholder": ({"TEAMS_CLIENT_SECRET": "changeme"}, "TEAMS_CLIENT_SECRET is a placeholder"),
    "not https": ({"GATEWAY_URL": "http://assistant.example"}, "GATEWAY_URL must be an https address"),
    "a website that is none": ({"TEAMS_WEBSITE": "sefton"}, "TEAMS_WEBSITE must be an https address"),
    "a version that is none": ({"TEAMS_PACKAGE_VERSION": "one"}, "TEAMS_PACKAGE_VERSION"),
    "a name that is too long": ({"TEAMS_DEVELOPER": "x" * 40}, "TEAMS_DEVELOPER"),
    "a pause that is none": ({"TEAMS_NOTICE_SECONDS": "often"}, "TEAMS_NOTICE_SECONDS"),
    "a store that is none": ({"REDIS_URL": "10.0.0.1:6379"}, "REDIS_URL"),
    "the simulator": (
        {"TEAMS_PLAYGROUND": "http://127.0.0.1:1", "TEAMS_APP_ID": "", "ENVIRONMENT": "development"},
        "TEAMS_PLAYGROUND",
    ),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG.keys())
def test_whatever_is_wrong_is_named_without_repeating_a_secret(changes: dict[str, str], said: str, run: Any) -> None:
    status, told = run("check", **ALL_SET | changes)
    assert (status, said in told) == (1, True)
    assert "long enough" not in told
    assert "Value error" not in told


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: make_pem(path, make_key("of the bot")), "Everything that Teams needs is set."),
        (lambda path: make_pem(path, make_key("of the bot"), days=-1), "TEAMS_CERTIFICATE_FILE: its certificate ended"),
        (lambda path: path.write_text("hello"), "TEAMS_CERTIFICATE_FILE: it must hold"),
        (
            lambda path: path.write_text("-----BEGIN CERTIFICATE-----\nPRIVATE KEY-----"),
            "FILE cannot be read (ValueError)",
        ),
        (lambda path: None, "TEAMS_CERTIFICATE_FILE is no file"),
    ],
    ids=["good", "over", "no PEM", "half a PEM", "not there"],
)
def test_a_certificate_is_looked_at(make: Any, said: str, run: Any, tmp_path: Path) -> None:
    make(tmp_path / "bot.pem")
    changes = {"TEAMS_CLIENT_SECRET": "", "TEAMS_CERTIFICATE_FILE": str(tmp_path / "bot.pem")}
    assert said in run("check", **ALL_SET | changes)[1]


def test_the_check_of_the_makefile_is_this_one(tmp_path: Path) -> None:
    recipe = re.search(r"^teams-check:.*\n\t@(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe is not None
    environment = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), **ALL_SET, "TEAMS_PACKAGE_ID": ""}
    done = subprocess.run(
        shlex.split(recipe[1]), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert "TEAMS_PACKAGE_ID" in done.stdout


def test_no_package_is_built_while_something_is_missing(run: Any, tmp_path: Path) -> None:
    status, told = run("package", VAR_DIR=str(tmp_path), **ALL_SET | {"TEAMS_PACKAGE_ID": ""})
    assert (status, "TEAMS_PACKAGE_ID" in told, list(tmp_path.iterdir())) == (1, True, [])
    assert run("package")[0] == 1
    status, told = run("package", **ALL_SET)
    assert (status, Path(told.strip())) == (0, tmp_path / "teams/staff-assistant.zip")


@pytest.mark.parametrize("store", ["file", "redis"])
async def test_an_answer_that_was_not_delivered_is_kept_without_its_words_and_listed(
    store: str, open_teams: OpenTeams, run: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = {"REDIS_URL": request.getfixturevalue("redis_url")} if store == "redis" else {}
    chat: Chat = await open_teams(**{name.lower(): value for name, value in where.items()})
    chat.edge.answers[chat.id] = answer_by_number(chat, (502, {}, {}), (201, {}, {"id": "sent"}))
    await chat.say("marmalade canary")
    assert await chat.becomes("undelivered", 1)
    await chat.say("the last word")
    await chat.told(2)
    await chat.client.aclose()
    status, told = await asyncio.to_thread(lambda: run("undelivered", VAR_DIR=str(tmp_path), **where))
    # Above are lines of the log, which hold no word of it either.
    line, total = told.splitlines()[-2:]
    assert (status, total) == (0, "1 not delivered")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC  502 +activity-1", line)
    assert "marmalade" not in told
