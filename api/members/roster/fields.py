"""The catalogue of roster columns, in the order of the 党员信息采集表 and then of the ledger 流动党员台账.

One line is one column: its key, its title on the sheet, the titles that real rosters give it, how it is read and written.
Titles are compared without blanks, brackets and signs. A title listed for two fields goes to the first one that no other
column has claimed: 现住址 is the home address, unless the sheet has a 家庭住址 as well.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.codes import education, ethnic_groups, mask, sex
from api.members.roster.cells import (
    AwayPlace,
    AwayReason,
    Cell,
    choice,
    read_date,
    read_id_number,
    read_landline,
    read_month,
    read_name,
    read_phone,
    read_place,
    read_reason,
    read_short_text,
    read_text,
    read_yes_no,
    show_place,
    show_reason,
    show_yes_no,
    text_of,
)


@dataclass(frozen=True)
class Field:
    """One column of the roster.

    read: cell → value, raises UnreadableError. show: value → cell text that `read` reads back. mask: shown text → masked
    text, for personal data. joins: several columns may make up the value (省, 市, 县). past: a date that cannot lie ahead.
    width: of the column on the sheet, in characters.
    """

    key: str
    zh: str
    en: str
    titles: tuple[str, ...]
    read: Callable[[Cell], Any]
    show: Callable[[Any], str]
    mask: Callable[[str], str] | None
    joins: bool
    past: bool
    width: int


def _column(
    zh: str,
    en: str,
    titles: str = "",
    read: Callable[[Cell], Any] = read_text,
    show: Callable[[Any], str] = str,
    *,
    mask: Callable[[str], str] | None = None,
    joins: bool = False,
    past: bool = False,
    width: int = 12,
) -> Any:
    meta = {"zh": zh, "en": en, "titles": (zh, *titles.split()), "read": read, "show": show}
    meta |= {"mask": mask, "joins": joins, "past": past, "width": width}
    return dataclasses.field(default=None, metadata=meta)


def _coded(read: Callable[[str], str]) -> Callable[[Cell], str]:
    return lambda cell: read(text_of(cell))


_read_kind, _show_kind = choice(
    "kind_unknown",
    "人员类别请填“正式党员”或“预备党员”；积极分子和发展对象不登记在这里。",
    "Write 正式党员 (full) or 预备党员 (probationary) member; applicants are not registered here.",
    {
        "full": ("正式党员", "正式", "党员", "中共党员", "中共正式党员"),
        "probationary": ("预备党员", "预备", "中共预备党员"),
    },
)
_read_roll, _show_roll = choice(
    "roll_status_unknown",
    "党籍状态请填“正常”“停止党籍”“恢复党籍”或“保留党籍”。",
    "Write 正常, 停止党籍, 恢复党籍 or 保留党籍 for the status on the roll.",
    {
        "normal": ("正常", "在册", "有党籍"),
        "suspended": ("停止党籍", "停止"),
        "restored": ("恢复党籍", "恢复"),
        "retained": ("保留党籍", "保留"),
    },
)
_read_device, _show_device = choice(
    "communication_unknown",
    "通信条件请填“智能手机”“老年机”“家属代接”或“无手机”。",
    "Write 智能手机, 老年机, 家属代接 or 无手机 for how the member can be reached.",
    {
        "smartphone": ("智能手机", "智能机", "微信"),
        "feature_phone": ("老年机", "老人机", "功能机", "普通手机", "非智能手机"),
        "family_relay": ("家属代接", "家属代收", "家人代接"),
        "none": ("无手机", "没有手机"),
    },
)


@dataclass(frozen=True)
class RosterRow:
    """One member as the roster has it. None is an empty cell: it says nothing and erases nothing.

    Codes: sex GB/T 2261.1, ethnicity GB/T 3304, education GB/T 4658. Dates are partial dates. number: the row's number in
    the sheet, from 1, not part of equality.
    """

    name: str | None = _column("姓名", "Name", "党员姓名 名字 党员名称", read_name, width=10)
    sex: str | None = _column("性别", "Sex", "", _coded(sex.read), sex.name_of, width=6)
    id_number: str | None = _column(
        "公民身份号码", "ID number",
        "身份证号 身份证号码 身份证 公民身份证号码 公民身份证号 居民身份证号码 居民身份证号 身份号码 证件号码",
        read_id_number, mask=mask.id_number, width=22,
    )  # fmt: skip
    ethnicity: str | None = _column(
        "民族", "Ethnic group", "族别", _coded(ethnic_groups.read), ethnic_groups.name_of, width=8
    )
    birth_date: str | None = _column(
        "出生日期", "Birth date", "出生年月 出生年月日 出生时间 生日 出生", read_date, past=True
    )
    education: str | None = _column(
        "学历", "Education", "文化程度 教育程度 学历层次 最高学历", _coded(education.read), education.name_of
    )
    kind: str | None = _column(
        "人员类别", "Kind of member", "党员类别 党员类型 类别 党员身份 正式或预备", _read_kind, _show_kind
    )
    branch_name: str | None = _column(
        "所在党支部", "Branch",
        "所在支部 支部名称 党支部 所属支部 所属党支部 党支部名称 支部 所在党组织 所属党组织 组织名称 "
        "所在支部名称",
        read_short_text, width=24,
    )  # fmt: skip
    joined_on: str | None = _column(
        "加入党组织日期", "Joined on",
        "入党时间 入党日期 入党年月 入党年月日 加入党组织时间 加入中共日期 何时入党",
        read_date, past=True, width=15
    )  # fmt: skip
    confirmed_on: str | None = _column(
        "转为正式党员日期",
        "Confirmed on",
        "转正时间 转正日期 转正年月 转为正式党员时间 转正",
        read_date,
        past=True,
        width=17,
    )
    job: str | None = _column("工作岗位", "Work", "原职业 职业 岗位 从事职业 现职业 工作职务 职务", width=14)
    phone: str | None = _column(
        "联系电话", "Mobile phone",
        "手机 手机号码 手机号 本人电话 本人联系电话 本人手机 移动电话 电话 电话号码 联系方式 本人联系方式 "
        "联系手机",
        read_phone, mask=mask.phone, width=14,
    )  # fmt: skip
    landline: str | None = _column(
        "固定电话", "Landline", "座机 固话 家庭电话 住宅电话", read_landline, mask=mask.landline, width=15
    )
    address: str | None = _column(
        "家庭住址", "Home address",
        "家庭地址 住址 户籍地址 户籍地 常住地址 家庭详细住址 现住址 现居住地 居住地址 现家庭住址",
        mask=mask.address, width=30,
    )  # fmt: skip
    roll_status: str | None = _column(
        "党籍状态", "Status on the roll", "党籍 党籍情况", _read_roll, _show_roll
    )
    lost_contact: bool | None = _column(
        "是否为失联党员",
        "Out of contact",
        "是否失联 失联党员 是否失联党员",
        read_yes_no,
        show_yes_no,
        width=15,
    )
    lost_contact_on: str | None = _column(
        "失去联系日期", "Contact lost on", "失联日期 失联时间 失去联系时间", read_date, past=True
    )
    floating: bool | None = _column(
        "是否为流动党员",
        "Floating member",
        "是否流动党员 流动党员 是否流动 是否外出",
        read_yes_no,
        show_yes_no,
        width=15,
    )
    place: AwayPlace | None = _column(  # noqa: RUF009 - a dataclass field
        "外出流向", "Place of absence",
        "外出流向省市县 外出地点 外出地 外出地址 流向 流入地 外出省市县 外出去向 务工地点 外出务工地点 "
        "外出地点省市县 "
        "外出流向省 外出流向市 外出流向县 外出流向区县 外出流向县区 流入省 流入市 流入县",
        read_place, show_place, joins=True, width=24,
    )  # fmt: skip
    group_name: str | None = _column("所在党小组", "Party group", "党小组 所属党小组 小组", read_short_text)
    reason: AwayReason | None = _column(  # noqa: RUF009 - a dataclass field
        "外出原因", "Reason for absence", "外出事由 流出原因 流动原因 外出情由", read_reason, show_reason
    )
    departed_on: str | None = _column(
        "外出时间",
        "Left on",
        "外出日期 流出时间 流出日期 离村时间 外出起始时间 流动时间 外出年月",
        read_date,
        past=True,
    )
    employer: str | None = _column(
        "工作单位", "Employer", "务工单位 现工作单位 就业单位 单位 外出工作单位 单位名称", width=20
    )
    residence: str | None = _column(
        "外出住址", "Address away",
        "在外住址 外出居住地 流入地住址 务工地住址 暂住地址 现住址 现居住地 居住地址",
        mask=mask.address, width=30
    )  # fmt: skip
    family_contact: str | None = _column(
        "家属联系人及电话", "Family contact",
        "家属及电话 家属联系人 家属姓名 家属电话 家属联系电话 家属联系方式 家属手机 家属姓名及电话 "
        "家庭联系人及电话 "
        "家庭联系人 家庭联系电话 家属姓名及联系电话",
        mask=mask.digits, joins=True, width=22,
    )  # fmt: skip
    has_card: bool | None = _column(
        "是否持证", "Holds the activity card",
        "是否持有活动证 是否办证 是否持流动党员活动证 是否持有流动党员活动证 是否发放活动证 持证情况",
        read_yes_no, show_yes_no, width=9,
    )  # fmt: skip
    card_number: str | None = _column(
        "证号",
        "Card number",
        "活动证号 流动党员活动证号 活动证编号 证件编号 流动党员活动证编号",
        read_short_text,
        width=16,
    )
    host: str | None = _column(
        "流入地党组织及联系人", "Host branch and contact",
        "流入地党组织 流入地党组织名称 流入地党支部 流入地党组织联系人",
        joins=True, width=24
    )  # fmt: skip
    expected_return_on: str | None = _column(
        "预计返回日期", "Expected back", "预计返回时间 预计返乡时间 拟返回时间", read_date
    )
    returned_on: str | None = _column(
        "结束流动日期",
        "Came back on",
        "返乡时间 返乡日期 返回日期 返回时间 结束流动时间",
        read_date,
        past=True,
    )
    dues_paid_to: str | None = _column(
        "党费交至年月", "Dues paid up to", "党费交至 党费缴至 党费缴纳至 党费缴至年月", read_month
    )
    last_contact_on: str | None = _column(
        "最近联系日期", "Last contact", "最近联系时间 最后联系日期 最后联系时间", read_date, past=True
    )
    last_organization_life_on: str | None = _column(
        "最近参加组织生活", "Last organisation life",
        "最近参加组织生活日期 最近参加组织生活时间 最后参加组织生活时间",
        read_date, past=True, width=16,
    )  # fmt: skip
    communication: str | None = _column(
        "通信条件", "Can be reached by", "通讯条件 手机类型", _read_device, _show_device
    )
    note: str | None = _column("备注", "Remarks", "说明 备考 其他情况", width=24)
    number: int = dataclasses.field(default=0, compare=False)


FIELDS: tuple[Field, ...] = tuple(
    Field(key=spec.name, **spec.metadata) for spec in dataclasses.fields(RosterRow) if spec.metadata
)
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}


def shown(field: Field, value: Any, *, masked: bool) -> str:
    """Return a value as the sheet writes it; None is empty. Masked where asked and where the field is personal data."""
    if value is None:
        return ""
    text = field.show(value)
    return field.mask(text) if masked and field.mask else text
