"""Structured logs for operators: one line an event, with the request's id and no personal data."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from klucznik.core.provenance import current


def add_request(_: Any, __: str, entry: structlog.types.EventDict) -> structlog.types.EventDict:
    """Put the id of the request that is being answered on each line."""
    if request_id := current().request_id:
        entry["request"] = request_id
    return entry


SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_request,
]
# One list for the whole process: loggers keep it from their first line on, also when this is configured once more.
PROCESSORS: list[Any] = [*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]


def configure(options: dict[str, Any]) -> None:
    """Send Django's and our own log lines through the same format to standard error."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(options["level"].upper())
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    # Its lines hold the addresses that were asked, and with them tax IDs.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
