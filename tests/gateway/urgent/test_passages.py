"""What of a message is encoded."""

from bot.gateway.urgent.passages import MOST_WORDS, cut


def test_a_short_message_is_one_passage() -> None:
    assert cut("how do I book a course") == ["how do I book a course"]


def test_sentences_stand_alone_and_in_pairs() -> None:
    assert cut("One here. Two here.") == ["One here. Two here.", "One here", "Two here", "One here. Two here"]


def test_a_long_sentence_is_cut_into_clauses() -> None:
    passages = cut("I asked payroll about my hours last week, but then I stood on the bridge")
    assert "I stood on the bridge" in passages


def test_a_name_is_left_out() -> None:
    assert cut("I'm Gwen Pritchard, when is payday") == [", when is payday"]
    assert cut("I'm Gwen Pritchard") == []


def test_a_very_long_text_keeps_to_its_time() -> None:
    text = " ".join(f"This is sentence number {number}." for number in range(1000))
    assert sum(len(passage.split()) for passage in cut(text)) <= MOST_WORDS
