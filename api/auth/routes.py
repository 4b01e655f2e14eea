"""Signing in and out, and one's own account, over HTTP."""

from typing import Any

from flask import Response, g
from flask.views import MethodView

from api.auth import cookies, entering, notice, rules, schemas, service, sessions
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.guard import guarded, identify, public
from api.http.once import create_once
from api.http.running import act, actor, read
from api.http.shapes import ReceiptShape

slice_ = Slice("auth", "Signing in 登录")


@slice_.route("/auth/sign-in")
class SignIn(MethodView):
    """The door."""

    @public("who signs in is not known yet", refuses=(401, 429))
    @slice_.arguments(schemas.SignInIn)
    @slice_.response(200, schemas.SignedInShape)
    def post(self, data: dict[str, Any]) -> dict[str, Any]:
        """Sign in with phone and password; the refresh token comes in its cookie."""
        return entering.by_password(data["phone"], data["password"], data["person_id"])


@slice_.route("/auth/refresh")
class Refresh(MethodView):
    """The renewal of a session."""

    @public("the refresh cookie says who it is", refuses=(401, 403), by_cookie=True)
    @slice_.response(200, schemas.SignedInShape)
    def post(self) -> dict[str, Any]:
        """Renew the session with its cookie; the cookie is replaced."""
        return entering.by_refresh_token()


@slice_.route("/auth/sign-out")
class SignOut(MethodView):
    """The end of one session."""

    @public(
        "the refresh cookie says whose session ends, also when the access token is over", refuses=(401, 403)
    )
    @slice_.response(204)
    def post(self) -> None:
        """End the session on this device: the cookie's, or else the access token's."""
        cookies.ensure_same_origin()
        family_id = sessions.family_of(cookies.refresh_token())
        if family_id is None:
            identify()
            family_id = g.family_id
            if family_id is None:
                # Another system has no session to end; its officer revokes it.
                raise Refusal("forbidden")
        act(lambda s: sessions.end(s, family_id, "signed_out"))
        cookies.drop_refresh_token()


@slice_.route("/auth/sign-out-everywhere")
class SignOutEverywhere(MethodView):
    """The end of all sessions."""

    @guarded("account.use", scope="self")
    @slice_.response(204)
    def post(self) -> None:
        """End every session of one's own, on all devices."""
        act(lambda s: service.sign_out_everywhere(s, actor()))
        cookies.drop_refresh_token()


@slice_.route("/auth/me")
class Me(MethodView):
    """Oneself."""

    @guarded("account.use", scope="self")
    @slice_.response(200, schemas.MeShape)
    def get(self) -> dict[str, Any]:
        """Tell who is signed in, with which roles."""
        return read(lambda s: service.describe(s, actor()))


@slice_.route("/auth/password")
class OwnPassword(MethodView):
    """One's own password."""

    @guarded("account.use", scope="self", refuses=(429,))
    @slice_.arguments(schemas.PasswordIn)
    @slice_.response(204)
    def post(self, data: dict[str, Any]) -> None:
        """Change one's own password; the other sessions end."""
        entering.change_password(actor(), g.family_id, data["current_password"], data["new_password"])


@slice_.route("/auth/notice")
class Notice(MethodView):
    """The notice on personal data."""

    @public("people read it before they have an account")
    @slice_.response(200, schemas.NoticeShape)
    def get(self) -> dict[str, Any]:
        """Read the notice in both languages, with the version that a consent names."""
        return notice.NOTICE


@slice_.route("/auth/consents")
class Consents(MethodView):
    """Answers to the notice."""

    @guarded("account.use", scope="self")
    @slice_.arguments(schemas.ConsentIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Agree or refuse; refusing costs nothing."""
        return create_once(
            data,
            check=lambda _s: rules.ensure_current_notice(data["version"]),
            work=lambda s: service.consent(s, actor(), data["kind"], data["version"], data["agreed"]),
        )
