"""Checks the held-out questions: enough for each article, and none too close to a training line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tools.content.front_matter import alike
from tools.content.knowledge_base import KnowledgeBase
from tools.content.likeness import Encode, Nearest, nearest_by_meaning, nearest_by_words
from tools.content.problems import Problem, did_you_mean
from tools.content.training_lines import TrainingLine
from tools.content.yaml_lines import Line, YamlLines
from tools.paths import shown

FEWEST = 5
CLOSEST_WORDS = 0.85
CLOSEST_MEANING = 0.95


@dataclass
class HeldOut:
    """Every held-out question with its file, and what is wrong with them."""

    questions: list[tuple[Path, Line]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check_heldout(directory: Path, base: KnowledgeBase) -> HeldOut:
    """Return the held-out questions of all articles, which stand in <topic>/<id>.yml."""
    heldout = HeldOut()
    expected = {directory / entry.path.parent.name / f"{id_}.yml": entry for id_, entry in base.entries.items()}
    for path, entry in expected.items():
        if path.is_file():
            _check_file(heldout, path, base)
        else:
            advice = f"Write at least {FEWEST} held-out questions for this article in {shown(path)}."
            heldout.problems.append(Problem(entry.path, 1, advice))
    for path in sorted(set(directory.glob("**/*.yml")) - expected.keys()):
        advice = f"There is no article {path.parent.name}/{path.stem}.md; rename this file or take it out."
        heldout.problems.append(Problem(path, 1, advice))
    return heldout


def check_likeness(heldout: HeldOut, training: Sequence[TrainingLine], encode: Encode | None) -> dict[str, float]:
    """Report questions that are too close to training; return the highest likeness of each kind.

    Without an encoder only words are compared.
    """
    questions, others = [line.text for _, line in heldout.questions], [line.text for line in training]
    compared = {"words": (nearest_by_words(questions, others), CLOSEST_WORDS)}
    if encode:
        compared["meaning"] = (nearest_by_meaning(questions, others, encode), CLOSEST_MEANING)
    for number, (path, line) in enumerate(heldout.questions):
        reasons = [
            _reason(kind, nearest[number], training)
            for kind, (nearest, limit) in compared.items()
            if nearest[number].likeness > limit
        ]
        if reasons:
            # Neither text is quoted: whoever writes the one is not to see the other.
            advice = f"Ask this in other words: it is too close {' and '.join(reasons)}."
            heldout.problems.append(Problem(path, line.line, advice))
    return {kind: max((near.likeness for near in nearest), default=0.0) for kind, (nearest, _) in compared.items()}


def _reason(kind: str, near: Nearest, training: Sequence[TrainingLine]) -> str:
    line = training[near.which]
    return f"in {kind} ({near.likeness:.2f}) to {shown(line.path)}:{line.line}"


def _check_file(heldout: HeldOut, path: Path, base: KnowledgeBase) -> None:
    lines = YamlLines.of_file(path)
    questions = [found for node in lines.items(lines.root) if (found := _question(lines, node, base))]
    seen: dict[str, int] = {}
    for text, line in questions:
        first = seen.setdefault(alike(text), line)
        if first != line:
            lines.report(line, f"This question is there already, in line {first}; take one out.")
    if len(seen) < FEWEST and not lines.problems:
        lines.report(1, f"Add questions: there are {len(seen)} different ones, {FEWEST} is the least.")
    heldout.questions += [(path, line) for line in questions]
    heldout.problems += lines.problems


def _question(lines: YamlLines, node: yaml.Node, base: KnowledgeBase) -> Line | None:
    if not isinstance(node, yaml.MappingNode) or "text" not in [str(key.value) for key, _ in node.value]:
        return lines.text(node)
    fields = lines.fields(node, ("text", "accept"))
    for accepted, line in lines.texts(fields.get("accept")):
        if accepted not in base.entries:
            wanted = did_you_mean(accepted, base.entries, all_if_none=False)
            lines.report(line, f"There is no article `{accepted}`.{wanted}")
    return lines.text(fields["text"])
