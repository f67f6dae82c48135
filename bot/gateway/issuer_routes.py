"""The local issuer's addresses, in the form of Entra's. They do not exist where Entra signs people in."""

from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.responses import Response

from bot.gateway.bodies import read_body
from bot.gateway.code_flow import CodeFlow
from bot.gateway.issuer import IssuerRefusedError, LocalIssuer
from bot.gateway.people import DemoPerson
from bot.gateway.settings import DEVELOPMENT_TENANT
from bot.gateway.web_pages import Pages

PREFIX = f"/issuer/{DEVELOPMENT_TENANT}"


def issuer_routes(issuer: LocalIssuer, flow: CodeFlow) -> APIRouter:
    """Return the addresses that other parts ask."""
    router = APIRouter(prefix=PREFIX)

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
        """Give an app token to one of our own parts, or an ID token for a code."""
        form = dict(parse_qsl((await read_body(request)).decode("utf-8", "replace")))
        try:
            if form.get("grant_type") == "authorization_code":
                return JSONResponse(flow.redeem(form))
            access = issuer.app_token(form)
        except IssuerRefusedError as error:
            return _refuse(error)
        return JSONResponse({"token_type": "Bearer", "expires_in": 3600, "access_token": access})

    return router


def authorise_routes(flow: CodeFlow, people: dict[str, DemoPerson], pages: Pages) -> APIRouter:
    """Return the address where people say who they are."""
    router = APIRouter(prefix=PREFIX)

    @router.get("/oauth2/v2.0/authorize", response_model=None)
    async def authorise(request: Request) -> Response:
        """Let somebody choose who they are; who is chosen goes back to the application with a code."""
        try:
            wish = flow.read_wish(request.query_params)
        except IssuerRefusedError as error:
            return _refuse(error)
        person = people.get(request.query_params.get("person", ""))
        if person is None:
            # Links, and no form: a page that lets its forms go only to itself may not send one on to the application.
            choices = [(one, f"?{request.url.query}&{urlencode({'person': one.id})}") for one in people.values()]
            return pages.render("authorise.html", choices=choices)
        return RedirectResponse(flow.grant(wish, person.oid), 303)

    return router


def _refuse(error: IssuerRefusedError) -> JSONResponse:
    return JSONResponse({"error": str(error), "error_description": str(error)}, 400)
