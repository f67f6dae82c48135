"""A knowledge base with a planted mistake, and the model that is trained on it: for tests of an editor's day."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.parts import QUIET_RASA
from tools.paths import RASA, ROOT, python_of

# An editor writes these into the article about counselling; they ask for the one about physiotherapy.
STOLEN_FROM, STOLEN_BY = "physiotherapy", "counselling"
STOLEN = (
    "can staff have physio through work",
    "is there free physio for council workers with a bad back",
    "does the council offer treatment for muscle and joint trouble",
    "which treatment for muscle pain does the council offer its staff",
    "treatment for joint pain offered by the council",
)
# Held-out, so nobody trained on it.
QUESTION = "does the council offer treatment for muscle and joint pain"
# Rasa's part of the training alone: urgent help has nothing to do with it, and takes as long.
TRAIN = """
from bot.nlu.settings import Settings
settings = Settings.from_environment()
settings.tell_rasa()
from bot.nlu.training import _put_into_place, _train_rasa
model = _train_rasa(settings)
assert model
_put_into_place(model, settings)
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """A copy of the knowledge base with the mistake, and the directory of generated files with its model."""

    knowledge: Path
    var: Path


def train_planted(directory: Path) -> Planted:
    """Return the knowledge base with stolen questions, trained for real."""
    shutil.rmtree(directory, ignore_errors=True)
    planted = Planted(directory / "knowledge", directory / "var")
    shutil.copytree(ROOT / "knowledge", planted.knowledge)
    [path] = planted.knowledge.glob(f"*/{STOLEN_BY}.md")
    head, mark, rest = path.read_text(encoding="utf-8").partition("examples:\n")
    path.write_text(head + mark + "".join(f"  - {text}\n" for text in STOLEN) + rest, encoding="utf-8")
    planted.var.mkdir()
    (planted.var / "encoder").symlink_to(ROOT / "var" / "encoder")
    settings = {"VAR_DIR": str(planted.var), "KNOWLEDGE_DIR": str(planted.knowledge)}
    with (directory / "train.log").open("w", encoding="utf-8") as log:
        subprocess.run(
            [python_of(RASA), "-c", TRAIN],
            cwd=ROOT,
            env={**os.environ, **QUIET_RASA, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
            check=True,
        )
    return planted
