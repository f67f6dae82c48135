"""One plain reading of what was typed, and one of what was meant."""

import pytest

from bot.gateway.urgent.misspellings import Misspellings
from bot.gateway.urgent.normalise import normalise, sentences


@pytest.fixture(scope="module")
def misspellings() -> Misspellings:
    return Misspellings.load()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("I CAN'T go on", "i cannot go on", id="capitals and contractions"),
        pytest.param("I dont wanna be here", "i do not want to be here", id="without apostrophes"),
        pytest.param("sùïcîdé", "suicide", id="accents"),
        pytest.param("su\u200bic\u00adide", "suicide", id="invisible characters"),
        pytest.param("ѕuісіdе", "suicide", id="letters that look alike"),
        pytest.param("k1ll mys3lf", "kill myself", id="digits for letters"),
        pytest.param("k!ll my$elf", "kill myself", id="signs for letters"),
        pytest.param("dieeeeee", "die", id="repeated letters"),
        pytest.param("s u i c i d e", "suicide", id="spaced letters"),
        pytest.param("s.u.i.c.i.d.e", "suicide", id="dotted letters"),
        pytest.param("e n d  i t", "end it", id="spaced letters of two words"),
        pytest.param("ending_my_life", "ending my life", id="underscores"),
        pytest.param("over dose on my self", "overdose on myself", id="one word written as two"),
        pytest.param("on the 3rd at 10am", "on the 3rd at 10am", id="dates and times stay"),
        pytest.param("Sad. Help!", "sad . help .", id="sentences stay apart"),
    ],
)
def test_what_was_typed_becomes_plain_words(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("siucide", "suicide", id="swapped letters"),
        pytest.param("suiicde", "suicide", id="two slips"),
        pytest.param("strangeld", "strangled", id="a long key word"),
        pytest.param("wishiwasdead", "wish i was dead", id="no spaces"),
        pytest.param("killmyself", "kill myself", id="two words run on"),
    ],
)
def test_a_key_word_is_read_through_mistakes(misspellings: Misspellings, typed: str, meant: str) -> None:
    assert misspellings.correct(normalise(typed)) == meant


@pytest.mark.parametrize("word", ["skill", "diet", "deal", "hand", "hard", "waist", "together", "homeless", "trainer"])
def test_an_ordinary_word_stays_as_it_is(misspellings: Misspellings, word: str) -> None:
    assert misspellings.correct(word) == word


def test_a_text_is_cut_into_sentences() -> None:
    assert sentences(normalise("First one. Second one?\nThird")) == ["first one", "second one", "third"]


def test_a_text_without_words_has_no_sentence() -> None:
    assert sentences(normalise("...!?")) == []
