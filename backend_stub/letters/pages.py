"""The few pages that a link in a letter leads to."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from backend_stub.letters.rendering import render_page

PAGE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}}}, "description": "A page for a browser."}
}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
}


def page(request: Request, key: str, *, button: bool) -> Response:
    """A page in the browser's language, which nobody may keep or put into a frame."""
    language = request.headers.get("accept-language", "")[:2].lower()
    return HTMLResponse(render_page(language, key, button=button), headers=_HEADERS)
