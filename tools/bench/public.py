"""Measures both pipelines on the public test sets: right intents, and what belongs to no intent. Trains by `models`."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from contracts.yaml_files import read_yaml
from tools.bench.models import Parse, Recipe, TrainedModel, home, parse, train
from tools.bench.pipelines import our_config, stock_config
from tools.bench.rejection import auroc
from tools.paths import ROOT

SETS = ("banking77-10shot", "clinc150")
OUT_OF_SCOPE = "out_of_scope_test.txt"
FALLBACK = "nlu_fallback"
# From here on our pipeline says that a message is about something that was trained.
FAMILIAR = 0.5

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A public set: training data as Rasa reads it, test lines with their intents, and lines of no intent, if any."""

    name: str
    training: str
    texts: list[str]
    intents: list[str]
    foreign: list[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a pipeline makes of a text: its best intent, how sure it is that there is one, and whether it accepts."""

    intent: str
    sureness: float
    accepted: bool


def measure_public(directory: Path, without: Collection[str]) -> dict[str, dict[str, Figures]]:
    """Return for each set the figures of each pipeline; `without` names those to leave out, as "clinc150-stock"."""
    found: dict[str, dict[str, Figures]] = {}
    for name in SETS:
        data = read_public(directory / name)
        found[name] = {
            recipe.name.removeprefix(f"{name}-"): _measure(train(recipe), data)
            for recipe in recipes(data)
            if recipe.name not in without
        }
    return found


def recipes(data: PublicSet) -> list[Recipe]:
    """Return both recipes for a set: ours first, because stock takes long."""
    ours = our_config((ROOT / "config.yml").read_text(encoding="utf-8"))
    return [
        Recipe(f"{data.name}-ours", ours, data.training),
        Recipe(f"{data.name}-stock", stock_config(home() / "rasa-init"), data.training),
    ]


def read_public(directory: Path) -> PublicSet:
    """Read one set. Raises OSError when it is not there."""
    test = read_yaml(directory / "test.yml")
    rows = [(line, entry["intent"]) for entry in test["nlu"] for line in lines_of(entry["examples"])]
    foreign = directory / OUT_OF_SCOPE
    outside = foreign.read_text(encoding="utf-8").splitlines() if foreign.is_file() else []
    texts, intents = [text for text, _ in rows], [str(intent) for _, intent in rows]
    training = (directory / "train.yml").read_text(encoding="utf-8")
    return PublicSet(directory.name, training, texts, intents, [line for line in outside if line.strip()])


def lines_of(examples: str) -> list[str]:
    """Return the lines of a list of examples, as Rasa's files hold it."""
    return [line.strip()[2:].strip() for line in examples.splitlines() if line.strip().startswith("- ")]


def judge(parsed: Parse) -> Judged:
    """Read a parse of either pipeline.

    Stock's best intent is the best but for its fallback, as `rasa test` counts; its sureness is that intent's
    confidence, and it accepts what its fallback does not take.
    """
    ranking = [(entry["name"], float(entry["confidence"])) for entry in parsed["intent_ranking"]]
    intent, confidence = next((pair for pair in ranking if pair[0] != FALLBACK), (FALLBACK, 0.0))
    if "familiarity" in parsed:
        familiarity = float(parsed["familiarity"])
        return Judged(str(parsed["intent"]["name"]), familiarity, familiarity >= FAMILIAR)
    return Judged(str(intent), confidence, parsed["intent"]["name"] != FALLBACK)


def figures_of(known: list[Judged], intents: list[str], foreign: list[Judged]) -> Figures:
    """Return the shares, 0 to 1, of what was understood, and where there are lines of no intent, of what was refused.

    `accepted_and_right` is the share of the known lines that are both.
    """
    right = [judged.intent == intent for judged, intent in zip(known, intents, strict=True)]
    figures = {"accuracy": sum(right) / len(right)}
    if foreign:
        accepted = [judged.accepted and good for judged, good in zip(known, right, strict=True)]
        figures |= {
            "auroc": auroc([judged.sureness for judged in known], [judged.sureness for judged in foreign]),
            "accepted": sum(judged.accepted for judged in known) / len(known),
            "accepted_and_right": sum(accepted) / len(known),
            "refused": sum(not judged.accepted for judged in foreign) / len(foreign),
        }
    return figures


def _measure(model: TrainedModel, data: PublicSet) -> Figures:
    parses = parse(model.file, [*data.texts, *data.foreign], f"Asking {model.name}")
    judged = [judge(parsed) for parsed in parses]
    known = len(data.texts)
    return {**figures_of(judged[:known], data.intents, judged[known:]), "training_s": model.seconds}
