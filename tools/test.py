"""Runs every test, in both environments, and says how many passed and failed. Knows no test.

Two sessions run side by side all the time, the longest first; what each of them said is shown when it ends. What the
tests cover is measured with the full figures (`--prove`) alone: it takes long, and no test asks for it.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from tools.errors import explained
from tools.paths import MAIN, RASA, ROOT, log_file, python_of, shown, var_directory
from tools.progress import Step

LANES = 2
PROVE = "--prove"
# Each of these has a session of its own; a folder that is not named here is in the session of the rest.
STACK = "tests/stack"
# They share a model that is trained for them.
PLANTED = (f"{STACK}/test_new_model.py", f"{STACK}/test_stolen_answer.py")
# A browser leaves an event loop running, in which no test of another folder could start its own.
BROWSERS = ("tests/console", "tests/browser")
LARGE = ("tests/api", "tests/gateway")
# Before whoever has limits of time, the others step back.
STEP_BACK = ("nice", "-n", "10")


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests passed and failed; what was skipped is shown apart."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Return both together."""
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of pytest: where, on what, whether its coverage is for `--prove`, and whether it has limits of time."""

    name: str
    environment: Path
    arguments: tuple[str, ...]
    measures_coverage: bool = True
    has_limits: bool = False


@explained
def main() -> int:
    """Run everything; return 1 when a test failed or a session did not come to its end."""
    extra = tuple(sys.argv[1:])
    codes = [_show(session, code) for session, code in run_in_lanes(plan_sessions(), extra)]
    if PROVE in extra:
        _show_coverage()
    total = sum((count(_results(session)) for session in plan_sessions()), Count())
    if total.skipped:
        print(f"{total.skipped} skipped")
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed or any(codes) else 0


def count(results: Path) -> Count:
    """Return what a JUnit file says; a missing file is one failure, as its session broke down."""
    if not results.is_file():
        return Count(failed=1)
    total = Count()
    for case in ElementTree.parse(results).iter("testcase"):  # noqa: S314 our own pytest wrote it
        kinds = {child.tag: child.get("type") for child in case}
        if "failure" in kinds or "error" in kinds:
            total += Count(failed=1)
        elif "skipped" in kinds and kinds["skipped"] != "pytest.xfail":
            total += Count(skipped=1)
        else:
            total += Count(passed=1)
    return total


def run_in_lanes(sessions: Sequence[Session], extra: tuple[str, ...]) -> Iterator[tuple[Session, int]]:
    """Run all, some side by side, and yield each with its exit code when it ends."""
    with ThreadPoolExecutor(LANES) as lanes:
        running: dict[Future[int], Session] = {lanes.submit(run, session, extra): session for session in sessions}
        try:
            while running:
                with Step(_title([session.name for session in running.values()])):
                    ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield running.pop(future), future.result()
        finally:
            lanes.shutdown(cancel_futures=True)


def run(session: Session, extra: tuple[str, ...]) -> int:
    """Run one session into its log, and return its exit code."""
    _results(session).unlink(missing_ok=True)
    with _log(session).open("w", encoding="utf-8") as record:
        return subprocess.run(
            command_of(session, extra),
            cwd=ROOT,
            env={**os.environ, "COVERAGE_FILE": str(_coverage_file(session.name))},
            stdout=record,
            stderr=record,
            check=False,
        ).returncode


def command_of(session: Session, extra: tuple[str, ...]) -> list[str | Path]:
    """Return what runs one session."""
    is_measured = session.measures_coverage and PROVE in extra
    return [
        *(() if session.has_limits else STEP_BACK),
        python_of(session.environment),
        *("-m", "pytest", "-q", f"--junitxml={_results(session)}"),
        *(("--cov", "--cov-config=pyproject.toml", "--cov-report=") if is_measured else ()),
        *session.arguments,
        *extra,
    ]


def plan_sessions() -> tuple[Session, ...]:
    """Return all sessions, the longest first."""
    stack = (STACK, *(f"--ignore={path}" for path in PLANTED))
    rest = ("tests", *(f"--ignore={folder}" for folder in (STACK, *LARGE, *BROWSERS)))
    api, gateway = (Session(Path(folder).name, MAIN, (folder,)) for folder in LARGE)
    console, browser = (Session(Path(folder).name, MAIN, (folder,), measures_coverage=False) for folder in BROWSERS)
    return (
        api,
        Session("stack", MAIN, stack, measures_coverage=False, has_limits=True),
        Session("planted", MAIN, PLANTED, measures_coverage=False, has_limits=True),
        console,
        Session("rest", MAIN, rest),
        Session("nlu", RASA, ("-c", "tests/nlu/pytest.ini", "tests/nlu")),
        gateway,
        browser,
    )


def _title(names: list[str]) -> str:
    waiting = f", then {', '.join(names[LANES:])}" if names[LANES:] else ""
    return f"Tests of {' and '.join(names[:LANES])}{waiting}"


def _show(session: Session, code: int) -> int:
    print(f"\nTests: {' '.join(session.arguments)}\n{_log(session).read_text(encoding='utf-8')}", flush=True)
    return code


def _show_coverage() -> None:
    coverage = [python_of(MAIN), "-m", "coverage"]
    environment = {**os.environ, "COVERAGE_FILE": str(_coverage_file("all"))}
    parts = [str(path) for session in plan_sessions() if (path := _coverage_file(session.name)).is_file()]
    report = log_file("coverage")
    with report.open("w", encoding="utf-8") as record:
        for command in (["combine", "--keep", *parts], ["report"]):
            subprocess.run([*coverage, *command], cwd=ROOT, env=environment, stdout=record, stderr=record, check=False)
    last = report.read_text(encoding="utf-8").strip().splitlines()[-3:]
    total = next((line for line in last if line.startswith("TOTAL")), "TOTAL unknown")
    print(f"Coverage, with branches: {' '.join(total.split())} ({shown(report)})")


def _log(session: Session) -> Path:
    return log_file(f"test-{session.name}")


def _results(session: Session) -> Path:
    return _directory() / f"{session.name}.xml"


def _coverage_file(name: str) -> Path:
    return _directory() / f"coverage-{name}"


def _directory() -> Path:
    directory = var_directory() / "test"
    directory.mkdir(exist_ok=True)
    return directory


if __name__ == "__main__":
    sys.exit(main())
