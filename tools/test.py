"""Runs every test, in both environments, and says how many passed and failed. Knows no test.

Sessions of one core each run side by side; what runs against the whole assistant comes after them.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tools.errors import explained
from tools.paths import MAIN, RASA, ROOT, log_file, python_of, shown, var_directory
from tools.progress import Step

WITH_THE_ASSISTANT = ("tests/stack", "tests/browser")
# Its browser leaves an event loop running, in which no test of another folder could start its own.
CONSOLE = "tests/console"


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
    """One run of pytest: where, on what, and whether it shows what the tests cover."""

    name: str
    environment: Path
    arguments: tuple[str, ...]
    measures_coverage: bool = True


@explained
def main() -> int:
    """Run everything; return 1 when a test failed or a session did not come to its end."""
    extra = tuple(sys.argv[1:])
    beside, first, *others = _sessions()
    log = log_file(f"test-{beside.name}")
    with log.open("w", encoding="utf-8") as record, _start(beside, extra, record.fileno()) as other:
        codes = [_start(first, extra).wait()]
        with Step(f"Tests in {beside.environment.name}"):
            codes.append(other.wait())
    print(log.read_text(encoding="utf-8"), flush=True)
    codes += [_start(session, extra).wait() for session in others]
    _show_coverage()
    total = sum((count(_results(session)) for session in _sessions()), Count())
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


def _sessions() -> tuple[Session, ...]:
    there = tuple(name for name in WITH_THE_ASSISTANT if (ROOT / name).is_dir())
    ignored = tuple(f"--ignore={name}" for name in (*there, CONSOLE))
    return (
        Session("nlu", RASA, ("-c", "tests/nlu/pytest.ini", "tests/nlu")),
        Session("main", MAIN, ("tests", *ignored)),
        Session("stack", MAIN, there, measures_coverage=False),
        Session("console", MAIN, (CONSOLE,), measures_coverage=False),
    )


def _start(session: Session, extra: tuple[str, ...], output: int | None = None) -> subprocess.Popen[bytes]:
    results = _results(session)
    results.unlink(missing_ok=True)
    coverage = ("--cov", "--cov-config=pyproject.toml", "--cov-report=") if session.measures_coverage else ()
    command = [python_of(session.environment), "-m", "pytest", "-q", f"--junitxml={results}"]
    environment = {**os.environ, "COVERAGE_FILE": str(_coverage_file(session.name))}
    print(f"\nTests: {' '.join(session.arguments)}", flush=True)
    return subprocess.Popen(
        [*command, *coverage, *session.arguments, *extra],
        cwd=ROOT,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
    )


def _show_coverage() -> None:
    coverage = [python_of(MAIN), "-m", "coverage"]
    environment = {**os.environ, "COVERAGE_FILE": str(_coverage_file("all"))}
    parts = [str(path) for name in ("nlu", "main") if (path := _coverage_file(name)).is_file()]
    report = log_file("coverage")
    with report.open("w", encoding="utf-8") as record:
        for command in (["combine", "--keep", *parts], ["report"]):
            subprocess.run([*coverage, *command], cwd=ROOT, env=environment, stdout=record, stderr=record, check=False)
    last = report.read_text(encoding="utf-8").strip().splitlines()[-3:]
    total = next((line for line in last if line.startswith("TOTAL")), "TOTAL unknown")
    print(f"Coverage, with branches: {' '.join(total.split())} ({shown(report)})")


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
