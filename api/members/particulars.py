"""Check and tidy what is said of a person before it is kept: numbers, names and the order of dates."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from api import crypto
from api.codes import id_number as id_numbers
from api.codes import partial_date, phone, pinyin
from api.codes.text import join_han, tidy
from api.codes.unreadable import UnreadableError
from api.errors import Refusal
from api.models import Membership, Person

OF_PERSON = frozenset(
    {
        "name",
        "sex",
        "birth_date",
        "ethnicity",
        "education",
        "job",
        "communication",
        "id_number",
        "phone",
        "landline",
        "address",
        "family_contact",
        "wechat",
        "note",
    }
)
OF_MEMBERSHIP = frozenset({"kind", "joined_on", "confirmed_on", "group_id", "exempt"})

_READERS: dict[str, Callable[[str], str]] = {
    "name": join_han,
    "id_number": id_numbers.read,
    "phone": phone.read,
    "landline": phone.read_landline,
    "job": tidy,
    "address": tidy,
    "family_contact": tidy,
    "wechat": tidy,
    "note": str.strip,
}

_BIRTH_DATE_DIFFERS = "出生日期与身份证号码第7至14位不一致，请核对。"
_SEX_DIFFERS = "性别与身份证号码第17位不一致，请核对。"


def tidied(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as they are kept; an empty text counts as nothing.

    Raise `id_number_invalid` or `validation_failed` with a sentence for each field that cannot be read.
    """
    kept: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for field, value in given.items():
        reader = _READERS.get(field)
        if not isinstance(value, str) or reader is None:
            kept[field] = value
            continue
        try:
            kept[field] = reader(value) if value.strip() else None
        except UnreadableError as unreadable:
            errors[field] = [unreadable.zh]
    if not errors.keys() and "name" in kept and not kept["name"]:
        errors["name"] = ["请填写姓名。"]
    if errors:
        raise Refusal("id_number_invalid" if "id_number" in errors else "validation_failed", errors=errors)
    return kept


def complete_from_id_number(given: dict[str, Any]) -> None:
    """Fill in birth date and sex from the ID number where they were not given: nothing is asked twice."""
    number = given.get("id_number")
    if number is None:
        return
    if not given.get("birth_date"):
        given["birth_date"] = id_numbers.birth_date_of(number)
    if given.get("sex") in {None, "0", "9"}:
        given["sex"] = id_numbers.sex_of(number)


def apply(person: Person, values: Mapping[str, Any]) -> None:
    """Set the values on a person, with the pinyin and the indexes that follow from them."""
    for field, value in values.items():
        setattr(person, field, value)
    if "name" in values:
        person.pinyin = pinyin.search_text(person.name)
    if "phone" in values:
        person.phone_index = index_of(person.phone)
    if "id_number" in values:
        person.id_number_index = index_of(person.id_number)


def index_of(value: str | None) -> str | None:
    """Return the exact-match index of a number, or None without one."""
    return None if value is None else crypto.keys().index_of(value)


def ensure_agrees_with_id_number(person: Person) -> None:
    """Raise `id_number_invalid` where birth date or sex contradict the ID number (GB 11643)."""
    number = person.id_number
    if number is None:
        return
    errors: dict[str, list[str]] = {}
    born = id_numbers.birth_date_of(number)
    if person.birth_date and not partial_date.compatible(person.birth_date, born):
        errors["birth_date"] = [_BIRTH_DATE_DIFFERS]
    if person.sex in {"1", "2"} and person.sex != id_numbers.sex_of(number):
        errors["sex"] = [_SEX_DIFFERS]
    if errors:
        raise Refusal("id_number_invalid", errors=errors)


def ensure_dates_in_order(person: Person, membership: Membership, today: date) -> None:
    """Raise unless birth, joining and confirmation lie in this order and none in the future.

    Partial dates are refused only where no reading of them could be right.
    """
    days = [
        (field, day)
        for field, day in (
            ("birth_date", person.birth_date),
            ("joined_on", membership.joined_on),
            ("confirmed_on", membership.confirmed_on),
        )
        if day
    ]
    for field, day in days:
        if partial_date.earliest(day) > today:
            raise Refusal("date_in_future", errors={field: ["这个日期还没到。"]})
    for (_, earlier), (field, later) in pairwise(days):
        if partial_date.latest(later) < partial_date.earliest(earlier):
            raise Refusal("dates_in_wrong_order", errors={field: ["这个日期早于前一项日期。"]})
