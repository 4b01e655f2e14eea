"""Phone numbers as people write them."""

import re

from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

_DASHES = re.compile(r"[-‐‑‒–—―－_.]")
_MOBILE = re.compile(r"^1\d{10}$")
_LANDLINE = re.compile(r"^(?:(0\d{2,3})[- ]?)?([2-9]\d{6,7})(?:-(\d{1,6}))?$")


def normalise(text: str) -> str:
    """Drop full-width forms, blanks, dashes, brackets and the prefix +86."""
    bare = _DASHES.sub("", squeeze(text)).lstrip("'’").replace("(", "").replace(")", "")
    for prefix in ("+86", "0086"):
        if bare.startswith(prefix):
            return bare[len(prefix) :]
    return bare[2:] if len(bare) == 13 and bare.startswith("861") else bare


def read(text: str) -> str:
    """Return a mobile number of eleven digits beginning with 1. Raise UnreadableError otherwise."""
    if re.search(r"\d[\dEe+.]*[Ee]\+?\d+$", squeeze(text)):
        raise UnreadableError(
            "phone_stored_as_number",
            "电话号码被表格改成了科学计数，数字已经不全，请把该列设为文本后重新填写。",
            "The spreadsheet has shortened this phone number; format the column as text and type it again.",
        )
    bare = normalise(text)
    if _MOBILE.match(bare) and bare.isascii():
        return bare
    if len(re.findall(r"1\d{10}", bare)) > 1:
        raise UnreadableError(
            "phone_several",
            "一格里有两个以上号码，请只保留一个，其余写到备注。",
            "This cell has several numbers; keep one and move the others to the remarks.",
        )
    raise UnreadableError(
        "phone_shape",
        "手机号码应为1开头的11位数字；座机请填在“固定电话”一栏。",
        "A mobile number has 11 digits and begins with 1; put a landline into the column 固定电话.",
    )


def read_landline(text: str) -> str:
    """Return a landline number as area code, dash, number. Raise UnreadableError otherwise."""
    dashed = re.sub(r"[‐‑‒–—―－_]", "-", squeeze(text).lstrip("'’"))
    match = _LANDLINE.match(dashed.replace("(", "").replace(")", "-")) if dashed.isascii() else None
    if match is None:
        mobile = normalise(text)
        if _MOBILE.match(mobile) and mobile.isascii():
            return mobile
        raise UnreadableError(
            "landline_shape",
            "固定电话请填写如 0718-7281234。",
            "Write a landline number like 0718-7281234.",
        )
    return "-".join(part for part in match.groups() if part)
