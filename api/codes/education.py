"""Education, GB/T 4658-2006."""

from api.codes.text import squeeze
from api.codes.unreadable import UnreadableError

NAMES = {
    "10": "研究生",
    "11": "博士研究生",
    "14": "硕士研究生",
    "17": "研究生班",
    "20": "大学本科",
    "21": "大学本科毕业",
    "22": "大学本科结业",
    "23": "大学本科肄业",
    "28": "大学普通班毕业",
    "30": "大学专科",
    "31": "大学专科毕业",
    "32": "大学专科结业",
    "33": "大学专科肄业",
    "40": "中等职业教育",
    "41": "中等专科",
    "42": "中等专科结业",
    "43": "中等专科肄业",
    "44": "职业高中",
    "45": "职业高中结业",
    "46": "职业高中肄业",
    "47": "技工学校",
    "48": "技工学校结业",
    "49": "技工学校肄业",
    "60": "高中",
    "61": "高中毕业",
    "62": "高中结业",
    "63": "高中肄业",
    "70": "初中",
    "71": "初中毕业",
    "73": "初中肄业",
    "80": "小学",
    "81": "小学毕业",
    "83": "小学肄业",
    "90": "其他",
}

_WRITTEN = {
    "10": "研究生及以上 研究生教育 在职研究生 研究生学历",
    "11": "博士 博士研究生毕业",
    "14": "硕士 硕士研究生毕业",
    "17": "研究生班毕业",
    "20": "本科 大学 大本 大学本科教育 全日制本科 在职本科 函授本科 本科学历",
    "21": "本科毕业 大学毕业",
    "23": "本科肄业 大学肄业",
    "30": "大专 专科 高职 大学专科教育 专科学历 大专学历 在职大专 函授大专",
    "31": "大专毕业 专科毕业 高职毕业",
    "33": "大专肄业 专科肄业",
    "40": "中职 中等职业",
    "41": "中专 中等专科毕业 中专毕业 中师 中专学历",
    "43": "中专肄业",
    "44": "职高 职中 职业高中毕业 职高毕业",
    "47": "技校 技工 技工学校毕业 技校毕业",
    "60": "普高 普通高中 普通高级中学 高级中学 高中学历",
    "61": "普通高中毕业",
    "63": "普通高中肄业",
    "70": "初级中学 初级中学教育 初中学历",
    "80": "小学教育 小学学历 完小",
    "90": "文盲 半文盲 文盲半文盲 文盲或半文盲 扫盲班 未上学",
}

_CODES = {
    **{name: code for code, name in NAMES.items()},
    **{word: code for code, words in _WRITTEN.items() for word in words.split()},
    **{code: code for code in NAMES},
}


def name_of(code: str) -> str:
    """Return the Chinese word of a code. Raise KeyError for another code."""
    return NAMES[code]


def read(text: str) -> str:
    """Return the code of 初中, 大专, 大学本科, 文盲 … Raise UnreadableError otherwise.

    GB/T 4658 has no code of its own for 文盲: it is 90 其他.
    """
    code = _CODES.get(squeeze(text).replace("/", "").replace("(", "").replace(")", ""))
    if code is None:
        raise UnreadableError(
            "education_unknown",
            "学历没有认出来，请填写如“小学”“初中”“高中”“中专”“大专”“大学本科”“研究生”。",
            "The education was not recognised; write for example 初中, 高中, 大专 or 大学本科.",
        )
    return code
