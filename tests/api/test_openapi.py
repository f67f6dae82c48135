"""The API does what its own description says, also with requests that nobody thought of."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.api.world import GATEWAY, World

OPERATIONS = (
    ("GET", "/v1/people/me"),
    ("POST", "/v1/unanswered-questions"),
    ("PUT", "/v1/feedback/{reply_id}"),
)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=lambda value: value)
@pytest.mark.parametrize("generate", ["positive", "negative"])
def test_answers_are_as_described(world: World, method: str, path: str, generate: str) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", world.app)
    operation = schema[path][method]
    mode = schemathesis.GenerationMode(generate)
    if generate == "negative" and method == "GET":
        return  # There is nothing in it that could be wrong.

    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        application = GATEWAY if method == "PUT" else "staff-assistant-actions"
        headers = world.headers(application=application)
        if generate == "negative":
            del headers["Idempotency-Key"]
        case.call_and_validate(headers=headers)

    check()


def test_every_operation_has_an_example_of_its_body_and_answer(world: World) -> None:
    document = world.app.openapi()
    bodies = [schema for name, schema in document["components"]["schemas"].items() if name.endswith(("Body", "View"))]
    assert len(bodies) >= 6
    assert all(schema["examples"] for schema in bodies)


def test_every_refusal_is_described_with_its_codes(world: World) -> None:
    responses = world.app.openapi()["paths"]["/v1/unanswered-questions"]["post"]["responses"]
    assert set(responses) == {"201", "400", "401", "403", "408", "409", "413", "422", "503"}
    content = responses["422"]["content"]["application/problem+json"]
    assert "idempotency_key_reused" in content["examples"]


def test_the_description_names_both_credentials(world: World) -> None:
    schemes = world.app.openapi()["components"]["securitySchemes"]
    assert set(schemes) == {"app token", "assertion"}
