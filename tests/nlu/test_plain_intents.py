"""The pipeline of config.yml works on ordinary Rasa data: plain intents, and no article."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.nlu.conftest import ROOT
from tests.nlu.understanding import parse

LINES = {
    "book_table": ["a table for two please", "reserve us a table tonight", "dinner for four on friday, is there room"],
    "ask_weather": ["will it rain tomorrow", "how hot is it outside", "do i need an umbrella today"],
    "play_music": ["put on some jazz", "play the new album", "turn the music on in the kitchen"],
    "send_money": ["transfer ten pounds to my brother", "pay my rent now", "send cash to anna"],
    "set_alarm": ["wake me at seven", "set an alarm for six thirty", "alarm tomorrow morning please"],
}


@pytest.fixture(scope="module")
def plain_agent(encoder_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the agent of a model that `rasa train nlu` makes of LINES with the pipeline of config.yml."""
    from rasa.model_training import train_nlu

    from bot.nlu.evaluation import load_agent

    directory = tmp_path_factory.mktemp("plain")
    shutil.copytree(encoder_directory, directory / "encoder")
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    config = {"recipe": "default.v1", "assistant_id": "plain", "language": "en", "pipeline": pipeline}
    intents = [{"intent": name, "examples": "".join(f"- {line}\n" for line in lines)} for name, lines in LINES.items()]
    for name, value in {"config": config, "nlu": {"version": "3.1", "nlu": intents}, "domain": {}}.items():
        (directory / f"{name}.yml").write_text(yaml.safe_dump(value), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAR_DIR", str(directory))
        patch.setenv("KNOWLEDGE_DIR", str(directory / "no-articles"))
        patch.setenv("RASA_CACHE_DIRECTORY", str(directory / "cache"))
        files = {name: str(directory / f"{name}.yml") for name in ("config", "domain")}
        model = train_nlu(files["config"], str(directory / "nlu.yml"), str(directory), domain=files["domain"])
        assert model
        return load_agent(Path(model))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("could we have a table for six", "book_table"),
        ("is it going to rain this weekend", "ask_weather"),
        ("send twenty pounds to my sister", "send_money"),
    ],
)
def test_the_intent_of_the_classifier_stands_and_no_article_is_chosen(plain_agent: Any, text: str, intent: str) -> None:
    parsed = parse(plain_agent, [text])[0]
    assert parsed["intent"]["name"] == intent
    assert "selection" not in parsed
    assert 0 <= parsed["familiarity"] <= 1
