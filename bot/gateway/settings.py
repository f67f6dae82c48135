"""What the gateway is told from outside; the only module here that reads the environment."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, HttpUrl, SecretStr, TypeAdapter, ValidationError, model_validator
from pydantic_settings import SettingsConfigDict

from bot.gateway.teams.settings import TeamsSettings, is_placeholder

DEVELOPMENT_TENANT = "00000000-0000-4000-8000-00000000da7a"
ENTRA = (
    "entra_tenant_id",
    "entra_gateway_app_id",
    "entra_api_app_id",
    "entra_client_id",
    "entra_client_secret",
)


class Settings(TeamsSettings):
    """Every setting, as `docs/settings.md` explains it. Raises ValidationError with a plain sentence."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    environment: Literal["development", "production"] = "development"
    var_dir: Path = Path("var")
    knowledge_dir: Path = Path("knowledge")
    demo_people_file: Path = Path("demo/people.yml")
    host: str = "127.0.0.1"
    gateway_port: int = Field(default=8000, ge=1, le=65535)
    gateway_url: str = ""
    console_url: str = "http://127.0.0.1:8002"
    api_url: str = "http://127.0.0.1:8001"
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    entra_tenant_id: str = ""
    entra_gateway_app_id: str = ""
    entra_api_app_id: str = ""
    entra_client_id: str = ""
    entra_client_secret: SecretStr = SecretStr("")
    gateway_signing_key_file: Path | None = None
    gateway_public_key_file: Path | None = None
    issuer_key_file: Path | None = None
    turn_deadline_seconds: float = Field(default=4.5, gt=0, le=30)
    messages_per_minute: int = Field(default=15, ge=0)
    max_message_characters: int = Field(default=1000, ge=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        keys = self.var_dir / "keys"
        self.gateway_url = (self.gateway_url or f"http://127.0.0.1:{self.gateway_port}").rstrip("/")
        self.gateway_signing_key_file = self.gateway_signing_key_file or keys / "gateway.pem"
        self.gateway_public_key_file = self.gateway_public_key_file or keys / "gateway.pub.pem"
        self.issuer_key_file = self.issuer_key_file or keys / "issuer.pem"
        for name in ("gateway_url", "console_url", "api_url", "rasa_url", "actions_url"):
            TypeAdapter(HttpUrl).validate_python(getattr(self, name))
            setattr(self, name, getattr(self, name).rstrip("/"))
        return self

    @model_validator(mode="after")
    def _refuse_what_is_half_set(self) -> Self:
        """Name everything at once, so that nobody has to start again for each."""
        problems = [] if self.development else self._production_problems()
        of_teams = self.teams_problems(development=self.development)
        if self.teams_tenant_id and self.entra_tenant_id.lower() not in {"", self.teams_tenant_id}:
            of_teams.append("TEAMS_TENANT_ID and ENTRA_TENANT_ID must be the same tenant.")
        problems += [*of_teams, "See docs/teams-setup.md."] if of_teams else []
        if problems:
            raise ValueError(" ".join(problems))
        return self

    def _production_problems(self) -> list[str]:
        problems = []
        missing = [name.upper() for name in ENTRA if not self.text_of(name)]
        if missing:
            problems.append(f"In production the gateway needs {', '.join(missing)}; see docs/settings.md.")
        if is_placeholder(self.entra_client_secret):
            problems.append("ENTRA_CLIENT_SECRET is a placeholder; set the real secret.")
        if self.messages_per_minute == 0:
            problems.append("MESSAGES_PER_MINUTE=0 switches the limit off, which only development allows.")
        return problems

    @property
    def development(self) -> bool:
        """Whether demo people and the local issuer may exist."""
        return self.environment == "development"

    @property
    def local_identity(self) -> bool:
        """Whether demo people sign in with the local issuer: in development, without Entra settings."""
        return self.development and not any(self.text_of(name) for name in ENTRA)

    @property
    def client_secret_file(self) -> Path:
        """Where the local issuer's client secret lies."""
        return self.var_dir / "keys" / "client-secret"

    def text_of(self, name: str) -> str:
        """Return the value of a setting, which may be a secret."""
        value = getattr(self, name)
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value)


def explain(error: ValidationError) -> list[str]:
    """Return one sentence for each setting that is wrong. Not pydantic's own text, which repeats values."""
    return [
        f"{'.'.join(map(str, problem['loc'])).upper()} {problem['msg'].removeprefix('Value error, ')}".strip()
        for problem in error.errors(include_url=False, include_input=False)
    ]
