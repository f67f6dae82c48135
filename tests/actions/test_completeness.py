"""Nothing is half there: actions, responses, rules and settings fit together, in the code and in the files."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.server import ACTIONS
from actions.settings import Settings
from actions.speaking import SpeakingAction

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"{(\w+)}")
# Said by Rasa itself, where nothing must be looked up.
SPOKEN_BY_RULES = re.compile(r"^utter_(greet|thank|goodbye|ask_\w+)$")


@cache
def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def domain() -> Any:
    return read_yaml("domain.yml")


@cache
def rule_steps(kind: str) -> set[str]:
    rules = read_yaml("data/rules.yml")["rules"]
    return {step[kind] for rule in rules for step in rule["steps"] if kind in step}


def calls() -> Iterator[ast.Call]:
    for path in sorted((ROOT / "actions").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


@cache
def said_by_actions() -> set[str]:
    texts = {
        node.value
        for path in (ROOT / "actions").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if text.startswith("utter_") and text != "utter_message"}


@cache
def values_given() -> dict[str, set[str]]:
    """Return for each response that is named in a call the values that are given with it."""
    given: dict[str, set[str]] = {}
    for call in calls():
        names = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        for name in names:
            if name.startswith("utter_"):
                given[name] = {keyword.arg for keyword in call.keywords if keyword.arg and keyword.arg != "buttons"}
    return given


def read_by(module: Path) -> set[str]:
    """Return the names that a module looks up: `values.get("NAME", …)`."""
    nodes = (node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call))
    looked_up = (node.args[0] for node in nodes if ast.unparse(node.func) == "values.get")
    return {str(node.value) for node in looked_up if isinstance(node, ast.Constant)}


def descendants(kind: type) -> set[type]:
    return {found for child in kind.__subclasses__() for found in (child, *descendants(child))}


def section(title: str) -> str:
    document = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    parts = re.split(r"^## ", document, flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{title}\n"))


def documented(title: str) -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section(title), flags=re.MULTILINE))


def test_the_server_has_every_action_of_the_domain_and_no_other() -> None:
    names = [action.name(object.__new__(action)) for action in ACTIONS]
    assert sorted(names) == sorted(domain()["actions"])


def test_every_action_is_registered() -> None:
    assert descendants(SpeakingAction) == set(ACTIONS)


def test_every_action_of_the_domain_is_in_a_rule() -> None:
    assert set(domain()["actions"]) <= rule_steps("action")


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    assert rule_steps("intent") - {"nlu_fallback"} == set(domain()["intents"])


def test_what_a_rule_does_is_in_the_domain() -> None:
    assert rule_steps("action") <= set(domain()["actions"]) | set(domain()["responses"])


def test_what_an_action_says_is_in_the_domain_and_everything_else_is_said_by_a_rule() -> None:
    assert said_by_actions() | rule_steps("action") - set(domain()["actions"]) == set(domain()["responses"])


@pytest.mark.parametrize("name", sorted(domain()["responses"]))
def test_a_response_has_two_wordings_or_more_all_different(name: str) -> None:
    wordings = [variation["text"] for variation in domain()["responses"][name]]
    assert len(set(wordings)) == len(wordings) >= 2


@pytest.mark.parametrize("name", sorted(domain()["responses"]))
def test_a_response_is_given_exactly_the_values_that_it_asks_for(name: str) -> None:
    given = values_given().get(name, set())
    for variation in domain()["responses"][name]:
        assert set(PLACEHOLDER.findall(variation["text"])) == given


@pytest.mark.parametrize("name", sorted(n for n in domain()["responses"] if SPOKEN_BY_RULES.match(n)))
def test_what_rasa_says_itself_is_in_a_rule(name: str) -> None:
    assert name in rule_steps("action")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_of_the_actions_is_documented(name: str) -> None:
    assert name.upper() in documented("Actions")


def test_every_setting_of_rasa_is_documented() -> None:
    names = read_by(ROOT / "bot/nlu/settings.py")
    assert "RASA_PORT" in names
    assert names <= documented("Rasa")


def test_no_setting_is_documented_that_is_none() -> None:
    assert documented("Actions") <= {name.upper() for name in Settings.model_fields}
    assert documented("Rasa") <= read_by(ROOT / "bot/nlu/settings.py")
