"""Brings both to life: trains each, starts each, and times both. What they are asked is not known here."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tools.bench.subjects import Ours, Stock, Subject
from tools.bench.texts import demo_person, questions
from tools.commands import run_logged
from tools.errors import ToolError
from tools.parts import DEFAULT_PORTS, HOST, ONE_THREAD, QUIET_RASA, Part, assistant
from tools.paths import MAIN, RASA, ROOT, log_file, python_of, var_directory
from tools.ports import free_port
from tools.probes import answers
from tools.run import make_keys
from tools.supervisor import Supervisor

START_SECONDS = 180.0
LEARN_OPENINGS = ("-m", "actions.referrals.openings.learned")
MEGABYTE = 1_000_000
CREATE = "import sys; from rasa.cli.scaffold import create_initial_project; create_initial_project(sys.argv[1])"


@dataclass
class Contestant:
    """One of the two, running, with what its training and its start took."""

    subject: Subject
    supervisor: Supervisor
    rasa: str
    figures: dict[str, float] = field(default_factory=dict)

    def measure_memory(self) -> None:
        """Note the resident memory of the Rasa process with its children, and of every part together."""
        sizes = {name: _resident(part.process.pid) for name, part in self.supervisor.running.items()}
        self.figures["rasa_memory_mb"] = sizes[self.rasa] / MEGABYTE
        self.figures["whole_memory_mb"] = sum(sizes.values()) / MEGABYTE


def stock_contestant() -> Contestant:
    """Make, train and start the project that `rasa init` gives; nothing in it is changed."""
    project = directory_of("stock") / "project"
    settings = {**os.environ, **QUIET_RASA, "RASA_CACHE_DIRECTORY": str(project / ".rasa" / "cache")}
    rasa = [python_of(RASA), "-m", "rasa"]
    if not (project / "domain.yml").is_file():
        project.mkdir(parents=True)
        _run([python_of(RASA), "-c", CREATE, str(project)], settings)
    train: list[str | Path] = [
        *rasa,
        "train",
        "--force",
        "--config",
        project / "config.yml",
        "--domain",
        project / "domain.yml",
    ]
    train += ["--data", project / "data", "--out", project / "models"]
    figures = _timed("training_s", lambda: _run(train, settings))
    port = free_port()
    served = ["--model", project / "models", "--endpoints", project / "endpoints.yml"]
    served += ["--credentials", project / "credentials.yml", "--enable-api", "--port", str(port), "-i", HOST]
    part = Part("stock", tuple(str(word) for word in [*rasa, "run", *served]), port, "/", settings)
    supervisor = Supervisor([part], log_file("stock").parent, _silent)
    contestant = Contestant(Stock(port, questions(ROOT / "tests" / "heldout")), supervisor, "stock", figures)
    supervisor.start()
    _first_answer(contestant)
    return contestant


def our_contestant() -> Contestant:
    """Train and start the whole assistant, as `make run` does, on ports and with files of its own."""
    var = directory_of("ours")
    settings = {**os.environ, **QUIET_RASA, "VAR_DIR": str(var)}
    # What an earlier training kept would make this one quicker than the first on a machine.
    shutil.rmtree(var / "encoder", ignore_errors=True)
    figures = _timed("training_s", lambda: _run([python_of(RASA), "-m", "bot.nlu", "train"], settings))
    # Once for itself: it is fitted only when its own lines change.
    figures |= _timed("openings_s", lambda: _run([python_of(MAIN), *LEARN_OPENINGS], {**settings, **ONE_THREAD}))
    parts = our_parts(var)
    make_keys(dict(parts[0].settings))
    ports = {part.name: part.port for part in parts}
    supervisor = Supervisor(parts, var / "log", _silent)
    key, texts = var / "keys" / "gateway.pem", questions(ROOT / "tests" / "heldout")
    subject = Ours(ports["rasa"], key, demo_person(ROOT / "demo" / "people.yml"), texts)
    contestant = Contestant(subject, supervisor, "rasa", figures)
    supervisor.start()
    _wait(lambda: answers(f"{parts[0].url}/"), supervisor)
    figures["gateway_usable_s"] = supervisor.seconds()
    supervisor.start_rest()
    _first_answer(contestant)
    supervisor.wait_until_ready()
    figures["ready_s"] = supervisor.seconds()
    return contestant


def our_parts(var: Path) -> list[Part]:
    """Return the parts of an assistant on free ports, with its files in `var`, that takes any number of messages."""
    settings = {**os.environ, **QUIET_RASA, "VAR_DIR": str(var), "MESSAGES_PER_MINUTE": "0"}
    settings |= {f"{name.upper()}_PORT": str(free_port()) for name in DEFAULT_PORTS}
    # The console is for other people, and no answer passes through it.
    return [part for part in assistant(var, settings) if part.name != "console"]


def directory_of(name: str) -> Path:
    """Return the directory of the files of something that is measured."""
    directory = var_directory() / "bench" / name
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def _first_answer(contestant: Contestant) -> None:
    """Note when the first turn is answered. A request that comes while Rasa loads may hang: ask briefly first."""
    subject, part = contestant.subject, contestant.supervisor.running[contestant.rasa].part
    _wait(lambda: answers(part.url + part.health, timeout=1.0), contestant.supervisor)

    def answered() -> bool:
        try:
            return subject.turn("first", subject.texts[0]) > 0
        except (OSError, ValueError):
            return False

    _wait(answered, contestant.supervisor)
    contestant.figures["first_answer_s"] = contestant.supervisor.seconds()


def _wait(ready: Callable[[], bool], supervisor: Supervisor) -> None:
    while not ready():
        supervisor.require_alive()
        if supervisor.seconds() > START_SECONDS:
            raise ToolError(f"No answer after {START_SECONDS:.0f} s.")
        time.sleep(0.1)


def _timed(name: str, work: Callable[[], None]) -> dict[str, float]:
    started = time.monotonic()
    work()
    return {name: time.monotonic() - started}


def _run(command: list[str | Path], settings: dict[str, str]) -> None:
    run_logged(command, title=" ".join(map(str, command[1:4])), log=log_file("bench"), environment=settings)


def _resident(pid: int) -> int:
    process = psutil.Process(pid)
    return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])


def _silent(line: str) -> None:
    """Say nothing: the table says it all."""
