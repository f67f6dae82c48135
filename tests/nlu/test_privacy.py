"""Whose question a text is: only anybody's may be kept."""

import pytest
from spacy.language import Language

from bot.nlu.language import build_language
from bot.nlu.privacy import LONGEST, is_keepable
from tests.nlu.made_articles import make_article


@pytest.fixture(scope="module")
def made_language() -> Language:
    return build_language([make_article("viva", names=("Viva Engage", "DocuSign", "PDR"))])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("is there a choir", id="plain question"),
        pytest.param("Is there a choir?", id="capital at the start"),
        pytest.param("who looks after Viva Engage", id="a name of ours"),
        pytest.param("WHEN IS THE PDR", id="all capitals"),
    ],
)
def test_anybodys_question_may_be_kept(made_language: Language, text: str) -> None:
    assert is_keepable(made_language(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("my boss shouts at me", id="first person"),
        pytest.param("can i bring the dog", id="i"),
        pytest.param("I'm fed up", id="contracted"),
        pytest.param("I’m fed up", id="curly apostrophe"),
        pytest.param("im fed up", id="without apostrophe"),
        pytest.param("is there help with depression", id="health"),
        pytest.param("somebody was sick at the depot", id="health inflected"),
        pytest.param("what about operations in hospitals", id="health in the plural"),
        pytest.param("does Peter Smith still work here", id="a name"),
        pytest.param("Peter shouts at everybody", id="a name at the start"),
        pytest.param("DOES PETER SMITH WORK HERE", id="a name in capitals"),
        pytest.param("the man in room 212", id="a number"),
        pytest.param("write to jo@example.org", id="an address"),
        pytest.param("a" * (LONGEST + 1), id="too long"),
    ],
)
def test_what_may_point_to_a_person_is_not_kept(made_language: Language, text: str) -> None:
    assert not is_keepable(made_language(text))
