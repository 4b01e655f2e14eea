"""What an import would do to each row, and what it leaves to a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

import pytest

from api.members.roster.cells import AwayPlace
from api.members.roster.compare import KnownBranch, KnownMember, RowOutcome, compare, summarise
from api.members.roster.export import write_csv
from api.members.roster.fields import RosterRow
from api.members.roster.parse import parse_roster
from tests.roster.people import BRANCHES, TODAY, make_id_number, make_people

SPACE = UUID(int=7)
KNOWN_BRANCHES = [
    KnownBranch(uuid5(SPACE, name), f"中共团堡镇{name[:3]}支部委员会", name[:3], (name,)) for name in BRANCHES
]
BRANCH_IDS = dict(zip(BRANCHES, (branch.id for branch in KNOWN_BRANCHES), strict=True))
WANG = RosterRow(
    name="王桂英",
    sex="2",
    id_number=make_id_number(date(1986, 7, 12), 122),
    birth_date="1986-07-12",
    branch_name="青松村党支部",
    phone="13812345678",
    job="务农",
    joined_on="2010-07-01",
    place=AwayPlace("440300"),
)


def known(row: RosterRow, key: str = "") -> KnownMember:
    """The database's record of somebody; its index of the ID number is made with `index_of`."""
    index = index_of(row.id_number) if row.id_number else None
    membership = uuid5(SPACE, f"{row.name}{row.id_number}{key}")
    return KnownMember(
        membership, uuid5(membership, "person"), 3, BRANCH_IDS[row.branch_name or ""], index, row
    )


def index_of(number: str) -> str:
    return f"hmac:{number}"


def judge(rows: Sequence[RosterRow], members: Sequence[RosterRow]) -> list[RowOutcome]:
    parsed = parse_roster(write_csv(rows), "花名册.csv", TODAY)
    return compare(parsed, [known(member) for member in members], KNOWN_BRANCHES, index_of=index_of)


def judge_one(row: RosterRow, *members: RosterRow) -> RowOutcome:
    (outcome,) = judge([row], members)
    return outcome


def changed(outcome: RowOutcome) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in outcome.changes}


def test_a_branch_that_nobody_knows_is_a_fault_at_its_cell() -> None:
    outcome = judge_one(replace(WANG, branch_name="青山村党支部"))
    assert outcome.outcome == "fault"
    assert [(fault.cell, fault.code) for fault in outcome.faults] == [("H2", "branch_unknown")]


def test_a_new_member_without_a_branch_is_a_fault_where_there_are_several() -> None:
    parsed = parse_roster(write_csv([replace(WANG, branch_name=None)]), "花名册.csv", TODAY)
    assert compare(parsed, [], KNOWN_BRANCHES)[0].faults[0].code == "branch_missing"
    assert compare(parsed, [], KNOWN_BRANCHES[:1])[0].branch_id == KNOWN_BRANCHES[0].id
    named = compare(parsed, [], KNOWN_BRANCHES, default_branch_id=KNOWN_BRANCHES[2].id)
    assert named[0].branch_id == KNOWN_BRANCHES[2].id


@pytest.mark.parametrize(
    ("row", "members"),
    [
        (
            replace(WANG, id_number=None),
            [WANG, replace(WANG, id_number=make_id_number(date(1986, 7, 12), 124))],
        ),
        (replace(WANG, id_number=None, birth_date=None), [WANG]),
        (WANG, [replace(WANG, id_number=None, birth_date=None)]),
        (
            replace(WANG, id_number=None, birth_date="1986-07"),
            [WANG, replace(WANG, id_number=None, birth_date="1986")],
        ),
    ],
)
def test_a_match_that_is_not_certain_is_left_to_a_person(row: RosterRow, members: list[RosterRow]) -> None:
    outcome = judge_one(row, *members)
    assert outcome.outcome == "fault"
    assert outcome.faults[0].code == "match_ambiguous"
    assert "请人工确认" in outcome.faults[0].sentence_zh


def test_two_rows_that_mean_the_same_member_do_not_both_go_in() -> None:
    married = replace(WANG, name="王贵英")
    outcomes = judge([replace(married, id_number=WANG.id_number), replace(WANG, id_number=None)], [WANG])
    assert [outcome.outcome for outcome in outcomes] == ["change", "fault"]
    assert outcomes[1].faults[0].code == "member_twice"


def test_somebody_new_is_created() -> None:
    outcome = judge_one(WANG)
    assert (outcome.outcome, outcome.branch_id, outcome.row) == ("create", BRANCH_IDS["青松村党支部"], WANG)


def test_a_namesake_with_another_id_number_is_somebody_else() -> None:
    assert (
        judge_one(WANG, replace(WANG, id_number=make_id_number(date(1986, 7, 12), 124))).outcome == "create"
    )


def test_somebody_is_known_by_id_number_even_under_a_new_name() -> None:
    outcome = judge_one(replace(WANG, name="王贵英"), WANG)
    assert changed(outcome) == {"name": ("王桂英", "王贵英")}
    assert outcome.version == 3


def test_somebody_is_known_by_name_and_a_birth_date_that_fits() -> None:
    outcome = judge_one(replace(WANG, id_number=None, birth_date="1986-07", job="开货车"), WANG)
    assert changed(outcome) == {"job": ("务农", "开货车")}


def test_an_id_number_that_was_missing_is_added_and_shown_masked() -> None:
    outcome = judge_one(WANG, replace(WANG, id_number=None, birth_date="1986-07"))
    assert changed(outcome)["id_number"][1].startswith("422802********")
    assert changed(outcome)["birth_date"] == ("1986-07", "1986-07-12")


def test_an_empty_cell_erases_nothing_and_the_row_to_write_keeps_what_is_known() -> None:
    outcome = judge_one(RosterRow(name="王桂英", id_number=WANG.id_number), WANG)
    assert outcome.outcome == "same"
    assert outcome.row == WANG


def test_a_less_precise_date_does_not_blur_a_better_one() -> None:
    outcome = judge_one(replace(WANG, joined_on="2010"), WANG)
    assert outcome.outcome == "same"
    assert outcome.row is not None
    assert outcome.row.joined_on == "2010-07-01"
    assert changed(judge_one(replace(WANG, joined_on="2011"), WANG)) == {"joined_on": ("2010-07-01", "2011")}


def test_a_place_written_with_less_words_is_the_same_place() -> None:
    at_the_works = replace(WANG, place=AwayPlace("440300", "广东深圳某电子厂"))
    assert judge_one(WANG, at_the_works).outcome == "same"


def test_a_change_is_shown_in_words_and_phones_masked() -> None:
    outcome = judge_one(replace(WANG, phone="13912340000", kind="full", lost_contact=False), WANG)
    assert changed(outcome) == {
        "phone": ("138****5678", "139****0000"),
        "kind": ("", "正式党员"),
        "lost_contact": ("", "否"),
    }
    assert outcome.changes[0].label_en


def test_a_branch_is_known_by_each_of_its_names() -> None:
    for name in ("青松村党支部", "青松村支部", "青松村", "中共团堡镇青松村支部委员会", "团堡镇青松村党支部"):
        assert judge_one(replace(WANG, branch_name=name), WANG).outcome == "same", name


def test_another_branch_is_shown_as_a_move() -> None:
    outcome = judge_one(replace(WANG, branch_name="白鹭村"), WANG)
    assert changed(outcome) == {"branch_name": ("中共团堡镇青松村支部委员会", "中共团堡镇白鹭村支部委员会")}
    assert outcome.branch_id == BRANCH_IDS["白鹭村党支部"]


def test_importing_300_members_again_changes_nothing() -> None:
    people = make_people(300)
    first = judge(people, [])
    assert summarise(first) == {"create": 300, "change": 0, "same": 0, "fault": 0}
    written = [outcome.row for outcome in first if outcome.row]
    assert summarise(judge(people, written)) == {"create": 0, "change": 0, "same": 300, "fault": 0}
    assert summarise(judge(written, written))["same"] == 300


def test_a_member_known_by_name_only_is_not_created_again() -> None:
    bare = RosterRow(name="李守田", branch_name="青松村党支部")
    assert judge_one(bare, bare).outcome == "same"


def test_faulty_rows_stand_among_the_others_in_the_sheets_order() -> None:
    rows = [
        WANG,
        RosterRow(name="李守田", branch_name="没有的支部"),
        replace(WANG, name="陈远", id_number=None),
    ]
    data = write_csv(rows).decode("utf-8-sig").replace("陈远", "陈2").encode()
    outcomes = compare(parse_roster(data, "花名册.csv", TODAY), [], KNOWN_BRANCHES)
    assert [(outcome.number, outcome.outcome) for outcome in outcomes] == [
        (2, "create"),
        (3, "fault"),
        (4, "fault"),
    ]
