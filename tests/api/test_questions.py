"""Unanswered questions: counted always, kept in words only when nobody could be hurt by it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from api.questions.models import QuestionCount, UnansweredQuestion
from tests.api.world import QUESTION, World


def texts(world: World) -> list[str]:
    with world.context.database.read() as session:
        return list(session.scalars(select(UnansweredQuestion.text)))


def test_a_harmless_question_is_kept_in_words_for_90_days(world: World) -> None:
    answer = world.ask()
    assert (answer.status_code, answer.json()) == (201, {"kept": "text"})
    with world.context.database.read() as session:
        question = session.scalars(select(UnansweredQuestion)).one()
    assert question.text == QUESTION["text"]
    assert question.expires_on - question.asked_on == timedelta(days=90)


def test_of_a_personal_question_only_the_topic_is_counted(world: World) -> None:
    answer = world.ask({**QUESTION, "text": "my manager has cancer"})
    assert answer.json() == {"kept": "count"}
    assert texts(world) == []
    with world.context.database.read() as session:
        count = session.scalars(select(QuestionCount)).one()
    assert (count.article_id, count.topic, count.times) == ("pay-day", "personnel-pay", 1)


def test_questions_of_a_day_are_counted_together(world: World) -> None:
    for _ in range(3):
        world.ask({"topic": "personnel-pay"})
    with world.context.database.read() as session:
        assert session.scalars(select(QuestionCount.times)).one() == 3


def test_a_question_without_anything_is_counted(world: World) -> None:
    assert world.ask({}).status_code == 201


def test_no_column_could_hold_a_person() -> None:
    columns = {column.name for model in (UnansweredQuestion, QuestionCount) for column in model.__table__.c}
    assert columns == {"id", "article_id", "topic", "text", "asked_on", "expires_on", "times"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"topic": "Priya Nair"}, id="a name as the topic"),
        pytest.param({"topic": "cancer of my mother"}, id="a story as the topic"),
        pytest.param({"article_id": "x" * 121}, id="article too long"),
        pytest.param({"text": "x" * 1001}, id="text too long"),
        pytest.param({"text": 7}, id="text that is a number"),
        pytest.param({"person": "demo-employee"}, id="a person"),
        pytest.param([], id="a list"),
    ],
)
def test_what_was_not_agreed_is_refused_without_repeating_it(world: World, body: object) -> None:
    answer = world.ask(body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert "person" not in answer.text
    assert "Priya" not in answer.text


def test_a_text_with_control_characters_is_not_kept(world: World) -> None:
    assert world.ask({"text": "mileage\x00rate"}).json() == {"kept": "count"}


def test_half_a_character_is_refused(world: World) -> None:
    headers = {**world.headers(), "Content-Type": "application/json"}
    answer = world.client.post("/v1/unanswered-questions", content=b'{"text": "\\ud800"}', headers=headers)
    assert answer.json()["code"] == "invalid_request"
