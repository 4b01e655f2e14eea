"""When a day's message goes out: at its hour, and never in the quiet hours. Pure."""

HOURS = 24


def is_quiet(hour: int, quiet_from: int, quiet_to: int) -> bool:
    """Say whether an hour lies in the quiet ones, which may reach over midnight; where both are one, none is quiet."""
    if quiet_from <= quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to


def settle_hour(wanted: int, quiet_from: int, quiet_to: int) -> int:
    """Return the hour from which a day's message goes: the wanted one, or the one at which the quiet before it ends."""
    return quiet_to % HOURS if is_quiet(wanted, quiet_from, quiet_to) else wanted


def is_due(hour: int, wanted: int, quiet_from: int, quiet_to: int) -> bool:
    """Say whether a day's message may go at this hour: it is late rather than at night, and not at all after that."""
    return hour >= settle_hour(wanted, quiet_from, quiet_to) and not is_quiet(hour, quiet_from, quiet_to)
