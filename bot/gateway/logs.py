"""JSON logging of ids, outcomes and timings. Has no way to log what somebody wrote."""

import logging
import sys
from typing import Any

import structlog

# What an exception may carry in its text (a URL, a body) is not known, so only its type and place are logged.
FIELDS = (
    "event",
    "level",
    "timestamp",
    "turn",
    "outcome",
    "seconds",
    "cause",
    "error",
    "place",
    "part",
    "reference",
    "port",
)


def configure_logging() -> None:
    """Send structlog and the standard library's warnings to standard error, one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _keep_known_fields,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=_print_to_standard_error,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LibraryFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def describe_error(error: BaseException) -> dict[str, str]:
    """Return the type of an error and where it was raised, and nothing of what it says."""
    trace, place = error.__traceback__, "unknown"
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return {"error": type(error).__name__, "place": place}


def _print_to_standard_error(*_names: object) -> structlog.PrintLogger:
    # Where standard error is now: whoever captured it when logging was configured may have closed that since.
    return structlog.PrintLogger(sys.stderr)


def _keep_known_fields(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {name: event[name] for name in FIELDS if name in event}


class _LibraryFormatter(logging.Formatter):
    """A library's log line: its place and gravity. Its text may quote a request, so it is left out."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {"event": "library", "level": record.levelname.lower(), "part": record.name}
        if record.exc_info and record.exc_info[1]:
            fields |= describe_error(record.exc_info[1])
        return structlog.processors.JSONRenderer()(None, "", {**fields, "place": fields.get("place", _place(record))})  # type: ignore[return-value]


def _place(record: logging.LogRecord) -> str:
    return f"{record.module}:{record.lineno}"
