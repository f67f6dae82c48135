"""Settings and keys: documented, safe by default, and refused in one sentence when they are not."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.gateway.keys import KeysError, key_files, main, make_development_keys, read_signing_key
from bot.gateway.settings import Settings

ENTRA: dict[str, Any] = {
    "entra_tenant_id": "t",
    "entra_gateway_app_id": "g",
    "entra_api_app_id": "a",
    "entra_client_id": "c",
    "entra_client_secret": "long enough",
}
DOCUMENT = Path(__file__).parents[2] / "docs/settings.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    section = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    gateway = next(part for part in section if part.startswith("Gateway"))
    assert f"`{name.upper()}`" in gateway


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="no Entra at all"),
        pytest.param({**ENTRA, "entra_client_secret": ""}, id="no secret"),
        pytest.param({**ENTRA, "entra_client_secret": "changeme"}, id="a placeholder"),
        pytest.param({**ENTRA, "messages_per_minute": 0}, id="no limit"),
    ],
)
def test_production_refuses_to_start_without(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(environment="production", **changes)


@pytest.mark.parametrize("url", ["not a url", "ftp://x"])
def test_an_address_must_be_one(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(rasa_url=url)


def test_the_gateways_own_address_follows_its_port() -> None:
    assert Settings(gateway_port=8123).gateway_url == "http://127.0.0.1:8123"


def test_settings_do_not_show_the_secret() -> None:
    assert "long enough" not in repr(Settings(**ENTRA))


def test_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)
    made = make_development_keys(settings)
    assert len(made) == 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert make_development_keys(settings) == []


def test_a_lost_public_key_is_made_from_the_private_one(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)
    make_development_keys(settings)
    private, public, _ = key_files(settings)
    before = (private.read_bytes(), public.read_bytes())
    public.unlink()
    make_development_keys(settings)
    assert (private.read_bytes(), public.read_bytes()) == before


def test_development_keys_are_refused_in_production(tmp_path: Path) -> None:
    with pytest.raises(KeysError):
        make_development_keys(Settings(environment="production", var_dir=tmp_path, **ENTRA))
    assert not list(tmp_path.iterdir())


def test_the_command_says_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert (main(), main()) == (0, 0)
    assert capsys.readouterr().out.endswith("keys are there\n")


@pytest.mark.parametrize("content", [None, b"", b"not a key"], ids=["missing", "empty", "other"])
def test_a_signing_key_that_is_none_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KeysError, match=r"key\.pem"):
        read_signing_key(Settings(gateway_signing_key_file=path))
