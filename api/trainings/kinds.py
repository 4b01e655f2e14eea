"""The kinds of organisation life (domain §5), and what each asks for."""

GENERAL_MEETING, COMMITTEE, GROUP_MEETING = "general_meeting", "committee", "group_meeting"
LECTURE, THEME_DAY, LIFE_MEETING = "lecture", "theme_day", "life_meeting"
EVALUATION, TRAINING = "evaluation", "training"

KINDS = (
    GENERAL_MEETING,
    COMMITTEE,
    GROUP_MEETING,
    LECTURE,
    THEME_DAY,
    LIFE_MEETING,
    EVALUATION,
    TRAINING,
)

NAMES: dict[str, tuple[str, str]] = {
    GENERAL_MEETING: ("党员大会", "General meeting"),
    COMMITTEE: ("支委会", "Committee meeting"),
    GROUP_MEETING: ("党小组会", "Group meeting"),
    LECTURE: ("党课", "Party lecture"),
    THEME_DAY: ("主题党日", "Theme day"),
    LIFE_MEETING: ("组织生活会", "Organisation life meeting"),
    EVALUATION: ("民主评议", "Evaluation"),
    TRAINING: ("培训", "Training"),
}

EVERYBODY_DUE = frozenset({GENERAL_MEETING, COMMITTEE})
"""Here nobody drops out of 应到 by being away or frail: it would take a vote away (domain §5)."""

ELECTION, ADMISSION, CONFIRMATION, ORDINARY = "election", "admission", "confirmation", "ordinary"
MATTERS = (ELECTION, ADMISSION, CONFIRMATION)
"""选举, 接收, 转正: matters with majorities of their own."""

HALL, VIDEO, HOST, ABSENT, NONE = "hall", "video", "host", "absent", "none"
WAYS = (HALL, VIDEO, HOST, ABSENT, NONE)
TOOK_PART = frozenset({HALL, VIDEO, HOST})
ABSENCES = ("work", "ill", "family", "far", "other")
EXCLUSIONS = ("away_half_year", "long_ill", "abroad", "other")
MAKE_UPS = ("material", "recording", "visit", "host", "other")
NOTICE_WAYS = ("group", "phone", "in_person", "paper")
