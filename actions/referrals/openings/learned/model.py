"""What was learned, as the action server uses it: loaded from the files that training wrote, asked for one opening."""

import hashlib
import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from actions.referrals.openings.learned.choices import Choices, Detectors, Directions
from actions.referrals.openings.learned.days import Roles, find_candidates
from actions.referrals.openings.learned.deciding import decide
from actions.referrals.openings.learned.networks import Network
from actions.referrals.openings.learned.vectors import Vectors, graph_of, vectors_now
from actions.referrals.openings.reasons import LONG
from actions.referrals.openings.said import plain
from bot.nlu.encoder import EncoderError

# As training writes them, below VAR_DIR.
DIRECTORY, FILE, MANIFEST = "openings", "learned.npz", "manifest.json"
FIRST_DAY, REASON, LONG_ABSENCE = "absence_from", "main_reason", "long_absence"
OF_NETWORK = [one.name for one in fields(Network)]


class LearnedError(Exception):
    """What was learned of openings is missing, or is not what training wrote."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything that was learned, with what gives vectors of passages; `graph` tells by which encoder."""

    choices: Choices
    roles: Roles
    vectors: Vectors
    graph: str

    def read(
        self, text: str, form: str, today: date, rules: Mapping[str, Any], fields: Container[str]
    ) -> dict[str, Any]:
        """Return what is sure enough, by field; `rules`: what these found."""
        chances = self.choices.chances(text, form, today, rules, self.vectors)
        days = self.roles.read(find_candidates(plain(text), today, rules), rules)
        first = days.get(FIRST_DAY)
        if first and (today - date.fromisoformat(first)).days < LONG:
            # As the form defines it: so soon nobody is long absent, however the story sounds.
            chances.get(REASON, {}).pop(LONG_ABSENCE, None)
        return decide(chances, days, rules, fields)

    def save(self, directory: Path) -> None:
        """Write FILE and the manifest with its hash; no code is stored."""
        choices, detectors = self.choices, self.choices.detectors
        told = {
            "columns": choices.columns,
            "ruled": choices.ruled,
            "detected": detectors.columns,
            "graph": self.graph,
        }
        networks: dict[str, Any] = {
            f"network_{name}": np.stack([getattr(one, name) for one in choices.networks]) for name in OF_NETWORK
        }
        directory.mkdir(parents=True, exist_ok=True)
        np.savez(
            directory / FILE,
            told=np.array(json.dumps(told)),
            words=choices.words,
            dense=choices.dense,
            line_words=detectors.words,
            line_vectors=detectors.vectors,
            line_bias=detectors.bias,
            middle=choices.directions.middle,
            axes=choices.directions.axes,
            roles=self.roles.weights,
            **networks,
        )
        digests = {FILE: hashlib.sha256((directory / FILE).read_bytes()).hexdigest()}
        (directory / MANIFEST).write_text(json.dumps({"files": digests}, indent=2), encoding="utf-8")

    @classmethod
    def load(cls, var_dir: Path) -> "Learned":
        """Load what `save` wrote, and the encoder. Raises LearnedError when one is missing, altered or another's."""
        directory = var_dir / DIRECTORY
        try:
            expected = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["files"][FILE]
            found = hashlib.sha256((directory / FILE).read_bytes()).hexdigest()
        except (OSError, ValueError, KeyError) as error:
            raise LearnedError("What is learned for referrals is missing; `make train` builds it.") from error
        if found != expected:
            raise LearnedError(f"{FILE} is not the file that was trained; it was not loaded.")
        try:
            vectors = vectors_now(var_dir)
        except EncoderError as error:
            raise LearnedError(str(error)) from error
        with np.load(directory / FILE, allow_pickle=False) as arrays:
            told = json.loads(str(arrays["told"]))
            if told["graph"] != graph_of(var_dir):
                raise LearnedError("Referrals were learned with another sentence encoder; `make train` learns anew.")
            columns, ruled, detected = (
                tuple((name, value) for name, value in told[key]) for key in ("columns", "ruled", "detected")
            )
            detectors = Detectors(detected, *(arrays[f"line_{name}"] for name in ("words", "vectors", "bias")))
            parts = [arrays[f"network_{name}"] for name in OF_NETWORK]
            networks = tuple(Network(*(part[place] for part in parts)) for place in range(len(parts[0])))
            directions = Directions(arrays["middle"], arrays["axes"])
            choices = Choices(detectors, directions, columns, ruled, arrays["words"], arrays["dense"], networks)
            return cls(choices, Roles(arrays["roles"]), vectors, told["graph"])
