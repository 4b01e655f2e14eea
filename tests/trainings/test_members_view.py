"""What a member away sees and does: what is coming, the materials, what was missed and is made up."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api import clock
from tests.cast import World
from tests.trainings.stories import close, entries, place_of, plan, read, send, tick, write

_LONG_AGO = timedelta(days=9)


def learning(world: World, name: str = "陈远"):
    answer = world.as_(name).get("/learning")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_who_is_no_member_has_nothing_to_learn(world: World):
    assert world.as_("孙委员").get("/learning").status_code == 403


def test_a_member_sees_what_is_coming_with_the_link_and_nothing_that_is_kept_private(world: World):
    ahead = clock.today() + timedelta(days=5)
    seen = plan(world, on=ahead, join_link="https://meeting.example.org/j/123", platform="腾讯会议")
    plan(world, on=ahead, private=True)
    plan(world, "committee", on=ahead)
    called_off = plan(world, on=ahead)
    world.as_("周书兰").post(f"/trainings/{called_off}/calling-off", {"reason": "下大雨"})

    [one] = learning(world)["coming"]
    assert (one["id"], one["join_link"]) == (seen, "https://meeting.example.org/j/123")
    assert learning(world, "郑飞")["coming"] == []


def test_an_auditor_reads_meetings_and_not_those_that_are_kept_private(world: World):
    seen, kept = plan(world), plan(world, private=True)
    link = {"title": "公报", "link": "https://study.example.org/bulletin"}
    file_id = send(world, "提纲", "学习提纲".encode(), "outline.txt")
    for training in (seen, kept):
        assert world.as_("周书兰").post(f"/trainings/{training}/materials", link).status_code == 201
    file = (
        world.as_("周书兰")
        .post(f"/trainings/{kept}/materials", {"title": "提纲", "attachment_id": file_id})
        .json["id"]
    )

    auditor = world.as_("钱审")
    assert [one["id"] for one in auditor.get("/trainings").json["items"]] == [seen]
    assert auditor.get(f"/trainings/{seen}").status_code == 200
    for path in (kept, f"{kept}/corrections", f"{kept}/calendar"):
        assert auditor.get(f"/trainings/{path}").status_code == 404
    assert auditor.get(f"/materials/{file}/file").status_code == 404
    assert {one["id"] for one in world.as_("何记").get("/trainings").json["items"]} == {seen, kept}


def test_the_desk_names_a_private_meeting_to_those_who_write_it_up_only(world: World):
    kept = plan(world, on=clock.today() - _LONG_AGO, private=True)

    def named(who: str) -> bool:
        return kept in str(world.as_(who).get(f"/desk?organization_id={world.node('青松村')}").json)

    assert (named("周书兰"), named("钱审")) == (True, False)


def test_a_member_says_that_they_cannot_come_or_go_to_a_host_branch(world: World):
    ahead = plan(world, on=clock.today() + timedelta(days=5))
    excused = world.as_("陈远").post(
        f"/trainings/{ahead}/own-attendance", {"way": "absent", "reason_code": "work"}
    )
    today = plan(world)
    elsewhere = world.as_("陈远").post(
        f"/trainings/{today}/own-attendance", {"way": "host", "host_branch": "海棠路社区党支部"}
    )

    assert (excused.status_code, elsewhere.status_code) == (201, 201)
    assert place_of(world, ahead, "陈远")["reason_code"] == "work"
    assert place_of(world, today, "陈远")["host_branch"] == "海棠路社区党支部"
    assert read(world, today)["figures"]["at_host"] == 1


def test_what_was_missed_is_made_up_confirmed_and_counted(world: World):
    training = plan(world, on=clock.today() - _LONG_AGO, hours=2)
    tick(world, training, 李守田="hall")
    close(world, training)
    assert [one["id"] for one in learning(world)["missed"]] == [training]
    path = f"/trainings/{training}/own-make-ups"
    too_early = world.as_("陈远").post(
        path, {"on_date": str(clock.today() - 2 * _LONG_AGO), "way": "material"}
    )
    body = {"on_date": str(clock.today()), "way": "material", "note": "看了提纲"}
    told = world.as_("陈远").post(path, body)
    came = world.as_("李守田").post(path, body)
    assert (too_early.status_code, told.status_code) == (422, 201)
    assert came.json["code"] == "nothing_to_make_up"
    assert (learning(world)["hours"], learning(world)["missed"][0]["make_up_state"]) == (0, "waiting")
    [line] = [
        one
        for one in world.as_("周书兰").get(f"/desk?organization_id={world.node('青松村')}").json["items"]
        if one["kind"] == "make_up_waiting"
    ]
    assert line["sentence"] == "陈远登记了补学：学习党史，请确认。"

    make_up = place_of(world, training, "陈远")["make_up"]["id"]
    by_recorder = world.as_("何记").post(f"/make-ups/{make_up}/confirmation", {"confirmed": True})
    confirmed = world.as_("周书兰").post(f"/make-ups/{make_up}/confirmation", {"confirmed": True})
    again = world.as_("周书兰").post(f"/make-ups/{make_up}/confirmation", {"confirmed": True})

    assert (by_recorder.status_code, confirmed.status_code, again.status_code) == (403, 201, 409)
    assert (learning(world)["hours"], learning(world)["missed"]) == (2, [])


def test_the_secretary_s_own_make_up_is_confirmed_by_somebody_else(world: World):
    training = plan(world, on=clock.today() - _LONG_AGO)
    body = {"member_id": str(world.member("周书兰")), "on_date": str(clock.today()), "way": "material"}
    world.as_("周书兰").post(f"/trainings/{training}/make-ups", body)
    make_up = place_of(world, training, "周书兰")["make_up"]

    own = world.as_("周书兰").post(f"/make-ups/{make_up['id']}/confirmation", {"confirmed": True})
    officer = world.as_("孙委员").post(f"/make-ups/{make_up['id']}/confirmation", {"confirmed": True})
    assert (make_up["state"], own.status_code, officer.status_code) == ("waiting", 403, 201)


def test_taking_part_at_a_host_branch_is_organisation_life_to_the_clocks(world: World):
    training = plan(world, on=clock.today() - timedelta(days=200))
    tick(world, training, 陈远="host")

    standing = world.as_("周书兰").get(f"/members/{world.member('陈远')}/standing").json
    assert "organization_life" not in standing["unregistered"]
    assert any(one["code"] for one in standing["suggestions"]), "200 days ago: the branch is asked to look"


# Materials


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notice.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<!doctype html><p>x"),
        ("run.js", b"alert(1)"),
        ("run.exe", b"MZ\x90\x00"),
        ("letter.pdf", b"<html>no pdf</html>"),
        ("picture.png", b"<svg onload=alert(1)>"),
        ("notes.txt", b"<script>alert(1)</script>"),
        ("table.xlsx", b"PK\x03\x04 evil.class"),
        ("noending", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_not_what_may_be_read_is_refused(world: World, name: str, content: bytes):
    body = {"title": "提纲", "attachment_id": send(world, name, content, name)}
    answer = world.as_("周书兰").post(f"/trainings/{plan(world)}/materials", body)

    assert (answer.status_code, answer.json["code"]) == (422, "material_kind_refused")


def test_200_megabytes_are_refused_before_they_are_read(world: World):
    answer = world.as_("周书兰").put(
        f"/attachments/{uuid4()}",
        data=b"x",
        content_type="application/pdf",
        headers={"X-Content-SHA256": "0" * 64},
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )

    assert answer.status_code == 413


def test_a_file_above_the_place_s_own_limit_is_refused(world: World):
    setting = {
        "key": "material_megabytes",
        "value": 1,
        "organization_id": str(world.node("云栖镇")),
        "from_on": str(clock.today()),
    }
    set_ = world.as_("孙委员").post("/settings", setting)
    assert set_.status_code == 201, set_.json
    file_id = send(world, "long.txt", b"a" * (1024 * 1024 + 1), "long.txt")
    answer = world.as_("周书兰").post(
        f"/trainings/{plan(world)}/materials", {"title": "x", "attachment_id": file_id}
    )

    assert answer.json["code"] == "material_too_large"


def test_a_script_in_a_file_s_name_is_only_a_name(world: World):
    training = plan(world, on=clock.today() + timedelta(days=2))
    content = b"%PDF-1.7 outline"
    file_id = send(world, "x", content, "../..\\<script>alert(1)</script>.pdf")
    made = world.as_("周书兰").post(
        f"/trainings/{training}/materials", {"title": "<b>提纲</b>", "attachment_id": file_id}
    )
    assert made.status_code == 201, made.json

    [material] = learning(world)["coming"][0]["materials"]
    got = world.as_("陈远").get(f"/materials/{material['id']}/file")
    assert not set(material["file_name"]) & set('<>:"|?*/\\')
    assert got.data == content
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert world.as_("郑飞").get(f"/materials/{material['id']}/file").status_code == 404


def test_a_link_of_a_material_is_http_and_one_that_is_taken_back_is_gone(world: World):
    training = plan(world)
    path = f"/trainings/{training}/materials"
    bad = world.as_("周书兰").post(path, {"title": "视频", "link": "javascript:alert(1)"})
    both = world.as_("周书兰").post(path, {"title": "视频"})
    good = world.as_("周书兰").post(path, {"title": "视频", "link": "https://study.example.org/v/1"})
    assert (bad.status_code, both.status_code, good.status_code) == (422, 422, 201)

    world.as_("周书兰").post(f"/materials/{good.json['id']}/withdrawal")
    assert read(world, training)["materials"] == []


# The bridge


def test_the_notice_is_ready_for_the_group_and_says_whom_to_phone(world: World):
    path = f"/members/{world.member('李守田')}"
    version = world.as_("周书兰").get(path).headers["ETag"]
    world.as_("周书兰").patch(path, {"communication": "feature_phone"}, version=version)
    training = plan(
        world, join_link="https://meeting.example.org/j/123", platform="腾讯会议", agenda="第三章"
    )
    notice = world.as_("周书兰").get(f"/trainings/{training}/notices").json

    today = clock.today()
    assert notice["text"].splitlines()[0] == "【主题党日】学习党史"
    assert f"时间：{today.month}月{today.day}日" in notice["text"]
    assert "https://meeting.example.org/j/123" in notice["text"]
    assert [one["name"] for one in notice["to_phone"]] == ["李守田"]
    assert len(notice["qr"]) == len(notice["qr"][0]) > 20
    assert "1990000" not in notice["text"], "no phone leaves the system"
    world.as_("周书兰").post(f"/trainings/{training}/notices", {"way": "group"})
    assert read(world, training)["noticed_on"] == str(today)


def test_one_meeting_goes_into_a_calendar(world: World):
    training = plan(world, title="学习；党史\nBEGIN:VEVENT"[:4], join_link="https://meeting.example.org/j/1")
    got = world.as_("陈远").get(f"/trainings/{training}/calendar")

    lines = got.data.decode().split("\r\n")
    assert got.mimetype == "text/calendar"
    assert f"UID:{training}@lianxinqiao" in lines
    assert any(line.startswith("DTSTAMP:") for line in lines)
    assert "URL:https://meeting.example.org/j/1" in lines


def test_a_secret_address_shows_what_is_coming_until_it_is_ended_or_replaced(world: World):
    training = plan(world, on=clock.today() + timedelta(days=3))
    plan(world, on=clock.today() + timedelta(days=4), private=True)
    opened = world.as_("陈远").post("/calendar-feeds", key="once").json
    again = world.as_("陈远").post("/calendar-feeds", key="once").json
    path = opened["path"].removeprefix("/api/v1")
    read_ = world.stranger.get(path)

    assert opened == again
    assert read_.mimetype == "text/calendar"
    assert read_.data.decode().count("BEGIN:VEVENT") == 1
    assert f"UID:{training}@lianxinqiao" in read_.data.decode()
    assert "19900000003" not in read_.data.decode()
    newer = world.as_("陈远").post("/calendar-feeds").json["path"].removeprefix("/api/v1")
    assert (world.stranger.get(path).status_code, world.stranger.get(newer).status_code) == (404, 200)
    world.as_("陈远").post("/calendar-feeds/ending")
    assert world.stranger.get(newer).status_code == 404


@pytest.mark.parametrize("odd", ["%00", "..%5c..%5ckeys.json", "%ff%fe", "%ED%A0%80", "x" * 3000, "ending"])
def test_an_odd_calendar_address_is_not_there(world: World, odd: str):
    assert world.stranger.get(f"/calendar-feeds/{odd}").status_code in {404, 405}


def test_votes_are_no_member_s_business_to_write(world: World):
    training = plan(world)
    refused = world.as_("陈远").post(
        f"/trainings/{training}/attendance", {"entries": entries(world, {"陈远": "hall"})}
    )

    assert refused.status_code == 403
    assert write(world, training).status_code == 200
