"""The FastAPI application: routes, the public page, and every fault as a Problem."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from backend_client.contracts import Problem, ProblemCode
from backend_client.sandbox import documents
from backend_client.sandbox.body_limit import TOO_LARGE, BodyLimit
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.refusal import Refused
from backend_client.sandbox.routes import Backend, public, signed
from backend_client.sandbox.verify_page import PAGE_HEADERS, render_page


def create_app(sandbox: Sandbox) -> FastAPI:
    """An application that serves ``sandbox``."""
    app = FastAPI(
        title="罗湖自助终端 参考后台",
        version="v1",
        docs_url=None,
        redoc_url=None,
        responses={"4XX": {"model": Problem}, "5XX": {"model": Problem}},
    )
    app.state.sandbox = sandbox
    app.add_middleware(BodyLimit)
    app.include_router(public)
    app.include_router(signed)
    app.add_api_route("/verify/{number}", verify_page, response_class=HTMLResponse)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _fault)
    return app


def verify_page(sandbox: Backend, number: str, c: str = "") -> HTMLResponse:
    """What a phone shows after scanning the code on a paper."""
    found = documents.verification(sandbox, number, c)
    return HTMLResponse(render_page(found), headers=PAGE_HEADERS)


def _problem(status: int, code: ProblemCode, detail: str = "") -> Response:
    body = Problem(code=code, detail=detail).model_dump_json()
    return Response(body, status, media_type="application/json")


def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return _problem(error.status, error.code)


def _malformed(_request: Request, error: Exception) -> Response:
    """Names the places that are wrong, not what stood there."""
    if not isinstance(error, RequestValidationError):
        raise error
    places = {".".join(str(part) for part in fault["loc"][:2]) for fault in error.errors()}
    return _problem(422, ProblemCode.MALFORMED, ", ".join(sorted(places)))


def _http_error(_request: Request, error: Exception) -> Response:
    """No such route or method, or more than anybody may send."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    code = ProblemCode.TOO_LARGE if status == TOO_LARGE else ProblemCode.ROUTE_UNKNOWN
    return _problem(status, code)


def _fault(_request: Request, error: Exception) -> Response:
    return _problem(500, ProblemCode.SERVER_FAULT, type(error).__name__)
