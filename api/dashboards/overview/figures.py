"""The figures that may be seen above a branch: people and matters, never rates (domain §4, §9)."""

MEMBERS, AWAY = "members", "away"
SILENT = {30: "silent_30", 60: "silent_60", 90: "silent_90"}
"""Without two-way contact for so many days and more."""
CONTACT_UNKNOWN, DEPARTURE_UNKNOWN, LIFE_UNKNOWN, OPENING_MISSING = (
    "contact_unknown",
    "departure_unknown",
    "life_unknown",
    "opening_missing",
)
UNCOVERED = "uncovered"
NEEDS_OPEN, NEEDS_LONG = "needs_open", "needs_long"
SUPPORT_WANTED = "support_wanted"
"""请协助 to which the branch answered 需要上级支持."""
WINDOWS = "windows"
ASSIST = "assist"

FIGURES = (
    MEMBERS,
    AWAY,
    *SILENT.values(),
    CONTACT_UNKNOWN,
    DEPARTURE_UNKNOWN,
    LIFE_UNKNOWN,
    OPENING_MISSING,
    UNCOVERED,
    NEEDS_OPEN,
    NEEDS_LONG,
    SUPPORT_WANTED,
    WINDOWS,
    ASSIST,
)
"""In the order in which they stand. Each is a sum over the children, and the length of its list."""

ASSISTED = (SILENT[90], UNCOVERED, NEEDS_LONG, SUPPORT_WANTED)
"""有待协助事项: of these lists, every line is a matter with which somebody above can help."""
