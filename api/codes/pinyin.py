"""How a name is found by typing pinyin: in full or by initials, a polyphonic surname under every reading."""

import re

from api.codes.text import join_han

_SURNAMES = {
    "单": "shan dan", "曾": "zeng ceng", "解": "xie jie", "仇": "qiu chou", "查": "zha cha",
    "覃": "qin tan", "冼": "xian sheng", "区": "ou qu", "朴": "piao pu", "盖": "ge gai", "尉": "wei yu",
    "翟": "zhai di", "乐": "yue le", "缪": "miao mou", "种": "chong zhong", "隗": "wei kui",
    "召": "shao zhao", "长": "zhang chang", "员": "yun yuan", "折": "she zhe", "黑": "he hei",
    "秘": "bi mi", "薄": "bo bao", "卜": "bu", "繁": "po fan", "句": "gou ju", "祭": "zhai ji",
    "洗": "xian xi", "宓": "mi fu", "那": "na nuo", "佴": "nai", "万": "wan mo", "乜": "nie mie",
    "谌": "chen shen", "郗": "xi chi", "柏": "bai bo", "行": "xing hang", "都": "du dou", "费": "fei bi",
    "阚": "kan", "郇": "xun huan", "乘": "cheng sheng", "吕": "lv lu lyu",
}  # fmt: skip
"""Surnames whose reading as a name differs from the usual one, or that families read in several ways."""

_DOUBLE_SURNAMES = {
    "尉迟": "yu chi", "长孙": "zhang sun", "单于": "chan yu", "万俟": "mo qi", "澹台": "tan tai", "令狐": "ling hu",
    "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "夏侯": "xia hou", "皇甫": "huang fu",
    "公孙": "gong sun", "慕容": "mu rong", "宇文": "yu wen", "鲜于": "xian yu", "呼延": "hu yan", "端木": "duan mu",
    "东方": "dong fang", "西门": "xi men", "南宫": "nan gong", "独孤": "du gu", "轩辕": "xuan yuan", "司徒": "si tu",
}  # fmt: skip


def search_text(name: str) -> str:
    """Return all spellings of a name, blank between them: `zhangsan zs`; 单雄信 gives `shanxiongxin sxx danxiongxin dxx`.

    ü is written v, as keyboards have it. Latin letters in a name stay, in lower case.
    """
    bare = re.sub(r"[\s·•・‧.]", "", join_han(name))
    if not bare:
        return ""
    readings, given = _surname(bare)
    rest = _read(given)
    spellings: dict[str, None] = {}
    for reading in readings:
        syllables = [syllable.lower() for syllable in [*reading, *rest]]
        spellings["".join(syllables)] = None
        spellings["".join(_initial(syllable) for syllable in syllables)] = None
    return " ".join(spellings)


def _surname(bare: str) -> tuple[list[list[str]], str]:
    """Return the readings of the surname, each as its syllables, and the given name."""
    if (double := _DOUBLE_SURNAMES.get(bare[:2])) and len(bare) > 2:
        return [double.split()], bare[2:]
    if listed := _SURNAMES.get(bare[0]):
        return [[reading] for reading in listed.split()], bare[1:]
    if re.match(r"[A-Za-z]", bare):
        return [[]], bare
    return [_read(bare[0])], bare[1:]


def _read(text: str) -> list[str]:
    # Reading its dictionary takes a third of the start of every process, and few of them ever meet a new name.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return list(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def _initial(syllable: str) -> str:
    return syllable[:1] if syllable.isalpha() else syllable
