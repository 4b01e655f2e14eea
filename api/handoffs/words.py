"""The codes of hand-offs."""

FOR_MEMBER = ("contact", "whereabouts", "liaison", "report", "need", "dues", "other")
"""What may be asked about a member."""

FOR_BRANCH = ("liaison", "report", "need", "opening", "screening", "visit", "other")
"""What may be asked about a branch, or about the branches of a township."""

ABOUT = tuple(dict.fromkeys((*FOR_MEMBER, *FOR_BRANCH)))
STATES = ("open", "passed_on", "support_wanted", "recorded", "done", "withdrawn")
"""As shown: `recorded` is an open one that the records answer (系统已答), `passed_on` one that waits at the branches."""

ANSWERS = ("done", "support_wanted")
