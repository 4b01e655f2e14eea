"""An officer connects another system, changes what it may, gives it another secret, and lets it go."""

from datetime import timedelta

from sqlalchemy import select

from api import clock
from api.access import CLIENT_SCOPES
from api.integration.clients import schemas
from api.models import ClientSecret, JournalEntry
from tests.cast import World
from tests.clients.systems import ask_for_token, connect, sign_in, system

EVERYTHING = ["members:read", "reports:write"]


def test_the_shapes_name_every_scope_of_the_table() -> None:
    assert tuple(CLIENT_SCOPES) == schemas.SCOPE


def test_an_admin_gives_no_scope_whose_permissions_are_not_the_admins_own(world: World) -> None:
    body = {"organization_id": str(world.node("云栖镇")), "name": "平台", "scopes": ["members:read"]}
    refused = world.as_("赵管").post("/service-clients", body)
    assert (refused.status_code, refused.json["code"]) == (403, "scope_too_wide")

    made = connect(world, "feed:read", "organizations:read", by="赵管")
    widened = world.as_("赵管").patch(
        f"/service-clients/{made['id']}", {"scopes": ["feed:read", "members:read"]}, version=1
    )
    assert (widened.status_code, widened.json["code"]) == (403, "scope_too_wide")


def test_an_admin_gets_no_new_secret_of_a_system_that_reads_members_but_may_revoke_it(world: World) -> None:
    made = connect(world, "members:read")
    admin = world.as_("赵管")
    refused = admin.post(f"/service-clients/{made['id']}/secrets", {})
    assert (refused.status_code, refused.json["code"]) == (403, "scope_too_wide")
    assert admin.get(f"/service-clients/{made['id']}").json["may_change"] is False
    assert admin.patch(f"/service-clients/{made['id']}", {"name": "旧平台"}, version=1).status_code == 200
    assert admin.post(f"/service-clients/{made['id']}/revocation").status_code == 201


def test_the_secret_is_shown_once_and_again_to_the_repeat_of_the_same_request_only_within_minutes(
    world: World,
) -> None:
    officer = world.as_("孙委员")
    body = {"organization_id": str(world.node("云栖镇")), "name": "平台", "scopes": ["members:read"]}
    first = officer.post("/service-clients", body, key="k1")
    assert first.json["client_secret"].startswith("lxq_")
    assert officer.post("/service-clients", body, key="k1").get_data() == first.get_data()

    shown = officer.get(f"/service-clients/{first.json['id']}")
    assert first.json["client_secret"] not in shown.get_data(as_text=True)
    assert shown.json["secrets"][0]["hint"] == first.json["client_secret"][-4:]
    with world.database.reading() as session:
        kept = session.scalars(select(ClientSecret.hash)).one()
        entry = session.scalars(select(JournalEntry).where(JournalEntry.kind == "client.created")).one()
    assert first.json["client_secret"] not in kept + str(entry.facts) + str(entry.subjects)

    with clock.at(clock.now() + timedelta(minutes=16)):
        world.tokens.clear()
        late = world.as_("孙委员").post("/service-clients", body, key="k1")
    assert late.json == {**first.json, "client_secret": None}


def test_a_new_secret_works_beside_the_old_one_until_the_overlap_is_over(world: World) -> None:
    made = connect(world, "members:read")
    rotated = world.as_("孙委员").post(f"/service-clients/{made['id']}/secrets", {"overlap_hours": 24})
    assert rotated.status_code == 201, rotated.json
    old, new = sign_in(world, made), sign_in(world, rotated.json)
    assert old.get("/members").status_code == new.get("/members").status_code == 200

    later = clock.now() + timedelta(hours=23, minutes=30)
    with clock.at(later):
        assert ask_for_token(world, made).status_code == 200
    with clock.at(later + timedelta(hours=1)):
        assert ask_for_token(world, made).status_code == 401
        assert ask_for_token(world, rotated.json).status_code == 200


def test_a_secret_that_ends_at_once_takes_its_tokens_with_it(world: World) -> None:
    made = connect(world, "members:read")
    old = sign_in(world, made)
    rotated = world.as_("孙委员").post(f"/service-clients/{made['id']}/secrets", {"overlap_hours": 0})
    refused = old.get("/members")
    assert (refused.status_code, refused.json["code"]) == (401, "client_refused")
    assert ask_for_token(world, made).status_code == 401
    assert sign_in(world, rotated.json).get("/members").status_code == 200


def test_revoking_bites_on_the_next_request_and_stands(world: World) -> None:
    made = connect(world, "members:read")
    caller = sign_in(world, made)
    assert caller.get("/members").status_code == 200
    officer = world.as_("孙委员")
    assert officer.post(f"/service-clients/{made['id']}/revocation").status_code == 201
    assert caller.get("/members").status_code == 401
    assert ask_for_token(world, made).status_code == 401
    for path, body in (("secrets", {}), ("revocation", {})):
        again = officer.post(f"/service-clients/{made['id']}/{path}", body)
        assert (again.status_code, again.json["code"]) == (409, "client_revoked")
    assert officer.get(f"/service-clients/{made['id']}").json["state"] == "revoked"


def test_a_scope_that_is_taken_away_is_gone_on_the_next_request(world: World) -> None:
    made = connect(world, *EVERYTHING)
    caller = sign_in(world, made)
    assert caller.get("/members").status_code == 200
    changed = world.as_("孙委员").patch(
        f"/service-clients/{made['id']}", {"scopes": ["reports:write"]}, version=1
    )
    assert changed.status_code == 200, changed.json
    assert caller.get("/members").status_code == 403
    stale = world.as_("孙委员").patch(f"/service-clients/{made['id']}", {"name": "新名"}, version=1)
    assert (stale.status_code, stale.json["code"]) == (412, "stale_version")


def test_the_list_shows_the_hour_of_the_last_call_and_no_more(world: World) -> None:
    made = connect(world, "members:read")
    officer = world.as_("孙委员")
    assert officer.get(f"/service-clients/{made['id']}").json["last_used_at"] is None
    sign_in(world, made).get("/members")
    (one,) = officer.get("/service-clients").json["items"]
    assert one["last_used_at"][14:19] == "00:00"
    assert one["state"] == "open" and one["scopes"] == ["members:read"]


def test_another_township_sees_nothing_of_it(world: World) -> None:
    made = connect(world, "members:read")
    outside = world.as_("冯外")
    assert outside.get("/service-clients").json["items"] == []
    assert outside.get(f"/service-clients/{made['id']}").status_code == 404
    assert outside.post(f"/service-clients/{made['id']}/revocation").status_code == 404


def test_a_systems_token_asks_for_fewer_scopes_and_gets_no_more(world: World) -> None:
    made = connect(world, "members:read", "reports:read")
    narrow = sign_in(world, made, scope="reports:read")
    assert narrow.get("/reports").status_code == 200
    assert narrow.get("/members").status_code == 403
    wider = ask_for_token(world, made, scope="reports:read members:reveal")
    assert (wider.status_code, wider.json["error"]) == (400, "invalid_scope")


def test_scopes_are_told_in_words_with_what_the_reader_may_give(world: World) -> None:
    node = world.node("云栖镇")
    admins = world.as_("赵管").get(f"/service-clients/scopes?organization_id={node}").json["items"]
    assert {one["scope"] for one in admins if one["may_give"]} == {
        "feed:read",
        "organizations:read",
        "settings:read",
        "webhooks:manage",
    }
    officers = world.as_("孙委员").get(f"/service-clients/scopes?organization_id={node}").json["items"]
    assert all(one["may_give"] for one in officers)


def test_a_system_connects_no_system(world: World) -> None:
    every = list(CLIENT_SCOPES)
    caller = system(world, *every)
    body = {"organization_id": str(world.node("云栖镇")), "name": "另一个", "scopes": ["members:read"]}
    assert caller.post("/service-clients", body).status_code == 403
    assert caller.get("/service-clients").status_code == 403
