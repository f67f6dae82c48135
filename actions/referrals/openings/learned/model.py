"""What was learned, as the action server uses it: loaded from the files that training wrote, asked for one opening."""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from actions.referrals.openings.learned.choices import Choices, Detectors, Vectors
from actions.referrals.openings.learned.days import Roles, find_candidates
from actions.referrals.openings.learned.deciding import SURE_OF_DAY, decide
from actions.referrals.openings.learned.features import Numbers
from actions.referrals.openings.learned.trust import Trust
from actions.referrals.openings.said import plain
from bot.nlu.encoder import Encoder, EncoderError

# As training writes them, below VAR_DIR.
DIRECTORY, FILE, MANIFEST = "openings", "learned.npz", "manifest.json"
ENCODER_DIRECTORY = "encoder"


class LearnedError(Exception):
    """What was learned of openings is missing, or is not what training wrote."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors from the sentence encoder, one text at a time."""

    encoder: Encoder

    def both(self, texts: Sequence[str]) -> Numbers:
        """Return a row of 768 for each text."""
        return np.stack([self.encoder.read(text).both for text in texts])


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that was learned, and how far the rules are trusted beside it."""

    choices: Choices
    roles: Roles
    trust: Mapping[str, Trust]

    def read(
        self,
        text: str,
        form: str,
        today: date,
        rules: Mapping[str, Any],
        fields: Container[str],
        vectors: Vectors,
    ) -> dict[str, Any]:
        """Return what is sure enough, by field; `rules`: what these found."""
        chances = self.choices.chances(text, form, today, vectors)
        days = self.roles.read(find_candidates(plain(text), today, rules), SURE_OF_DAY)
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
            centre=choices.centre,
            line_words=detectors.words,
            line_dense=detectors.dense,
            line_centre=detectors.centre,
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
            detectors = Detectors(detected, arrays["line_words"], arrays["line_dense"], arrays["line_centre"])
            choices = Choices(detectors, columns, arrays["words"], arrays["dense"], arrays["centre"])
            trust = {name: Trust(**values) for name, values in told["trust"].items()}
            return cls(choices, Roles(arrays["roles"]), trust)


@dataclass(frozen=True, slots=True)
class Reader:
    """What was learned, with the encoder: reads an opening beside the rules."""

    learned: Learned
    vectors: Vectors

    @classmethod
    def load(cls, var_dir: Path) -> "Reader":
        """Load both. Raises LearnedError when something is missing or altered."""
        try:
            encoder = Encoder.load(var_dir / ENCODER_DIRECTORY)
        except EncoderError as error:
            raise LearnedError(str(error)) from error
        return cls(Learned.load(var_dir), Encoded(encoder))

    def read(
        self, text: str, form: str, today: date, rules: Mapping[str, Any], fields: Container[str]
    ) -> dict[str, Any]:
        """Return what is sure enough, by field; `rules`: what these found."""
        return self.learned.read(text, form, today, rules, fields, self.vectors)
