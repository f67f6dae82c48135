"""Sign-in of demo people to the web chat. It does not exist where Entra signs people in."""

from fastapi import APIRouter, Request

from bot.gateway.bodies import read_object
from bot.gateway.errors import NotFoundError
from bot.gateway.issuer import LocalIssuer
from bot.gateway.people import DemoPerson


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


def _describe(person: DemoPerson) -> dict[str, str]:
    return {"person": person.id, "name": person.name, "job": person.job, "team": person.team}
