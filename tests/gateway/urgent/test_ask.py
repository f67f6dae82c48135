"""The check, asked line by line in the terminal: it answers as the gateway would, and writes down nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.source_files import ROOT


def ask(var: Path, *texts: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.gateway.urgent.ask"],
        input="".join(json.dumps({"text": text}) + "\n" for text in texts),
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


def test_each_text_gets_a_level_and_no_text_comes_back(tmp_path: Path) -> None:
    done = ask(tmp_path, "when is pay day", "I want to kill myself")
    first, calm, urgent = map(json.loads, done.stdout.splitlines())
    assert first == {"complete": False}
    assert calm["level"] == "none"
    assert urgent == {"level": "urgent", "kind": "self"}
    assert "pay day" not in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []
