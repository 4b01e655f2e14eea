"""Another system follows journals: everything once, in order within a node, whatever happens meanwhile."""

from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from api.integration.feed import service
from api.models import JournalEntry, JournalHead, JournalSubject
from tests.cast import World
from tests.clients.systems import system
from tests.feed.journals import Reader, begin_epoch, move, name_of, write


def written(world: World, *names: str) -> list[tuple[str, int, int]]:
    """Return every entry of some nodes, in order."""
    with world.database.reading() as session:
        rows = session.execute(
            select(JournalEntry.node_id, JournalEntry.epoch, JournalEntry.number)
            .where(JournalEntry.node_id.in_([world.node(name) for name in names]))
            .order_by(JournalEntry.node_id, JournalEntry.epoch, JournalEntry.number)
        )
        return [(str(node), epoch, number) for node, epoch, number in rows]


def reader(world: World, at: str = "云栖镇") -> Reader:
    """Return a system that follows a node."""
    return Reader(system(world, "feed:read", "organizations:read", "settings:read", at=at), world.node(at))


def test_a_system_that_may_not_follow_a_node_is_told_nothing_of_it(world: World) -> None:
    caller = system(world, "feed:read", at="青松村")
    for node in ("云栖镇", "白鹭村", "竹溪村"):
        assert caller.get(f"/feed?organization_id={world.node(node)}").status_code == 404
        assert caller.get(f"/organizations/{world.node(node)}/feed").status_code == 404
    assert (
        system(world, "members:read").get(f"/feed?organization_id={world.node('青松村')}").status_code == 403
    )


def test_from_the_beginning_it_reads_every_entry_of_the_subtree_once(world: World) -> None:
    follower = reader(world)
    follower.catch_up(limit=3)
    assert sorted(follower.read) == written(world, "云栖镇", "青松村", "白鹭村")
    assert follower.markers == []


def test_from_the_newest_it_reads_only_what_comes(world: World) -> None:
    follower = reader(world)
    first = follower.caller.get(f"/feed?organization_id={follower.root}&start=newest").json
    assert first["items"] == [] and first["more"] is False
    follower.cursor = first["cursor"]
    write(world.database, world.node("青松村"))
    follower.catch_up()
    assert follower.read == written(world, "青松村")[-1:]


def test_nothing_new_is_a_304_that_says_when_to_ask_again(world: World) -> None:
    follower = reader(world)
    follower.catch_up()
    path = f"/feed?organization_id={follower.root}&after={follower.cursor}"
    first = follower.caller.get(path)
    assert first.json["cursor"] == follower.cursor
    assert first.headers["Retry-After"] == "30"
    again = follower.caller.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"] and again.headers["Retry-After"] == "30"
    write(world.database, world.node("白鹭村"))
    changed = follower.caller.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200 and len(changed.json["items"]) == 1


def test_one_journal_is_read_after_epoch_and_number(world: World) -> None:
    caller, node = system(world, "feed:read", "settings:read"), world.node("青松村")
    for _ in range(3):
        write(world.database, node)
    begin_epoch(world.database, node)
    seen, epoch, number, more = [], 0, 0, True
    while more:
        page = caller.get(
            f"/organizations/{node}/feed?after_epoch={epoch}&after_number={number}&limit=2"
        ).json
        seen += page["items"]
        epoch, number, more = page["epoch"], page["number"], page["more"]
    assert [name_of(item) for item in seen] == written(world, "青松村")
    assert seen[-1]["kind"] == "epoch.started" and seen[-1]["epoch"] == 2 and seen[-1]["number"] == 1
    assert seen[-1]["facts"]["epoch"] == 1 and seen[-1]["facts"]["number"] == seen[-2]["number"]
    ahead = caller.get(f"/organizations/{node}/feed?after_epoch=2&after_number=9")
    assert (ahead.status_code, ahead.json["code"]) == (422, "feed_position_ahead")


def test_a_new_epoch_comes_after_the_old_one_and_names_its_end(world: World) -> None:
    follower = reader(world)
    follower.catch_up()
    write(world.database, world.node("青松村"))
    begin_epoch(world.database, world.node("青松村"))
    write(world.database, world.node("青松村"))
    follower.read.clear()
    follower.catch_up()
    assert follower.read == written(world, "青松村")[-3:]


def test_a_node_that_leaves_ends_with_a_marker_and_goes_on_when_it_comes_back(world: World) -> None:
    follower, branch = reader(world), world.node("白鹭村")
    follower.catch_up()
    move(world, branch, world.node("石桥镇"))
    follower.catch_up()
    assert follower.markers == [("left", str(branch))]
    write(world.database, branch)
    follower.catch_up()
    assert sorted(follower.read) == [
        name
        for name in written(world, "云栖镇", "青松村", "白鹭村")
        if name[0] != str(branch) or name in follower.read
    ]
    before = set(follower.read)
    move(world, branch, world.node("云栖镇"))
    follower.catch_up()
    assert follower.markers == [("left", str(branch)), ("joined", str(branch))]
    assert sorted(follower.read) == written(world, "云栖镇", "青松村", "白鹭村")
    assert all(name[0] == str(branch) for name in set(follower.read) - before)


def test_a_node_that_joins_starts_at_its_beginning(world: World) -> None:
    follower = reader(world)
    follower.catch_up()
    move(world, world.node("竹溪村"), world.node("云栖镇"))
    follower.catch_up()
    assert follower.markers == [("joined", str(world.node("竹溪村")))]
    assert [name for name in follower.read if name[0] == str(world.node("竹溪村"))] == written(
        world, "竹溪村"
    )


def test_a_journal_that_went_back_is_read_again_and_says_so(world: World) -> None:
    follower, branch = reader(world), world.node("青松村")
    begin_epoch(world.database, branch)
    for _ in range(3):
        write(world.database, branch)
    follower.catch_up()
    # The same backup brought back twice without a later epoch: fewer entries under the same epoch.
    with world.database.writing() as session:
        for model in (JournalEntry, JournalSubject):
            session.execute(delete(model).where(model.node_id == branch, model.epoch == 2, model.number > 2))
        session.execute(update(JournalHead).where(JournalHead.node_id == branch).values(number=2))
        session.commit()
    follower.read.clear()
    follower.catch_up()
    assert follower.markers == [("rewound", str(branch))]
    assert follower.read == [(str(branch), 2, 1), (str(branch), 2, 2)]


def test_a_cursor_that_was_tampered_with_is_refused(world: World) -> None:
    follower = reader(world)
    follower.poll()
    good, root, branch = follower.cursor or "", follower.root, world.node("青松村")
    changed = good[:30] + ("A" if good[30] != "A" else "B") + good[31:]
    for cursor in (good[:-4], changed, good + "AAAA", "AAAA", "长长", "x", "="):
        answer = follower.caller.get(f"/feed?organization_id={root}&after={cursor}")
        assert (answer.status_code, answer.json["code"]) == (422, "feed_cursor_invalid"), cursor
    of_another = follower.caller.get(f"/feed?organization_id={branch}&after={good}")
    assert (of_another.status_code, of_another.json["code"]) == (422, "feed_cursor_invalid")
    assert follower.caller.get(f"/feed?organization_id={root}&after=%00").status_code == 422


def test_a_page_is_bounded_by_what_entries_name_and_has_one_entry_at_least(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_SUBJECTS", 2)
    follower = reader(world)
    sizes = []
    while True:
        page = follower.poll()
        sizes.append(len(page["items"]))
        if not page["more"]:
            break
    assert all(sizes) and max(sizes) <= 2
    assert sorted(follower.read) == written(world, "云栖镇", "青松村", "白鹭村")


def test_people_follow_the_journals_of_their_own_reach(world: World) -> None:
    node = world.node("青松村")
    assert world.as_("周书兰").get(f"/organizations/{node}/feed").status_code == 200
    for name in ("何记", "陈远"):
        assert world.as_(name).get(f"/organizations/{node}/feed").status_code == 403
    assert (
        UUID(world.as_("赵管").get(f"/organizations/{node}/feed").json["items"][0]["organization_id"]) == node
    )
