"""Trains what is learned with progress on the screen and details in a log. Does not know how it is done."""

import sys

from tools.commands import run_logged
from tools.errors import explained
from tools.parts import ONE_THREAD, QUIET_RASA
from tools.paths import MAIN, RASA, ROOT, log_file, python_of, var_directory
from tools.progress import Step
from tools.setup import only_one
from tools.staleness import OPENINGS, fingerprint, forget, is_stale, remember

PROGRESS = "progress: "


@explained
def main() -> int:
    """Train; with `--if-stale` only when the model is missing or older than what it is made from."""
    with only_one("training"):
        is_forced = "--if-stale" not in sys.argv[1:]
        if is_forced or is_stale():
            train()
        if is_forced or is_stale(OPENINGS):
            learn_openings()
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


def learn_openings() -> None:
    """Fit what is learned of the first words of a referral."""
    made_from = fingerprint(ROOT, OPENINGS)
    title, log = "Learning to read referrals", log_file("openings")
    log.unlink(missing_ok=True)
    forget(OPENINGS)
    with Step(title):
        command = [python_of(MAIN), "-m", "actions.referrals.openings.learned"]
        run_logged(command, title=title, log=log, environment={"VAR_DIR": str(var_directory()), **ONE_THREAD})
    remember(made_from, OPENINGS)


if __name__ == "__main__":
    sys.exit(main())
