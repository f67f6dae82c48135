"""The comparison with an empty domain is made once for a domain, and says the same as before."""

import pytest
from rasa.shared.core.domain import Domain

from bot.nlu.domain_checks import compare_domain_once

GREETING = "version: '3.1'\nintents: [greet]\n"


@pytest.fixture(autouse=True)
def compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Domain, "is_empty", Domain.is_empty)
    compare_domain_once()


def test_an_empty_domain_is_empty() -> None:
    assert Domain.empty().is_empty()


def test_a_domain_with_an_intent_is_not() -> None:
    assert not Domain.from_yaml(GREETING).is_empty()


def test_the_second_comparison_builds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    domain = Domain.from_yaml(GREETING)
    domain.is_empty()
    monkeypatch.setattr(Domain, "empty", lambda: pytest.fail("an empty domain was built again"))
    assert not domain.is_empty()
