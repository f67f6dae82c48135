"""The eyes of the architecture tests see what they are to see: each row breaks a rule on purpose."""

import ast

import pytest

from tests.source_files import SourceFile


def source(text: str, name: str = "api/bookings.py") -> SourceFile:
    file = SourceFile(name)
    file.__dict__["tree"] = ast.parse(text)
    return file


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import rasa.core", "rasa.core"),
        ("from bot.nlu import encoder", "bot.nlu.encoder"),
        ("def load():\n    import sqlalchemy", "sqlalchemy"),
        ("if x:\n    from os import environ", "os.environ"),
    ],
    ids=["plain", "from", "inside a function", "inside a condition"],
)
def test_an_import_is_seen_wherever_it_stands(text: str, name: str) -> None:
    assert [found for _, found in source(text).imports()] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("engine = create_engine(url)", "create_engine"),
        ("TEXT = Path('x').read_text()", "Path().read_text"),
        ("class A:\n    client = httpx.Client()", "httpx.Client"),
        ("def f(x=open('x')): ...", "open"),
        ("if True:\n    connect()", "connect"),
        ("ITEMS = [load(x) for x in y]", "load"),
    ],
    ids=["assignment", "method", "class body", "default", "condition", "comprehension"],
)
def test_a_call_at_import_is_seen(text: str, name: str) -> None:
    assert name in [found for _, found in source(text).calls_at_import()]


@pytest.mark.parametrize(
    "text",
    ["def f():\n    open('x')", "f = lambda: open('x')", "if __name__ == '__main__':\n    open('x')"],
    ids=["function", "lambda", "main"],
)
def test_a_call_that_waits_is_not_reported(text: str) -> None:
    assert "open" not in [found for _, found in source(text).calls_at_import()]


@pytest.mark.parametrize(
    ("name", "package"),
    [("api/people/routes.py", "api"), ("bot/nlu/channel.py", "bot/nlu"), ("bot/__init__.py", "bot")],
)
def test_a_part_inside_bot_is_a_package_of_its_own(name: str, package: str) -> None:
    assert source("", name).package == package
