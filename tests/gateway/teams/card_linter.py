"""What every card must keep to, whatever it says. Microsoft's own parser (through Node) judges the form."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("card_rules.js")
MOST_BYTES = 28_000
MOST_ACTIONS = 6
# In these nobody's Markdown is read; a TextBlock's is.
LITERAL = {"TextRun"}


@dataclass
class CardLinter:
    """One Node process that answers for one card at a time."""

    process: "subprocess.Popen[str]"

    @classmethod
    def start(cls, node: list[str], modules: Path) -> "CardLinter":
        library = modules / "adaptivecards/dist/adaptivecards.js"
        command = [*node, str(RULES), str(library)]
        return cls(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def ask(self, card: dict[str, Any]) -> dict[str, Any]:
        """Return the parser's faults and the words that it would show."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(card) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())  # type: ignore[no-any-return]

    def faults(self, card: dict[str, Any]) -> list[str]:
        """Return everything that is wrong with a card."""
        found = list(self.ask(card)["faults"])
        if card.get("version") != "1.5" or card.get("type") != "AdaptiveCard":
            found.append("not a card of version 1.5")
        if not str(card.get("fallbackText", "")).strip():
            found.append("no fallback text")
        if len(json.dumps(card, ensure_ascii=False).encode("utf-16-le")) > 2 * MOST_BYTES:
            found.append("too large")
        elements = list(_elements(card))
        # Buttons: a line that opens an address is an action, and none of these.
        if any(len(one["actions"]) > MOST_ACTIONS for one in elements if "actions" in one):
            found.append("too many actions")
        return found + [fault for one in elements for fault in _faults_of(one)]


def _faults_of(element: dict[str, Any]) -> Iterator[str]:
    kind = str(element.get("type", ""))
    if kind.startswith("Input.") and not element.get("label"):
        yield "an input without a label"
    if kind.startswith("Input.") and not element.get("errorMessage"):
        yield "an input without an error message"
    if kind == "Image" and not element.get("altText"):
        yield "a picture without words"
    if kind == "TextBlock" and not element.get("wrap"):
        yield "a text that is cut off"
    if kind.startswith("Action.") and not str(element.get("title", "")).strip():
        yield "a button without a title"
    if kind == "Action.Execute" and not (element.get("verb") and element.get("data", {}).get("token")):
        yield "a button that nobody signed"
    if kind == "Action.OpenUrl" and not str(element.get("url", "")).startswith("https://"):
        yield "a link that is not https"


def _elements(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for one in value.values():
            yield from _elements(one)
    elif isinstance(value, list):
        for one in value:
            yield from _elements(one)


def markdown_texts(card: dict[str, Any]) -> list[str]:
    """Return the texts of a card in which Markdown is read."""
    inputs = [str(one[name]) for one in _elements(card) for name in ("label", "errorMessage") if name in one]
    return inputs + [str(one["text"]) for one in _elements(card) if "text" in one and one["type"] not in LITERAL]
