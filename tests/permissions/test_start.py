"""What names no permission does not start."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded, public


def test_a_class_with_one_unguarded_method_does_not_start() -> None:
    slice_ = Slice("half-guarded", "one door of two")

    class Half(MethodView):
        @guarded("members.read", scope="member")
        def get(self) -> str:
            """Look."""
            return ""

        def delete(self) -> str:
            """Nobody asks who calls this."""
            return ""

    with pytest.raises(RuntimeError, match="DELETE /half names no permission"):
        slice_.route("/half")(Half)


def test_a_plain_function_without_a_guard_does_not_start() -> None:
    slice_ = Slice("plain", "a function is a door, too")

    def look() -> str:
        """Nobody asks who calls this."""
        return ""

    with pytest.raises(RuntimeError, match="/plain names no permission"):
        slice_.route("/plain")(look)


def test_what_is_guarded_or_public_starts() -> None:
    slice_ = Slice("whole", "both doors guarded")

    class Whole(MethodView):
        @guarded("members.read", scope="member")
        def get(self) -> str:
            """Look."""
            return ""

        @public("a reason that somebody can check")
        def post(self) -> str:
            """Come in."""
            return ""

    slice_.route("/whole")(Whole)


def test_an_unknown_permission_or_scope_fails_at_import() -> None:
    with pytest.raises(RuntimeError, match=r"members\.adore is not in the table"):
        guarded("members.adore", scope="member")
    with pytest.raises(RuntimeError, match="galaxy is no known scope"):
        guarded("members.read", scope="galaxy")


def test_every_route_below_the_api_asks_who_calls_before_it_reads_what_they_sent(the_app: Flask) -> None:
    browser = the_app.test_client()
    unasked = []
    for rule in the_app.url_map.iter_rules():
        view_class: Any = getattr(the_app.view_functions[rule.endpoint], "view_class", None)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if view_class is None or getattr(view_class, method.lower()).permission is None:
                continue
            path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
            for name in rule.arguments:
                path = path.replace(f"<uuid:{name}>", "01a20b4b-fe46-711e-97c4-93b705ec169f")
            answer = browser.open(
                f"{path}?unknown=%00", method=method, data=b"\xff", content_type="text/plain"
            )
            if answer.status_code != 401:
                unasked.append((method, path, answer.status_code))
    assert not unasked
