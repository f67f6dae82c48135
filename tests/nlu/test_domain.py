"""domain.yml, data/ and the actions fit together."""

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

from bot.nlu.conversations import KEPT_SLOTS
from contracts.yaml_files import read_yaml
from tests.nlu.conftest import ROOT

# They have no lines of their own: articles teach the first, the page sends the second, the gateway the others.
SIGNALS = {"answer_recorded", "answer_skipped", "go_back", "save_for_later"}
WITHOUT_LINES = {"ask_question", "restart_conversation", *SIGNALS}
FEWEST_LINES = 10


def read(name: str) -> Any:
    return read_yaml(ROOT / name)


DOMAIN = read("domain.yml")
INTENTS: list[str] = DOMAIN["intents"]
LINES = {
    entry["intent"]: [line.removeprefix("- ") for line in entry["examples"].splitlines()]
    for path in (ROOT / "data/nlu.yml", *(ROOT / "data/requests").glob("*.yml"))
    for entry in read_yaml(path)["nlu"]
}
RULES: list[dict[str, Any]] = read("data/rules.yml")["rules"]


@pytest.fixture(scope="module")
def validator() -> Validator:
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    return Validator.from_importer(importer)


@pytest.mark.parametrize("intent", sorted(set(INTENTS) - WITHOUT_LINES))
def test_every_intent_has_lines_enough_to_learn_from(intent: str) -> None:
    assert len(set(LINES.get(intent, []))) >= FEWEST_LINES


def test_every_line_belongs_to_an_intent_of_the_domain() -> None:
    assert set(LINES) <= set(INTENTS)


def test_no_line_is_taught_twice() -> None:
    lines = [line for lines in LINES.values() for line in lines]
    assert sorted({line for line in lines if lines.count(line) > 1}) == []


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_a_rule(intent: str) -> None:
    assert [rule for rule in RULES if rule["steps"][0]["intent"] == intent]


@pytest.mark.parametrize("rule", RULES, ids=[rule["rule"] for rule in RULES])
def test_every_action_of_a_rule_is_in_the_domain(rule: dict[str, Any]) -> None:
    known = {*DOMAIN["actions"], *DOMAIN["responses"]}
    assert {step["action"] for step in rule["steps"] if "action" in step} <= known


@pytest.mark.parametrize("action", DOMAIN["actions"])
def test_every_action_of_the_domain_is_written(action: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "actions").rglob("*.py"))
    assert f'return "{action}"' in source


@pytest.mark.parametrize("response", DOMAIN["responses"])
def test_every_response_is_said_by_a_rule_or_an_action(response: str) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "actions").rglob("*.py"))
    ruled = {step.get("action") for rule in RULES for step in rule["steps"]}
    assert response in ruled or f'"{response}"' in source


@pytest.mark.parametrize("slot", DOMAIN["slots"])
def test_every_slot_is_kept_between_turns(slot: str) -> None:
    assert slot in KEPT_SLOTS


@pytest.mark.parametrize(
    "check",
    ["verify_domain_validity", "verify_actions_in_stories_rules", "verify_story_structure"],
)
def test_rasa_finds_no_fault(validator: Validator, check: str) -> None:
    assert getattr(validator, check)()
