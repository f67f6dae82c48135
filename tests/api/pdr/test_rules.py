"""What the council has to settle about PDRs is listed with the value that holds until then."""

import re
from pathlib import Path

import pytest

from api.pdr.rules import PdrRules, read_rules

LISTED = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", Path("docs/settings.md").read_text("utf-8"), re.MULTILINE))
RULES = [name for name in PdrRules.model_fields if name != "status"]


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_on_the_list(name: str) -> None:
    assert name in LISTED


@pytest.mark.parametrize("name", [name for name in RULES if isinstance(getattr(read_rules(), name), int | str)])
def test_the_list_says_the_value_of_the_file(name: str) -> None:
    assert LISTED[name].strip(" `") == str(getattr(read_rules(), name))
