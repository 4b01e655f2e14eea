"""Webhooks: told at least once, in the order of each branch, to who is down for hours, too, and to nobody else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from standardwebhooks import Webhook as Standard
from standardwebhooks import WebhookVerificationError

from api import clock
from api.integration.webhooks.backoff import PATIENCE, PAUSES, pause_after
from api.integration.webhooks.delivering import serve_once
from api.integration.webhooks.leasing import LEASE, claim
from api.journal import in_transaction
from api.models import Grant, JournalEntry, Organization, WebhookRun
from tests.cast import World
from tests.clients.systems import connect, sign_in
from tests.integration.receivers import Played, check_in, order, set_up

EXTRA = timedelta(seconds=1)


def work(world: World, receiver: Played) -> None:
    """Let a worker tell whatever is due."""
    for _ in range(50):
        if not serve_once(world.database, "worker", receiver):
            return
    raise AssertionError("the worker never rests")


def look(world: World, webhook_id: str) -> dict[str, Any]:
    found: dict[str, Any] = world.as_("孙委员").get(f"/webhooks/{webhook_id}").json
    return found


def journal_ids(world: World, node: str, after: int = 0) -> list[str]:
    """Return the ids that the entries of a journal must carry, in their order."""
    with world.database.reading() as session:
        entries = session.execute(
            select(JournalEntry.epoch, JournalEntry.number)
            .where(JournalEntry.node_id == world.node(node), JournalEntry.number > after)
            .order_by(JournalEntry.epoch, JournalEntry.number)
        )
        return [f"entry_{world.node(node).hex}_{epoch}_{number}" for epoch, number in entries]


def of_node(world: World, receiver: Played, node: str) -> list[str]:
    return [event_id for event_id in receiver.ids if world.node(node).hex in event_id]


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/",
        "https://127.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://a:b@hooks.example/",
        "x",
    ],
)
def test_an_address_that_leads_inside_is_not_taken(world: World, address: str) -> None:
    answer = world.as_("孙委员").post("/webhooks", order(world, address=address))

    assert (answer.status_code, answer.json["code"]) == (422, "outgoing_address_refused")


@pytest.mark.parametrize("kinds", [["report"], ["*"], ["report.*.x"], ["Report.submitted"], [""]])
def test_a_kind_that_is_none_is_not_taken(world: World, kinds: list[str]) -> None:
    answer = world.as_("孙委员").post("/webhooks", order(world, kinds=kinds))

    assert answer.status_code == 422


def test_an_officer_of_elsewhere_finds_nothing_and_a_secretary_may_not(world: World) -> None:
    webhook_id = set_up(world)["id"]

    assert world.as_("冯外").get(f"/webhooks/{webhook_id}").status_code == 404
    assert world.as_("冯外").post(f"/webhooks/{webhook_id}/rotations").status_code == 404
    assert world.as_("冯外").post("/webhooks", order(world)).status_code == 404
    assert world.as_("周书兰").get(f"/webhooks/{webhook_id}").status_code == 403


def test_the_secret_is_shown_in_the_one_answer_and_nowhere_else(world: World) -> None:
    key = str(uuid4())
    first = world.as_("孙委员").post("/webhooks", order(world), key=key)
    again = world.as_("孙委员").post("/webhooks", order(world), key=key)

    assert first.json["secret"].startswith("whsec_")
    assert again.data == first.data
    assert "whsec_" not in world.as_("孙委员").get(f"/webhooks/{first.json['id']}").text
    assert "whsec_" not in world.as_("孙委员").get("/webhooks").text


def test_everything_that_happens_below_is_told_once_in_the_order_of_each_branch(world: World) -> None:
    receipt, receiver = set_up(world), Played()
    before = {node: len(journal_ids(world, node)) for node in ("青松村", "白鹭村")}
    for name in ("陈远", "郑飞", "李守田", "陈远", "郑飞"):
        check_in(world, name)

    work(world, receiver)
    work(world, receiver)

    assert of_node(world, receiver, "云栖镇") == [
        f"entry_{world.node('云栖镇').hex}_{receipt['epoch']}_{receipt['number']}"
    ]
    for node, after in before.items():
        assert of_node(world, receiver, node) == journal_ids(world, node, after)
    assert len(receiver.ids) == 6
    assert look(world, receipt["id"])["waiting"] == 0


def test_an_event_carries_ids_and_codes_and_a_signature_that_the_standard_library_takes(world: World) -> None:
    receipt, receiver = set_up(world, kinds=["report.submitted"]), Played()
    check_in(world, "陈远")
    work(world, receiver)

    ((event_id, event),) = receiver.got
    assert (event["type"], event["data"]["kind"]) == ("report.submitted", "report.submitted")
    assert event_id.endswith(f"_{event['data']['epoch']}_{event['data']['number']}")
    assert "陈远" not in receiver.bodies[0].decode() and "199" not in str(event["data"]["facts"])
    assert Standard(receipt["secret"]).verify(receiver.bodies[0], dict(receiver.headers[0])) == event
    other = set_up(world)["secret"]
    for forged in (
        (other, receiver.bodies[0], receiver.headers[0]),
        (receipt["secret"], receiver.bodies[0] + b" ", receiver.headers[0]),
        (receipt["secret"], receiver.bodies[0], {**receiver.headers[0], "webhook-id": "entry_other"}),
        (receipt["secret"], receiver.bodies[0], {**receiver.headers[0], "webhook-timestamp": "1"}),
    ):
        with pytest.raises(WebhookVerificationError):
            Standard(forged[0]).verify(forged[1], dict(forged[2]))


def test_only_the_wanted_kinds_are_told(world: World) -> None:
    set_up(world, kinds=["grant.*", "report.accepted"])
    receiver = Played()
    check_in(world, "陈远")
    world.as_("孙委员").post(
        "/grants",
        {
            "person_id": str(world.person("李守田")),
            "role": "recorder",
            "organization_id": str(world.node("青松村")),
        },
    )
    work(world, receiver)

    assert {event["type"].partition(".")[0] for _, event in receiver.got} <= {"grant"}
    assert receiver.got


def test_who_may_not_read_members_has_nothing_told_of_them(world: World) -> None:
    set_up(world, by="赵管")
    receiver = Played()
    check_in(world, "陈远")
    work(world, receiver)

    assert [event["type"] for _, event in receiver.got] == ["webhook.created"]


def test_while_a_secret_is_handed_over_both_sign_and_then_the_new_one_alone(world: World) -> None:
    old, receiver = set_up(world, kinds=["report.*"]), Played()
    new = world.as_("孙委员").post(f"/webhooks/{old['id']}/rotations", {"overlap_hours": 2}).json
    now = clock.now()
    check_in(world, "陈远")
    work(world, receiver)
    for secret in (old["secret"], new["secret"]):
        Standard(secret).verify(receiver.bodies[0], dict(receiver.headers[0]))

    assert [secret["ends_at"] is None for secret in look(world, old["id"])["secrets"]] == [True, False]
    check_in(world, "陈远")
    with clock.at(now + timedelta(hours=3)):
        work(world, receiver)
        assert len(receiver.headers[1]["webhook-signature"].split()) == 1
        assert len(look(world, old["id"])["secrets"]) == 1


def test_pauses_grow_and_a_receiver_may_ask_for_more_but_not_for_ever() -> None:
    assert [pause_after(number) for number in range(1, 8)] == [*PAUSES, PAUSES[-1]]
    assert pause_after(0) == timedelta()
    assert pause_after(1, "120") == timedelta(minutes=2)
    assert pause_after(1, "99999999") == pause_after(1, "Wed, 21 Oct") == pause_after(1, "-5") == PAUSES[0]
    assert pause_after(1, "999999") == timedelta(hours=1)


def down(_event: Mapping[str, Any]) -> str:
    return "connection_failed"


def test_a_receiver_that_is_down_for_hours_loses_nothing_and_is_told_all_in_order(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    before = {node: len(journal_ids(world, node)) for node in ("青松村", "白鹭村")}
    receiver, now = Played(down), clock.now()
    for hour in range(6):
        with clock.at(now + timedelta(hours=hour)):
            check_in(world, "陈远")
            check_in(world, "郑飞")
            work(world, receiver)
    tries = len(receiver.ids)
    with clock.at(now + timedelta(hours=5, minutes=30)):
        shown = look(world, webhook_id)
        assert (shown["state"], shown["problem"], shown["waiting"]) == ("failing", "connection_failed", 12)
        assert datetime.fromisoformat(shown["next_try_at"]) > clock.now()

    receiver.answer = lambda _: 200
    with clock.at(now + timedelta(hours=7)):
        work(world, receiver)
        for node, after in before.items():
            assert of_node(world, receiver, node)[-6:] == journal_ids(world, node, after)
        shown = look(world, webhook_id)
    assert (shown["state"], shown["waiting"], shown["dead_letters"]) == ("active", 0, 0)
    assert tries < 40


def test_a_receiver_that_fails_keeps_no_other_waiting(world: World) -> None:
    set_up(world, kinds=["report.*"], address="https://broken.example/")
    set_up(world, kinds=["report.*"])
    check_in(world, "陈远")
    told: list[str] = []

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> Any:
        told.append(url)
        return Played(lambda _: 500 if "broken" in url else 200)(url, body, headers)

    while serve_once(world.database, "worker", send):
        pass

    assert sorted(told) == ["https://broken.example/", "https://hooks.example/in"]


def test_what_one_branch_cannot_tell_keeps_no_other_branch_waiting(world: World) -> None:
    set_up(world, kinds=["report.*"])
    poison = str(world.node("青松村"))
    receiver = Played(lambda event: 500 if event["data"]["organization_id"] == poison else 200)
    for name in ("陈远", "郑飞", "陈远", "郑飞", "郑飞"):
        check_in(world, name)
    work(world, receiver)

    assert len(of_node(world, receiver, "白鹭村")) == 3
    assert len(of_node(world, receiver, "青松村")) == 1


def fail_for_three_days(world: World, receiver: Played) -> datetime:
    """Let hours go by until the first event has been tried for three days; return the time then."""
    now = clock.now()
    for hour in (0, 1, 24, 48, 71, 72, 73):
        with clock.at(now + timedelta(hours=hour)):
            work(world, receiver)
    return now + PATIENCE + timedelta(hours=2)


def test_an_event_that_is_never_taken_is_laid_aside_after_three_days_and_the_next_are_told(
    world: World,
) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    check_in(world, "李守田")
    wrong = journal_ids(world, "青松村")[-2]
    receiver = Played()
    receiver.answer = lambda _: 500 if receiver.ids[-1] == wrong else 200
    then = fail_for_three_days(world, receiver)

    with clock.at(then):
        assert receiver.ids[-1] == journal_ids(world, "青松村")[-1]
        shown = look(world, webhook_id)
        assert (shown["state"], shown["dead_letters"], shown["waiting"]) == ("active", 1, 0)
        (letter,) = world.as_("孙委员").get(f"/webhooks/{webhook_id}/dead-letters").json["items"]
        assert (letter["event_id"], letter["status"], letter["problem"]) == (wrong, 500, "status_refused")

        receiver.answer = lambda _: 200
        body = {"dead_letter_ids": [letter["id"]]}
        again = world.as_("孙委员").post(f"/webhooks/{webhook_id}/replays", body)
        assert (again.status_code, again.json["count"]) == (202, 1)
        work(world, receiver)
        assert receiver.ids[-1] == wrong
        (letter,) = world.as_("孙委员").get(f"/webhooks/{webhook_id}/dead-letters").json["items"]
        assert letter["state"] == "replayed"
        assert look(world, webhook_id)["dead_letters"] == 0


def test_all_that_was_laid_aside_since_a_moment_is_sent_again_and_what_is_not_there_is_404(
    world: World,
) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    check_in(world, "郑飞")
    reports = [journal_ids(world, "青松村")[-1], journal_ids(world, "白鹭村")[-1]]
    receiver = Played()
    receiver.answer = lambda event: 500 if event["type"] == "report.submitted" else 200
    now = clock.now()
    then = fail_for_three_days(world, receiver)

    with clock.at(then + timedelta(days=1)):
        officer = world.as_("孙委员")
        officer.post(f"/webhooks/{webhook_id}/resumption")
        receiver.answer, receiver.got = lambda _: 200, []
        assert (
            officer.post(f"/webhooks/{webhook_id}/replays", {"dead_letter_ids": [str(uuid4())]}).status_code
            == 404
        )
        assert officer.post(f"/webhooks/{webhook_id}/replays", {}).status_code == 422
        assert officer.post(f"/webhooks/{webhook_id}/replays", {"since": now.isoformat()}).json["count"] >= 1
        work(world, receiver)
        assert sorted(receiver.ids) == sorted(reports)


def test_a_receiver_that_is_silent_beyond_three_days_is_asked_no_more_and_loses_nothing(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    for _ in range(4):
        check_in(world, "陈远")
    reports = journal_ids(world, "青松村")[-4:]
    receiver = Played(down)
    then = fail_for_three_days(world, receiver)

    with clock.at(then + timedelta(hours=1)):
        work(world, receiver)
        shown = look(world, webhook_id)
        assert (shown["state"], shown["dead_letters"], shown["waiting"]) == ("stopped", 1, 3)
        assert set(receiver.ids) == set(reports[:2])
    with clock.at(then + timedelta(days=9)):
        tries = len(receiver.ids)
        work(world, receiver)
        assert len(receiver.ids) == tries

        receiver.answer = lambda _: 200
        assert world.as_("孙委员").post(f"/webhooks/{webhook_id}/resumption").status_code == 201
        world.as_("孙委员").post(f"/webhooks/{webhook_id}/replays", {"since": "2026-01-01T00:00:00+08:00"})
        work(world, receiver)
        assert receiver.ids[tries:] == reports
        assert look(world, webhook_id)["state"] == "active"


def test_a_receiver_that_says_410_is_asked_no_more_until_somebody_lets_it_go_on(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    receiver = Played(lambda _: 410)
    work(world, receiver)
    with clock.at(clock.now() + timedelta(days=1)):
        work(world, receiver)
        assert len(receiver.ids) == 1
        assert (look(world, webhook_id)["state"], look(world, webhook_id)["problem"]) == (
            "stopped",
            "receiver_gone",
        )


def test_a_redirect_is_not_followed_and_counts_as_not_taken(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    work(world, Played(lambda _: 302))

    assert look(world, webhook_id)["problem"] == "redirect_refused"


def test_a_receiver_that_asks_for_rest_gets_it(world: World) -> None:
    set_up(world, kinds=["report.*"])
    check_in(world, "陈远")
    receiver, now = Played(lambda _: 429, said={"retry-after": "600"}), clock.now()
    with clock.at(now):
        work(world, receiver)
    with clock.at(now + timedelta(seconds=599)):
        work(world, receiver)
        assert len(receiver.ids) == 1
    with clock.at(now + timedelta(seconds=601)):
        work(world, receiver)
        assert len(receiver.ids) == 2


def test_what_happens_during_a_pause_waits_for_its_end(world: World) -> None:
    webhook_id, receiver = set_up(world, kinds=["report.*"])["id"], Played()
    officer = world.as_("孙委员")
    officer.post(f"/webhooks/{webhook_id}/pause")
    check_in(world, "陈远")
    work(world, receiver)
    assert (receiver.ids, look(world, webhook_id)["state"]) == ([], "paused")

    officer.post(f"/webhooks/{webhook_id}/resumption")
    work(world, receiver)
    assert receiver.ids == journal_ids(world, "青松村")[-1:]


def test_the_test_button_sends_a_test_although_it_is_paused_and_says_how_it_ended(world: World) -> None:
    receipt, receiver = set_up(world), Played(lambda _: 401)
    path = f"/webhooks/{receipt['id']}"
    world.as_("孙委员").post(f"{path}/pause")
    asked = world.as_("孙委员").post(f"{path}/tests")
    work(world, receiver)

    assert asked.status_code == 202
    ((event_id, event),) = receiver.got
    assert event_id == f"test_{asked.json['test_id'].replace('-', '')}"
    assert event["type"] == "webhook.test"
    test = look(world, receipt["id"])["test"]
    assert (test["id"], test["status"], test["problem"]) == (asked.json["test_id"], 401, "status_refused")
    assert test["ended_at"]


def test_a_new_address_gets_what_waits_and_a_stale_edit_is_refused(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    work(world, Played(down))
    officer, told = world.as_("孙委员"), []
    version = look(world, webhook_id)["version"]

    assert (
        officer.patch(f"/webhooks/{webhook_id}", {"address": "https://10.0.0.1/"}, version).status_code == 422
    )
    moved = officer.patch(f"/webhooks/{webhook_id}", {"address": "https://new.example/"}, version)
    assert moved.status_code == 200
    assert officer.patch(f"/webhooks/{webhook_id}", {"name": "别的"}, version).status_code == 412
    officer.post(f"/webhooks/{webhook_id}/resumption")

    def send(url: str, body: bytes, headers: Mapping[str, str]) -> Any:
        told.append(url)
        return Played()(url, body, headers)

    while serve_once(world.database, "worker", send):
        pass
    assert told == ["https://new.example/"]


def test_an_ended_webhook_tells_nothing_and_is_not_there_any_more(world: World) -> None:
    webhook_id, receiver = set_up(world)["id"], Played()
    assert world.as_("孙委员").post(f"/webhooks/{webhook_id}/ending").status_code == 201
    check_in(world, "陈远")
    work(world, receiver)

    assert receiver.ids == []
    assert world.as_("孙委员").get(f"/webhooks/{webhook_id}").status_code == 404
    assert world.as_("孙委员").get("/webhooks").json["items"] == []


def test_where_nobody_answers_for_it_any_more_it_stops_and_tells_nothing(world: World) -> None:
    webhook_id, receiver = set_up(world, by="赵管")["id"], Played()
    with world.database.reading() as session:
        grant = session.scalars(select(Grant).where(Grant.account_id == world.accounts["赵管"])).one()
    ended = world.as_("孙委员").post(f"/grants/{grant.id}/ending")
    assert ended.status_code < 300, ended.json
    work(world, receiver)

    assert receiver.ids == []
    shown = look(world, webhook_id)
    assert (shown["state"], shown["problem"], shown["answered_by"]) == (
        "stopped",
        "nobody_answers_for_it",
        "赵管",
    )
    world.as_("孙委员").post(f"/webhooks/{webhook_id}/resumption")
    work(world, receiver)
    assert look(world, webhook_id)["answered_by"] == "孙委员"
    assert receiver.ids


def test_a_system_has_told_what_its_scopes_open_sees_its_own_webhooks_only_and_ends_with_its_revocation(
    world: World,
) -> None:
    made = connect(world, "webhooks:manage", "reports:read")
    system, officer, receiver = sign_in(world, made), world.as_("孙委员"), Played()
    others = set_up(world)["id"]
    own = system.post("/webhooks", order(world)).json
    check_in(world, "陈远")
    world.as_("孙委员").post(f"/webhooks/{others}/pause")
    work(world, receiver)

    assert system.get(f"/webhooks/{others}").status_code == 404
    assert [webhook["id"] for webhook in system.get("/webhooks").json["items"]] == [own["id"]]
    assert {event["type"] for _, event in receiver.got} == {
        "webhook.created",
        "webhook.paused",
        "report.submitted",
    }

    assert officer.post(f"/service-clients/{made['client_id']}/revocation").status_code == 201
    check_in(world, "陈远")
    tries = len(receiver.ids)
    work(world, receiver)
    assert len(receiver.ids) == tries
    assert look(world, own["id"])["problem"] == "nobody_answers_for_it"


def test_a_branch_that_is_founded_later_is_told_from_its_first_entry(world: World) -> None:
    set_up(world, kinds=["organization.*"])
    receiver = Played()
    work(world, receiver)
    body = {
        "kind": "branch",
        "parent_id": str(world.node("云栖镇")),
        "name": "云溪村党支部",
        "short_name": "云溪村",
        "started_on": str(clock.today()),
    }
    made = world.as_("孙委员").post("/organizations", body)
    assert made.status_code == 201, made.json
    with clock.at(clock.now() + timedelta(minutes=1)):
        work(world, receiver)

    assert [event["type"] for _, event in receiver.got] == ["organization.created"]


def test_a_worker_that_dies_is_followed_by_another_that_repeats_at_most_what_it_did_not_note(
    world: World,
) -> None:
    set_up(world, kinds=["report.*"])
    check_in(world, "陈远")
    check_in(world, "李守田")
    reports = journal_ids(world, "青松村")[-2:]
    now = clock.now()

    class PulledOutError(BaseException):
        """What a kill looks like from inside."""

    receiver = Played()

    def die(_event: Mapping[str, Any]) -> int:
        raise PulledOutError

    receiver.answer = die
    with clock.at(now):
        claimed = claim(world.database, "first")
        assert claimed is not None
        assert claim(world.database, "second") is None
    receiver.answer = lambda _: 200
    with clock.at(now + LEASE + EXTRA):
        work(world, receiver)
        assert receiver.ids == reports


def test_a_worker_that_slept_too_long_notes_nothing_any_more(world: World) -> None:
    webhook_id = set_up(world, kinds=["report.*"])["id"]
    check_in(world, "陈远")
    now = clock.now()
    awake = Played()

    def sleep(_event: Mapping[str, Any]) -> int:
        with clock.at(now + LEASE + EXTRA):
            work(world, awake)
        return 200

    sleeper = Played(sleep)
    with clock.at(now):
        assert serve_once(world.database, "sleeper", sleeper)

    assert sleeper.ids == awake.ids == journal_ids(world, "青松村")[-1:]
    assert look(world, webhook_id)["waiting"] == 0


def test_a_fault_of_ours_gives_the_lease_back_and_is_not_met_again_at_once(world: World) -> None:
    set_up(world, kinds=["report.*"])
    check_in(world, "陈远")

    def fault(_event: Mapping[str, Any]) -> int:
        raise ZeroDivisionError

    now, receiver = clock.now(), Played(fault)
    with clock.at(now):
        with pytest.raises(ZeroDivisionError):
            serve_once(world.database, "worker", receiver)
        assert not serve_once(world.database, "worker", receiver)
    receiver.answer = lambda _: 200
    with clock.at(now + timedelta(minutes=2)):
        work(world, receiver)
    assert len(set(receiver.ids)) == 1
    assert len(receiver.ids) == 2


def test_a_node_that_lies_below_no_more_ends_with_a_word(world: World) -> None:
    receipt, receiver = set_up(world, kinds=["report.*"]), Played()
    check_in(world, "陈远")

    def leave(session: Any) -> None:
        session.execute(
            update(Organization)
            .where(Organization.id == world.node("白鹭村"))
            .values(parent_id=world.node("石桥镇"))
        )

    in_transaction(world.database, leave)
    work(world, receiver)
    with clock.at(clock.now() + timedelta(minutes=1)):
        work(world, receiver)

    assert [event["type"] for _, event in receiver.got if "left" in event["type"]] == ["feed.node_left"]
    assert look(world, receipt["id"])["waiting"] == 0
    with world.database.reading() as session:
        assert session.scalars(select(WebhookRun.lease_owner)).all() == [None]
