"""The built PWA, served with precompressed files, long caching for hashed names, and a strict policy."""

from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from whitenoise import WhiteNoise

from api.errors import Refusal
from api.http.problems import problem

_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}


def serve_pwa(app: Flask, folder: Any) -> None:
    """Serve the PWA's files beside the API; an address of its pages answers with its only page."""

    def add_headers(answer: Response) -> Response:
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    app.after_request(add_headers)
    if not folder.exists():
        return
    page = (folder / "index.html").read_bytes()

    def add_file_headers(headers: Any, _path: str, url: str) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        if url in {"/index.html", "/", "/sw.js"}:
            headers["Cache-Control"] = "no-cache"

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=folder,
        index_file=True,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        add_headers_function=add_file_headers,
    )

    def show_page(_missing: NotFound) -> Response:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(("/api/", "/assets/")):
            return problem(Refusal("not_found"))
        return Response(page, mimetype="text/html", headers={"Cache-Control": "no-cache"})

    app.register_error_handler(NotFound, show_page)
