"""The citizen's ID number, GB 11643."""

import re
from datetime import date

from api.codes import places
from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FOREIGN_START = ("83", "9")
"""83: residence permit for people from Taiwan; 9: permanent residence card. Neither is a province."""


def check_digit(first_17: str) -> str:
    """Return the eighteenth character that GB 11643 gives to seventeen digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def read(text: str) -> str:
    """Return the number with 18 characters, x written X. Raise UnreadableError with the reason otherwise."""
    bare = re.sub(r"[-'’`]", "", squeeze(text)).upper()
    if re.search(r"^\d[.\d]*E\+?\d+$", bare):
        raise UnreadableError(
            "id_number_stored_as_number",
            "身份证号码被存成了数字，末尾几位已经丢失，请把该列设为文本后重新填写。",
            "The ID number was stored as a number and has lost its last digits; format the column as text and retype it.",
        )
    if re.fullmatch(r"[0-9]{15}", bare):
        raise UnreadableError(
            "id_number_15",
            "这是15位的旧身份证号码，请填写18位的新号码。",
            "This is an old ID number of 15 digits; please write the new one of 18.",
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", bare):
        raise UnreadableError(
            "id_number_shape",
            f"身份证号码应为18位，这里是{len(bare)}位或含有其他字符。",
            f"An ID number has 18 characters; this one has {len(bare)} or other characters.",
        )
    if not (bare[:2] + "0000" in places.names() or bare.startswith(_FOREIGN_START)):
        raise UnreadableError(
            "id_number_region",
            "身份证号码开头的省份代码不存在，请核对前6位。",
            "The ID number begins with no province's code; check its first six digits.",
        )
    try:
        date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError:
        born_fine = False
    else:
        born_fine = bare[6:8] in ("18", "19", "20")
    if not born_fine:
        raise UnreadableError(
            "id_number_birth_date",
            "身份证号码里的出生日期不存在，请核对第7至14位。",
            "The ID number holds a birth date that does not exist; check characters 7 to 14.",
        )
    if check_digit(bare[:17]) != bare[17]:
        raise UnreadableError(
            "id_number_check_digit",
            "身份证号码的校验位不对，可能有一位写错了，请核对。",
            "The check digit of the ID number does not fit; one digit may be wrong.",
        )
    return bare


def birth_date_of(number: str) -> str:
    """Return the birth date YYYY-MM-DD that a number read by `read` holds."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def sex_of(number: str) -> str:
    """Return the sex code (1 male, 2 female) that a number read by `read` holds."""
    return "1" if int(number[16]) % 2 else "2"
