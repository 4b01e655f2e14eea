"""The 56 ethnic groups, GB/T 3304."""

from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

_STEMS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)

STEMS = {f"{place:02d}": stem for place, stem in enumerate(_STEMS.split(), 1)}
NAMES = {code: f"{stem}族" for code, stem in STEMS.items()}
_CODES = {
    **{stem: code for code, stem in STEMS.items()},
    **{name: code for code, name in NAMES.items()},
    **{code: code for code in NAMES},
    "毛难": "36",
    "毛难族": "36",
    "崩龙": "46",
    "崩龙族": "46",
    "维族": "05",
    "蒙族": "02",
}


def name_of(code: str) -> str:
    """Return the full name, such as 土家族. Raise KeyError for another code."""
    return NAMES[code]


def read(text: str) -> str:
    """Return the code of 汉, 汉族, 土家, 15 … Raise UnreadableError otherwise."""
    code = _CODES.get(squeeze(text))
    if code is None:
        raise UnreadableError(
            "ethnicity_unknown",
            "民族不在56个民族名称之内，请填写如“汉族”“土家族”。",
            "This is none of the 56 ethnic groups; write for example 汉族 or 土家族.",
        )
    return code
