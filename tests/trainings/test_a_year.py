"""A year of one branch, worked out by hand: due, present, quorum, hours and missing meetings agree everywhere.

Twelve people in three groups. 甲: 周书兰, 李守田, 甲三, 甲四. 乙: 陈远, 乙二, 乙三 (frail), 乙四 (on probation).
丙: 丙一, 丙二, 丙三, 丙四.

陈远  away 20 February to 5 October; at home 1-10 July      乙二  away from 1 March; at home 15-22 April
丙二  停止党籍 from 1 June                                  丙三  comes on 1 May         丙四  leaves on 1 September
乙四  becomes a full member after the meeting of 15 November
周书兰, 李守田 and 丙一 sit on the committee.
"""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from api import clock
from tests.cast import World
from tests.reports.stories import departure, told

JIA = ("周书兰", "李守田", "甲三", "甲四")
YI = ("陈远", "乙二", "乙三", "乙四")
BING = ("丙一", "丙二", "丙三", "丙四")

SPRING = "周书兰 李守田 甲三 甲四 丙一 丙二 丙四 乙四"
"""Who is at home from March to April besides 乙三, who is frail; later 丙三 is, too."""
MAY = f"{SPRING} 丙三"
SUMMER = "周书兰 李守田 甲三 甲四 丙一 丙三 丙四 乙四"
AUTUMN = "周书兰 李守田 甲三 甲四 丙一 丙三 乙四"

# day      kind             in the hall                              by video   at a host branch   due present hours
YEAR: list[tuple[str, str, str, str, str, int, int, float]] = [
    ("01-18", "general_meeting", f"{SPRING} 陈远 乙二",               "",        "",                11, 10, 1),
    ("04-19", "general_meeting", f"{SPRING} 乙二",                    "陈远",    "",                10, 10, 1),
    ("07-01", "general_meeting", "周书兰 李守田 甲三 甲四 陈远 丙一 丙三 乙四 丙二", "丙四", "",       11, 9, 1),
    ("11-15", "general_meeting", "周书兰 李守田 甲三 陈远 乙四 丙三",  "丙一",    "",                10, 7, 1),
    *[(f"{month:02d}-05", "committee", "周书兰 李守田 丙一",           "",        "",                3, 3, 0)
      for month in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)],
    ("08-05", "committee",       "周书兰 李守田",                     "",        "",                3, 2, 0),
    ("01-20", "theme_day",       f"{SPRING} 陈远 乙二",               "",        "",                10, 10, 2),
    ("02-20", "theme_day",       f"{SPRING} 乙二",                    "",        "",                9, 9, 2),
    ("03-20", "theme_day",       SPRING,                              "陈远",    "",                9, 9, 2),
    ("04-20", "theme_day",       f"{SPRING} 乙二",                    "陈远",    "",                10, 10, 2),
    ("05-20", "theme_day",       MAY,                                 "陈远",    "",                10, 10, 2),
    ("06-20", "theme_day",       SUMMER,                              "",        "乙二",            8, 8, 2),
    ("07-20", "theme_day",       SUMMER.replace("甲四 ", ""),         "",        "",                8, 7, 2),
    ("08-20", "theme_day",       SUMMER,                              "",        "陈远",            8, 8, 2),
    ("09-20", "theme_day",       AUTUMN,                              "陈远",    "",                8, 8, 2),
    *[(f"{month}-20", "theme_day", f"{AUTUMN} 陈远",                  "",        "",                8, 8, 2)
      for month in (10, 11, 12)],
    ("02-25", "lecture",         f"{SPRING} 乙二",                    "",        "",                9, 9, 1.5),
    ("05-25", "lecture",         MAY,                                 "",        "",                9, 9, 1.5),
    ("06-25", "lecture",         SUMMER,                              "",        "",                8, 8, 1.5),
    ("12-02", "lecture",         f"{AUTUMN} 陈远",                    "",        "",                8, 8, 1.5),
    ("03-08", "training",        SPRING,                              "陈远",    "",                9, 9, 4),
    ("04-08", "training",        SPRING,                              "",        "",                8, 8, 4),
    ("06-08", "training",        SUMMER,                              "",        "",                8, 8, 4),
    ("08-08", "training",        SUMMER,                              "",        "",                8, 8, 4),
    ("09-08", "training",        AUTUMN,                              "",        "",                7, 7, 4),
    ("11-08", "training",        f"{AUTUMN} 陈远",                    "",        "",                8, 8, 4),
    ("12-15", "evaluation",      f"{AUTUMN} 陈远 乙三",               "",        "",                9, 9, 0),
    ("12-16", "life_meeting",    f"{AUTUMN} 陈远",                    "",        "",                8, 8, 1),
]  # fmt: skip

# On the 10th of each month, who of the group comes and how: due, present. 丙 has no meeting in March and August.
GROUPS: dict[str, dict[int, tuple[str, str, int, int]]] = {
    "甲组": {
        month: ("周书兰 李守田 甲三" + (" 甲四" if month % 2 else ""), "", 4, 4 if month % 2 else 3)
        for month in range(1, 13)
    },
    "乙组": {
        1: ("陈远 乙二 乙三 乙四", "", 4, 4),
        2: ("陈远 乙二 乙四", "", 3, 3),
        3: ("乙四", "", 1, 1),
        4: ("乙四", "", 1, 1),
        5: ("乙四", "乙二", 2, 2),
        6: ("乙四", "乙二", 2, 2),
        7: ("陈远 乙四", "", 2, 2),
        8: ("乙四", "", 1, 1),
        9: ("乙四", "", 1, 1),
        10: ("陈远 乙三 乙四", "", 3, 3),
        11: ("陈远 乙四", "", 2, 2),
        12: ("陈远 乙四", "", 2, 2),
    },
    "丙组": {
        **dict.fromkeys((1, 2, 4), ("丙一 丙二 丙四", "", 3, 3)),
        5: ("丙一 丙二 丙三 丙四", "", 4, 4),
        **dict.fromkeys((6, 7), ("丙一 丙三 丙四", "", 3, 3)),
        **dict.fromkeys((9, 10, 11, 12), ("丙一 丙三", "", 2, 2)),
    },
}

# day     on the roll  with a vote  vote in the room  wrote  observe  needed   formula
QUORUM = {
    "01-18": (11, 10, 9, 0, 0, 6, "应到 11 = 在册党员 11"),
    "04-19": (11, 9, 8, 1, 0, 8, "应到 10 = 在册党员 11 − 不计入应到 1"),
    "07-01": (12, 10, 7, 0, 1, 6, "应到 11 = 在册党员 12 − 停止党籍 1"),
    "11-15": (11, 9, 5, 2, 0, 5, "应到 10 = 在册党员 11 − 停止党籍 1"),
}
MATTERS = {"04-19": ["election"], "11-15": ["confirmation"]}
EXCLUDED = {"04-19": "乙三"}
WROTE = {"04-19": ["陈远"], "11-15": ["乙二", "乙三"]}
# day     for, against, abstained; needed
VOTES = {"04-19": ("election", 7, 1, 1, 5), "11-15": ("confirmation", 5, 1, 1, 5)}

CHEN_HOURS = 9 * 2 + 1.5 + 3 * 4 + 1 + 6 * 0.5 + 4 * 1
"""Nine theme days; one lecture; two trainings and one made up; the yearly meeting; six group and four general meetings."""
CHEN_MISSED = [
    *("02-20", "06-20", "07-20"),  # theme days
    *("02-25", "05-25", "06-25"),  # lectures
    *("06-08", "08-08", "09-08"),  # trainings: the second is made up and waits for the branch
    *("03-10", "04-10", "05-10", "06-10", "08-10", "09-10"),  # group meetings
]
LI_HOURS = 12 * 2 + 4 * 1.5 + 6 * 4 + 1 + 12 * 0.5 + 4 * 1
MISSING = [("group_meeting", "丙组", "03-01"), ("group_meeting", "丙组", "08-01"), ("lecture", None, "07-01")]


def on(day: str) -> date:
    return date.fromisoformat(f"2025-{day}")


class Year:
    """The branch's year as it happens, day by day."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.groups: dict[str, str] = {}
        self.trainings: dict[tuple[str, str, str | None], str] = {}

    def done(self, path: str, body: dict[str, Any], status: int = 201, **more: Any) -> str:
        answer = self.world.as_("周书兰").post(path, body, **more)
        assert answer.status_code == status, (path, body, answer.json)
        made: str = answer.json["id"]
        return made

    def begin(self) -> None:
        for name in ("甲组", "乙组", "丙组"):
            self.groups[name] = self.done(
                "/groups", {"organization_id": str(self.world.node("青松村")), "name": name}
            )
        for group, names in (("甲组", JIA), ("乙组", YI), ("丙组", BING)):
            for name in names:
                if name in self.world.memberships:
                    self.change(name, {"group_id": self.groups[group]})
                elif name != "丙三":
                    self.enter(name, group, "2024-11-10")
        self.change("乙三", {"exempt": True})
        for name in ("周书兰", "李守田", "丙一"):
            seat = {"member_id": str(self.world.member(name)), "from_on": "2025-01-01"}
            self.done("/committee-seats", seat)

    def enter(self, name: str, group: str, from_on: str) -> None:
        self.world.memberships[name] = self.done(  # type: ignore[assignment]
            "/members",
            {
                "organization_id": str(self.world.node("青松村")),
                "name": name,
                "kind": "probationary" if name == "乙四" else "full",
                "joined_on": "2024-11-15" if name == "乙四" else "2010-07",
                "from_on": from_on,
                "group_id": self.groups[group],
            },
        )

    def change(self, name: str, changes: dict[str, Any]) -> None:
        path = f"/members/{self.world.member(name)}"
        secretary = self.world.as_("周书兰" if name != "周书兰" else "孙委员")
        version = secretary.get(path).headers["ETag"]
        answer = secretary.patch(path, changes, version=version)
        assert answer.status_code == 200, answer.json

    def leave(self, name: str, day: str) -> None:
        body = departure(self.world, name, method="phone", departed_on=f"2025-{day}", wants_card=False)
        self.done(f"/reports/{self.done('/reports', body)}/acceptance", {})

    def stay_home(self, name: str, first: str, last: str) -> None:
        days = {"from_on": f"2025-{first}", "to_on": f"2025-{last}"}
        self.done("/reports", told(self.world, "home_visit", name, method="phone", **days))

    def come_back(self, name: str, day: str) -> None:
        body = told(self.world, "return", name, method="phone", returned_on=f"2025-{day}")
        self.done(f"/reports/{self.done('/reports', body)}/acceptance", {})

    def suspend(self) -> None:
        path = f"/members/{self.world.member('丙二')}/roll-decisions"
        self.done(path, {"roll_status": "suspended", "on": "2025-06-01", "basis": "支部大会决定"})

    def move_away(self) -> None:
        path = f"/members/{self.world.member('丙四')}/leaving"
        body = {"reason": "transferred", "on": "2025-09-01", "basis": "组织关系转往县城"}
        self.done(path, body)

    def hold(self, day: str, kind: str, ways: dict[str, str], hours: float, group: str | None = None) -> None:
        begins = datetime.combine(on(day), time(15), clock.ZONE)
        training = self.done(
            "/trainings",
            {
                "organization_id": str(self.world.node("青松村")),
                "kind": kind,
                "title": f"{day} {group or kind}",
                "starts_at": begins.isoformat(),
                "ends_at": (begins + timedelta(hours=2)).isoformat(),
                "hours": hours,
                "host": "周书兰",
                "recorder": "何记",
                "matters": MATTERS.get(day, []) if kind == "general_meeting" else [],
                "group_id": self.groups[group] if group else None,
            },
        )
        self.trainings[day, kind, group] = training
        path = f"/trainings/{training}"
        details = {"host": {"host_branch": "海棠路社区党支部"}}
        entries = [
            {"member_id": str(self.world.member(name)), "way": way, **details.get(way, {})}
            for name, way in ways.items()
        ]
        self.done(f"{path}/attendance", {"entries": entries})
        resolutions = []
        if kind == "general_meeting":
            if day in EXCLUDED:
                body = {"basis_code": "long_ill", "consent_on": "2025-04-10", "voted_on": "2025-04-12"}
                self.done(f"{path}/exclusions", {"member_id": str(self.world.member(EXCLUDED[day])), **body})
            for name in WROTE.get(day, ()):
                body = {"member_id": str(self.world.member(name)), "received_on": f"2025-{day}"}
                self.done(f"{path}/written-opinions", body)
            if day in VOTES:
                matter, agreed, against, abstained, _ = VOTES[day]
                votes = {"for_count": agreed, "against_count": against, "abstained_count": abstained}
                resolutions = [{"text": "决议", "matter": matter, **votes}]
        minutes = {"content": "学了，也议了。", "resolutions": resolutions}
        written = self.world.as_("周书兰").patch(f"{path}/minutes", minutes, version=0)
        assert written.status_code == 200, written.json
        self.done(f"{path}/closing", {})

    def make_up(self, day: str, on_date: str, who: str) -> None:
        path = f"/trainings/{self.trainings[day, 'training', None]}"
        if who == "周书兰":
            body = {
                "member_id": str(self.world.member("陈远")),
                "on_date": f"2025-{on_date}",
                "way": "recording",
            }
            self.done(f"{path}/make-ups", body)
        else:
            body = {"on_date": f"2025-{on_date}", "way": "material"}
            assert self.world.as_(who).post(f"{path}/own-make-ups", body).status_code == 201


def ways_of(hall: str, video: str, host: str = "") -> dict[str, str]:
    return {
        name: way
        for way, names in (("hall", hall), ("video", video), ("host", host))
        for name in names.split()
    }


def live(world: World) -> Year:
    """Let the year happen in its order."""
    year = Year(world)
    steps: list[tuple[datetime, Any]] = []

    def at(day: str, step: Any, hour: int = 9) -> None:
        steps.append((datetime.combine(on(day), time(hour), clock.ZONE), step))

    at("01-01", year.begin)
    at("02-20", lambda: year.leave("陈远", "02-20"))
    at("03-01", lambda: year.leave("乙二", "03-01"))
    at("04-15", lambda: year.stay_home("乙二", "04-15", "04-22"))
    at("05-01", lambda: year.enter("丙三", "丙组", "2025-05-01"))
    at("06-01", year.suspend)
    at("07-01", lambda: year.stay_home("陈远", "07-01", "07-10"))
    at("09-01", year.move_away)
    at("10-05", lambda: year.come_back("陈远", "10-05"))
    at("11-16", lambda: year.change("乙四", {"confirmed_on": "2025-11-15"}))
    for day, kind, hall, video, host, _due, _present, hours in YEAR:
        at(day, partial(year.hold, day, kind, ways_of(hall, video, host), hours), 20)
    for group, months in GROUPS.items():
        for month, (hall, video, _due, _present) in months.items():
            day = f"{month:02d}-10"
            at(day, partial(year.hold, day, "group_meeting", ways_of(hall, video), 0.5, group), 20)
    at("04-25", lambda: year.make_up("04-08", "04-20", "周书兰"))
    at("08-25", lambda: year.make_up("08-08", "08-24", "陈远"))
    for moment, step in sorted(steps, key=lambda step: step[0]):
        with clock.at(moment):
            step()
    return year


def test_due_present_quorum_hours_and_missing_meetings_agree_everywhere(world: World) -> None:
    year = live(world)
    secretary = world.as_("周书兰")
    with clock.at(datetime(2026, 1, 10, 9, tzinfo=clock.ZONE)):
        expected = {
            (day, kind, None): (due, present, hours) for day, kind, _, _, _, due, present, hours in YEAR
        } | {
            (f"{month:02d}-10", "group_meeting", group): (due, present, 0.5)
            for group, months in GROUPS.items()
            for month, (_, _, due, present) in months.items()
        }
        shown = {key: secretary.get(f"/trainings/{id_}").json for key, id_ in year.trainings.items()}
        listed = {
            one["id"]: one
            for one in secretary.get("/trainings?limit=200&from_on=2025-01-01&to_on=2025-12-31").json["items"]
        }

        # The meeting, the list and its closed minutes say the same.
        for key, (due, present, hours) in expected.items():
            figures = shown[key]["figures"]
            assert (figures["due"], figures["present"]) == (due, present), key
            assert (listed[shown[key]["id"]]["due"], listed[shown[key]["id"]]["present"]) == (due, present), (
                key
            )
            assert shown[key]["minutes"]["hours"] == hours, key
        assert len(listed) == len(expected) == 4 + 12 + 34 + 12 + 4 + 6 + 1 + 1

        # Quorum and votes.
        for day, (on_roll, may_vote, votes, written, observers, needed, formula) in QUORUM.items():
            figures = shown[day, "general_meeting", None]["figures"]
            names = ("on_roll", "may_vote", "votes", "written", "observers", "quorum_needed", "formula")
            told_ = tuple(figures[name] for name in names)
            assert told_ == (on_roll, may_vote, votes, written, observers, needed, formula), day
            assert figures["quorum_met"] is True
        for day, (*_, needed) in VOTES.items():
            [resolution] = shown[day, "general_meeting", None]["minutes"]["resolutions"]
            assert (resolution["needed"], resolution["carried"]) == (needed, True), day
        august = shown["08-05", "committee", None]["figures"]
        assert (august["quorum_needed"], august["quorum_met"]) == (2, True)

        # The members' own views.
        chen = world.as_("陈远").get("/learning?year=2025").json
        assert (chen["hours"], chen["hours_asked"]) == (CHEN_HOURS, 32)
        assert sorted(one["on_date"][5:] for one in chen["missed"]) == sorted(CHEN_MISSED)
        [waiting] = [one for one in chen["missed"] if one["make_up_state"] == "waiting"]
        assert waiting["on_date"] == "2025-08-08"
        assert world.as_("李守田").get("/learning?year=2025").json["hours"] == LI_HOURS
        assert world.as_("李守田").get("/learning?year=2025").json["missed"] == []

        # What is missing, of what a branch is asked for.
        spans = secretary.get(f"/training-frequency?organization_id={world.node('青松村')}&year=2025").json[
            "items"
        ]
        missing = [(s["kind"], s["group_name"], s["first"][5:]) for s in spans if s["status"] == "missing"]
        assert sorted(missing, key=str) == sorted(MISSING, key=str)
        assert {s["status"] for s in spans} == {"held", "missing"}
        held = sum(s["held"] for s in spans)
        assert held == len(expected) - 6, (
            "trainings have no period; the lecture too many in June counts where it was held"
        )

        # The clocks have seen the last meeting, too.
        standing = secretary.get(f"/members/{world.member('陈远')}/standing").json
        assert not [one for one in standing["suggestions"] if one["code"] == "study_detachment"]
