"""What bot/nlu is told by its environment. The only place here that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and listen. docs/settings.md explains each."""

    environment: str
    var_dir: Path
    knowledge_dir: Path
    host: str
    port: int
    actions_url: str
    public_key_file: Path
    tracker_database_url: str
    turn_deadline_seconds: float

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; what is not set has the default that `make run` uses."""
        values = os.environ if environment is None else environment
        var_dir = Path(values.get("VAR_DIR", "var"))
        return cls(
            environment=values.get("ENVIRONMENT", "development"),
            var_dir=var_dir,
            knowledge_dir=Path(values.get("KNOWLEDGE_DIR", "knowledge")),
            host=values.get("HOST", "127.0.0.1"),
            port=int(values.get("RASA_PORT", "5005")),
            actions_url=values.get("ACTIONS_URL", "http://127.0.0.1:5055"),
            public_key_file=Path(values.get("GATEWAY_PUBLIC_KEY_FILE", str(var_dir / "keys" / "gateway.pub.pem"))),
            tracker_database_url=values.get("TRACKER_DATABASE_URL", f"sqlite:///{var_dir / 'conversations.db'}"),
            turn_deadline_seconds=float(values.get("TURN_DEADLINE_SECONDS", "4.5")),
        )

    def tell_rasa(self) -> None:
        """Set what Rasa and TensorFlow themselves read from the environment; before either is imported."""
        # Rasa reports usage and crashes, with texts, unless it is told not to.
        os.environ["RASA_TELEMETRY_ENABLED"] = "false"
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        # endpoints.yml names the action server by this.
        os.environ.setdefault("ACTIONS_URL", self.actions_url)
        # A conversation is locked while a turn runs; the lock must outlive the turn's deadline.
        os.environ.setdefault("TICKET_LOCK_LIFETIME", str(int(self.turn_deadline_seconds * 2) + 1))
        os.environ.setdefault("LOG_LEVEL", "ERROR")

    @property
    def encoder_dir(self) -> Path:
        """The sentence encoder, as built at training time."""
        return self.var_dir / "encoder"

    @property
    def model_file(self) -> Path:
        """The trained model."""
        return self.var_dir / "models" / "assistant.tar.gz"

    @property
    def manifest_file(self) -> Path:
        """The model's hash, written when it was trained and checked before it is loaded."""
        return self.var_dir / "models" / "manifest.json"
