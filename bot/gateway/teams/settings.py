"""The settings of Teams, which are the gateway's too, and what is wrong with them in plain words."""

import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

PLACEHOLDERS = {"changeme", "change-me", "secret", "placeholder", "todo", "xxx", "your-secret", "your-client-secret"}
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
NO_ID = "00000000-0000-0000-0000-000000000000"
# What each is, for whoever has to find it.
ID_MEANS = {
    "teams_app_id": "the bot's application id in Entra",
    "teams_tenant_id": "the council's directory id in Entra",
    "teams_package_id": "an id of your own, made once for the app and kept for ever",
}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class TeamsSettings(BaseSettings):
    """Without `TEAMS_APP_ID` and `TEAMS_PLAYGROUND` there is no Teams channel at all."""

    teams_app_id: str = ""
    teams_tenant_id: str = ""
    teams_client_secret: SecretStr = SecretStr("")
    teams_certificate_file: Path | None = None
    teams_managed_identity: bool = False
    teams_playground: str = ""
    teams_package_id: str = ""
    teams_package_version: str = Field(default="1.0.0", pattern=r"^\d{1,5}\.\d{1,5}\.\d{1,5}$")
    teams_developer: str = Field(default="Sefton Council", max_length=32)
    teams_website: str = "https://www.sefton.gov.uk"
    teams_notice_seconds: float = Field(default=3.0, ge=0, le=3600)
    redis_url: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _tidy_ids(self) -> Self:
        for name in ("teams_app_id", "teams_tenant_id", "teams_package_id"):
            setattr(self, name, getattr(self, name).strip().lower())
        self.teams_playground = self.teams_playground.rstrip("/")
        return self

    @property
    def teams(self) -> bool:
        """Whether there is a Teams channel: the council's, or the playground's."""
        return bool(self.teams_app_id or self.teams_playground)

    def teams_problems(self, *, development: bool) -> list[str]:
        """Return one sentence for everything that keeps the channel from starting."""
        if self.teams_playground:
            return self._playground_problems(development)
        named = self._credentials() or self.teams_tenant_id
        if not self.teams_app_id:
            return id_problems(self, ("teams_app_id",)) if named else []
        return [*id_problems(self, ("teams_app_id", "teams_tenant_id")), *self._credential_problems(development)]

    def _playground_problems(self, development: bool) -> list[str]:
        problems = []
        if not development:
            problems.append("TEAMS_PLAYGROUND lets anybody be anybody, which only development allows.")
        if self.teams_app_id:
            problems.append("TEAMS_PLAYGROUND and TEAMS_APP_ID exclude each other.")
        address = urlsplit(self.teams_playground)
        if address.scheme != "http" or address.hostname not in LOOPBACK or address.path:
            problems.append("TEAMS_PLAYGROUND must be an address of this machine, like http://127.0.0.1:56150.")
        return problems

    def _credentials(self) -> list[str]:
        given = {
            "TEAMS_CLIENT_SECRET": bool(self.teams_client_secret.get_secret_value()),
            "TEAMS_CERTIFICATE_FILE": self.teams_certificate_file is not None,
            "TEAMS_MANAGED_IDENTITY": self.teams_managed_identity,
        }
        return [name for name, is_given in given.items() if is_given]

    def _credential_problems(self, development: bool) -> list[str]:
        given = self._credentials()
        if len(given) != 1:
            one_of = "TEAMS_CLIENT_SECRET, TEAMS_CERTIFICATE_FILE and TEAMS_MANAGED_IDENTITY"
            found = f"{' and '.join(given)} are" if given else "none is"
            return [f"Of {one_of} exactly one must be set, and {found}."]
        if self.teams_certificate_file is not None and not self.teams_certificate_file.is_file():
            return ["TEAMS_CERTIFICATE_FILE is no file that can be read."]
        if not development and is_placeholder(self.teams_client_secret):
            return ["TEAMS_CLIENT_SECRET is a placeholder; set the real secret."]
        return []


def is_placeholder(secret: SecretStr) -> bool:
    """Whether this only stands where a secret should be."""
    text = secret.get_secret_value().strip().lower()
    return text in PLACEHOLDERS or text.startswith(("<", "${", "{{"))


def id_problems(settings: TeamsSettings, names: tuple[str, ...]) -> list[str]:
    """Return one sentence for each of these ids that is missing, or none."""
    problems = []
    for name in names:
        value = getattr(settings, name)
        if not value:
            problems.append(f"{name.upper()} is missing: {ID_MEANS[name]}.")
        elif not ID.fullmatch(value) or value == NO_ID:
            problems.append(f"{name.upper()} must be an id like 1a2b3c4d-1a2b-1a2b-1a2b-1a2b3c4d5e6f.")
    return problems
