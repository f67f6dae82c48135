"""The API starts with settings that can work, and says in one sentence what is wrong with others."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.referrals.encryption.keys import make_key
from api.settings import Settings

PRODUCTION = {
    "ENVIRONMENT": "production",
    "ENTRA_TENANT_ID": "6a1d0c1e-93f1-4b1c-8a44-0f0d4c3b2a10",
    "ENTRA_API_APP_ID": "5b7c7f6e-2b0f-4b61-9d1c-9c7b1d0c7a11",
    "DATABASE_URL": "postgresql://api:pa55word@db.internal/api",
    "SMTP_HOST": "mail.internal",
    "HEALTH_KEYS": f"k1:{make_key()}",
    "AUDIT_KEY": make_key(),
}


def read_settings(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Settings()


def start(arguments: list[str], directory: Path, **values: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        env={**environment, "VAR_DIR": str(directory), **values},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_development_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(monkeypatch, {})
    assert settings.local_identity
    assert settings.database == "sqlite:///var/api.db"
    assert settings.audience == "api://staff-assistant-api"


def test_production_with_everything_believes_entra_only(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(monkeypatch, PRODUCTION)
    assert not settings.local_identity
    assert settings.tenant == PRODUCTION["ENTRA_TENANT_ID"]
    assert settings.database.startswith("postgresql+psycopg://")


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "ENVIRONMENT"])
@pytest.mark.parametrize("value", ["", "changeme", "<your value>"], ids=["unset", "changeme", "placeholder"])
def test_production_refuses_to_start_without_a_real_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(ValidationError, match=f"(?i){name}"):
        read_settings(monkeypatch, {**PRODUCTION, name: value})


def test_production_refuses_the_tenant_of_the_local_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = "00000000-0000-4000-8000-00000000da7a"
    with pytest.raises(ValidationError, match="ENTRA_TENANT_ID"):
        read_settings(monkeypatch, {**PRODUCTION, "ENTRA_TENANT_ID": tenant})


def test_half_of_entra_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="belong together"):
        read_settings(monkeypatch, {"ENTRA_TENANT_ID": PRODUCTION["ENTRA_TENANT_ID"]})


def test_a_refusal_does_not_show_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError) as caught:
        read_settings(monkeypatch, {**PRODUCTION, "ENTRA_TENANT_ID": ""})
    assert "pa55word" not in str(caught.value)
    assert "pa55word" not in repr(read_settings(monkeypatch, PRODUCTION))


@pytest.mark.parametrize("name", Settings.model_fields, ids=str)
def test_a_setting_is_documented(name: str) -> None:
    text = Path("docs/settings.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    own = next(part for part in section if part.startswith("API\n"))
    assert f"`{name.upper()}`" in own


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        pytest.param({"ENVIRONMENT": "production"}, "In production the API needs", id="half a production"),
        pytest.param({"API_PORT": "no"}, "API_PORT", id="port that is none"),
        pytest.param({}, "python -m bot.gateway.keys", id="no key of the gateway"),
    ],
)
def test_a_start_that_cannot_work_says_one_sentence(tmp_path: Path, values: dict[str, str], sentence: str) -> None:
    result = start([], tmp_path, **values)
    assert result.returncode == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_database_is_made_and_purged_from_the_command_line(tmp_path: Path, gateway_key: tuple[str, Path]) -> None:
    key = {"GATEWAY_PUBLIC_KEY_FILE": str(gateway_key[1])}
    assert start(["migrate"], tmp_path, **key).returncode == 0
    result = start(["purge"], tmp_path, **key)
    assert result.returncode == 0
    assert '"unanswered_questions": 0' in result.stderr
