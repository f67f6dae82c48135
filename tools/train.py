"""Trains the model with progress on the screen and details in a log. Does not know how it is done."""

import sys

from tools.commands import run_logged
from tools.errors import explained
from tools.parts import QUIET_RASA
from tools.paths import RASA, ROOT, log_file, python_of
from tools.progress import Step
from tools.setup import only_one
from tools.staleness import fingerprint, forget, is_stale, remember

PROGRESS = "progress: "


@explained
def main() -> int:
    """Train; with `--if-stale` only when the model is missing or older than what it is made from."""
    with only_one("training"):
        if "--if-stale" not in sys.argv[1:] or is_stale():
            train()
    return 0


def train() -> None:
    """Train once. Files that change meanwhile make the new model stale, as they should."""
    made_from = fingerprint(ROOT)
    title, log = "Training the model", log_file("train")
    log.unlink(missing_ok=True)
    forget()
    with Step(title) as step:

        def show(line: str) -> None:
            if line.startswith(PROGRESS):
                step.detail(line.removeprefix(PROGRESS))

        command = [python_of(RASA), "-m", "bot.nlu", "train"]
        run_logged(command, title=title, log=log, environment=QUIET_RASA, on_line=show)
    remember(made_from)


if __name__ == "__main__":
    sys.exit(main())
