"""The project's own Python files as the architecture tests see them: parsed, never imported."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("contracts", "reading", "api", "actions", "bot", "knowledge", "migrations", "tools")


@dataclass(frozen=True)
class SourceFile:
    """One Python file; `name` is its path from the repository's root."""

    name: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed file."""
        return ast.parse(self.text)

    @cached_property
    def text(self) -> str:
        """Return what is in the file."""
        return (ROOT / self.name).read_text(encoding="utf-8")

    @property
    def package(self) -> str:
        """Return the top-level package; the two parts inside `bot` count as packages of their own."""
        parts = Path(self.name).parts
        return "/".join(parts[:2]) if parts[0] == "bot" and len(parts) > 2 else parts[0]

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of every import, wherever in the file it stands."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def calls_at_import(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of every call that runs when the module is imported."""
        for statement in self.tree.body:
            if not _is_main_guard(statement):
                yield from _calls_now(statement)

    def __str__(self) -> str:
        """Return the name, which is what a failing test shows."""
        return self.name


@cache
def tracked_files() -> tuple[str, ...]:
    """Return what git tracks, or would: the new files too, but nothing that is ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(sorted({name for name in names if name and (ROOT / name).is_file()}))


@cache
def source_files() -> tuple[SourceFile, ...]:
    """Return every Python file of the project that is no test."""
    names = [name for name in tracked_files() if name.endswith(".py") and name.split("/")[0] in PACKAGES]
    return tuple(SourceFile(name) for name in names)


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for such an expression, with `()` where something is called on the way."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return "?"


def _is_main_guard(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and "__name__" in ast.dump(statement.test)


def _calls_now(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        now = [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
    elif isinstance(node, ast.Lambda):
        now = []
    else:
        now = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func)
    for child in now:
        yield from _calls_now(child)
