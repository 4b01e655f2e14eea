"""Settings over HTTP."""

from typing import Any

from flask import Response
from flask.views import MethodView
from sqlalchemy.orm import Session

from api import clock
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.settings import rules, schemas, service

slice_ = Slice("settings", "Numbers and choices that a place may set otherwise 设置")


@slice_.route("/settings")
class Settings(MethodView):
    """All settings."""

    @guarded("settings.read", scope="node")
    @slice_.arguments(schemas.SettingQuery, location="query")
    @slice_.response(200, schemas.SettingList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List every setting with its value today at a node or for a member, and where that comes from."""

        def work(session: Session) -> list[dict[str, Any]]:
            organization_id, member_id = query["organization_id"], query["member_id"]
            if member_id:
                organization_id = rules.get_member(session, actor(), member_id).organization_id
            rules.ensure_may_read(session, actor(), organization_id)
            return list(service.list_settings(session, organization_id, member_id, clock.today()))

        return {"items": [_shown(found) for found in read(work)]}

    @guarded("settings.write", scope="node")
    @slice_.arguments(schemas.SettingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Give a setting a value at a node or for a member from a day on."""
        organization_id, member_id = data["organization_id"], data["member_id"]
        from_on = data["from_on"] or clock.today()
        return create_once(
            data,
            check=lambda s: rules.ensure_may_set(s, actor(), organization_id, member_id),
            work=lambda s: service.set_value(
                s,
                actor(),
                data["key"],
                data["value"],
                from_on,
                organization_id=organization_id,
                membership_id=member_id,
            ),
        )


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    setting = found.pop("setting")
    return {
        "key": setting.key,
        "label": setting.en if language() == "en" else setting.zh,
        "kind": setting.kind,
        "default": setting.default,
        "mark": setting.mark,
        "levels": setting.levels,
        "least": setting.least,
        "most": setting.most,
        "choices": setting.choices,
        **found,
    }
