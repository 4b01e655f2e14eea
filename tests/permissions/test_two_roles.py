"""Two roles of one person reach together no further than each of them alone."""

import pytest

from tests.permissions.filled import Filled, sign_in
from tests.permissions.test_table import PREPARE, ROWS, Reach

SECRETARY_ELSEWHERE = "吴白鹭"


class SecondRole(Reach):
    """The secretary of 白鹭村, who audits the whole township beside, reaches for what is 青松村's."""

    def __init__(self, filled: Filled, row: str) -> None:
        super().__init__(filled, row, "auditor", "branch")
        self.name = SECRETARY_ELSEWHERE


@pytest.fixture
def with_two_roles(changed: Filled) -> Filled:
    """Let the secretary of 白鹭村 audit the township, too."""
    world = changed.world
    given = world.as_("孙委员").post(
        "/grants",
        {
            "person_id": str(world.person(SECRETARY_ELSEWHERE)),
            "role": "auditor",
            "organization_id": str(world.node("云栖镇")),
        },
    )
    assert given.status_code == 201, given.json
    sign_in(changed)
    return changed


def test_what_neither_role_may_both_may_not(with_two_roles: Filled) -> None:
    wrong, tried = [], 0
    for row, marks in ROWS.items():
        as_auditor, as_secretary = marks["auditor"], marks["secretary"]
        if len(as_auditor) == 1 or "+" in (as_auditor[1], as_secretary[3]) or as_auditor[1] == ".":
            continue
        reach = SecondRole(with_two_roles, row)
        if row in PREPARE:
            PREPARE[row](reach)
        before = with_two_roles.written()
        answer = reach.send()
        tried += 1
        if answer.status_code not in {403, 404} or with_two_roles.written() != before:
            wrong.append(f"{row}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert tried > 30


def test_what_one_role_may_both_may(with_two_roles: Filled) -> None:
    for row, marks in ROWS.items():
        if row.startswith("GET") and len(marks["auditor"]) == 5 and marks["auditor"][1] == "+":
            assert SecondRole(with_two_roles, row).send().status_code == 200, row


def test_a_look_in_plain_is_noted_with_the_role_that_allowed_it(changed: Filled) -> None:
    world, ids = changed.world, changed.of("李守田")
    for path in (f"/members/{ids['member']}", f"/reports/{ids['report']}"):
        # The secretary is a member of the branch as well, but members see nobody else in plain.
        assert world.as_("周书兰").get(f"{path}?reveal=true").status_code == 200
    noted = world.as_("李守田").get(f"/members/{ids['member']}/readings").json["items"]
    assert {item["by_role"] for item in noted if item["by_name"] == "周书兰"} == {"secretary"}
    assert sum(item["by_name"] == "周书兰" for item in noted) == 2
