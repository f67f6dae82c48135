"""The two pipelines that are compared: the block of config.yml, and what `rasa init` gives. Trains nothing."""

import re
from pathlib import Path

from tools.commands import run_logged
from tools.paths import RASA, log_file, python_of

HEAD = "recipe: default.v1\nassistant_id: bench\nlanguage: en\n"
CREATE = "import sys; from rasa.cli.scaffold import create_initial_project; create_initial_project(sys.argv[1])"
BLOCK = re.compile(r"^pipeline:\n(?:[ #-].*\n)+", re.MULTILINE)


def our_config(config: str) -> str:
    """Return a configuration for plain Rasa data that holds the pipeline block of this config.yml word for word."""
    found = BLOCK.search(config)
    if found is None:
        raise ValueError("config.yml has no pipeline block")
    return HEAD + found.group()


def stock_config(directory: Path) -> str:
    """Return the configuration that `rasa init` writes; `directory` gets the project, once."""
    if not (directory / "config.yml").is_file():
        directory.mkdir(parents=True, exist_ok=True)
        run_logged([python_of(RASA), "-c", CREATE, directory], title="rasa init", log=log_file("bench"))
    return (directory / "config.yml").read_text(encoding="utf-8")


def rasa_command() -> list[str | Path]:
    """Return how Rasa is started."""
    return [python_of(RASA), "-m", "rasa"]
