"""`make test` runs its sessions side by side, leaves no folder out, and counts what pytest wrote down."""

from pathlib import Path

import pytest

from tools.paths import MAIN, ROOT
from tools.test import PROVE, Count, Session, command_of, count, plan_sessions, run_in_lanes

MEET = """
import time
from pathlib import Path

def test_the_other_is_there_too():
    here = Path(__file__)
    here.with_suffix(".here").touch()
    ends_at = time.monotonic() + 60
    while len(list(here.parent.glob("*.here"))) < 2:
        assert time.monotonic() < ends_at
        time.sleep(0.05)
"""
FAIL = "def test_that_fails():\n    assert False"

CASES = {
    "passed": ("<testcase/>", Count(passed=1)),
    "failed": ("<testcase><failure/></testcase>", Count(failed=1)),
    "broken": ("<testcase><error/></testcase>", Count(failed=1)),
    "skipped": ('<testcase><skipped type="pytest.skip"/></testcase>', Count(skipped=1)),
    "expected failure": ('<testcase><skipped type="pytest.xfail"/></testcase>', Count(passed=1)),
}


@pytest.mark.parametrize(("case", "expected"), CASES.values(), ids=list(CASES))
def test_each_end_of_a_test_is_counted_once(tmp_path: Path, case: str, expected: Count) -> None:
    results = tmp_path / "results.xml"
    results.write_text(f"<testsuites><testsuite>{case}</testsuite></testsuites>")
    assert count(results) == expected


def test_a_session_that_left_no_results_is_a_failure(tmp_path: Path) -> None:
    assert count(tmp_path / "missing.xml") == Count(failed=1)


def test_sessions_run_side_by_side_and_each_says_how_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    scripts = {"first": MEET, "second": MEET, "third": FAIL}
    for name, script in scripts.items():
        (tmp_path / f"test_{name}.py").write_text(script)
    sessions = [Session(name, MAIN, (str(tmp_path / f"test_{name}.py"),), False) for name in scripts]
    codes = {
        session.name: code
        for session, code in run_in_lanes(sessions, ("-p", "no:cacheprovider", "-p", "no:schemathesis"))
    }
    assert codes == {"first": 0, "second": 0, "third": 1}
    counted = [count(tmp_path / "test" / f"{name}.xml") for name in scripts]
    assert counted == [Count(passed=1), Count(passed=1), Count(failed=1)]


def test_every_folder_is_in_one_session() -> None:
    sessions = {session.name: session for session in plan_sessions()}
    rest = sessions.pop("rest")
    named = [folder for session in sessions.values() for folder in session.arguments if (ROOT / folder).is_dir()]
    assert len(named) == len(set(named))
    ignored = [argument.removeprefix("--ignore=") for argument in rest.arguments[1:]]
    assert rest.arguments[0] == "tests"
    # Those of the other environment are left out by pytest's own settings.
    assert {*ignored, "tests/nlu"} == set(named)


def test_what_the_stack_leaves_out_has_a_session() -> None:
    sessions = {session.name: session for session in plan_sessions()}
    left_out = {argument.removeprefix("--ignore=") for argument in sessions.pop("stack").arguments[1:]}
    assert left_out <= {argument for session in sessions.values() for argument in session.arguments}


@pytest.mark.parametrize(("extra", "is_measured"), [((), False), ((PROVE,), True)], ids=["short", "full figures"])
def test_what_the_tests_cover_is_measured_with_the_full_figures(extra: tuple[str, ...], is_measured: bool) -> None:
    measured = {session.name for session in plan_sessions() if "--cov" in command_of(session, extra)}
    assert measured == ({"nlu", "api", "gateway", "rest"} if is_measured else set())
