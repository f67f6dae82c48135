"""Spelling: slips are mended towards our own words, everything else is left as it was typed."""

import pytest

from bot.nlu.spelling import Spelling
from tests.nlu.made_articles import make_article

MADE = Spelling(
    known=("house", "their", "wont", "stuff"),
    wanted={
        "network": 9,
        "apprenticeship": 9,
        "staff": 9,
        "menopause": 9,
        "claim": 9,
        "flail": 1,
        "social": 9,
        "counsellor": 2,
        "council": 30,
        "class": 5,
        "clash": 5,
        "work": 50,
        "pork": 1,
    },
    pairs={"first class": 4, "diary clash": 4, "clash with": 2},
)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        pytest.param("netwrok", "network", id="swapped letters"),
        pytest.param("netwok", "network", id="missing letter"),
        pytest.param("netwoork", "network", id="doubled letter"),
        pytest.param("Netwrok?", "network?", id="punctuation stays"),
        pytest.param("aprntishp", "aprntishp", id="four slips are too many"),
        pytest.param("aprenticship", "apprenticeship", id="two slips in a long word"),
        pytest.param("menapause policy", "menopause policy", id="inside a sentence"),
        pytest.param("stuff", "stuff", id="a known word is no slip"),
        pytest.param("houses", "houses", id="a plural of a known word is no slip"),
        pytest.param("wont", "wont", id="a contraction is no slip"),
        pytest.param("can't", "can't", id="an apostrophe is no slip"),
        pytest.param("xlaim", "claim", id="another first letter"),
        pytest.param("soshal", "social", id="as it sounds"),
        pytest.param("councelor", "counsellor", id="as it sounds, with two slips"),
        pytest.param("refer Calum", "refer Calum", id="a name that sounds like a word is left alone"),
        pytest.param("net", "net", id="a short word is left alone"),
        pytest.param("Okonkwo", "Okonkwo", id="a name is left alone"),
        pytest.param("NETWRK 24/7", "network 24/7", id="digits stay"),
        pytest.param("at worl", "at work", id="of two words that are as near, the common one"),
        pytest.param("a first clas ticket", "a first class ticket", id="the word before tells"),
        pytest.param("a clasj with mine", "a clash with mine", id="the word after tells"),
        pytest.param("counsil", "council", id="two slips in a word of some length"),
        pytest.param("refer Kouncal", "refer Kouncal", id="two slips in what may be a name are left alone"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_word_is_corrected_only_when_it_is_a_slip(typed: str, corrected: str) -> None:
    assert MADE.correct(typed) == corrected


def test_words_of_articles_and_of_repeated_lines_are_wanted() -> None:
    article = make_article("a", title="Ombudsperson rota", names=("Quell",), sections={"who": "The janitorial crew."})
    lines = ["please elaborate", "elaborate more", "do elaborate", "once mispeled"]
    spelling = Spelling.from_knowledge([article], [], lines)
    assert {"ombudsperson", "quell", "janitorial", "elaborate"} <= set(spelling.wanted)
    assert "mispeled" not in spelling.wanted


def test_no_word_of_the_knowledge_base_is_changed(spelling: Spelling) -> None:
    assert [word for word in spelling.wanted if spelling.correct(word) != word] == []
