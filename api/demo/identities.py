"""Make what only looks like personal data: valid in form, counted up, nobody's."""

from datetime import date

from api.codes import id_number

REGION = "422802"


def make_id_number(birth_date: date, sex: str, sequence: int) -> str:
    """Make an ID number from birth date and a running number; its last digit but one tells the sex."""
    ordinal = 2 * sequence + (1 if sex == "1" else 0)
    first_17 = f"{REGION}{birth_date:%Y%m%d}{ordinal:03d}"
    return first_17 + id_number.check_digit(first_17)


def make_phone(sequence: int) -> str:
    """Make a phone number from a range that counts up behind zeros."""
    return f"1990000{sequence:04d}"
