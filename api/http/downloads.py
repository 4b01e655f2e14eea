"""Hand out somebody's file: it is saved or shown by the app, never run."""

from urllib.parse import quote

from flask import Response


def as_download(content: bytes, media_type: str, name: str) -> Response:
    """Return a stored file's answer, which no browser opens as a page or guesses about."""
    return Response(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
