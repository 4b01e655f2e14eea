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
    flask = app.wsgi_app
    if not folder.exists():
        app.wsgi_app = _with_headers(flask)  # type: ignore[method-assign]
        return
    page = (folder / "index.html").read_bytes()

    def add_file_headers(headers: Any, _path: str, url: str) -> None:
        if url in {"/index.html", "/", "/sw.js"}:
            headers["Cache-Control"] = "no-cache"

    files = WhiteNoise(
        flask,
        root=folder,
        index_file=True,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        add_headers_function=add_file_headers,
    )

    def choose(environ: Any, start_response: Any) -> Any:
        # Files are read; whoever wants to do more with them is answered like everybody else.
        serve = files if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else flask
        return serve(environ, start_response)

    app.wsgi_app = _with_headers(choose)  # type: ignore[method-assign]

    def show_page(_missing: NotFound) -> Response:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(("/api/", "/assets/")):
            return problem(Refusal("not_found"))
        return Response(page, mimetype="text/html", headers={"Cache-Control": "no-cache"})

    app.register_error_handler(NotFound, show_page)


def _with_headers(serve: Any) -> Any:
    """Give every answer, a file's and a refusal's too, the headers that keep browsers from guessing and keeping."""

    def answer(environ: Any, start_response: Any) -> Any:
        wanted = dict(_HEADERS)
        if environ.get("PATH_INFO", "").startswith("/api/"):
            wanted["Cache-Control"] = "no-store"

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            missing = [(name, value) for name, value in wanted.items() if name.lower() not in given]
            return start_response(status, [*headers, *missing], *more)

        return serve(environ, start)

    return answer
