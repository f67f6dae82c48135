"""The layers, sizes and names that this project promises, held on the syntax trees of its files."""

import ast
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.source_files import PACKAGES, SourceFile, dotted, source_files

PARTS = ("api", "actions", "bot/gateway", "bot/nlu", "knowledge")
# The sentence encoder runs in the gateway too, for urgent help; what it encoded is read by the checks of the content.
SHARED = ("bot.nlu.encoder", "bot.nlu.known_vectors", "bot.nlu.networks")
LONGEST = 250
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}

# Who hears people: only these read what they write.
READERS = ("reading", "actions", "bot/gateway")
# Who may import a library; nobody else may. A name ends at a dot.
ONLY_IN = {
    "rasa": ("bot/nlu",),
    "rasa_sdk": ("actions",),
    "spacy": ("bot/nlu",),
    "alembic": ("api", "migrations"),
    "sqlalchemy": ("api", "migrations", "bot/nlu"),
    "microsoft_teams": ("bot/gateway",),
    "pika": ("api",),
}
NOT_IN = {
    "fastapi": ("actions", "bot/nlu", "contracts", "reading"),
    "starlette": ("actions", "bot/nlu", "contracts", "reading"),
    "sanic": ("api", "bot/gateway", "contracts", "reading"),
}
# The words of SQL, and the files of the API that may speak it.
SQL = {"select", "insert", "update", "delete", "text"}
SQL_FILES = ("repository.py", "models.py", "database.py", "migrations.py")
# routes → service → repository → models: what each may not import.
LEFT_OF = {
    "service.py": ("routes", "fastapi", "starlette"),
    "repository.py": ("service", "routes", "fastapi", "starlette"),
    "models.py": ("repository", "service", "routes", "fastapi", "starlette"),
}
# What takes a resource, reads a file or asks the network; forbidden while a module is imported.
WORK = {
    "open",
    "create_engine",
    "create_async_engine",
    "httpx.Client",
    "httpx.AsyncClient",
    "connect",
    "run",
    "Popen",
    "read_text",
    "read_bytes",
    "mkdir",
    "getenv",
    "InferenceSession",
    "basicConfig",
    "Settings",
    "create_app",
    "FastAPI",
    "read_yaml",
    "parse_yaml",
    "load",
    "sleep",
}


def each(keep: Callable[[SourceFile], bool] = lambda file: True) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", [file for file in source_files() if keep(file)], ids=str)


def offences(found: Iterable[tuple[int, str]]) -> list[str]:
    return [f"line {line}: {name}" for line, name in found]


def starts_with(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def part_of(name: str) -> str:
    first, _, rest = name.partition(".")
    return f"bot/{rest.split('.')[0]}" if first == "bot" else first


def test_there_is_something_to_check() -> None:
    assert {file.package for file in source_files()} >= {
        "api",
        "actions",
        "bot/gateway",
        "bot/nlu",
        "contracts",
        "reading",
        "tools",
    }


@each()
def test_parts_do_not_import_each_other(file: SourceFile) -> None:
    own = {file.package, "contracts"}
    foreign = [*PARTS, "tools", "tests", "migrations"]
    found = [(line, name) for line, name in file.imports() if part_of(name) in foreign and part_of(name) not in own]
    found = [(line, name) for line, name in found if not any(starts_with(name, shared) for shared in SHARED)]
    if file.package == "migrations":
        found = [(line, name) for line, name in found if part_of(name) != "api"]
    assert not offences(found)


@pytest.mark.parametrize("module", SHARED)
def test_what_others_use_of_the_encoder_needs_nothing_of_rasas_environment(module: str) -> None:
    imports = SourceFile(module.replace(".", "/") + ".py").imports()
    foreign = [(line, name) for line, name in imports if not any(starts_with(name, shared) for shared in SHARED)]
    assert not offences((line, name) for line, name in foreign if part_of(name) in (*PARTS, *ONLY_IN))


@each(lambda file: file.package == "contracts")
def test_contracts_import_none_of_the_parts(file: SourceFile) -> None:
    ours = {*PACKAGES, *PARTS} - {"contracts"}
    assert not offences((line, name) for line, name in file.imports() if part_of(name) in ours)


@each(lambda file: file.package == "reading")
def test_reading_imports_nothing_of_ours_but_the_contracts(file: SourceFile) -> None:
    ours = {*PACKAGES, *PARTS} - {"contracts", "reading"}
    assert not offences((line, name) for line, name in file.imports() if part_of(name) in ours)


@each(lambda file: file.package not in READERS)
def test_only_those_who_hear_people_read_what_they_write(file: SourceFile) -> None:
    assert not offences((line, name) for line, name in file.imports() if starts_with(name, "reading"))


@each()
def test_a_library_stays_where_it_belongs(file: SourceFile) -> None:
    found = [
        (line, name)
        for line, name in file.imports()
        if any(starts_with(name, library) and file.package not in where for library, where in ONLY_IN.items())
        or any(starts_with(name, library) and file.package in where for library, where in NOT_IN.items())
    ]
    assert not offences(found)


@each(lambda file: file.name != "bot/gateway/teams/connector.py")
def test_the_teams_sdk_stays_in_one_module(file: SourceFile) -> None:
    assert not offences((line, name) for line, name in file.imports() if starts_with(name, "microsoft_teams"))


@each(lambda file: file.package == "api" and not file.name.endswith(SQL_FILES))
def test_sql_is_spoken_in_repositories_only(file: SourceFile) -> None:
    found = [
        (line, name)
        for line, name in file.imports()
        if starts_with(name, "sqlalchemy") and name.rpartition(".")[2] in SQL
    ]
    found += [
        (node.lineno, dotted(node.func))
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and dotted(node.func).endswith((".execute", ".scalars", ".scalar"))
    ]
    assert not offences(found)


@each(lambda file: not file.name.endswith(("/app.py", "/__main__.py")))
def test_nothing_imports_the_app(file: SourceFile) -> None:
    apps = ("api.app", "bot.gateway.app", "actions.app")
    assert not offences((line, name) for line, name in file.imports() if name.startswith(apps))


@each(lambda file: file.package == "api" and Path(file.name).name in LEFT_OF)
def test_a_layer_of_the_api_knows_nothing_left_of_it(file: SourceFile) -> None:
    left = LEFT_OF[Path(file.name).name]
    found = [(line, name) for line, name in file.imports() if set(name.split(".")) & set(left)]
    assert not offences(found)


@each(lambda file: file.package != "tools" and not file.name.endswith(("settings.py", "__main__.py")))
def test_the_environment_is_read_in_settings_only(file: SourceFile) -> None:
    found = [
        (node.lineno, dotted(node))
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and dotted(node) in ("os.environ", "os.getenv", "os.environb")
    ]
    found += [(line, name) for line, name in file.imports() if name in ("os.environ", "os.getenv")]
    assert not offences(found)


@each(lambda file: file.package != "migrations")  # Alembic runs its files by importing them.
def test_nothing_happens_when_a_module_is_imported(file: SourceFile) -> None:
    found = [(line, name) for line, name in file.calls_at_import() if name in WORK or name.rpartition(".")[2] in WORK]
    assert not offences(found)


@each()
def test_files_are_short(file: SourceFile) -> None:
    lines = len(file.text.splitlines())
    assert lines <= LONGEST, f"{lines} lines: split it by subject"


@each()
def test_a_name_says_what_is_in_the_file(file: SourceFile) -> None:
    words = set(file.name.removesuffix(".py").split("/"))
    assert not words & FORBIDDEN_NAMES


@each()
def test_a_module_says_its_job_in_its_first_line(file: SourceFile) -> None:
    docstring = ast.get_docstring(file.tree)
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":"))


@each()
def test_a_standard_module_is_not_shadowed_by_accident(file: SourceFile) -> None:
    top = file.name.split("/")[0].removesuffix(".py")
    assert top not in sys.stdlib_module_names


def test_no_app_hands_on_the_texts_of_its_exceptions() -> None:
    apps = [
        call
        for file in source_files()
        for call in ast.walk(file.tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "FastAPI"
    ]
    told = [{word.arg: ast.unparse(word.value) for word in call.keywords}.get("telemetry", "") for call in apps]
    assert len(apps) >= 3
    assert all(said.count("False") == 3 for said in told)
