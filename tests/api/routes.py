"""The routes of an application, as it really serves them."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts


def all_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route; HEAD comes with GET."""
    for route in iter_route_contexts(app.routes):
        for method in (route.methods or set()) - {"HEAD"}:
            yield method, str(route.path)
