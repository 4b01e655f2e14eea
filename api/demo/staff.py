"""Who works for the township and the branches, and who gets a demo sign-in."""

from datetime import date, timedelta
from typing import Literal

from api.demo.identities import make_id_number, make_phone
from api.demo.organizations import GUIHUAPING, TOWNSHIP, find_start
from api.demo.other_branches import VILLAGE_SIZES, name_key
from api.demo.records import DemoAccount, DemoGrant, DemoPerson

OFFICER = "wen-qing"
ADMIN = "shu-ping"
AUDITOR = "yan-zheng"
SECRETARY = "xiang-guoliang"
DEPUTY = "qin-xiuzhi"
RECORDER = "hu-xiaomin"

_STAFF: tuple[tuple[str, str, Literal["1", "2"], int, str, str], ...] = (
    (OFFICER, "文清", "2", 39, "镇党委组织委员", "云栖镇政府"),
    (ADMIN, "舒平", "1", 34, "镇党建办工作人员", "云栖镇政府"),
    (AUDITOR, "严正", "1", 45, "镇纪检干事", "云栖镇政府"),
    (RECORDER, "胡晓敏", "2", 27, "村文书", "云栖镇桂花坪村中坪"),
)


def list_persons(today: date) -> tuple[DemoPerson, ...]:
    """List the staff who are no members of a village branch; the recorder is the village clerk."""
    persons = []
    for sequence, (key, name, sex, age, job, address) in enumerate(_STAFF, 401):
        birth_date = date(today.year - age, 6, 15)
        persons.append(
            DemoPerson(
                key=key,
                name=name,
                sex=sex,
                birth_date=birth_date,
                id_number=make_id_number(birth_date, sex, sequence),
                ethnicity="15",
                education="20",
                job=job,
                phone=make_phone(sequence),
                address=address,
                communication="smartphone",
            )
        )
    return tuple(persons)


def find_secretary(organization_key: str) -> str:
    """Give the key of a branch's secretary."""
    return SECRETARY if organization_key == GUIHUAPING else name_key(organization_key, 1)


def list_grants(today: date) -> tuple[DemoGrant, ...]:
    """List the roles; while the secretary was at a course last spring, the deputy acted for him."""
    start = find_start(today)
    course = today - timedelta(days=200)
    township = (
        DemoGrant(OFFICER, "officer", TOWNSHIP, start),
        DemoGrant(ADMIN, "admin", TOWNSHIP, start),
        DemoGrant(AUDITOR, "auditor", TOWNSHIP, start),
    )
    main_branch = (
        DemoGrant(SECRETARY, "secretary", GUIHUAPING, start),
        DemoGrant(RECORDER, "recorder", GUIHUAPING, start),
        DemoGrant(DEPUTY, "secretary", GUIHUAPING, course, course + timedelta(days=13), SECRETARY),
    )
    others = (
        DemoGrant(
            name_key(village.key, 1),
            "secretary",
            village.key,
            start if village.has_opening else today - timedelta(weeks=5),
        )
        for village in VILLAGE_SIZES
    )
    return (*township, *main_branch, *others)


def list_accounts() -> tuple[DemoAccount, ...]:
    """List one sign-in for each role, two members more: a couple away that shares a phone."""
    return (
        DemoAccount(OFFICER, "officer", TOWNSHIP),
        DemoAccount(ADMIN, "admin", TOWNSHIP),
        DemoAccount(AUDITOR, "auditor", TOWNSHIP),
        DemoAccount(SECRETARY, "secretary", GUIHUAPING),
        DemoAccount(RECORDER, "recorder", GUIHUAPING),
        DemoAccount("luo-cuiping", "member", GUIHUAPING),
        DemoAccount("tian-xiaoqin", "member", GUIHUAPING),
        DemoAccount("huang-jianjun", "member", GUIHUAPING),
        DemoAccount("ran-chunmei", "member", GUIHUAPING),
    )
