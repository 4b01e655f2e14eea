"""What is shown of personal data by default."""

import re

from api.codes import places

_LONG_DIGITS = re.compile(r"\d(?:[\d\s-]{5,}[\dXx])")
COVER = "***"


def id_number(number: str) -> str:
    """Show the first six and the last four characters: `422802********1234`."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def phone(number: str) -> str:
    """Show the first three and the last four digits: `138****5678`."""
    if len(number) < 8:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def landline(number: str) -> str:
    """Show the area code and the last two digits: `0718-*****34`."""
    area, dash, rest = number.rpartition("-")
    return f"{area}{dash}{'*' * max(len(rest) - 2, 3)}{rest[-2:]}"


def address(text: str) -> str:
    """Show province, city and county where they are recognised, and nothing beyond."""
    place = places.find_one(text)
    return f"{places.name_of(place.code)}{COVER}" if place else COVER


def digits(text: str) -> str:
    """Cover the middle of each long run of digits, whatever it is: an ID number, a phone, typed anywhere."""
    return _LONG_DIGITS.sub(lambda run: _cover(re.sub(r"[\s-]", "", run.group())), text)


def _cover(run: str) -> str:
    return id_number(run) if len(run) >= 15 else phone(run) if len(run) >= 8 else f"{run[0]}****{run[-1]}"


def number(text: str) -> str:
    """Cover an ID number or phone that may be written wrongly: by its length, blanks dropped."""
    bare = re.sub(r"\s", "", text)
    return id_number(bare) if len(bare) >= 15 else phone(bare)
