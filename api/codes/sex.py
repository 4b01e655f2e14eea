"""Sex, GB/T 2261.1."""

from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

NAMES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
_CODES = {
    **{name: code for code, name in NAMES.items()},
    **{code: code for code in NAMES},
    "男性": "1",
    "女性": "2",
    "未知的性别": "0",
    "未说明的性别": "9",
}


def name_of(code: str) -> str:
    """Return the Chinese word of a code. Raise KeyError for another code."""
    return NAMES[code]


def read(text: str) -> str:
    """Return the code of 男, 女, 男性 … Raise UnreadableError otherwise."""
    code = _CODES.get(squeeze(text))
    if code is None:
        raise UnreadableError(
            "sex_unknown", "性别请填“男”或“女”。", "Write 男 (male) or 女 (female) for sex."
        )
    return code
