"""Serving: a model that is not ours is not loaded, and logs hold no words of a person."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.nlu.serving import serve
from tests.nlu.conftest import ROOT
from tests.nlu.made_trackers import CANARY

# Logs in every way that Rasa and what it brings do, after our set-up; the tail of each goes in where it says.
LOGGING_PROGRAM = """
import logging, sys
import structlog
early = logging.getLogger("rasa.early")
early.addHandler(logging.StreamHandler())
from bot.nlu.serving import keep_texts_out_of_logs
keep_texts_out_of_logs()
{tail}
"""
WAYS = {
    "a message": "logging.getLogger('rasa.core').error('said {0}')",
    "an argument": "logging.getLogger('rasa.core').error('said %s', '{0}')",
    "an exception": "try: int('{0}')\nexcept ValueError: logging.getLogger('rasa.core').exception('failed')",
    "an exception with a cause": (
        "try:\n    try: int('{0}')\n    except ValueError as e: raise KeyError('{0}') from e\n"
        "except KeyError: logging.getLogger('rasa.core').exception('failed')"
    ),
    "a handler of its own": "early.error('{0}')",
    "another library": "logging.getLogger('sanic.error').critical('{0}')",
    "the root logger": "logging.error('{0}')",
    "a structured event": "structlog.get_logger().critical('processor.message.parse', text='{0}')",
    "a structured text": "structlog.get_logger().critical('{0} said so')",
    "a structured exception": "try: int('{0}')\nexcept ValueError: structlog.get_logger().exception('a.b', text='{0}')",
    "an exception that nobody caught": "int('{0}')",
}


def run(tail: str) -> subprocess.CompletedProcess[str]:
    program = LOGGING_PROGRAM.format(tail=tail)
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_words_of_a_person_are_logged_by(way: str) -> None:
    done = run(way.format(CANARY))
    assert CANARY not in done.stdout + done.stderr


def test_the_place_and_the_kind_of_an_error_are_logged() -> None:
    done = run(WAYS["an exception"].format(CANARY))
    assert "ERROR rasa.core:<module>:" in done.stderr
    assert "error=ValueError" in done.stderr


def test_our_own_lines_are_logged_as_they_are() -> None:
    done = run("logging.getLogger('bot.nlu.tracker_store').error('The store failed to %s', 'save')")
    assert "The store failed to save" in done.stderr


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    (tmp_path / "models").mkdir()
    return tmp_path


def write_model(var: Path, content: bytes, digest: str) -> None:
    (var / "models/assistant.tar.gz").write_bytes(content)
    (var / "models/manifest.json").write_text(json.dumps({"model": "assistant.tar.gz", "sha256": digest}))


def test_a_missing_model_is_said_in_one_sentence(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve() == 1
    assert capsys.readouterr().err == "error: There is no trained model; `make train` makes one.\n"


def test_an_altered_model_is_refused_in_one_sentence(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_model(var, b"altered", hashlib.sha256(b"trained").hexdigest())
    assert serve() == 1
    error = capsys.readouterr().err
    assert error.startswith("error: The model is not the file that was trained here")
    assert error.count("\n") == 1


@pytest.mark.parametrize("manifest", ["", "{}", "not JSON"], ids=["empty", "no hash", "no JSON"])
def test_a_model_without_a_good_manifest_is_refused(
    var: Path, capsys: pytest.CaptureFixture[str], manifest: str
) -> None:
    write_model(var, b"model", "")
    (var / "models/manifest.json").write_text(manifest)
    assert serve() == 1
    assert capsys.readouterr().err.count("\n") == 1
