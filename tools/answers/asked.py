"""Asks the trained model all known questions, once for each model: the answers are kept in VAR_DIR."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.paths import var_directory
from tools.progress import Step
from tools.trained_model import trained_model

FILE = "known-answers.json"
EVERY = 500
HASH_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the model says to each text, the limits of config.yml by which it decided, and the encoder it stands on."""

    answers: dict[str, dict[str, Any]]
    limits: dict[str, float]
    encoder: str


def ask_all(texts: Iterable[str]) -> Asked:
    """Return the answers to these texts. Raises ToolError when there is no model."""
    wanted = list(dict.fromkeys(texts))
    kept = _read(var_directory() / FILE)
    if kept and kept["model"] == _model() and kept["answers"].keys() >= set(wanted):
        return Asked({text: kept["answers"][text] for text in wanted}, kept["limits"], _encoder())
    with Step(f"Asking the trained model {len(wanted):,} known questions") as step, trained_model() as model:
        answers = {}
        for number, text in enumerate(wanted, 1):
            answers[text] = model.ask({"text": text})
            if number % EVERY == 0:
                step.detail(f"{number:,} asked")
        found = {"model": model.first["model"], "limits": model.first["limits"], "answers": answers}
    (var_directory() / FILE).write_text(json.dumps(found), encoding="utf-8")
    return Asked(answers, found["limits"], _encoder())


def _model() -> str | None:
    manifest = _read(var_directory() / "models" / "manifest.json")
    return str(manifest["sha256"]) if manifest and "sha256" in manifest else None


def _encoder() -> str:
    manifest = _read(var_directory() / "encoder" / "manifest.json") or {}
    return str(manifest.get("files", {}).get("model.onnx", ""))[:HASH_SHOWN]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
