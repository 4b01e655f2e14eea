"""Suggest what a member pays a month by the rate table; the branch decides, and a person confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_RATE_UNITS = 10_000
"""Rates stand in ten-thousandths, so that half a per cent is whole."""
_FEN = 100


class Category(StrEnum):
    """By which line of the table a member pays (domain §6)."""

    FARMER = "farmer"
    WAGE = "wage"
    PENSION = "pension"
    STUDENT = "student"
    LAID_OFF = "laid_off"
    RELIEF = "relief"


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate table as a place has set it: limits in yuan a month, rates in ten-thousandths."""

    farmer_fen: int = 20
    farmer_most_fen: int = 100
    least_fen: int = 20
    wage_steps: tuple[tuple[int | None, int], ...] = ((3000, 50), (5000, 100), (10000, 150), (None, 200))
    pension_steps: tuple[tuple[int | None, int], ...] = ((5000, 50), (None, 100))


SETTINGS = (
    "dues_farmer_fen",
    "dues_farmer_most_fen",
    "dues_least_fen",
    "dues_wage_first_limit_yuan",
    "dues_wage_second_limit_yuan",
    "dues_wage_third_limit_yuan",
    "dues_wage_first_rate",
    "dues_wage_second_rate",
    "dues_wage_third_rate",
    "dues_wage_last_rate",
    "dues_pension_limit_yuan",
    "dues_pension_rate",
    "dues_pension_upper_rate",
)


def rates_from(values: Mapping[str, int]) -> Rates:
    """Read the rate table from the values of `SETTINGS`."""
    return Rates(
        farmer_fen=values["dues_farmer_fen"],
        farmer_most_fen=values["dues_farmer_most_fen"],
        least_fen=values["dues_least_fen"],
        wage_steps=(
            (values["dues_wage_first_limit_yuan"], values["dues_wage_first_rate"]),
            (values["dues_wage_second_limit_yuan"], values["dues_wage_second_rate"]),
            (values["dues_wage_third_limit_yuan"], values["dues_wage_third_rate"]),
            (None, values["dues_wage_last_rate"]),
        ),
        pension_steps=(
            (values["dues_pension_limit_yuan"], values["dues_pension_rate"]),
            (None, values["dues_pension_upper_rate"]),
        ),
    )


def suggest_monthly_fen(category: Category, income_fen: int | None, rates: Rates) -> int | None:
    """Suggest the amount a month, or None where the table needs an income that nobody has told.

    One rate holds for the whole income, after tax; half a fen rounds up.
    """
    match category:
        case Category.FARMER:
            return rates.farmer_fen
        case Category.STUDENT | Category.LAID_OFF | Category.RELIEF:
            return rates.least_fen
        case Category.WAGE:
            steps = rates.wage_steps
        case Category.PENSION:
            steps = rates.pension_steps
    if income_fen is None:
        return None
    rate = next(rate for limit, rate in steps if limit is None or income_fen <= limit * _FEN)
    return (income_fen * rate + _RATE_UNITS // 2) // _RATE_UNITS
