"""Passwords for the demo's sign-ins: drawn when it is loaded, easy to type, strong by the rule for staff."""

import secrets

_SYLLABLES = (
    "cha hua shan yun qiao feng yue xing song zhu mei lan he tian lin quan xi hai jiang bei "
    "nan dong chun xia qiu yang guang ming liang zhi yuan ping kang le fu shou"
)


def draw_password() -> str:
    """Draw three syllables and four digits, such as `Cha-yun-song-4821`."""
    first, *others = (secrets.choice(_SYLLABLES.split()) for _ in range(3))
    return "-".join([first.capitalize(), *others, f"{secrets.randbelow(10_000):04d}"])
