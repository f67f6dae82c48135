"""The closing line of `make test` counts what pytest wrote down."""

from pathlib import Path

import pytest

from tools.test import Count, count

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
