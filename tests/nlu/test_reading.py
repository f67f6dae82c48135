"""What one message says before any learning."""

import pytest
from spacy.language import Language

from bot.nlu.language import build_language
from bot.nlu.reading import Clause, read
from bot.nlu.spelling import Spelling
from tests.nlu.made_articles import make_article

ARTICLES = (
    make_article("carers", names=("carers network", "carers")),
    make_article("women", names=("Women's Network",)),
    make_article("payslip", names=("payslip",)),
    make_article("pdr", names=("PDR",)),
)


@pytest.fixture(scope="module")
def made_language() -> Language:
    return build_language(ARTICLES)


def clauses_of(language: Language, text: str) -> tuple[Clause, ...]:
    return read(text, language, Spelling((), {"payslip": 1, "network": 1}, {})).clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param("when is pay day", [], id="one question is its own clause"),
        pytest.param("what is a PDR and when is it", ["what is a PDR", "when is it"], id="joined by and"),
        pytest.param("what is a PDR? when is it?", ["what is a PDR?", "when is it?"], id="two marks"),
        pytest.param("what is a PDR\nwhen is it", ["what is a PDR", "when is it"], id="two lines"),
        pytest.param("I am new here. who pays me?", ["I am new here.", "who pays me?"], id="a story and a question"),
        pytest.param("bread and butter", [], id="and alone joins nothing"),
    ],
)
def test_a_message_falls_into_the_clauses_that_can_stand_alone(
    made_language: Language, text: str, clauses: list[str]
) -> None:
    assert [clause.text.strip() for clause in clauses_of(made_language, text)[1:]] == clauses


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        pytest.param("tell me about the carers network", {"carers": 2}, id="by its longest name"),
        pytest.param("is there a women's network", {"women": 3}, id="apostrophe"),
        pytest.param("is there a women’s network", {"women": 3}, id="curly apostrophe"),
        pytest.param("IS THERE A WOMEN'S NETWORK", {"women": 3}, id="capitals"),
        pytest.param("carers network, not the women's network", {"carers": 2}, id="what is rejected is left out"),
        pytest.param("not the women's network, the carers network", {"carers": 2}, id="rejected first"),
        pytest.param("I don’t mean the women's network, the carers", {"carers": 1}, id="with a curly apostrophe"),
        pytest.param("the carers instead of the women's network", {"carers": 1}, id="instead of"),
        pytest.param("where is my payslp", {"payslip": 1}, id="after spelling was corrected"),
        pytest.param("I have no payslip this month, who do I ask", {"payslip": 1}, id="what is missing is meant"),
        pytest.param("I didn't get a payslip. Who do I ask?", {"payslip": 1}, id="what never came is meant"),
        pytest.param("why don't I have a PDR", {"pdr": 1}, id="why not"),
    ],
)
def test_the_whole_names_the_topics_that_are_meant(made_language: Language, text: str, topics: dict[str, int]) -> None:
    assert clauses_of(made_language, text)[0].topics == topics


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        pytest.param("when is pay day", True, id="question word"),
        pytest.param("pay day?", True, id="question mark"),
        pytest.param("tell me about pay", True, id="request"),
        pytest.param("I like my job", False, id="statement"),
    ],
)
def test_a_clause_says_whether_it_has_the_form_of_a_question(made_language: Language, text: str, asks: bool) -> None:
    assert clauses_of(made_language, text)[0].asks is asks


def test_a_message_that_only_rejects_is_still_read(made_language: Language) -> None:
    assert clauses_of(made_language, "not the women's network")[0].text == "not the women's network"


@pytest.mark.parametrize("text", ["?", "...", "🙂", "1", "’", "-", ", and"], ids=repr)
def test_a_message_without_words_has_one_clause(made_language: Language, text: str) -> None:
    assert len(clauses_of(made_language, text)) == 1


def test_personal_data_is_found_in_what_was_typed_and_forbids_keeping(made_language: Language) -> None:
    reading = read("why is jo@example.org wrong", made_language, Spelling((), {}, {}))
    assert reading.personal_data == ("an e-mail address",)
    assert not reading.keepable


def test_what_was_pasted_from_a_page_is_read_without_its_tags(made_language: Language) -> None:
    assert clauses_of(made_language, "<b class=x>what is pay day</b>")[0].text == "what is pay day"
