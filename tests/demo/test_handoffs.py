"""What the invented township's officer asked of the branches, as each side sees it."""

from api.access import read_actor
from api.dashboards.desk import list_desk
from api.demo.organizations import FENGXIANGLING, SHIQIAOGOU, TOWNSHIP
from api.demo.staff import OFFICER, find_secretary
from api.handoffs.listing import list_handoffs
from tests.demo.telling import Told
from tests.demo.test_load import MAIN


def test_the_officer_reads_every_state_and_the_branches_see_who_asks(told: Told) -> None:
    query = {"organization_id": None, "member_id": None, "open": False, "limit": 50, "cursor": None}
    with told.database.reading() as session:
        officer = read_actor(session, told.ids.accounts[OFFICER])
        assert officer is not None
        asked, _ = list_handoffs(session, officer, query, "zh")
        above = list_desk(session, officer, told.ids.nodes[TOWNSHIP], "zh")
        beside = []
        for branch in (MAIN, FENGXIANGLING):
            secretary = read_actor(session, told.ids.accounts[find_secretary(branch)])
            assert secretary is not None
            beside += [
                (item["kind"], item["asked_by"])
                for item in list_desk(session, secretary, told.ids.nodes[branch], "zh")
                if item["handoff_id"]
            ]
    assert sorted(one["state"] for one in asked) == ["done", "open", "open", "recorded", "support_wanted"]
    assert [item["organization_id"] for item in above if item["kind"] == "handoff_support"] == [
        told.ids.nodes[SHIQIAOGOU]
    ]
    assert beside == [("need_open_long", "云栖镇党委 文清"), ("opening_missing", "云栖镇党委 文清")]
