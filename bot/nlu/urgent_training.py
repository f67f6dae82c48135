"""Trains the urgent-help classifier on the lines of bot/gateway/urgent/training. Knows nothing of the gateway."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from bot.nlu.known_vectors import KnownVectors
from bot.nlu.near_lines import nearest_by_words
from bot.nlu.networks import Networks
from bot.nlu.quadratic import Quadratic
from bot.nlu.settings import Settings
from bot.nlu.slips import misspell
from contracts.articles import read_articles
from contracts.yaml_files import read_yaml

LINES = Path(__file__).resolve().parent.parent / "gateway" / "urgent" / "training"
# In the order in which the gateway reads the rows of weights.
KINDS = ("self", "someone_else", "abuse", "threat", "medical")
HARMLESS, MIXED, URGENT = "none", "mixed", "urgent"
# What the gateway loads; and how many networks are asked together.
FILES, NETWORKS = ("classifier.npz", "networks.npz"), 3
CLAUSE_END = re.compile(r"(?<=[.?!;])\s+|,\s|\s[-–—]+\s|\s(?:but|and|so|because|then|or)\s", re.IGNORECASE)
SHORTEST_CLAUSE = 3
# Of no more sentences the pair is the text itself.
SENTENCE_END, FEWEST_TO_PAIR = re.compile(r"(?<=[.?!;])\s+"), 2
# What is said in conversation, asked for, or about other things is harmless too: "I have to pull out of first aid" is
# no cry for help. Who asks for a person may need one.
DATA, LEFT_ASIDE = Path("data"), frozenset({"talk_to_person"})
# Who refers somebody tells of illness, in a story that is also judged clause by clause.
TOLD = frozenset({"refer_employee", "refer_self"})
# The vectors of the lines that only urgent help learns.
KNOWN = "known-urgent-vectors.npz"
# What is full of slips looks like nothing that was learned, and so like anything: so many lines are learned with slips.
MISSPELT_URGENT, MISSPELT_HARMLESS = 800, 4000
# So many lines with an apostrophe go for one that is learned without it too.
WITH_APOSTROPHE = 3
# Chosen on the training lines, each scored by a model that had not seen it; more passes tell no more kinds apart.
KIND_COST, KIND_PASSES = 5.0, 60

Numbers = npt.NDArray[np.float32]
Line = TypeVar("Line")


@dataclass
class Lines:
    """Training lines; `kinds` has a kind of danger for each urgent one, MIXED where a file holds several."""

    urgent: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    harmless: list[str] = field(default_factory=list)

    def add(self, kind: str, lines: list[str]) -> None:
        """Add the lines of one kind, some also as people type them who leave apostrophes out."""
        lines = lines + [line.replace("'", "") for line in [one for one in lines if "'" in one][::WITH_APOSTROPHE]]
        if kind == HARMLESS:
            self.harmless += lines
        else:
            self.urgent += lines
            self.kinds += [kind] * len(lines)


def encode_shared_lines(settings: Settings, *, also_urgent: bool) -> None:
    """Encode, with every processor, the lines that the assistant learns too, and the urgent ones if they are needed.

    With these, as much is left to do for urgent help as for Rasa.
    """
    lines = shared_lines(settings.knowledge_dir, DATA)
    if also_urgent:
        lines += read_lines(LINES, settings.knowledge_dir, DATA).urgent
    KnownVectors.load(settings.encoder_dir).encode(lines)


def train_urgent_help(settings: Settings) -> None:
    """Write FILES to VAR_DIR/urgent, and the manifest with their hashes; keeps one processor busy."""
    lines = read_lines(LINES, settings.knowledge_dir, DATA)
    encoded = set(shared_lines(settings.knowledge_dir, DATA))
    texts = [line for line in lines.harmless if line in encoded]
    texts += nearest_by_words(lines.urgent, lines.harmless, [line for line in lines.harmless if line not in encoded])
    known = KnownVectors.load(settings.encoder_dir, KNOWN, threads=1)
    urgent, harmless = (np.stack([one.both for one in known.read(some)]) for some in (lines.urgent, texts))
    directory = settings.var_dir / "urgent"
    directory.mkdir(parents=True, exist_ok=True)
    files = [directory / name for name in FILES]
    with threadpool_limits(1):
        np.savez(files[0], **_tell_urgent(urgent, harmless), **_tell_kinds(urgent, lines.kinds))
        labels = np.array([URGENT] * len(urgent) + [HARMLESS] * len(harmless))
        Networks.fit(np.vstack([urgent, harmless]), labels, NETWORKS).save(files[1])
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    (directory / "manifest.json").write_text(json.dumps({"files": digests}, indent=2), encoding="utf-8")


def read_lines(directory: Path, knowledge_dir: Path, data: Path | None = None) -> Lines:
    """Return all training lines; the questions that articles answer and what the intents of `data` say are harmless."""
    lines = Lines()
    for path in sorted(directory.glob("*.yml")):
        content = read_yaml(path)
        if content["kind"] not in (*KINDS, HARMLESS, MIXED):
            raise ValueError(f"{path.name}: there is no kind {content['kind']}")
        texts = [str(line) for line in content["lines"]]
        lines.add(content["kind"], texts)
        if content.get("clauses"):
            lines.add(content["kind"], clauses_of(texts))
    lines.harmless += shared_lines(knowledge_dir, data) + _told_in_parts(data)
    lines.harmless = list(dict.fromkeys(lines.harmless))
    _add_slips(lines)
    return lines


def shared_lines(knowledge_dir: Path, data: Path | None) -> list[str]:
    """Return what articles answer and what intents say, as it stands there: all of it is harmless."""
    found = [text for article in read_articles(knowledge_dir).values() for text in article.examples]
    return found + [text for texts in _said_by_intent(data).values() for text in texts]


def _told_in_parts(data: Path | None) -> list[str]:
    """Return the clauses, and every two sentences, of the stories with which people are referred."""
    texts = [text for intent, said in _said_by_intent(data).items() if intent in TOLD for text in said]
    return [*clauses_of(texts), *pairs_of(texts)]


def _said_by_intent(data: Path | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    files = sorted(data.rglob("*.yml")) if data else []
    for entry in (entry for path in files for entry in read_yaml(path).get("nlu", [])):
        if entry.get("intent", LEFT_ASIDE) not in LEFT_ASIDE:
            texts = [line.removeprefix("- ") for line in entry["examples"].splitlines()]
            found.setdefault(entry["intent"], []).extend(texts)
    return found


def _add_slips(lines: Lines) -> None:
    every = list(zip(lines.urgent, lines.kinds, strict=True))
    lines.harmless += [misspell(line) for line in _spread(lines.harmless, MISSPELT_HARMLESS)]
    for line, kind in _spread(every, MISSPELT_URGENT):
        lines.urgent.append(misspell(line))
        lines.kinds.append(kind)


def _spread(lines: list[Line], count: int) -> list[Line]:
    """Return so many of the lines, from the whole length of the list."""
    return lines[:: max(1, len(lines) // count)][:count] if len(lines) > count else []


def clauses_of(texts: list[str]) -> list[str]:
    """Return the sentences and clauses of longer texts: what the gateway looks at by itself, too."""
    parts = {part.strip(" .?!") for text in texts for part in CLAUSE_END.split(text)}
    return sorted(part for part in parts if len(part.split()) >= SHORTEST_CLAUSE)


def pairs_of(texts: list[str]) -> list[str]:
    """Return every two sentences of longer texts that follow each other, which the gateway looks at together, too."""
    told = ([part.strip(" .") for part in SENTENCE_END.split(text)] for text in texts)
    return sorted(
        {f"{one}. {other}" for parts in told for one, other in pairwise(parts) if len(parts) > FEWEST_TO_PAIR}
    )


def _tell_urgent(urgent: Numbers, harmless: Numbers) -> dict[str, Numbers]:
    form = Quadratic.fit(urgent, harmless, balanced=True)
    return {"pairs": form.pairs, "singles": form.singles, "bias": form.bias}


def _tell_kinds(urgent: Numbers, kinds: list[str]) -> dict[str, Numbers]:
    told = np.array([kind != MIXED for kind in kinds])
    labels = np.array([KINDS.index(kind) for kind in kinds if kind != MIXED])
    model = LogisticRegression(C=KIND_COST, class_weight="balanced", max_iter=KIND_PASSES)
    model.fit(urgent[told], labels)
    return {"kinds": model.coef_.astype(np.float32), "kind_biases": model.intercept_.astype(np.float32)}
