"""What an employer's name tells of its industry, by words in it; a name that tells nothing is `other`.

Nobody is asked for an industry: the form has the employer only, and one thing is not asked twice (domain §9). The order
matters: 建筑材料厂 makes things, and 建材店 sells them.
"""

from api.codes.text import squeeze

NONE, OTHER = "none", "other"

_WORDS = {
    "logistics": ("物流", "快递", "货运", "运输", "配送", "速递", "司机", "客运", "仓储", "码头", "港务"),
    "retail": ("超市", "商店", "门市", "批发", "商贸", "贸易", "专卖", "便利店", "商行", "百货", "建材店"),
    "catering": ("餐饮", "饭店", "餐厅", "酒店", "宾馆", "小吃", "面馆", "火锅", "食堂", "酒楼", "早餐"),
    "making": (
        *("厂", "制造", "电子", "五金", "服装", "制衣", "纺织", "机械", "家具", "家居", "模具", "塑", "鞋", "玩具", "印刷"),
        *("食品", "化工", "仪表", "配件", "精密", "饰品", "木匠", "包装", "钢铁", "汽车"),
    ),
    "building": ("建筑", "工地", "装修", "装饰", "劳务", "施工", "工程", "路桥", "隧道", "建设", "水电", "电力", "安装"),
    "farming": ("农业", "农场", "种植", "养殖", "果园", "茶", "林场", "渔", "合作社"),
    "services": ("家政", "保洁", "保安", "物业", "美容", "理发", "维修", "月嫂", "护工", "养老"),
    "learning": ("学校", "学院", "大学", "中学", "小学", "幼儿园", "培训", "教育"),
    "health": ("医院", "诊所", "卫生院", "药店", "药房", "医药"),
    "computing": ("科技", "软件", "网络", "信息", "互联网", "通信"),
}  # fmt: skip

INDUSTRIES = (*_WORDS, OTHER, NONE)


def industry_of(employer: str | None) -> str:
    """Return the industry that a name tells, `other` where it tells none, `none` where no employer is on record."""
    name = squeeze(employer or "")
    if not name:
        return NONE
    return next((key for key, words in _WORDS.items() if any(word in name for word in words)), OTHER)
