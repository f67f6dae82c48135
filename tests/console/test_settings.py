"""The console's settings: documented, safe by default, and refused in one sentence when they cannot work."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.console.app import version_of
from api.console.cookies import Jar
from api.console.settings import ConsoleSettings
from api.referrals.encryption.keys import make_key
from api.settings import Settings
from api.starting import StartError

DOCUMENT = Path("docs/settings.md").read_text("utf-8").partition("\n## Console\n")[2].partition("\n## ")[0]
OWN = sorted(set(ConsoleSettings.model_fields) - set(Settings.model_fields))
PRODUCTION = {
    "environment": "production",
    "entra_tenant_id": "6a1d0c1e-93f1-4b1c-8a44-0f0d4c3b2a10",
    "entra_api_app_id": "5b7c7f6e-2b0f-4b61-9d1c-9c7b1d0c7a11",
    "database_url": "postgresql://api:pa55word@db.internal/api",
    "smtp_host": "mail.internal",
    "health_keys": f"k1:{make_key()}",
    "audit_key": make_key(),
    "console_url": "https://training.internal",
    "entra_console_app_id": "7c7c7f6e-2b0f-4b61-9d1c-9c7b1d0c7a12",
    "entra_console_secret": "what-entra-gave",
    "console_cookie_secret": "c" * 32,
}


@pytest.mark.parametrize("name", OWN)
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name.upper()}` |" in DOCUMENT


def test_no_setting_is_documented_that_is_none() -> None:
    documented = {name.lower() for name in re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT, flags=re.MULTILINE)}
    assert documented <= set(ConsoleSettings.model_fields)


def test_production_with_everything_signs_people_in_with_entra() -> None:
    settings = ConsoleSettings(**PRODUCTION)
    assert settings.authority == f"https://login.microsoftonline.com/{PRODUCTION['entra_tenant_id']}"
    assert settings.client_id == PRODUCTION["entra_console_app_id"]
    assert settings.client_secret == "what-entra-gave"


@pytest.mark.parametrize(
    "name", ["console_url", "entra_console_app_id", "entra_console_secret", "console_cookie_secret"]
)
def test_production_refuses_to_start_without_a_value(name: str) -> None:
    with pytest.raises(ValidationError, match=name.upper()):
        ConsoleSettings(**(PRODUCTION | {name: ""}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"console_url": "http://training.internal"}, "https://"), ({"console_cookie_secret": "short"}, "32 characters")],
    ids=["not secure", "short secret"],
)
def test_production_refuses_what_would_not_be_safe(changes: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ConsoleSettings(**(PRODUCTION | changes))


def test_no_secret_is_shown() -> None:
    text = repr(ConsoleSettings(**PRODUCTION))
    assert "what-entra-gave" not in text
    assert "c" * 32 not in text


def test_cookies_of_production_are_taken_from_this_very_host_over_https_only() -> None:
    jar = Jar.of("console-seat", 60, "secret", is_secure=True, clock=lambda: 0.0)
    assert (jar.name, jar.is_secure) == ("__Host-console-seat", True)


def test_a_missing_style_sheet_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="make setup"):
        version_of(ConsoleSettings(var_dir=tmp_path))


def test_the_console_says_in_one_sentence_why_it_does_not_start(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name.lower() not in ConsoleSettings.model_fields
    }
    done = subprocess.run(
        [sys.executable, "-m", "api.console"],
        env={**environment, "VAR_DIR": str(tmp_path), "ENVIRONMENT": "production"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("The console did not start. In production the API needs")
