"""The two virtual environments: what each is made from, and whether it is current. Installs nothing."""

import hashlib
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.paths import MAIN, RASA, ROOT, python_of

STAMP = "staff-assistant.stamp"
UNDER_WAY = "staff-assistant.installing"


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment and the hash-pinned lock that it is made from."""

    directory: Path
    lock: Path
    holds: str

    @property
    def name(self) -> str:
        """Return the directory's name, as people see it."""
        return self.directory.name

    @property
    def stamp(self) -> Path:
        """Return the file that says from what the environment was made."""
        return self.directory / STAMP

    @property
    def under_way(self) -> Path:
        """Return the file that is there only while packages are being installed."""
        return self.directory / UNDER_WAY

    def fingerprint(self) -> str:
        """Return a hash of everything the environment is made from."""
        text = f"{platform.python_version()} {platform.machine()}\n{self.lock.read_text(encoding='utf-8')}"
        return hashlib.sha256(text.encode()).hexdigest()

    def is_current(self) -> bool:
        """Return whether the environment is complete and made from the present lock."""
        return (
            self.stamp.is_file()
            and not self.under_way.exists()
            and self.stamp.read_text(encoding="utf-8").strip() == self.fingerprint()
            and self.runs()
        )

    def runs(self) -> bool:
        """Return whether the environment's interpreter starts and is the Python that was asked for."""
        command = [python_of(self.directory), "-c", "import platform; print(platform.python_version())"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return answer.returncode == 0 and answer.stdout.strip() == platform.python_version()


def environments() -> tuple[Environment, ...]:
    """Return both environments of the project."""
    return (
        Environment(MAIN, ROOT / "requirements" / "main.txt", "everything that faces people"),
        Environment(RASA, ROOT / "requirements" / "rasa.txt", "Rasa, spaCy and the encoder, about 2.3 GB"),
    )
