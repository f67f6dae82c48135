"""A browser is kept to the page's own origin, whatever the application behind the headers says."""

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from contracts.security_headers import SecurityHeaders


async def answer(request: Request) -> Response:
    headers = {"Cache-Control": "public", "X-Frame-Options": "ALLOWALL", "X-Own": "kept"}
    return Response(status_code=int(request.query_params.get("status", "200")), headers=headers)


def client(**how: Any) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", answer)])
    app.add_middleware(SecurityHeaders, **({"only_https": False, "static_cache": "no-cache"} | how))
    return TestClient(app)


def test_the_policy_allows_what_pages_need_and_nothing_else() -> None:
    policy = client(also_own=("connect-src",)).get("/").headers["Content-Security-Policy"].split("; ")
    assert sorted(policy) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]


def test_what_the_application_says_itself_is_replaced_and_the_rest_kept() -> None:
    headers = client().get("/").headers
    assert headers.get_list("X-Frame-Options") == ["DENY"]
    assert headers["X-Own"] == "kept"


@pytest.mark.parametrize(
    ("address", "rule"),
    [("/", "no-store"), ("/static/a.css", "no-cache"), ("/static/a.css?status=404", "no-store")],
    ids=["page", "static file", "missing static file"],
)
def test_only_static_files_that_are_there_are_kept(address: str, rule: str) -> None:
    assert client().get(address).headers.get_list("Cache-Control") == [rule]


@pytest.mark.parametrize("only_https", [True, False])
def test_https_is_demanded_where_it_is_said(only_https: bool) -> None:
    assert ("Strict-Transport-Security" in client(only_https=only_https).get("/").headers) == only_https
