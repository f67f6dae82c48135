"""The kinds of values that several requests have: ids, words to look for, lines of text, days."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

# Without control characters, which no database keeps as they are.
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", examples=["mental-health-first-aid"])]
Words = Annotated[str, Field(max_length=100, pattern=PRINTABLE, examples=["excel"])]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=PRINTABLE)]
Text = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Link = Annotated[str, Field(max_length=300, pattern=r"^https://[A-Za-z0-9./?=&_%~#:-]+$")]
Day = Annotated[
    date,
    Field(
        ge=date(2000, 1, 1),
        le=date(2099, 12, 31),
        json_schema_extra={"pattern": r"^20\d\d-\d\d-\d\d$"},
        examples=["2027-03-01"],
    ),
]
Moment = Annotated[
    AwareDatetime,
    Field(json_schema_extra={"pattern": r"^20[1-8]\d-\d\d-\d\d[Tt]"}, examples=["2027-03-01T09:30:00Z"]),
]
