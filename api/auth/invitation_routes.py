"""Invitations over HTTP: handed over by staff, used by whoever holds the code."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api import clock
from api.access import ensure_reaches, nodes_below
from api.auth import codes, entering, invitations, rules, schemas
from api.http.blueprint import Slice
from api.http.guard import guarded, public
from api.http.once import create_once
from api.http.paging import page
from api.http.running import act, actor, read
from api.models import Invitation

slice_ = Slice("invitations", "Invitations 邀请")


@slice_.route("/invitations")
class Invitations(MethodView):
    """All invitations."""

    @guarded("invitations.read", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.InvitationPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List invitations, newest first, without their codes."""
        statement = rules.visible_invitations(actor())
        node_id = query["organization_id"]
        if node_id:
            read(lambda s: ensure_reaches(s, actor(), "invitations.read", node_id))
            statement = statement.where(Invitation.organization_id.in_(nodes_below([node_id])))
        order = [(Invitation.created_at, True), (Invitation.id, True)]
        rows, following = read(lambda s: page(s, statement, order, query["limit"], query["cursor"]))
        return {"items": [_show(row[0], row[1]) for row in rows], "next_cursor": following}

    @guarded("invitations.write", scope="member")
    @slice_.arguments(schemas.InvitationIn)
    @slice_.response(201, schemas.NewInvitationReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Invite somebody; the answer carries the code to hand over, and older ones of theirs die."""
        person_id = data["person_id"]
        return create_once(
            data,
            check=lambda s: rules.ensure_may_invite(s, actor(), person_id),
            work=lambda s: invitations.invite(
                s, actor(), person_id, rules.node_in_reach(s, actor(), "invitations.write", person_id)
            ),
            more=_with_code,
        )


@slice_.route("/invitations/<uuid:invitation_id>")
class OneInvitation(MethodView):
    """One invitation."""

    @guarded("invitations.write", scope="invitation")
    @slice_.response(204)
    def delete(self, invitation_id: UUID) -> None:
        """Take an invitation back; its code no longer opens anything."""

        def work(session: Any) -> None:
            rules.ensure_may_revoke(session, actor(), invitation_id)
            invitations.revoke(session, actor(), invitation_id)

        act(work)


@slice_.route("/auth/invitation-lookups")
class InvitationLookups(MethodView):
    """What a code is for."""

    @public("the code says who may look", refuses=(404, 429))
    @slice_.arguments(schemas.CodeIn)
    @slice_.response(200, schemas.InvitationHintShape)
    def post(self, data: dict[str, Any]) -> dict[str, Any]:
        """Tell whom and which branch a code is for, in outline."""
        return entering.find_invitation(data["code"]).hint


@slice_.route("/auth/invitation-acceptances")
class InvitationAcceptances(MethodView):
    """The use of a code."""

    @public("the code says who comes in", refuses=(401, 404, 429))
    @slice_.arguments(schemas.InvitationAcceptanceIn)
    @slice_.response(200, schemas.SignedInShape)
    def post(self, data: dict[str, Any]) -> dict[str, Any]:
        """Choose a password with a code and come in; where there was an account, its old sessions end."""
        return entering.by_invitation(data["code"], data["password"], data["consents"])


def _with_code(receipt: dict[str, Any]) -> dict[str, Any]:
    invitation_id = UUID(receipt["id"])
    code = codes.derive(invitation_id)
    expires_at = read(lambda s: s.get_one(Invitation, invitation_id).expires_at)
    return {
        **receipt,
        "code": codes.write(code),
        "link": f"/i#{code}",
        "expires_at": expires_at.astimezone(clock.ZONE).isoformat(),
    }


def _show(invitation: Invitation, name: str) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "person_id": invitation.person_id,
        "organization_id": invitation.organization_id,
        "name": name,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
        "state": invitations.state_of(invitation),
    }
