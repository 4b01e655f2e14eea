"""The lists in their order, and the acts that may follow."""

KEYS = (
    "floating",
    "transfer_due",
    "out_of_contact",
    "detachment",
    "removal",
    "dues",
    "cards",
    "probation",
    "transfers",
    "host_links",
    "national_registration",
)
"""In the order in which they stand; no clock is mixed with another (domain §2)."""

ACTS = (
    "confirm_floating",
    "plan_transfer",
    "search_and_study",
    "decide_roll_status",
    "record_dues",
    "review_card",
    "inspect_card",
    "take_probation_step",
    "act_on_transfer",
    "let_leave",
    "tell_host",
    "copy_registration",
)
