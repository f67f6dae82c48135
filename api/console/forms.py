"""What a form sent, as text and files. Knows no page, and believes nothing."""

from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from api.console.rights import TAKE_FILES
from api.errors import BodyTooLargeError, MalformedRequestError

MOST_BYTES = 256 * 1024
# A file of 10 MB, and what stands around it.
MOST_WITH_FILE = 10 * 1024 * 1024 + 64 * 1024
MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Submitted:
    """The fields of a form, each with all its values, and its files. `names`: of the files, as they came."""

    values: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the first value of a field without the white space around it, or nothing."""
        return next(iter(self.values.get(name, ())), "").replace("\r\n", "\n").strip()


async def read_submitted(request: Request) -> Submitted:
    """Return what was sent. Raises BodyTooLargeError, MalformedRequestError."""
    if request.method != "POST":
        return Submitted()
    most = MOST_WITH_FILE if request.scope["route"].path in TAKE_FILES else MOST_BYTES
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise BodyTooLargeError
    kind = request.headers.get("content-type", "")
    try:
        if kind.startswith("multipart/form-data"):
            return _read_parts(kind, bytes(body))
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except (ValueError, LookupError) as error:
        raise MalformedRequestError from error
    return Submitted(_gather(pairs))


def _read_parts(kind: str, body: bytes) -> Submitted:
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + body)
    pairs: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", "", header="content-disposition"))
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        file_name = part.get_filename()
        if file_name is None:
            pairs.append((name, content.decode("utf-8")))
        else:
            files[name] = content
            names[name] = file_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Submitted(_gather(pairs), files, names)


def _gather(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


CurrentSubmitted = Annotated[Submitted, Depends(read_submitted)]
