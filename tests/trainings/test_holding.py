"""Plan a meeting, say who came, write its minutes, close it, correct it."""

from datetime import timedelta

import pytest

from api import clock
from api.upkeep.verify_journal import verify
from tests.cast import World
from tests.reports.stories import away
from tests.trainings.stories import close, entries, meeting, place_of, plan, read, tick, write

# Planning


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/x",
        "http://",
        "https://a b.example/",
        "https://u:p@a.example/",
        "//a.example/x",
        "http://[::1/",
    ],
)
def test_a_link_that_is_not_http_is_refused(world: World, link: str):
    answer = world.as_("周书兰").post("/trainings", meeting(world, join_link=link))

    assert answer.status_code == 422
    assert "join_link" in answer.json["errors"]


def test_a_meeting_that_ends_before_it_begins_is_refused(world: World):
    plan_ = meeting(world)
    answer = world.as_("周书兰").post("/trainings", {**plan_, "ends_at": plan_["starts_at"]})

    assert answer.status_code == 422


def test_a_group_meeting_without_a_group_and_an_election_on_a_theme_day_are_refused(world: World):
    secretary = world.as_("周书兰")

    assert secretary.post("/trainings", meeting(world, "group_meeting")).status_code == 422
    assert secretary.post("/trainings", meeting(world, "theme_day", matters=["election"])).status_code == 422


def test_what_comes_every_month_is_planned_at_once_with_its_exceptions(world: World):
    first = clock.today().replace(day=1)
    body = {
        **{k: v for k, v in meeting(world).items() if k not in {"starts_at", "ends_at"}},
        "every": "month",
        "on_day": 31,
        "from_on": "2026-01-01",
        "to_on": "2026-06-30",
        "starts_time": "15:00",
        "minutes": 90,
        "exceptions": [{"on": "2026-02-28", "moved_to": "2026-02-25"}, {"on": "2026-05-31"}],
    }
    answer = world.as_("周书兰").post("/training-series", body)
    listed = world.as_("周书兰").get("/trainings?from_on=2026-01-01&to_on=2026-06-30").json["items"]

    assert answer.status_code == 201, answer.json
    assert [one["on_date"] for one in reversed(listed)] == [
        "2026-01-31", "2026-02-25", "2026-03-31", "2026-04-30", "2026-06-30",
    ]  # fmt: skip
    assert {one["series_id"] for one in listed} == {answer.json["id"]}
    assert first


def test_a_series_that_ends_calls_off_what_lies_ahead_and_nothing_else(world: World):
    today = clock.today()
    body = {
        **{k: v for k, v in meeting(world).items() if k not in {"starts_at", "ends_at"}},
        "every": "month",
        "on_day": 1,
        "from_on": str(today - timedelta(days=62)),
        "to_on": str(today + timedelta(days=120)),
        "starts_time": "15:00",
        "minutes": 90,
    }
    series = world.as_("周书兰").post("/training-series", body).json["id"]
    ended = world.as_("周书兰").post(
        f"/training-series/{series}/ending", {"last_on": str(today), "reason": "换个日子"}
    )
    states = {
        one["on_date"] > str(today): one["state"]
        for one in world.as_("周书兰").get("/trainings").json["items"]
    }

    assert ended.status_code == 201
    assert states == {True: "called_off", False: "planned"}


# Attendance


def test_the_secretary_ticks_a_list_in_one_entry_and_saying_it_again_changes_nothing(world: World):
    training = plan(world)
    body = {"entries": entries(world, {"周书兰": "hall", "李守田": "hall"})}
    first = world.as_("周书兰").post(f"/trainings/{training}/attendance", body, key="once")
    again = world.as_("周书兰").post(f"/trainings/{training}/attendance", body, key="once")
    said_anew = world.as_("何记").post(f"/trainings/{training}/attendance", body)

    assert first.status_code == again.status_code == said_anew.status_code == 201
    assert first.data == again.data
    assert read(world, training)["figures"]["present"] == 2


def test_who_was_not_in_the_branch_cannot_be_ticked(world: World):
    answer = world.as_("周书兰").post(
        f"/trainings/{plan(world)}/attendance", {"entries": entries(world, {"郑飞": "hall"})}
    )

    assert (answer.status_code, answer.json["code"]) == (422, "not_of_the_branch")


def test_nobody_has_come_before_the_day_but_somebody_may_have_excused_themselves(world: World):
    training = plan(world, on=clock.today() + timedelta(days=3))
    path = f"/trainings/{training}/attendance"
    came = world.as_("周书兰").post(path, {"entries": entries(world, {"李守田": "hall"})})
    excused = world.as_("周书兰").post(path, {"entries": entries(world, {"李守田": "absent"})})

    assert (came.status_code, excused.status_code) == (409, 201)


def test_a_host_branch_has_a_name_and_an_absence_a_reason(world: World):
    path = f"/trainings/{plan(world)}/attendance"
    for way in ("host", "absent"):
        answer = world.as_("周书兰").post(path, {"entries": entries(world, {"陈远": {"way": way}})})
        assert answer.status_code == 422


def test_a_member_opens_the_meeting_with_its_code_around_the_meeting_only(world: World):
    at = clock.now()
    around = {
        "starts_at": (at - timedelta(minutes=30)).isoformat(),
        "ends_at": (at + timedelta(hours=1)).isoformat(),
    }
    training = plan(world, **around)
    code = read(world, training)["code"]
    path = f"/trainings/{training}/own-attendance"
    wrong = world.as_("陈远").post(path, {"way": "hall", "code": "000000" if code != "000000" else "1"})
    right = world.as_("陈远").post(path, {"way": "hall", "code": code})
    with clock.at(at + timedelta(hours=9)):
        late = world.as_("李守田").post(path, {"way": "hall", "code": code})

    assert wrong.json["code"] == "meeting_code_wrong"
    assert right.status_code == 201
    assert late.json["code"] == "meeting_code_not_now"
    assert place_of(world, training, "陈远")["source"] == "code"
    assert place_of(world, training, "李守田")["way"] is None


def test_an_entry_made_with_the_code_at_the_meeting_may_arrive_later(world: World):
    at = clock.now()
    around = {
        "starts_at": (at - timedelta(minutes=30)).isoformat(),
        "ends_at": (at + timedelta(hours=1)).isoformat(),
    }
    training = plan(world, **around)
    body = {"way": "hall", "code": read(world, training)["code"], "recorded_at_device": at.isoformat()}
    with clock.at(at + timedelta(days=1)):
        answer = world.as_("陈远").post(f"/trainings/{training}/own-attendance", body)

    assert answer.status_code == 201


def test_who_is_not_due_and_comes_observes_and_is_not_counted_as_present(world: World):
    group = (
        world.as_("周书兰")
        .post("/groups", {"organization_id": str(world.node("青松村")), "name": "一组"})
        .json["id"]
    )
    version = world.as_("周书兰").get(f"/members/{world.member('李守田')}").headers["ETag"]
    world.as_("周书兰").patch(f"/members/{world.member('李守田')}", {"group_id": group}, version=version)
    training = plan(world, "group_meeting", group_id=group)
    tick(world, training, 李守田="hall", 周书兰="hall")

    figures = read(world, training)["figures"]
    assert (figures["due"], figures["present"], figures["observers"]) == (1, 1, 1)
    assert place_of(world, training, "周书兰")["why_not_due"] == "outside"


def test_a_member_away_is_due_at_a_general_meeting_and_asked_at_a_theme_day(world: World):
    away(world)
    general, theme = plan(world, "general_meeting"), plan(world)

    assert read(world, general)["figures"]["formula"] == "应到 3 = 在册党员 3"
    assert read(world, theme)["figures"]["formula"] == "应到 2 = 在册党员 3 − 在外未参加 1"
    tick(world, theme, 陈远="video")
    assert read(world, theme)["figures"]["formula"] == "应到 3 = 在册党员 3"
    english = world.as_("周书兰").get(f"/trainings/{theme}", headers={"Accept-Language": "en"}).json
    assert english["figures"]["formula"] == "Due 3 = members on the roll 3"


# Votes


def test_a_vote_larger_than_those_who_may_vote_or_wrote_is_refused(world: World):
    training = plan(world, "general_meeting")
    tick(world, training, 周书兰="hall", 李守田="hall", 陈远="video")
    resolution = {"text": "同意修路方案", "for_count": 3}
    too_many = write(world, training, resolutions=[resolution])
    opinion = world.as_("周书兰").post(
        f"/trainings/{training}/written-opinions",
        {"member_id": str(world.member("陈远")), "received_on": str(clock.today()), "text": "同意"},
    )
    enough = write(world, training, resolutions=[resolution])

    assert (too_many.status_code, too_many.json["code"]) == (422, "votes_too_many")
    assert opinion.status_code == 201
    assert enough.status_code == 200, enough.json
    [shown] = read(world, training)["minutes"]["resolutions"]
    assert (shown["needed"], shown["carried"]) == (2, True)


def test_a_written_opinion_that_came_after_the_meeting_is_no_vote(world: World):
    training = plan(world, "general_meeting", on=clock.today() - timedelta(days=3))
    answer = world.as_("周书兰").post(
        f"/trainings/{training}/written-opinions",
        {"member_id": str(world.member("陈远")), "received_on": str(clock.today())},
    )

    assert answer.json["code"] == "opinion_too_late"


def test_somebody_is_left_out_of_a_general_meeting_with_both_dates_only(world: World):
    away(world)
    training = plan(world, "general_meeting")
    path, body = (
        f"/trainings/{training}/exclusions",
        {"member_id": str(world.member("陈远")), "basis_code": "abroad"},
    )
    bare = world.as_("周书兰").post(path, body)
    by_recorder = world.as_("何记").post(path, body)
    founded = world.as_("周书兰").post(path, {**body, "consent_on": "2026-01-05", "voted_on": "2026-01-09"})

    assert bare.json["code"] == "exclusion_needs_dates"
    assert by_recorder.status_code == 403
    assert founded.status_code == 201, founded.json
    assert read(world, training)["figures"]["formula"] == "应到 2 = 在册党员 3 − 不计入应到 1"


# Closing and correcting


def test_a_meeting_without_minutes_or_without_anybody_is_not_closed(world: World):
    training = plan(world)
    tick(world, training, 李守田="hall")
    bare = world.as_("周书兰").post(f"/trainings/{training}/closing")
    empty = plan(world)
    write(world, empty)
    nobody = world.as_("周书兰").post(f"/trainings/{empty}/closing")
    by_recorder = world.as_("何记").post(f"/trainings/{training}/closing")

    assert (bare.status_code, bare.json["code"]) == (422, "minutes_missing")
    assert nobody.json["code"] == "attendance_missing"
    assert by_recorder.status_code == 403


def test_a_closed_meeting_changes_only_by_a_correction_that_keeps_the_old_text(world: World):
    training = plan(world)
    tick(world, training, 李守田="hall")
    close(world, training)
    secretary = world.as_("周书兰")
    for refused in (
        write(world, training, 2, content="另写"),
        secretary.patch(f"/trainings/{training}", {"title": "另一个"}, version=2),
        secretary.post(f"/trainings/{training}/attendance", {"entries": entries(world, {"陈远": "hall"})}),
        secretary.post(f"/trainings/{training}/calling-off", {"reason": "不开了"}),
    ):
        assert (refused.status_code, refused.json["code"]) == (409, "training_closed")
    correction = {
        "basis": "核对签到本",
        "minutes": {"content": "学了两章，议了修路。"},
        "attendance": entries(world, {"周书兰": "hall"}),
    }
    stale = secretary.post(f"/trainings/{training}/corrections", correction, headers={"If-Match": '"1"'})
    done = secretary.post(f"/trainings/{training}/corrections", correction, headers={"If-Match": '"2"'})
    told = secretary.get(f"/trainings/{training}/corrections").json["items"]

    assert (stale.status_code, done.status_code) == (412, 201)
    assert [(one["content"], one["basis"], one["present"]) for one in told] == [
        ("学了一章，议了修路。", None, 1),
        ("学了两章，议了修路。", "核对签到本", 2),
    ]
    assert told[1]["by_name"] == "周书兰"


def test_the_roll_of_a_closed_meeting_stands_when_a_departure_is_told_later(world: World):
    day = clock.today() - timedelta(days=20)
    training = plan(world, on=day)
    tick(world, training, 李守田="hall")
    close(world, training)
    before = read(world, training)["figures"]
    away(world, departed_on=str(clock.today() - timedelta(days=60)))

    assert read(world, training)["figures"] == before
    assert read(world, plan(world, on=day))["figures"]["due"] == before["due"] - 1


def test_the_journal_holds_after_all_of_it(world: World):
    training = plan(world, hours=1.5)
    tick(world, training, 李守田="hall", 陈远="host")
    close(world, training)
    with world.database.reading() as session:
        flaws = list(verify(session))

    assert flaws == []
