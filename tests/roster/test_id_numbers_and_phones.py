"""ID numbers and phones: what is refused and why, and what is shown of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.codes import id_number, mask, phone
from api.codes.unreadable import UnreadableError
from tests.roster.people import make_id_number

PUBLISHED_EXAMPLES = ["11010519491231002X", "440524188001010014"]
"""The two numbers that the text of GB 11643-1999 itself computes."""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("110105194912310021", "id_number_check_digit"),
        ("422802860701123", "id_number_15"),
        ("42280219860701123", "id_number_shape"),
        ("4228021986O7011234", "id_number_shape"),
        ("4.22802E+17", "id_number_stored_as_number"),
        ("4.228022e+17", "id_number_stored_as_number"),
        ("992802198607011234", "id_number_check_digit"),
        ("002802198607011234", "id_number_region"),
        ("422802198602301234", "id_number_birth_date"),
        ("422802178607011234", "id_number_birth_date"),
        ("", "id_number_shape"),
    ],
)
def test_an_id_number_that_cannot_be_right_is_refused_with_its_reason(written: str, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        id_number.read(written)
    assert refused.value.code == code
    if len(written) > 9:
        assert written not in refused.value.zh + refused.value.en


@pytest.mark.parametrize("number", PUBLISHED_EXAMPLES)
def test_the_examples_of_the_standard_are_accepted(number: str) -> None:
    assert id_number.read(number) == number


def test_full_width_blanks_and_a_small_x_do_not_matter() -> None:
    assert id_number.read(" １１０１０５ 19491231 002x") == "11010519491231002X"


@given(
    st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9)
)
def test_one_wrong_digit_is_always_noticed(born: date, order: int, at: int, step: int) -> None:
    right = make_id_number(born, order)
    assert id_number.read(right) == right
    assert id_number.birth_date_of(right) == born.isoformat()
    assert id_number.sex_of(right) == ("1" if order % 2 else "2")
    wrong = right[:at] + str((int(right[at]) + step) % 10) + right[at + 1 :]
    with pytest.raises(UnreadableError):
        id_number.read(wrong)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0718-7281234", "phone_shape"),
        ("1381234567", "phone_shape"),
        ("23812345678", "phone_shape"),
        ("13812345678/13912345678", "phone_several"),
        ("1.38E+10", "phone_stored_as_number"),
        ("一三八", "phone_shape"),
    ],
)
def test_what_is_no_mobile_number_is_refused(written: str, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        phone.read(written)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "0086-138-1234-5678",
        "8613812345678",
        "１３８１２３４５６７８",
    ],
)
def test_a_mobile_number_is_read_however_it_is_spaced(written: str) -> None:
    assert phone.read(written) == "13812345678"


def test_a_landline_keeps_its_area_code() -> None:
    assert phone.read_landline("0718—7281234") == phone.read_landline("(0718)7281234") == "0718-7281234"
    assert phone.read_landline("7281234") == "7281234"


def test_masks_show_the_ends_only() -> None:
    assert mask.id_number("422802198607011234") == "422802********1234"
    assert mask.phone("13812345678") == "138****5678"
    assert mask.landline("0718-7281234") == "0718-*****34"
    assert mask.address("湖北省利川市团堡镇青松村3组12号") == "湖北省恩施州利川市***"
    assert mask.address("青松村3组") == "***"


def test_a_number_typed_into_the_wrong_place_is_covered_too() -> None:
    covered = mask.digits("李某 138 1234 5678、422802198607011234、3组12号")
    assert covered == "李某 138****5678、422802********1234、3组12号"
