"""How a message is cut for the classifier."""

from bot.gateway.urgent.passages import LONGEST_WHOLE_WORDS, MOST_WORDS, Passages, cut


def test_a_short_message_is_one_passage() -> None:
    assert cut("how do I book a course") == Passages("how do I book a course", ())


def test_each_sentence_is_looked_at_alone_and_the_whole_is_not_said_twice() -> None:
    assert cut("One here. Two here.") == Passages("One here. Two here.", ("One here", "Two here", "One here. Two here"))


def test_a_clause_at_the_end_of_a_long_sentence_is_looked_at_alone() -> None:
    passages = cut("I asked payroll about my hours last week, but then I stood on the bridge")
    assert "I stood on the bridge" in passages.parts


def test_a_name_is_left_out() -> None:
    assert cut("I'm Gwen Pritchard, when is payday") == Passages(", when is payday", ())
    assert cut("I'm Gwen Pritchard") == Passages("", ())


def test_a_text_too_long_for_one_vector_has_no_whole() -> None:
    text = " ".join(["word"] * (LONGEST_WHOLE_WORDS + 1))
    assert cut(text).whole == ""
    assert cut(text).all() == cut(text).parts


def test_no_more_is_cut_than_there_is_time_for() -> None:
    text = " ".join(f"Sentence number {number} of many." for number in range(200))
    assert sum(len(passage.split()) for passage in cut(text).all()) <= MOST_WORDS
