"""Trains NLU models on data in Rasa's own format, and parses texts with them, each in a process of Rasa's environment.

A model is trained again only when its data, its configuration or the code of the pipeline changed.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.pipelines import rasa_command
from tools.commands import run_logged
from tools.parts import ONE_THREAD, QUIET_RASA
from tools.paths import RASA, ROOT, log_file, python_of, var_directory
from tools.progress import Step

PROGRESS = "progress: "
# How Rasa shows where its network is: "Epochs:  70%|███   | 70/100 [47:29<14:58, …".
EPOCH = re.compile(r"^Epochs: .* (\d+)/(\d+) \[")
EPOCHS_SHOWN = 10
# What our pipeline is made from, beside config.yml.
CODE = ("bot/nlu/**/*.py", "requirements/rasa.txt")

Parse = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model is made from: a name for people, Rasa's configuration, and training data in Rasa's YAML."""

    name: str
    config: str
    data: str

    def fingerprint(self) -> str:
        """Return a hash of everything that the model depends on."""
        digest = hashlib.sha256(f"{self.config}\0{self.data}".encode())
        # The stock pipeline holds none of our code.
        patterns = CODE if "bot.nlu" in self.config else CODE[1:]
        for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
            digest.update(path.read_bytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A model file, and how long its training took."""

    name: str
    file: Path
    seconds: float


def train(recipe: Recipe) -> TrainedModel:
    """Train with plain `rasa train nlu`, or take the model that was made from just this before. Raises ToolError."""
    directory = home() / recipe.name
    directory.mkdir(parents=True, exist_ok=True)
    model, note = directory / "model.tar.gz", directory / "made-from.json"
    made_from = recipe.fingerprint()
    if model.is_file() and note.is_file():
        kept = json.loads(note.read_text(encoding="utf-8"))
        if kept["fingerprint"] == made_from:
            return TrainedModel(recipe.name, model, float(kept["seconds"]))
    files = {"config.yml": recipe.config, "train.yml": recipe.data, "domain.yml": 'version: "3.1"\n'}
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")
    note.unlink(missing_ok=True)
    command = [*rasa_command(), "train", "nlu", "--nlu", directory / "train.yml", "--config", directory / "config.yml"]
    command += ["--domain", directory / "domain.yml", "--out", directory, "--fixed-model-name", "model"]
    started = time.monotonic()
    title = f"Training {recipe.name}"
    with Step(title) as step:
        tell = _teller_of_epochs(step.detail)
        run_logged(command, title=title, log=log_file("bench"), environment=environment(directory), on_line=tell)
    seconds = time.monotonic() - started
    note.write_text(json.dumps({"fingerprint": made_from, "seconds": seconds}), encoding="utf-8")
    return TrainedModel(recipe.name, model, seconds)


def parse(model: Path, texts: Sequence[str], title: str) -> list[Parse]:
    """Return what a model makes of each text, in their order: one real parse each, as a server does it."""
    directory = home()
    asked, found = directory / "texts.json", directory / "parses.jsonl"
    asked.write_text(json.dumps(list(texts)), encoding="utf-8")
    command: list[str | Path] = [python_of(RASA), "-m", "bot.nlu.parsing", model, asked, found]
    with Step(title) as step:
        run_logged(
            command,
            title=title,
            log=log_file("bench"),
            environment={**environment(directory), **ONE_THREAD},
            on_line=_teller(step.detail),
        )
    return [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]


def environment(directory: Path) -> Mapping[str, str]:
    """Return the settings: no articles, nothing kept where the assistant keeps its own, no model from an old cache."""
    empty = home() / "no-articles"
    empty.mkdir(exist_ok=True)
    cache = str(directory / "cache")
    ours = {"VAR_DIR": str(home()), "KNOWLEDGE_DIR": str(empty), "RASA_CACHE_DIRECTORY": cache}
    return {**os.environ, **QUIET_RASA, **ours}


def home() -> Path:
    """Return the directory of what is generated here."""
    directory = var_directory() / "bench" / "quality"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def _teller(tell: Callable[[str], None]) -> Callable[[str], None]:
    def show(line: str) -> None:
        if line.startswith(PROGRESS):
            tell(line.removeprefix(PROGRESS))

    return show


def _teller_of_epochs(tell: Callable[[str], None]) -> Callable[[str], None]:
    """Return what tells every tenth epoch, once; the stock pipeline trains for long."""
    told: set[str] = set()

    def show(line: str) -> None:
        found = EPOCH.match(line)
        if found and int(found[1]) % EPOCHS_SHOWN == 0 and found[1] not in told:
            told.add(found[1])
            tell(f"epoch {found[1]} of {found[2]}")

    return show
