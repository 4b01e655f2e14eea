"""What a link with the host branch may say."""

from datetime import date
from typing import Any

from api.errors import Refusal

WITH_ORGANIZATION = frozenset({"contacted", "registered"})


def ensure_fits(told: dict[str, Any], departed_on: date | None, today: date) -> None:
    """Raise where a branch is registered at but not named, or the day is impossible."""
    if told["state"] == "registered" and not told["organization"]:
        raise Refusal("host_link_impossible", errors={"organization": ["请写明报到的是哪个党组织。"]})
    if told["on_date"] > today:
        raise Refusal("date_in_future", errors={"on_date": ["这一天还没到。"]})
    if departed_on is not None and told["on_date"] < departed_on:
        raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于外出的日期。"]})
