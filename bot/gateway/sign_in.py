"""Sign-in of demo people, and the local issuer's addresses. Neither exists where Entra signs people in."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.gateway.bodies import read_body, read_object
from bot.gateway.errors import NotFoundError
from bot.gateway.issuer import IssuerRefusedError, LocalIssuer
from bot.gateway.people import DemoPerson
from bot.gateway.settings import DEVELOPMENT_TENANT


def sign_in_routes(issuer: LocalIssuer, people: dict[str, DemoPerson]) -> APIRouter:
    """Return the routes of demo people."""
    router = APIRouter()

    @router.get("/api/people")
    async def list_people() -> list[dict[str, str]]:
        """List who can sign in here."""
        return [_describe(person) for person in people.values()]

    @router.post("/api/sign-in")
    async def sign_in(request: Request) -> dict[str, str]:
        """Return a token for a demo person."""
        body = await read_object(request)
        person = people.get(str(body.get("person")))
        if person is None:
            raise NotFoundError
        return {"token": issuer.person_token(person.oid), **_describe(person)}

    return router


def issuer_routes(issuer: LocalIssuer) -> APIRouter:
    """Return the issuer's addresses, in the form of Entra's."""
    router = APIRouter(prefix=f"/issuer/{DEVELOPMENT_TENANT}")

    @router.get("/v2.0/.well-known/openid-configuration")
    async def configuration() -> JSONResponse:
        """Describe the issuer."""
        return JSONResponse(issuer.configuration())

    @router.get("/discovery/v2.0/keys")
    async def keys() -> JSONResponse:
        """Give the public key."""
        return JSONResponse(issuer.key_set())

    @router.post("/oauth2/v2.0/token")
    async def token(request: Request) -> JSONResponse:
        """Give an app token to one of our own parts."""
        form = dict(parse_qsl((await read_body(request)).decode("utf-8", "replace")))
        try:
            access = issuer.app_token(form)
        except IssuerRefusedError as error:
            return JSONResponse({"error": str(error), "error_description": str(error)}, 400)
        return JSONResponse({"token_type": "Bearer", "expires_in": 3600, "access_token": access})

    return router


def _describe(person: DemoPerson) -> dict[str, str]:
    return {"person": person.id, "name": person.name, "job": person.job, "team": person.team}
