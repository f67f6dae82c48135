"""Whether the API lives, whether it can work, and what it has counted. Shows nothing of anybody."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.context import CurrentContext
from api.metrics import CONTENT_TYPE
from api.problems import document_problems

router = APIRouter(tags=["operations"])


class HealthView(BaseModel):
    """A part that answers is well."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})

    status: Literal["ok"] = "ok"


@router.get("/health/live", summary="The process answers")
async def show_liveness() -> HealthView:
    """Return ok; asks nothing else."""
    return HealthView()


@router.get("/health/ready", summary="The database answers too", responses=document_problems(503))
def show_readiness(context: CurrentContext) -> HealthView:
    """Return ok when the database answers."""
    context.database.is_reachable()
    return HealthView()


@router.get(
    "/metrics",
    summary="Counters for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def show_metrics(context: CurrentContext) -> Response:
    """Return the counters."""
    return Response(context.metrics.render(), headers={"Content-Type": CONTENT_TYPE})
