"""The Teams channel does not start half configured, open to everybody, or with a secret that is none."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.gateway.settings import Settings
from tests.gateway.teams.microsoft import APP_ID, TENANT

PRODUCTION: dict[str, Any] = {
    "environment": "production",
    "entra_tenant_id": TENANT,
    "entra_gateway_app_id": "g",
    "entra_api_app_id": "a",
    "entra_client_id": "c",
    "entra_client_secret": "long enough",
}
TEAMS: dict[str, Any] = {
    "teams_app_id": APP_ID,
    "teams_tenant_id": TENANT,
    "teams_client_secret": "long enough",
}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no tenant": ({"teams_tenant_id": ""}, "TEAMS_TENANT_ID"),
    "a tenant that is none": ({"teams_tenant_id": "common"}, "TEAMS_TENANT_ID"),
    "a tenant of zeros": ({"teams_tenant_id": "00000000-0000-0000-0000-000000000000"}, "TEAMS_TENANT_ID"),
    "another tenant": ({"teams_tenant_id": APP_ID}, "same tenant"),
    "no bot": ({"teams_app_id": ""}, "TEAMS_APP_ID"),
    "a bot that is none": ({"teams_app_id": "my-bot"}, "TEAMS_APP_ID"),
    "no credential": ({"teams_client_secret": ""}, "exactly one"),
    "two credentials": ({"teams_managed_identity": True}, "exactly one"),
    "a certificate that is not there": (
        {"teams_client_secret": "", "teams_certificate_file": Path("nowhere.pem")},
        "TEAMS_CERTIFICATE_FILE",
    ),
    "a placeholder": ({"teams_client_secret": " ChangeMe "}, "placeholder"),
    "a placeholder in brackets": ({"teams_client_secret": "<secret>"}, "placeholder"),
    "the playground": ({"teams_playground": "http://127.0.0.1:56150"}, "only development"),
}


@pytest.mark.parametrize(("changes", "named"), REFUSED.values(), ids=REFUSED.keys())
def test_production_refuses_to_start_with(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        Settings(**{**PRODUCTION, **TEAMS, **changes})


def test_production_starts_with_everything() -> None:
    assert Settings(**PRODUCTION, **TEAMS).teams


def test_without_its_settings_there_is_no_channel() -> None:
    assert not Settings(**PRODUCTION).teams


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1:56150", "https://evil.example", "http://localhost.evil.example:1", "http://127.0.0.1:1/x"],
)
def test_the_playground_is_on_this_machine(address: str) -> None:
    with pytest.raises(ValidationError, match="this machine"):
        Settings(teams_playground=address)


def test_settings_do_not_show_the_bots_secret_or_the_stores_password() -> None:
    shown = repr(Settings(**TEAMS, redis_url="redis://:hush@127.0.0.1"))
    assert "long enough" not in shown
    assert "hush" not in shown
