"""The township committee, its four branches, and the days they began to keep their records here."""

from datetime import date, timedelta

from api.demo.records import DemoOrganization
from api.standing.months import Month, add_months

TOWNSHIP = "yunqi"
GUIHUAPING = "guihuaping"
SHIQIAOGOU = "shiqiaogou"
CHASHANAO = "chashanao"
FENGXIANGLING = "fengxiangling"

VILLAGES = {
    GUIHUAPING: "桂花坪村",
    SHIQIAOGOU: "石桥沟村",
    CHASHANAO: "茶山坳村",
    FENGXIANGLING: "枫香岭村",
}


def find_start(today: date) -> date:
    """Give the 启用日期 of the township: the first day of the month two years ago."""
    return Month.of(add_months(today, -24)).first_day


def list_organizations(today: date) -> tuple[DemoOrganization, ...]:
    """List the tree; the last village joined five weeks ago and has not registered its past yet."""
    start = find_start(today)
    township = DemoOrganization(
        TOWNSHIP,
        "township",
        "中共清澜县云栖镇委员会",
        "云栖镇党委",
        None,
        0,
        start,
        "0718-0000001",
        # The county of the ID numbers in this story: it tells another province from another city.
        "422802",
    )
    branches = (
        DemoOrganization(
            key,
            "branch",
            f"中共云栖镇{village}支部委员会",
            f"{village}党支部",
            TOWNSHIP,
            position,
            today - timedelta(weeks=5) if key == FENGXIANGLING else start,
            f"0718-000001{position}",
        )
        for position, (key, village) in enumerate(VILLAGES.items(), 1)
    )
    return (township, *branches)
