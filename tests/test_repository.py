"""What must not be in the repository: registries, paths of one machine, big files, generated files."""

import re
import statistics
import subprocess

import pytest

from tests.source_files import ROOT, source_files, tracked_files

LARGEST_BYTES = 300_000
TEXT_ENDINGS = (
    ".py",
    ".md",
    ".yml",
    ".yaml",
    ".toml",
    ".txt",
    ".in",
    ".ini",
    ".cfg",
    ".json",
    ".sh",
    ".html",
    ".css",
    ".js",
)
GENERATED = re.compile(
    r"(^|/)(var|__pycache__|\.venv[^/]*|\.mypy_cache|\.ruff_cache|\.pytest_cache|\.rasa|models)/"
    r"|\.(pyc|db|sqlite3?|tar\.gz|onnx|npz|safetensors|log)$|(^|/)\.coverage"
)
# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "--(extra-)?index" + "-url[ =]http"))
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/])/(work|home|root|Users|opt/pypi|tmp/w)/[\w.-]+")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|[Cc]oming " + "soon")
TEXTS = [name for name in tracked_files() if name.endswith(TEXT_ENDINGS) or "." not in name.rpartition("/")[2]]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_names_no_registry_no_machine_and_no_unfinished_work(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for pattern in (REGISTRIES, MACHINE_PATHS, UNFINISHED):
        found = pattern.search(text)
        assert found is None, f"{name} holds {found.group(0)!r}"


@pytest.mark.parametrize("name", [name for name in tracked_files() if not name.startswith("requirements/")])
def test_no_file_is_big(name: str) -> None:
    assert (ROOT / name).stat().st_size <= LARGEST_BYTES


def test_nothing_generated_is_tracked() -> None:
    assert not [name for name in tracked_files() if GENERATED.search(name)]


@pytest.mark.parametrize("name", ["var/x", ".venv/x", ".venv-rasa/x", "a/__pycache__/x"])
def test_what_is_generated_is_ignored_by_git(name: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False).returncode == 0


def test_half_of_the_files_are_about_seventy_lines_or_shorter() -> None:
    lengths = [len(file.text.splitlines()) for file in source_files()]
    assert statistics.median(lengths) <= 90


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "requirements").glob("*.txt")))
def test_a_lock_holds_a_hash_for_every_package_and_names_no_place(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    packages = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]
    assert packages
    assert all("--hash=sha256:" in lines[number + 1] for number in packages)
    assert not [line for line in lines if "://" in line or line.startswith("#")]
