"""Held-out questions are there for each article, and none is close to what the assistant is trained on.

Close means: a likeness in words above 0.85, or a cosine of the assistant's own sentence vectors above 0.95.
The likeness in words is the greater of the share of words that two lines have in common (Jaccard: both /
either, whatever the order, capitals or punctuation) and rapidfuzz's token_sort_ratio / 100, which sees through slips.
"""

from collections.abc import Sequence

import numpy as np
import pytest

from tests.content.conftest import Content
from tools.content.heldout import check_likeness
from tools.content.likeness import Encode, Matrix, nearest_by_meaning, nearest_by_words
from tools.content.training_lines import training_lines

PAY_DAY = "heldout/pay/pay-day.yml"
NLU = """\
nlu:
- intent: greet
  examples: |
    - hello
    - good morning to you all
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "advice"),
    [
        ("- salary transfer day\n", "", 1, "Add questions: there are 4 different ones, 5 is the least."),
        (
            "salary transfer day",
            "End of month or the FIFTEENTH?",
            6,
            "This question is there already, in line 5; take one out.",
        ),
        ("[gap-mileage]", "[gap-milage]", 3, "There is no article `gap-milage`. Did you mean `gap-mileage`?"),
        ("accept:", "accepts:", 3, "There is nothing called `accepts`. Did you mean `accept`?"),
        (
            "- salary transfer day",
            "- salary: which day",
            6,
            "Put this text in quotation marks: a colon or a bracket",
        ),
        ("- salary transfer day", "- no", 6, "Put `no` in quotation marks, or it is not read as text."),
        (
            "- salary transfer day",
            "- pay on day #1",
            6,
            "Put this line in quotation marks: what stands after `#`",
        ),
    ],
    ids=["too few", "twice", "accept", "key", "colon", "no", "number sign"],
)
def test_a_mistake_is_said_with_file_line_and_what_to_do(
    content: Content, old: str, new: str, line: int, advice: str
) -> None:
    content.replace(PAY_DAY, old, new)
    assert any(problem.startswith(f"{PAY_DAY}:{line}: {advice}") for problem in content.problems())


def too_close(content: Content, encode: Encode | None) -> list[str]:
    heldout = content.questions()
    check_likeness(heldout, training_lines(content.base(), content.root / "nlu.yml"), encode)
    return [str(problem).replace(f"{content.root}/", "") for problem in heldout.problems]


def test_an_article_without_held_out_questions_is_named(content: Content) -> None:
    (content.root / PAY_DAY).unlink()
    [problem] = content.problems()
    assert problem.startswith("knowledge/pay/pay-day.md:1: Write at least 5 held-out questions for this article in ")


def test_a_held_out_file_without_an_article_is_named(content: Content) -> None:
    content.write("heldout/pay/payday.yml", "- one\n")
    advice = "There is no article pay/payday.md; rename this file or take it out."
    assert content.problems() == [f"heldout/pay/payday.yml:1: {advice}"]


def test_training_lines_are_examples_titles_names_and_what_rasa_learns(content: Content) -> None:
    content.write("nlu.yml", NLU)
    lines = [
        (line.text, line.path.name, line.line) for line in training_lines(content.base(), content.root / "nlu.yml")
    ]
    wanted = {
        ("pay date december", "pay-day.md", 18),
        ("When you are paid", "pay-day.md", 2),
        ("pay day", "pay-day.md", 11),
        ("good morning to you all", "nlu.yml", 5),
    }
    assert wanted <= set(lines)
    assert len(lines) == 12 + 1 + 1 + 12 + 1 + 2


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What date are wages in the bank?", "pay-day.md:16"),
        ("in the bank what date are wages", "pay-day.md:16"),
        ("what date are wagse in teh bank", "pay-day.md:16"),
        ("Good morning to you all!", "nlu.yml:5"),
    ],
    ids=["capitals", "order", "misspelling", "line of Rasa"],
)
def test_a_question_close_to_training_in_words_is_refused(content: Content, question: str, place: str) -> None:
    content.write("nlu.yml", NLU)
    content.replace(PAY_DAY, "salary transfer day", question)
    [problem] = too_close(content, None)
    assert problem.startswith(f"{PAY_DAY}:6: Ask this in other words: it is too close in words (")
    assert problem.endswith(f"{place}.")


@pytest.mark.parametrize(("cosine", "refused"), [(0.96, True), (0.94, False)])
def test_a_question_close_to_training_in_meaning_is_refused(content: Content, cosine: float, refused: bool) -> None:
    near = {"salary transfer day": [1.0, 0.0], "pay date december": [cosine, (1 - cosine**2) ** 0.5]}

    def encode(texts: Sequence[str]) -> Matrix:
        # Whatever is neither of the two stands at right angles to it: questions one way, training the other.
        questions = "salary transfer day" in texts
        return np.array([[*near.get(text, [0.0, 0.0]), text not in near and questions] for text in texts], np.float32)

    found = too_close(content, encode)
    wanted = "Ask this in other words: it is too close in meaning (0.96) to knowledge/pay/pay-day.md:18."
    assert found == [f"{PAY_DAY}:6: {wanted}"] * refused


def test_a_question_in_other_words_is_allowed(content: Content, encode: Encode) -> None:
    heldout = content.questions()
    highest = check_likeness(heldout, training_lines(content.base(), content.root / "nlu.yml"), encode)
    assert heldout.problems == []
    assert 0.3 < highest["words"] < 0.85
    assert 0.3 < highest["meaning"] < 0.95


def test_without_the_encoder_words_are_compared(content: Content) -> None:
    content.replace(PAY_DAY, "salary transfer day", "what date are wages in the bank")
    heldout = content.questions()
    highest = check_likeness(heldout, training_lines(content.base(), content.root / "nlu.yml"), None)
    assert highest == {"words": 1.0}
    assert len(heldout.problems) == 1


def test_the_same_words_are_fully_alike() -> None:
    [nearest] = nearest_by_words(["when is pay day?"], ["how are you", "Pay day is when"])
    assert nearest == (1.0, 1)


def test_the_same_text_means_the_same_whatever_stands_beside_it(encode: Encode) -> None:
    others = ["a rather longer line about something else altogether", "when is pay day", "hello"]
    [nearest] = nearest_by_meaning(["when is pay day"], others, encode)
    assert nearest.which == 1
    assert nearest.likeness == pytest.approx(1, abs=1e-5)
