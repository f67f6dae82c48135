"""The app package: built from the settings, as Microsoft's schema wants it, with pages behind its links."""

import io
import json
import struct
import zipfile
from typing import Any

import pytest

from bot.gateway.settings import Settings
from bot.gateway.teams.icons import draw_colour, draw_outline
from bot.gateway.teams.package import make_manifest, make_package, package_problems
from tests.gateway.teams.conftest import Chat
from tests.gateway.teams.microsoft import APP_ID, TENANT
from tools.teams.package import find_faults

COMPLETE: dict[str, Any] = {
    "teams_app_id": APP_ID,
    "teams_tenant_id": TENANT,
    "teams_client_secret": "long enough",
    "teams_package_id": "cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee",
    "gateway_url": "https://assistant.sefton.example",
}


def test_the_package_is_as_microsofts_schema_wants_it() -> None:
    with zipfile.ZipFile(io.BytesIO(make_package(Settings(**COMPLETE)))) as package:
        assert package.namelist() == ["manifest.json", "color.png", "outline.png"]
        assert find_faults(json.loads(package.read("manifest.json"))) == []


def test_the_check_against_the_schema_sees_a_fault() -> None:
    manifest = make_manifest(Settings(**COMPLETE))
    manifest["bots"][0]["scopes"] = ["everywhere"]
    assert find_faults(manifest)


def test_the_app_asks_for_nothing_but_one_to_one_chat() -> None:
    manifest = make_manifest(Settings(**COMPLETE))
    assert [bot["scopes"] for bot in manifest["bots"]] == [["personal"]]
    assert not {"authorization", "permissions", "devicePermissions", "webApplicationInfo"} & manifest.keys()


def test_the_same_settings_give_the_same_file() -> None:
    assert make_package(Settings(**COMPLETE)) == make_package(Settings(**COMPLETE))


@pytest.mark.parametrize(("icon", "size"), [(draw_colour(), 192), (draw_outline(), 32)], ids=["colour", "outline"])
def test_an_icon_has_the_size_that_teams_asks_for(icon: bytes, size: int) -> None:
    assert icon.startswith(b"\x89PNG")
    assert struct.unpack(">II", icon[16:24]) == (size, size)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"teams_package_id": ""}, "TEAMS_PACKAGE_ID"),
        ({"gateway_url": "http://127.0.0.1:8000"}, "GATEWAY_URL"),
        ({"teams_website": "http://x.example"}, "TEAMS_WEBSITE"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], named: str) -> None:
    assert [named in problem for problem in package_problems(Settings(**{**COMPLETE, **changes}))] == [True]


@pytest.mark.parametrize(("path", "word"), [("/privacy", "does not keep your messages"), ("/terms", "999")])
async def test_the_pages_behind_its_links_are_there(path: str, word: str, chat: Chat) -> None:
    answer = await chat.client.get(path)
    assert (answer.status_code, word in answer.text) == (200, True)
