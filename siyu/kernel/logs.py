"""Structured logs, for people or for machines, with a request id and without personal data."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from .settings import Settings

# A last net under the rule that personal data is not logged: digits and addresses that look like it.
_PHONE = re.compile(r"(?<![\w.-])(\+?\d{0,3}[ -]?1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![\w.-])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def configure_logs(settings: Settings) -> None:
    """Set structlog and the standard library's logging to one output on stderr."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_personal_data,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for noisy in ("uvicorn.access", "httpx", "httpcore", "alembic", "dbos", "clickhouse_connect"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def mask_personal_data(
    _logger: Any, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Mask what looks like a phone number or an e-mail address in every text of a log entry."""
    for key, value in entry.items():
        if isinstance(value, str) and key != "timestamp":
            entry[key] = _EMAIL.sub("***@***", _PHONE.sub(r"\1****\2", value))
    return entry
