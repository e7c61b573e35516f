"""How the API refuses: problem details (RFC 9457) made from the same errors that pages show at their fields."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import ConfigDict, field_validator

from klucznik.core.errors import DomainError
from klucznik.core.helping import article_for_programs


class Problem(Schema):
    """RFC 9457: what went wrong, for programs and people."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    # Address of an article in help for the person at the program; only where there is one.
    help: str | None = None


class Input(Schema):
    """What a program may send: only known fields, and text that a database and a person can read."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def readable(cls, value: Any) -> Any:
        """No NUL and no lone surrogate: PostgreSQL refuses the one, UTF-8 the other."""
        if is_unreadable(value):
            raise ValueError("contains a character that is not allowed")
        return value


def is_unreadable(value: Any) -> bool:
    """Whether such a character stands in a text, or in a list of texts."""
    if isinstance(value, list):
        return any(is_unreadable(one) for one in value)
    return isinstance(value, str) and (
        "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)
    )


class Described(NinjaAPI):
    """An API whose description says of every refusal what it is: a problem, also those that each operation can have."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        description = super().get_openapi_schema(*args, **kwargs)
        for path, operations in description.get("paths", {}).items():
            for operation in operations.values():
                _describe_refusals(path, operation)
        return description


def _describe_refusals(path: str, operation: dict[str, Any]) -> None:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    answers = operation.setdefault("responses", {})
    for status in _always_possible(path, operation):
        answers.setdefault(status, {"description": HTTPStatus(status).phrase, "content": {}})
    for status, answer in answers.items():
        if int(status) >= 400:
            told = answer.get("content", {}).get("application/json", problem)
            answer["content"] = {"application/problem+json": told}


def _always_possible(path: str, operation: dict[str, Any]) -> list[int]:
    """What no operation needs to say: nobody is signed in or may, nothing is there, the input is malformed."""
    statuses = [401, 403] if operation.get("security") else []
    statuses += [404] if "{" in path else []
    return statuses + ([422] if "requestBody" in operation or "parameters" in operation else [])


class NotFound(DomainError):
    code = "not_found"
    status = 404


def answer(
    api: NinjaAPI,
    request: HttpRequest,
    *,
    code: str,
    status: int,
    detail: str,
    field: str | None = None,
    retry_after: int | None = None,
    **more: Any,
) -> HttpResponse:
    """One problem as `application/problem+json`; `more` are its extension members."""
    body = more | {
        "type": f"urn:klucznik:{code}",
        "title": code,
        "status": status,
        "detail": detail,
        "field": field,
    }
    response = api.create_response(request, body, status=status)
    response.headers["Content-Type"] = "application/problem+json; charset=utf-8"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def unreadable_query() -> HttpResponse:
    """What the API says of a NUL in a query before any operation is asked: the same as of one in a body."""
    body = {
        "type": "urn:klucznik:malformed",
        "title": "malformed",
        "status": 422,
        "detail": _("The address contains a character that is not allowed."),
        "field": "query",
    }
    return JsonResponse(body, status=422, content_type="application/problem+json; charset=utf-8")


def refusal(api: NinjaAPI, request: HttpRequest, error: DomainError) -> HttpResponse:
    """A rule said no: with its code, its sentence, and what else it tells programs."""
    return answer(
        api,
        request,
        code=error.code,
        status=error.status,
        detail=str(error),
        field=error.field,
        retry_after=error.retry_after,
        **article_for_programs(error),
        **error.told(),
    )


def translate_errors(api: NinjaAPI) -> None:
    """Let every refusal of this API be a problem."""

    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
        return refusal(api, request, error)

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first: dict[str, Any] = error.errors[0] if error.errors else {}
        field = str(first.get("loc", ["", ""])[-1])
        return answer(
            api,
            request,
            code="malformed",
            status=422,
            detail=str(first.get("msg", "")),
            field=field,
        )

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(
            api,
            request,
            code="not_found",
            status=404,
            detail=_("There is nothing at this address."),
        )

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(api, request, code="not_signed_in", status=401, detail=_("Sign in first."))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(api, request, code="refused", status=error.status_code, detail=str(error))
