"""How errors look on the wire: RFC 9457 problem details with ``code`` and facts."""

from collections import defaultdict
from dataclasses import fields
from functools import reduce
from operator import or_
from typing import Any, Literal, get_type_hints

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import create_model
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from siyu.kernel.errors import SiyuError, Throttled, Unavailable

from .schemas import Schema

MEDIA_TYPE = "application/problem+json"
_UNREADABLE = "There was an error parsing the body"

log = structlog.get_logger(__name__)


class Problem(Schema):
    """What went wrong. Branch on ``code``; show ``title`` where you have no words of your own."""

    type: str
    title: str
    status: int
    code: str
    facts: dict[str, Any]
    request_id: str | None = None


def fails_with(*errors: type[SiyuError]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI ``responses`` for the errors a route may raise, one schema per error."""
    by_status: dict[int | str, list[type[SiyuError]]] = defaultdict(list)
    for error in errors:
        by_status[error.status].append(error)
    return {
        status: {
            "model": reduce(or_, map(_problem_model, group)),
            "description": " ".join(error.title() for error in group),
        }
        for status, group in by_status.items()
    }


_MODELS: dict[type[SiyuError], type[Problem]] = {}


def _problem_model(error: type[SiyuError]) -> type[Problem]:
    if error not in _MODELS:
        hints = get_type_hints(error)
        fact_types: dict[str, Any] = {f.name: (hints[f.name], ...) for f in fields(error)}
        facts: Any = create_model(f"{error.__name__}Facts", **fact_types)
        narrowed: Any = {
            "status": (Literal[error.status], ...),
            "code": (Literal[error.code()], ...),
            "facts": (facts, ...),
        }
        _MODELS[error] = create_model(error.__name__, __base__=Problem, **narrowed)
    return _MODELS[error]


def problem_response(error: SiyuError, request: Request | None = None) -> JSONResponse:
    """The answer for an error."""
    headers = {}
    if isinstance(error, Throttled):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return _answer(
        status=error.status,
        code=error.code(),
        title=error.title(),
        facts=error.facts,
        request=request,
        headers=headers,
    )


def install_error_handlers(app: FastAPI) -> None:
    """Render every error as problem+json; unexpected ones say nothing of their inside."""

    @app.exception_handler(SiyuError)
    def siyu_error(request: Request, error: SiyuError) -> JSONResponse:
        return problem_response(error, request)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        facts = [
            {"at": ".".join(map(str, e["loc"])), "kind": e["type"], "message": e["msg"]}
            for e in error.errors()[:50]
        ]
        return _answer(
            status=422,
            code="malformed_request",
            request=request,
            facts={"errors": facts},
            title="The request does not fit the description of this operation.",
        )

    @app.exception_handler(HTTPException)
    def http_error(request: Request, error: HTTPException) -> JSONResponse:
        codes = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
        if (error.status_code, error.detail) == (400, _UNREADABLE):
            # What FastAPI says of JSON too deep for the parser, or of bytes that are not text.
            return _answer(
                status=422,
                code="malformed_request",
                request=request,
                facts={"errors": [{"at": "body", "kind": "unreadable", "message": _UNREADABLE}]},
                title="The request does not fit the description of this operation.",
            )
        return _answer(
            status=error.status_code,
            code=codes.get(error.status_code, "http_error"),
            title=str(error.detail),
            facts={},
            request=request,
            headers=dict(error.headers or {}),
        )

    @app.exception_handler(OperationalError)
    def store_gone(request: Request, error: OperationalError) -> JSONResponse:
        log.warning("http.store_gone", error=type(error.orig).__name__)
        answer = problem_response(Unavailable(), request)
        answer.headers["Retry-After"] = "5"
        return answer

    @app.exception_handler(DBAPIError)
    def refused_by_store(request: Request, error: DBAPIError) -> JSONResponse:
        if isinstance(error, IntegrityError) and _is_race(error):
            # Two requests raced for one name, or one removed what the other had just named.
            return _answer(
                status=409,
                code="conflict",
                request=request,
                facts={},
                title="Another change came in between; look again and repeat.",
            )
        # What no check of ours caught, such as a NUL in text or a number past 64 bits.
        if type(error.orig).__name__ in ("DataError", "OverflowError", "UntranslatableCharacter"):
            return _answer(
                status=422,
                code="value_out_of_range",
                request=request,
                facts={},
                title="A value is outside what can be stored.",
            )
        log.exception("http.failed", exc_info=error)
        return _unexpected(request)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        log.exception("http.failed", exc_info=error)
        return _unexpected(request)


def _is_race(error: IntegrityError) -> bool:
    said = f"{type(error.orig).__name__} {error.orig}"
    return any(
        sign in said
        for sign in ("UniqueViolation", "ForeignKeyViolation", "UNIQUE constraint", "FOREIGN KEY")
    )


def _unexpected(request: Request) -> JSONResponse:
    return _answer(
        status=500,
        code="internal_error",
        facts={},
        request=request,
        title="Something went wrong inside siyu; the log has it under this request id.",
    )


def _answer(
    *,
    status: int,
    code: str,
    title: str,
    facts: dict[str, Any],
    request: Request | None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    problem = Problem(
        type=f"urn:siyu:error:{code}",
        title=title,
        status=status,
        code=code,
        facts=facts,
        request_id=getattr(request.state, "request_id", None) if request else None,
    )
    return JSONResponse(
        problem.model_dump(mode="json"), status, media_type=MEDIA_TYPE, headers=headers
    )
