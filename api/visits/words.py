"""The few words that a visit is told in (domain §10)."""

WAYS = ("home", "phone", "video", "workplace", "mail")
"""上门, 电话, 视频, 到务工地看望, 邮寄."""

OUTCOMES = ("met_member", "met_family", "nobody_home", "by_phone_video", "at_workplace", "mailed")
"""已见本人, 已见家属, 无人在家, 改为电话视频, 到务工地看望, 邮寄. 无人在家 is an honest, complete record."""

MET = ("member", "family")
"""对象: 本人 or 家属."""

MONEY_SOURCES = ("dues", "government", "village", "donation", "personal", "other")
"""党费, 上级拨付, 村集体, 社会捐助, 个人, 其他."""

SIGNERS = ("member", "family", "other", "nobody")
TELLERS = ("member", "family", "other")
"""Who said when somebody comes home."""
