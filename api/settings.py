"""What the API is told from outside; the only module here that reads the environment."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.referrals.encryption.keys import keep_development_key, make_key, read_key, read_ring
from api.referrals.encryption.vault import Vault

DEVELOPMENT_TENANT = "00000000-0000-4000-8000-00000000da7a"
DEVELOPMENT_APP_ID = "api://staff-assistant-api"
PLACEHOLDERS = ("changeme", "change-me", "placeholder", "example", "your-", "<", "xxx", DEVELOPMENT_TENANT)
NEEDED_IN_PRODUCTION = ("entra_tenant_id", "entra_api_app_id", "database_url", "smtp_host")
KEYS_NEEDED_IN_PRODUCTION = ("health_keys", "audit_key")


class TeamsNotices(StrEnum):
    """Whether people are told in Teams as well: beside their e-mails, or first, with an e-mail where that fails."""

    OFF = "off"
    BESIDE = "beside"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class TrainingRules:
    """What the learning team decides: how long an offered place is held, and who sends invitations.

    `assistant`: who sends what is nobody else's business.
    """

    offer_hours: int
    organiser: str
    assistant: str
    teams_notices: TeamsNotices = TeamsNotices.BESIDE


class Settings(BaseSettings):
    """Every setting, as `docs/settings.md` explains it. Raises ValidationError with one plain sentence."""

    # A refused value may be a password, so it is never quoted.
    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "development"
    var_dir: Path = Path("var")
    host: str = "127.0.0.1"
    api_port: int = Field(default=8001, ge=1, le=65535)
    gateway_url: str = "http://127.0.0.1:8000"
    database_url: str = Field(default="", repr=False)
    entra_tenant_id: str = ""
    entra_api_app_id: str = ""
    gateway_public_key_file: Path | None = None
    demo_people_file: Path = Path("demo/people.yml")
    knowledge_dir: Path = Path("knowledge")
    offer_hours: int = Field(default=48, ge=1, le=24 * 14)
    outbox_seconds: float = Field(default=5, ge=0, le=3600)
    amqp_url: SecretStr = SecretStr("")
    amqp_queue: str = Field(default="staff-assistant.notifications", pattern=r"^[A-Za-z0-9._-]{1,100}$")
    smtp_host: str = ""
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_starttls: bool = False
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    training_email: str = Field(default="learning@sefton.example", pattern=r"^[^@\s]+@[^@\s]+$")
    assistant_email: str = Field(default="assistant@sefton.example", pattern=r"^[^@\s]+@[^@\s]+$")
    teams_notices: TeamsNotices = TeamsNotices.BESIDE
    health_keys: SecretStr = SecretStr("")
    audit_key: SecretStr = SecretStr("")
    audit_checkpoint_file: Path | None = None
    erasure_ledger_file: Path | None = None
    clamd_address: str = Field(default="", pattern=r"^$|^tcp://[A-Za-z0-9.:\[\]-]+:[0-9]{1,5}$|^unix:///[^\s]+$")

    @model_validator(mode="after")
    def _refuse_half_a_production(self) -> Self:
        if self.development:
            if bool(self.entra_tenant_id) != bool(self.entra_api_app_id):
                raise ValueError("ENTRA_TENANT_ID and ENTRA_API_APP_ID belong together: set both or none.")
            return self
        unset = [name.upper() for name in NEEDED_IN_PRODUCTION if _is_placeholder(getattr(self, name))]
        # A placeholder is refused below: only 32 random bytes are a key.
        unset += [name.upper() for name in KEYS_NEEDED_IN_PRODUCTION if not getattr(self, name).get_secret_value()]
        if unset:
            raise ValueError(f"In production the API needs {', '.join(unset)}; see docs/settings.md.")
        return self

    @field_validator("amqp_url")
    @classmethod
    def _refuse_another_protocol(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not value.get_secret_value().startswith(("amqp://", "amqps://")):
            raise ValueError("it begins with amqp:// or amqps://")
        return value

    @field_validator("health_keys", "audit_key")
    @classmethod
    def _refuse_what_is_no_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if text := value.get_secret_value():
            (read_ring if info.field_name == "health_keys" else read_key)(text)
        return value

    def open_vault(self) -> Vault:
        """Return what seals health information; in development its keys are made when there are none."""
        directory = self.var_dir / "keys"
        health, audit = self.health_keys.get_secret_value(), self.audit_key.get_secret_value()
        if self.development:
            health = health or keep_development_key(directory / "health.keys", f"development:{make_key()}")
            audit = audit or keep_development_key(directory / "audit.key", make_key())
        return Vault(read_ring(health), read_key(audit))

    @property
    def checkpoint_file(self) -> Path:
        """Where the audit trail's checkpoints are written: in production a place that keeps what was written."""
        return self.audit_checkpoint_file or self.var_dir / "audit" / "checkpoints"

    @property
    def ledger_file(self) -> Path:
        """Where it is written what was deleted: in production a place that keeps what was written."""
        return self.erasure_ledger_file or self.var_dir / "audit" / "erasures"

    @property
    def development(self) -> bool:
        """Whether demo people and the local issuer may be believed."""
        return self.environment == "development"

    @property
    def local_identity(self) -> bool:
        """Whether the gateway's local issuer signs the tokens: in development, without Entra settings."""
        return self.development and not self.entra_tenant_id

    @property
    def tenant(self) -> str:
        """The one tenant whose tokens and people are accepted."""
        return DEVELOPMENT_TENANT if self.local_identity else self.entra_tenant_id

    @property
    def audience(self) -> str:
        """What a token for this API has as its audience."""
        return DEVELOPMENT_APP_ID if self.local_identity else self.entra_api_app_id

    @property
    def database(self) -> str:
        """The address of the database, with its driver."""
        url = self.database_url or f"sqlite:///{self.var_dir}/api.db"
        scheme, _, rest = url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url

    @property
    def training_rules(self) -> TrainingRules:
        """What the services of training need to know."""
        return TrainingRules(self.offer_hours, self.training_email, self.assistant_email, self.teams_notices)

    @property
    def public_key_file(self) -> Path:
        """Where the gateway's public key lies."""
        return self.gateway_public_key_file or self.var_dir / "keys" / "gateway.pub.pem"


def _is_placeholder(value: str) -> bool:
    return not value.strip() or any(word in value.lower() for word in PLACEHOLDERS)
