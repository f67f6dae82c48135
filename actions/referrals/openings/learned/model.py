"""What was learned, as the action server uses it: loaded from the files that training wrote, asked for one opening."""

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from actions.referrals.openings.learned.choices import Choices, Detectors
from actions.referrals.openings.learned.days import Roles, find_candidates
from actions.referrals.openings.learned.deciding import decide
from actions.referrals.openings.learned.trust import Trust
from actions.referrals.openings.said import plain

# As training writes them, below VAR_DIR.
DIRECTORY, FILE, MANIFEST = "openings", "learned.npz", "manifest.json"


class LearnedError(Exception):
    """What was learned of openings is missing, or is not what training wrote."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that was learned, and how far the rules are trusted beside it."""

    choices: Choices
    roles: Roles
    trust: Mapping[str, Trust]

    def read(
        self, text: str, form: str, today: date, rules: Mapping[str, Any], fields: Container[str]
    ) -> dict[str, Any]:
        """Return what is sure enough, by field; `rules`: what these found."""
        chances = self.choices.chances(text, form, today)
        days = self.roles.read(find_candidates(plain(text), today, rules), rules)
        return decide(chances, days, rules, self.trust, fields)

    def save(self, directory: Path) -> None:
        """Write FILE and the manifest with its hash; no code is stored."""
        choices, detectors = self.choices, self.choices.detectors
        told = {
            "columns": choices.columns,
            "detected": detectors.columns,
            "trust": {name: asdict(trust) for name, trust in self.trust.items()},
        }
        directory.mkdir(parents=True, exist_ok=True)
        np.savez(
            directory / FILE,
            told=np.array(json.dumps(told)),
            words=choices.words,
            dense=choices.dense,
            line_words=detectors.words,
            line_bias=detectors.bias,
            roles=self.roles.weights,
        )
        digests = {FILE: hashlib.sha256((directory / FILE).read_bytes()).hexdigest()}
        (directory / MANIFEST).write_text(json.dumps({"files": digests}, indent=2), encoding="utf-8")

    @classmethod
    def load(cls, var_dir: Path) -> "Learned":
        """Load what `save` wrote. Raises LearnedError when it is missing or altered."""
        directory = var_dir / DIRECTORY
        try:
            expected = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"][FILE]
            found = hashlib.sha256((directory / FILE).read_bytes()).hexdigest()
        except (OSError, ValueError, KeyError) as error:
            raise LearnedError("What is learned for referrals is missing; `make train` builds it.") from error
        if found != expected:
            raise LearnedError(f"{FILE} is not the file that was trained; it was not loaded.")
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            told = json.loads(str(arrays["told"]))
            columns, detected = (tuple((name, value) for name, value in told[key]) for key in ("columns", "detected"))
            detectors = Detectors(detected, arrays["line_words"], arrays["line_bias"])
            choices = Choices(detectors, columns, arrays["words"], arrays["dense"])
            trust = {name: Trust(**values) for name, values in told["trust"].items()}
            return cls(choices, Roles(arrays["roles"]), trust)
