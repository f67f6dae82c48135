"""What the console is told from outside, beside what the API is; reads the environment."""

import secrets
from pathlib import Path
from typing import Self

from pydantic import Field, HttpUrl, SecretStr, TypeAdapter, model_validator

from api.settings import Settings

SHORTEST_SECRET = 32
CLIENT = "staff-assistant-console"
NEEDED = ("entra_console_app_id", "entra_console_secret", "console_cookie_secret", "console_url")


class ConsoleSettings(Settings):
    """Every setting of the console, as `docs/settings.md` explains it. Raises ValidationError with a plain sentence."""

    console_port: int = Field(default=8002, ge=1, le=65535)
    console_url: str = ""
    council_name: str = Field(default="Sefton Council", min_length=1, max_length=60)
    entra_console_app_id: str = ""
    entra_console_secret: SecretStr = SecretStr("")
    console_cookie_secret: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _complete_the_console(self) -> Self:
        missing = [name.upper() for name in NEEDED if not self._text(name)]
        if not self.local_identity and missing:
            raise ValueError(f"Where Entra signs people in, the console needs {', '.join(missing)}.")
        secret = self._text("console_cookie_secret")
        if secret and len(secret) < SHORTEST_SECRET:
            raise ValueError(f"CONSOLE_COOKIE_SECRET needs {SHORTEST_SECRET} characters or more.")
        self.console_url = (self.console_url or f"http://127.0.0.1:{self.console_port}").rstrip("/")
        TypeAdapter(HttpUrl).validate_python(self.console_url)
        if not self.development and not self.console_url.startswith("https://"):
            raise ValueError("In production CONSOLE_URL begins with https://, or cookies could be read on the way.")
        return self

    @property
    def client_id(self) -> str:
        """The application as which people sign in."""
        return CLIENT if self.local_identity else self.entra_console_app_id

    @property
    def authority(self) -> str:
        """Who signs people in."""
        if self.local_identity:
            return f"{self.gateway_url.rstrip('/')}/issuer/{self.tenant}/v2.0"
        return f"https://login.microsoftonline.com/{self.tenant}"

    @property
    def client_secret(self) -> str:
        """The application's secret. Raises OSError when the development keys are missing."""
        if not self.local_identity:
            return self._text("entra_console_secret")
        return (self.var_dir / "keys" / "client-secret").read_text(encoding="ascii").strip()

    @property
    def cookie_secret(self) -> str:
        """What cookies are sealed with; in development a new one at each start, unless one is set."""
        return self._text("console_cookie_secret") or secrets.token_urlsafe(SHORTEST_SECRET)

    @property
    def static_directory(self) -> Path:
        """Where the style sheet and the script lie, made by `make setup`."""
        return self.var_dir / "console" / "static"

    @property
    def font_directory(self) -> Path:
        """Where the font of the letters lies, brought by `make setup`."""
        return self.var_dir / "console" / "fonts"

    def _text(self, name: str) -> str:
        value = getattr(self, name)
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value).strip()
