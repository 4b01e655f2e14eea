"""Reminders over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView
from sqlalchemy.orm import Session

from api.access import ensure_reaches
from api.http.blueprint import Slice
from api.http.guard import guarded, public
from api.http.once import change_once, create_once
from api.http.paging import page
from api.http.problems import language
from api.http.running import act, actor, read, running
from api.http.shapes import NothingShape, PageQuery, ReceiptShape
from api.http.versions import etag, required_version
from api.models import InboxMessage
from api.reminders import feeds, rules, schemas, service

slice_ = Slice("reminders", "What waits for somebody, told once a day 提醒")


@slice_.route("/inbox")
class Inbox(MethodView):
    """收件箱."""

    @guarded("account.use", scope="self")
    @slice_.arguments(PageQuery, location="query")
    @slice_.response(200, schemas.InboxShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List one's own messages, newest first, with how many are unread."""

        def work(session: Session) -> dict[str, Any]:
            order = [(InboxMessage.created_at, True), (InboxMessage.id, True)]
            rows, following = page(
                session, rules.messages_of(actor()), order, query["limit"], query["cursor"]
            )
            return {
                "items": [service.show_message(row[0], language()) for row in rows],
                "next_cursor": following,
                "unread": service.count_unread(session, actor()),
            }

        return read(work)


@slice_.route("/inbox/reading")
class InboxReading(MethodView):
    """What was opened."""

    @guarded("account.use", scope="self")
    @slice_.arguments(schemas.InboxReadingIn)
    @slice_.response(200, schemas.UnreadShape)
    def put(self, data: dict[str, Any]) -> dict[str, Any]:
        """Mark one's own messages as read; the same again changes nothing."""
        return {"unread": act(lambda s: service.mark_read(s, actor(), data["ids"]))}


@slice_.route("/reminder-choices")
class Choices(MethodView):
    """How somebody is reminded."""

    @guarded("account.use", scope="self")
    @slice_.response(200, schemas.ReminderChoiceShape)
    def get(self) -> dict[str, Any]:
        """Read how one is reminded."""
        return read(lambda s: service.read_choice(s, actor()))

    @guarded("account.use", scope="self")
    @slice_.arguments(schemas.ReminderChoiceIn)
    @slice_.response(200, schemas.ReminderChoiceShape)
    def put(self, data: dict[str, Any]) -> dict[str, Any]:
        """Choose how to be reminded; everything may be off."""
        return act(lambda s: service.choose(s, actor(), data))


@slice_.route("/robots")
class Robots(MethodView):
    """Robots of group chats."""

    @guarded("robots.keep", scope="node")
    @slice_.arguments(schemas.RobotQuery, location="query")
    @slice_.response(200, schemas.RobotList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a node's robots, each with how its last message went; addresses masked."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "robots.keep", node))
        return {"items": read(lambda s: service.list_robots(s, node))}

    @guarded("robots.keep", scope="node")
    @slice_.arguments(schemas.RobotIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Let a robot tell a node's group once a day what waits."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "robots.keep", data["organization_id"]),
            work=lambda s: service.add_robot(s, actor(), data, running().config.outgoing_networks),
        )


@slice_.route("/robots/<uuid:robot_id>")
class OneRobot(MethodView):
    """One robot."""

    @guarded("robots.keep", scope="robot")
    @slice_.response(200, schemas.RobotShape)
    def get(self, robot_id: UUID) -> Any:
        """Read a robot, with how its last message went; its address is masked."""
        found = read(lambda s: service.show_robot(s, rules.get_visible(s, actor(), robot_id)))
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("robots.keep", scope="robot")
    @slice_.arguments(schemas.RobotFields)
    @slice_.response(200, ReceiptShape)
    def patch(self, data: dict[str, Any], robot_id: UUID) -> Response:
        """Change a robot's name, hour, address or secret, or let it pause."""
        version = required_version()
        networks = running().config.outgoing_networks
        return change_once(
            data,
            check=lambda s: rules.ensure_may_keep(s, actor(), robot_id),
            work=lambda s: service.change_robot(s, actor(), robot_id, version, data, networks),
        )


@slice_.route("/robots/<uuid:robot_id>/ending")
class RobotEnding(MethodView):
    """The end of a robot."""

    @guarded("robots.keep", scope="robot")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], robot_id: UUID) -> Response:
        """End a robot; its address is forgotten."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_keep(s, actor(), robot_id),
            work=lambda s: service.end_robot(s, actor(), robot_id),
        )


@slice_.route("/robots/<uuid:robot_id>/trials")
class RobotTrials(MethodView):
    """Trial messages."""

    @guarded("robots.keep", scope="robot")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], robot_id: UUID) -> Response:
        """Send a trial message; how it went stands with the robot a moment later."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_keep(s, actor(), robot_id),
            work=lambda s: service.try_robot(s, actor(), robot_id),
        )


@slice_.route("/calendar-feeds")
class CalendarFeeds(MethodView):
    """The acting person's calendar address."""

    @guarded("account.use", scope="self")
    @slice_.response(200, schemas.CalendarFeedShape)
    def get(self) -> Any:
        """Read one's own calendar address, if there is one."""
        return read(lambda s: feeds.show_feed(s, actor())), 200, {"Cache-Control": "no-store"}

    @guarded("account.use", scope="self")
    @slice_.arguments(NothingShape)
    @slice_.response(201, schemas.FeedReceipt)
    def post(self, data: dict[str, Any]) -> Response:
        """Get a secret address for one's own calendar; the one before works no more."""
        return create_once(
            data,
            check=lambda _: None,
            work=lambda s: feeds.open_feed(s, actor()),
            more=lambda receipt: {**receipt, "path": feeds.path_of(UUID(receipt["id"]))},
        )


@slice_.route("/calendar-feeds/ending")
class CalendarFeedEnding(MethodView):
    """The end of that address."""

    @guarded("account.use", scope="self")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """End one's own calendar address."""
        return create_once(data, check=lambda _: None, work=lambda s: feeds.end_feed(s, actor()))


@slice_.route("/calendar-feeds/<string:secret>")
class OneCalendarFeed(MethodView):
    """What a calendar program reads."""

    @public(
        "a calendar program has no sign-in; who holds the secret address sees days and numbers, and nobody's data"
    )
    @slice_.response(200, content_type="text/calendar")
    def get(self, secret: str) -> Response:
        """Write the calendar of the person whose secret address this is, as iCalendar; 304 while nothing changed."""
        content = read(lambda s: feeds.write_feed(s, secret))
        answer = Response(content, content_type="text/calendar; charset=utf-8")
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.add_etag()
        answer.make_conditional(request)
        return answer
