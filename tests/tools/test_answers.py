"""The guard of the answers: what counts as a change, what only wavers, and what an editor reads and accepts."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tools.answers import __main__ as command
from tools.answers.asked import Asked
from tools.answers.changes import Change, accepted_by, compare
from tools.answers.outcomes import NO_ANSWER, outcome_of
from tools.answers.questions import EXAMPLES_ASKED, GAPS, OUTSIDE, Question, known_questions
from tools.answers.record import Accepted, Record, read_record, write_record
from tools.answers.report import passes, report
from tools.errors import ToolError
from tools.paths import ROOT

LIMITS = {"answer": 0.4, "margin": 0.1, "clarify": 0.1, "double": 0.5}
PAY = Question("when is the money there", "pay-day", frozenset({"pay-day", "payslip"}))
OUT = Question("who won the match", OUTSIDE, frozenset({NO_ANSWER}))
GAP = Question("how many days leave", GAPS, frozenset())


def answer(*ranking: tuple[str, float], decision: str = "answer", intent: str = "ask_question") -> dict[str, Any]:
    ids = [article for article, _ in ranking]
    chosen = {"answer": ids[:1], "clarify": ids, "none": []}[decision]
    entries = [{"id": article, "confidence": confidence} for article, confidence in ranking]
    kinds = [{"name": intent, "confidence": 0.9}, {"name": "other", "confidence": 0.05}]
    selection = {"decision": decision, "articles": chosen, "ranking": entries}
    return {"intent": kinds[0], "intents": kinds, "selection": selection}


def change(question: Question, now: dict[str, Any], accepted: Accepted | None = None) -> Change:
    [found] = compare([question], {question.text: now}, accepted or {}, LIMITS)
    return found


STOLEN = answer(("pension", 0.8), ("pay-day", 0.1))


def test_an_answer_that_another_article_took_is_a_change() -> None:
    found = change(PAY, STOLEN)
    assert (found.before, found.now, found.kind) == ("pay-day", "pension", "changed")
    assert not passes([found])


@pytest.mark.parametrize("article", ["pay-day", "payslip"])
def test_whatever_is_right_is_no_change(article: str) -> None:
    assert change(PAY, answer((article, 0.8), ("pension", 0.1))).kind == "same"


def test_what_was_accepted_is_no_change_until_it_is_wrong_in_another_way() -> None:
    accepted = {"pay-day": {PAY.text: "pension"}}
    assert change(PAY, STOLEN, accepted).kind == "same"
    assert change(PAY, answer(("pay-scales", 0.8), ("pension", 0.1)), accepted).kind == "changed"


def test_what_was_missed_and_is_right_now_is_better() -> None:
    found = change(PAY, answer(("pay-day", 0.8)), {"pay-day": {PAY.text: "pension"}})
    assert found.kind == "better"
    assert passes([found])


def test_to_ask_back_is_better_than_a_wrong_answer_and_worse_than_a_right_one() -> None:
    asks_back = answer(("pension", 0.25), ("pay-day", 0.2), decision="clarify")
    assert change(PAY, asks_back, {"pay-day": {PAY.text: "pension"}}).kind == "better"
    assert change(PAY, asks_back).kind == "changed"


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (answer(("pay-day", 0.38), ("pension", 0.1), decision="clarify"), "wavering"),
        (answer(("pay-day", 0.30), ("pension", 0.1), decision="clarify"), "changed"),
        (answer(("pay-day", 0.46), ("pension", 0.40), decision="clarify"), "wavering"),
        (answer(("pension", 0.60), ("pay-day", 0.20), decision="answer"), "changed"),
        (answer(("pension", 0.60), intent="ask_when"), "changed"),
    ],
    ids=["just below the limit", "well below it", "hardly ahead", "well behind", "taken for something else"],
)
def test_what_was_only_just_right_may_waver(now: dict[str, Any], kind: str) -> None:
    assert change(PAY, now).kind == kind


def test_a_few_that_waver_pass_and_many_do_not() -> None:
    wavering = change(PAY, answer(("pay-day", 0.38), ("pension", 0.1), decision="clarify"))
    same = change(PAY, answer(("pay-day", 0.8)))
    assert passes([wavering, *[same] * 60])
    assert not passes([wavering, *[same] * 40])


def other(number: int, article: str) -> Change:
    question = Question(f"question {number}", article, frozenset({article}))
    return change(question, STOLEN)


def test_another_processor_explains_a_change_here_and_there_but_not_two_of_one_article() -> None:
    same = [change(PAY, answer(("pay-day", 0.8)))] * 300
    scattered = [other(1, "payroll"), other(2, "pay-award")]
    assert not passes([*scattered, *same])
    assert passes([*scattered, *same], same_encoder=False)
    assert not passes([*scattered, other(3, "payroll"), *same], same_encoder=False)
    assert not passes([*map(other, range(7), "abcdefg"), *same], same_encoder=False)


def test_a_question_that_no_article_answers_may_be_asked_back_but_not_answered() -> None:
    assert change(OUT, answer(("pension", 0.2), decision="clarify")).kind == "same"
    assert change(OUT, answer(("pension", 0.7))).kind == "changed"


def test_for_a_question_without_a_label_the_accepted_answer_is_all_there_is() -> None:
    accepted = {GAPS: {GAP.text: "annual-leave"}}
    assert change(GAP, answer(("annual-leave", 0.8)), accepted).kind == "same"
    assert change(GAP, answer(("pension", 0.8)), accepted).kind == "changed"


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (answer(("pay-day", 0.8)), "pay-day"),
        (answer(("pension", 0.2), ("pay-day", 0.2), decision="clarify"), "asks back"),
        (answer(("pension", 0.2), decision="clarify"), "asks back without it"),
        (answer(decision="none"), "no answer"),
        (answer(("pay-day", 0.8), intent="greet"), "takes it as greet"),
    ],
    ids=["article", "offered", "not offered", "none", "other intent"],
)
def test_an_answer_is_a_word_or_two(found: dict[str, Any], wanted: str) -> None:
    assert outcome_of(found, PAY.right) == wanted


def test_the_record_holds_only_what_is_not_right_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "answers" / "accepted.yml"
    found = [change(PAY, STOLEN), change(OUT, answer(decision="none")), change(GAP, answer(("leave: a “b”", 0.8)))]
    record = Record("f94d7f7e1c81", accepted_by(found))
    write_record(path, record)
    assert read_record(path) == record
    assert record.answers == {"pay-day": {PAY.text: "pension"}, GAPS: {GAP.text: "leave: a “b”"}}
    assert path.read_text(encoding="utf-8").startswith("# The known questions that are not answered rightly")


def test_a_record_with_nothing_in_it_reads_back(tmp_path: Path) -> None:
    write_record(tmp_path / "accepted.yml", Record())
    assert read_record(tmp_path / "accepted.yml") == Record()
    assert read_record(tmp_path / "missing.yml") == Record()


def test_a_broken_record_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "accepted.yml").write_text("- a list", encoding="utf-8")
    with pytest.raises(ToolError, match=r"accepted.yml cannot be read; `make accept-answers` writes it anew."):
        read_record(tmp_path / "accepted.yml")


def test_the_report_names_each_change_below_its_article_and_how_to_mean_it() -> None:
    lines = report([change(PAY, STOLEN), change(OUT, answer(decision="none"))])
    assert lines == [
        "1 question changed for the worse:",
        "  pay-day",
        "    “when is the money there”",
        "      was: pay-day; is now: pension (not right)",
        "2 known questions; 1 of 2 are answered rightly.",
        "Refused. If you meant that, say so: `make accept-answers`. Else change the examples and train again.",
    ]


def run(monkeypatch: pytest.MonkeyPatch, record: Path, *options: str, stale: bool, now: dict[str, Any]) -> int:
    """Run the command on one known question, as if the trained model said this to it."""

    def asked(texts: Iterable[str]) -> Asked:
        return Asked(dict.fromkeys(texts, now), LIMITS, "f94d7f7e1c81")

    monkeypatch.setattr(command, "is_stale", lambda: stale)
    monkeypatch.setattr(command, "known_questions", lambda knowledge: [PAY])
    monkeypatch.setattr(command, "ask_all", asked)
    monkeypatch.setattr(sys, "argv", ["answers", "--record", str(record), *options])
    return command.main()


def test_it_refuses_until_somebody_says_that_it_was_meant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record = tmp_path / "accepted.yml"
    assert run(monkeypatch, record, stale=False, now=STOLEN) == 1
    assert not record.exists()
    assert run(monkeypatch, record, "--yes-i-meant-that", stale=False, now=STOLEN) == 0
    assert run(monkeypatch, record, stale=False, now=STOLEN) == 0


def test_nothing_is_accepted_of_a_model_that_is_out_of_date(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path / "accepted.yml", "--yes-i-meant-that", stale=True, now=STOLEN) == 1
    assert "The model is older than the articles: `make train` first" in capsys.readouterr().err
    assert not (tmp_path / "accepted.yml").exists()


def test_a_model_that_is_out_of_date_is_said_and_not_compared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path / "accepted.yml", stale=True, now=STOLEN) == 0
    assert "Answers were not compared: the model is older" in capsys.readouterr().out


def test_the_known_questions_of_this_project_are_all_there() -> None:
    questions = known_questions(ROOT / "knowledge")
    groups = {question.group for question in questions}
    articles = {path.stem for path in (ROOT / "knowledge").glob("*/*.md")}
    assert groups == {*articles, OUTSIDE, GAPS}
    assert min(sum(question.group == article for question in questions) for article in articles) > EXAMPLES_ASKED
    assert all(question.right for question in questions if question.group != GAPS)
