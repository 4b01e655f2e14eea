"""The few words that a need is told in."""

KINDS = ("health", "hardship", "elders", "children", "work", "rights", "farm", "party", "other")
"""看病, 生活困难, 照料老人, 子女上学, 就业创业, 工资维权, 田地房屋, 组织关系, 其他."""

SOURCES = ("member", "check_in", "contact", "visit", "screening", "told")
TELLERS = ("member", "family", "other")
STATES = ("open", "settled", "explained", "withdrawn")
WAYS = ("in_person", "phone", "wechat", "letter", "family", "app")
"""How the member learned of it; `app` is their own 知道了."""
