"""What is kept of a file is what the file says, and nobody's changes are seen by others."""

from contracts.yaml_files import parse_yaml
from tests.read_once import remembered


def test_whoever_asks_has_a_copy_of_what_is_parsed_once() -> None:
    texts = []
    parse = remembered(lambda text: texts.append(text) or parse_yaml(text))
    first = parse("days: [2026-11-26]")
    first["days"].append("changed")
    assert parse("days: [2026-11-26]") == parse_yaml("days: [2026-11-26]")
    assert texts == ["days: [2026-11-26]"]
