"""The five parts of the assistant: how each is started, where it listens, and what shows that it is up."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.paths import MAIN, RASA, python_of

HOST = "127.0.0.1"
QUIET_RASA = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_HOST": HOST,
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}

# A question is a few small products; a library that splits them over threads waits for the others more than it gains.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Part:
    """One process group of the assistant. `health` is a path that answers 200 when the part is up.

    `faces_people`: its address is for people, and it may be opened to other machines.
    """

    name: str
    command: tuple[str, ...]
    port: int
    health: str
    settings: Mapping[str, str] = field(default_factory=dict)
    faces_people: bool = False

    @property
    def port_setting(self) -> str:
        """Return the name of the setting that chooses the port."""
        return f"{self.name.upper()}_PORT"

    @property
    def url(self) -> str:
        """Return the address on this machine."""
        return f"http://{HOST}:{self.port}"


DEFAULT_PORTS = {"gateway": 8000, "rasa": 5005, "api": 8001, "actions": 5055, "console": 8002}
FACING_PEOPLE = ("gateway", "console")
MODULES = {
    "gateway": (MAIN, ("-m", "bot.gateway"), "/"),
    "rasa": (RASA, ("-m", "bot.nlu", "serve"), "/webhooks/gateway/health"),
    "api": (MAIN, ("-m", "api"), "/health/live"),
    "actions": (MAIN, ("-m", "actions"), "/health"),
    "console": (MAIN, ("-m", "api.console"), "/health/live"),
}


def assistant(var: Path, settings: Mapping[str, str]) -> list[Part]:
    """Return the parts in the order in which they start, each with its whole environment.

    Only what faces people may be opened to other machines (HOST); the rest stays private.
    """
    ports = {name: int(settings.get(f"{name.upper()}_PORT") or port) for name, port in DEFAULT_PORTS.items()}
    shared = {f"{name.upper()}_PORT": str(port) for name, port in ports.items()}
    shared |= {
        f"{name.upper()}_URL": settings.get(f"{name.upper()}_URL") or f"http://{HOST}:{port}"
        for name, port in ports.items()
    }
    shared |= {"VAR_DIR": str(var), "PYTHONUNBUFFERED": "1", **QUIET_RASA, **ONE_THREAD}
    parts = []
    for name, (environment, arguments, health) in MODULES.items():
        faces_people = name in FACING_PEOPLE
        own = {} if faces_people else {"HOST": HOST}
        command = (str(python_of(environment)), *arguments)
        parts.append(Part(name, command, ports[name], health, {**settings, **shared, **own}, faces_people))
    return parts


def current_settings() -> dict[str, str]:
    """Return the settings that this process was given."""
    return dict(os.environ)
