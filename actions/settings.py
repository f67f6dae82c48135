"""What the actions are told by their environment. The only place here that reads it."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_TENANT = "00000000-0000-4000-8000-00000000da7a"
DEVELOPMENT_API = "api://staff-assistant-api"
DEVELOPMENT_CLIENT = "staff-assistant-actions"
PLACEHOLDERS = frozenset({"changeme", "change-me", "secret", "placeholder", "xxx", "your-secret"})
ENTRA = ("entra_tenant_id", "entra_client_id", "entra_client_secret", "entra_api_app_id")


class Settings(BaseSettings):
    """Where things lie and listen. docs/settings.md explains each."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    environment: str = "development"
    var_dir: Path = Path("var")
    knowledge_dir: Path = Path("knowledge")
    host: str = "127.0.0.1"
    actions_port: int = 5055
    api_url: str = "http://127.0.0.1:8001"
    gateway_url: str = "http://127.0.0.1:8000"
    gateway_public_key_file: Path | None = None
    entra_tenant_id: str = ""
    entra_client_id: str = ""
    entra_client_secret: SecretStr = SecretStr("")
    entra_api_app_id: str = ""

    @property
    def public_key(self) -> str:
        """The gateway's public key. Raises OSError when it is missing."""
        path = self.gateway_public_key_file or self.var_dir / "keys" / "gateway.pub.pem"
        return path.read_text(encoding="ascii")

    @property
    def problem(self) -> str | None:
        """Why the actions must not start, in one sentence."""
        unset = [name.upper() for name in ENTRA if not self._text(name)]
        if self.environment != "development" and unset:
            return f"Outside development the actions need {', '.join(unset)}; see docs/settings.md."
        if 0 < len(unset) < len(ENTRA):
            return f"The Entra settings belong together: set {', '.join(unset)} too, or none."
        if self._text("entra_client_secret").lower() in PLACEHOLDERS:
            return "ENTRA_CLIENT_SECRET is a placeholder; set the real secret."
        return None

    def _text(self, name: str) -> str:
        value = getattr(self, name)
        return (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()
