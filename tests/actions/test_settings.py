"""The actions start with settings that can work, and say in one sentence what is wrong with others."""

import pytest

from actions.__main__ import main
from actions.settings import ENTRA, Settings
from actions.staff_api import make_app_tokens

PRODUCTION = {
    "ENVIRONMENT": "production",
    "ENTRA_TENANT_ID": "6a1d0c1e-93f1-4b1c-8a44-0f0d4c3b2a10",
    "ENTRA_CLIENT_ID": "5b7c7f6e-2b0f-4b61-9d1c-9c7b1d0c7a11",
    "ENTRA_CLIENT_SECRET": "long enough",
    "ENTRA_API_APP_ID": "7c7c7f6e-2b0f-4b61-9d1c-9c7b1d0c7a12",
}


@pytest.fixture(autouse=True)
def _no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def set_all(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_development_needs_nothing() -> None:
    assert Settings().problem is None


def test_production_with_everything_asks_entra_for_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, PRODUCTION)
    settings = Settings()
    assert settings.problem is None
    assert "login.microsoftonline.com" in make_app_tokens(settings).authority


@pytest.mark.parametrize("name", [name.upper() for name in ENTRA])
@pytest.mark.parametrize("environment", ["production", "development"])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, environment: str) -> None:
    set_all(monkeypatch, {**PRODUCTION, "ENVIRONMENT": environment, name: ""})
    assert name in (Settings().problem or "")


def test_a_placeholder_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {**PRODUCTION, "ENTRA_CLIENT_SECRET": "changeme"})
    assert Settings().problem == "ENTRA_CLIENT_SECRET is a placeholder; set the real secret."


def test_settings_do_not_show_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, PRODUCTION)
    assert "long enough" not in repr(Settings())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"ENVIRONMENT": "production"}, "ENTRA_TENANT_ID", id="no Entra in production"),
        pytest.param({"ACTIONS_PORT": "many"}, "ACTIONS_PORT", id="a port that is none"),
        pytest.param({"VAR_DIR": "var/not-there"}, "not-there", id="no keys"),
    ],
)
def test_it_refuses_to_start_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], values: dict[str, str], words: str
) -> None:
    set_all(monkeypatch, values)
    assert main() == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
