"""Members over HTTP."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import orjson
from flask import Response
from flask.views import MethodView
from sqlalchemy import func
from sqlalchemy.orm import Session

from api.access import Actor, acting_role, ensure_may, ensure_reaches, membership_in_reach, nodes_below
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.paging import page
from api.http.problems import language
from api.http.running import act, actor, read
from api.http.shapes import PageQuery, ReceiptShape
from api.http.versions import etag, required_version
from api.members import (
    duplicates,
    erasing,
    export,
    leaving,
    merging,
    opening,
    own_record,
    readings,
    rows,
    rules,
    schemas,
    service,
    timeline,
)
from api.models import Membership

slice_ = Slice("members", "Members: memberships with their persons 党员")


@slice_.route("/members")
class Members(MethodView):
    """All members."""

    @guarded("members.read", scope="member")
    @slice_.arguments(schemas.MemberQuery, location="query")
    @slice_.response(200, schemas.MemberPage)
    def get(self, query: dict[str, Any]) -> Response:
        """List the members that the actor may see, masked."""
        return _json(read(lambda s: _list_members(s, actor(), query)))

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.MemberIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Bring somebody into a branch; who may be known already is answered with candidates."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_enter(s, actor(), data["organization_id"]),
            work=lambda s: service.enter(s, actor(), data),
        )


@slice_.route("/members/<uuid:member_id>")
class OneMember(MethodView):
    """One member."""

    @guarded("members.read", scope="member")
    @slice_.arguments(schemas.RevealQuery, location="query")
    @slice_.response(200, schemas.MemberShape)
    def get(self, query: dict[str, Any], member_id: UUID) -> Response:
        """Read one member; `reveal` shows numbers and addresses in plain and leaves a trace."""
        if query["reveal"]:
            ensure_may(actor(), "members.reveal")
            found = act(lambda s: _reveal_member(s, actor(), member_id))
        else:
            found = read(lambda s: _read_member(s, actor(), member_id, reveal=False))
        return _json(found, ETag=etag(found["version"]))

    @guarded("members.write", scope="member")
    @slice_.arguments(schemas.MemberChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], member_id: UUID) -> Response:
        """Change what is known of a member."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: membership_in_reach(s, actor(), "members.write", member_id),
            work=lambda s: service.change(s, actor(), member_id, changes, version),
        )


@slice_.route("/members/<uuid:member_id>/leaving")
class Leaving(MethodView):
    """Leaving the roll."""

    @guarded("members.decide", scope="member")
    @slice_.arguments(schemas.LeavingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Take a member off the roll, for a reason and on a basis."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "members.decide", member_id),
            work=lambda s: leaving.leave(s, actor(), member_id, data["reason"], data["on"], data["basis"]),
        )


@slice_.route("/members/<uuid:member_id>/moving")
class Moving(MethodView):
    """Moving to another branch."""

    @guarded("members.decide", scope="member")
    @slice_.arguments(schemas.MovingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Move a member into another branch; the receipt names the new membership and the new branch's journal."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_move(s, actor(), member_id, data["organization_id"]),
            work=lambda s: leaving.move(
                s, actor(), member_id, data["organization_id"], data["on"], data["basis"]
            ),
        )


@slice_.route("/members/<uuid:member_id>/roll-decisions")
class RollDecisions(MethodView):
    """Decisions on 党籍."""

    @guarded("members.decide", scope="member")
    @slice_.arguments(schemas.RollDecisionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Record a decision on 党籍 with its day and basis."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "members.decide", member_id),
            work=lambda s: service.decide_roll_status(
                s, actor(), member_id, data["roll_status"], data["on"], data["basis"]
            ),
        )


@slice_.route("/members/<uuid:member_id>/erasure")
class Erasure(MethodView):
    """Erasing a person's data."""

    @guarded("members.erase", scope="member")
    @slice_.arguments(schemas.ErasureIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Erase the personal data of somebody who has left; it cannot be undone."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "members.erase", member_id),
            work=lambda s: erasing.erase(s, actor(), member_id, data["basis"]),
        )


@slice_.route("/members/<uuid:member_id>/timeline")
class Timeline(MethodView):
    """A member's timeline."""

    @guarded("members.history", scope="member")
    @slice_.arguments(PageQuery, location="query")
    @slice_.response(200, schemas.TimelinePage)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """List what was recorded of a member, newest first, in the reader's language."""
        return read(lambda s: _list_timeline(s, actor(), member_id, query))


@slice_.route("/members/<uuid:member_id>/readings")
class Readings(MethodView):
    """谁看过我的资料."""

    @guarded("readings.read", scope="member")
    @slice_.arguments(PageQuery, location="query")
    @slice_.response(200, schemas.ReadingPage)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """List who saw a member's data in plain, newest first."""
        return read(lambda s: _list_readings(s, actor(), member_id, query))


@slice_.route("/members/<uuid:member_id>/own-record")
class OwnRecord(MethodView):
    """One's own record to take along."""

    @guarded("members.read", scope="member")
    @slice_.response(200, content_type="application/json")
    def get(self, member_id: UUID) -> Response:
        """Download everything that is kept of oneself, in plain, as JSON."""
        found = read(lambda s: own_record.read_own_record(s, rules.get_own(s, actor(), member_id)))
        return _json(found, **{"Content-Disposition": 'attachment; filename="own-record.json"'})


@slice_.route("/members/duplicates")
class Duplicates(MethodView):
    """Who may be one person."""

    @guarded("members.decide", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.PairList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List pairs of members who may be one person; merging is a person's decision."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "members.decide", node))
        return {"items": read(lambda s: duplicates.list_pairs(s, actor(), node))}


@slice_.route("/members/merges")
class Merges(MethodView):
    """Merging duplicates."""

    @guarded("members.decide", scope="node")
    @slice_.arguments(schemas.MergeIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Merge two records of one person; facts stay where they were written."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_merge(s, actor(), data["keep_id"], data["drop_id"]),
            work=lambda s: merging.merge(s, actor(), data["keep_id"], data["drop_id"]),
        )


@slice_.route("/members/tellings-apart")
class TellingsApart(MethodView):
    """Records that look alike and are two people."""

    @guarded("members.decide", scope="node")
    @slice_.arguments(schemas.ApartIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record that two members are two people; the pair is not shown again."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_merge(s, actor(), data["one_id"], data["other_id"]),
            work=lambda s: duplicates.tell_apart(s, actor(), data["one_id"], data["other_id"]),
        )


@slice_.route("/members/opening")
class OpeningGrids(MethodView):
    """补登底数."""

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.OpeningGrid)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read the opening grid of a branch."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "members.write", node))
        return {"items": read(lambda s: opening.read_grid(s, node))}

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.OpeningIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Fill in the opening grid of a branch, all rows in one entry."""
        node = data["organization_id"]
        return create_once(
            data,
            check=lambda s: rules.ensure_may_enter(s, actor(), node),
            work=lambda s: opening.fill_in(s, actor(), node, data["rows"]),
        )


@slice_.route("/members/export")
class Exports(MethodView):
    """The roster as a file."""

    @guarded("members.export", scope="node")
    @slice_.arguments(schemas.ExportQuery, location="query")
    @slice_.response(200, content_type=tuple(export.MEDIA_TYPES.values()))
    def get(self, query: dict[str, Any]) -> Response:
        """Download all members of a node as a roster that imports again without change, masked unless revealed."""
        form = query["format_"]
        if query["reveal"]:
            ensure_may(actor(), "members.reveal")
        made = read(
            lambda s: export.write_export(s, actor(), query["organization_id"], form, reveal=query["reveal"])
        )
        if made.revealed:
            act(
                lambda s: readings.note_reading(
                    s, actor(), made.revealed, made.role, "export", list(rows.REVEALED)
                )
            )
        return Response(
            made.content,
            content_type=export.MEDIA_TYPES[form],
            headers={
                "Content-Disposition": f"attachment; filename=\"members.{form}\"; filename*=UTF-8''{quote(made.name)}",
                "Cache-Control": "no-store",
            },
        )


def _json(answer: Any, **headers: str) -> Response:
    # Straight from rows to JSON: lists are the hottest reads, and the shape was chosen by the select.
    return Response(
        orjson.dumps(answer), mimetype="application/json", headers={"Cache-Control": "no-store", **headers}
    )


def _list_members(session: Session, who: Actor, query: dict[str, Any]) -> dict[str, Any]:
    statement, person = rows.select_members(ended=query["roll"] == "left")
    statement = statement.where(rules.in_reach(who))
    if who.liaison:
        statement = statement.add_columns(rules.in_full(who).label("in_full"))
    if query["organization_id"]:
        rules.ensure_sees_node(session, who, query["organization_id"])
        statement = statement.where(Membership.organization_id.in_(nodes_below([query["organization_id"]])))
    if query["kind"]:
        statement = statement.where(Membership.kind == query["kind"])
    if query["state"]:
        statement = statement.where(rows.is_away() if query["state"] == "away" else ~rows.is_away())
    if query["q"]:
        statement = statement.where(rows.matching(query["q"], person))
    first = {
        "name": person.pinyin,
        "joined_on": func.coalesce(Membership.joined_on, ""),
        "birth_date": func.coalesce(person.birth_date, ""),
    }[query["sort"]]
    found, following = page(
        session, statement, [(first, False), (Membership.id, False)], query["limit"], query["cursor"]
    )
    wanted = query["fields_"] or rows.FIELDS
    return {"items": rows.present(session, found, wanted=wanted), "next_cursor": following}


def _read_member(session: Session, who: Actor, member_id: UUID, *, reveal: bool) -> dict[str, Any]:
    membership = membership_in_reach(session, who, "members.read", member_id)
    statement, _ = rows.select_members(ended=membership.to_on is not None)
    if who.liaison:
        statement = statement.add_columns(rules.in_full(who).label("in_full"))
    found = session.execute(statement.where(Membership.id == member_id)).first()
    if found is None:
        raise Refusal("not_found")
    return rows.present(session, [found], reveal=reveal)[0]


def _reveal_member(session: Session, who: Actor, member_id: UUID) -> dict[str, Any]:
    membership = membership_in_reach(session, who, "members.reveal", member_id)
    shown = _read_member(session, who, member_id, reveal=True)
    if membership.person_id != who.person_id:
        role = acting_role(session, who, "members.reveal", membership.organization_id)
        seen = [field for field in rows.REVEALED if shown[field] is not None]
        readings.note_reading(session, who, [membership.person_id], role, "reveal", seen)
    return shown


def _list_timeline(session: Session, who: Actor, member_id: UUID, query: dict[str, Any]) -> dict[str, Any]:
    membership = membership_in_reach(session, who, "members.history", member_id)
    statement = timeline.select_entries(who, membership)
    found, following = page(session, statement, timeline.ORDER, query["limit"], query["cursor"])
    return {"items": timeline.tell(session, found, language()), "next_cursor": following}


def _list_readings(session: Session, who: Actor, member_id: UUID, query: dict[str, Any]) -> dict[str, Any]:
    membership = membership_in_reach(session, who, "readings.read", member_id)
    found, following = page(
        session, readings.select_readings(membership), readings.ORDER, query["limit"], query["cursor"]
    )
    return {"items": readings.present(found), "next_cursor": following}
