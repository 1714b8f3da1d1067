"""The OpenAPI document: what FastAPI knows, with our security scheme and our problems."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from backend_stub.errors import MEDIA_TYPE
from contracts.errors import FieldProblem, Problem

_PROBLEM = {
    "description": "Refused; `code` says why (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def install_openapi(app: FastAPI) -> None:
    """Have `app` describe itself so."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    # FastAPI's documented way to extend the document is to replace this method.
    setattr(app, "openapi", describe)  # noqa: B010 - assigning to a method is what mypy refuses


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    template = "#/components/schemas/{model}"
    schemas["FieldProblem"] = FieldProblem.model_json_schema(ref_template=template)
    problem = Problem.model_json_schema(ref_template=template)
    problem.pop("$defs", None)
    schemas["Problem"] = problem
    for path, operations in document["paths"].items():
        for operation in operations.values():
            responses = operation["responses"]
            responses.pop("422", None)
            if path.startswith("/api/"):
                responses["4XX"] = _PROBLEM
                responses["5XX"] = _PROBLEM
    return document
