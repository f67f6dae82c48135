"""A private address as it crosses the API: it only ever comes in."""

from pydantic import BaseModel, ConfigDict, Field


class PrivateAddressBody(BaseModel):
    """Where messages about a case go beside the work address; null: nowhere else."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"address": "name@example.com"}, {"address": None}]}
    )

    address: str | None = Field(
        max_length=200, pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
    )
