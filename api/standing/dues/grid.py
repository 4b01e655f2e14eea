"""Read dues: one grid of members and months, or one member's months."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.models import DuesAssessment, DuesMonth, Membership, Opening, Person
from api.settings.values import value_on
from api.standing.dues import rules
from api.standing.dues.paid_to import read_dues
from api.standing.dues.rates import SETTINGS, Category, Rates, rates_from, suggest_monthly_fen
from api.standing.months import Month

_CELL = ("month", "state", "amount_fen", "on_date", "paid_by", "paid_to")
_CELL_COLUMNS = (*[getattr(DuesMonth, name) for name in _CELL], DuesMonth.id, DuesMonth.basis_sealed)
_ASSESSMENT = ("from_month", "category", "monthly_fen", "basis")


def read_grid(session: Session, organization_id: UUID, year: int | None) -> dict[str, Any]:
    """Return one line for each member on the branch's roll, with the months of a year that are on record."""
    today = clock.today()
    shown = year or today.year
    members = session.execute(
        select(Membership.id, Membership.kind, Membership.joined_on, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == organization_id, Membership.to_on.is_(None))
        .order_by(Person.pinyin, Membership.id)
    ).all()
    ids = [row.id for row in members]
    openings = read_openings(session, ids)
    paid_to = read_dues(session, openings)
    amounts = _read_assessments(session, ids)
    cells: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(
        select(DuesMonth.membership_id, *_CELL_COLUMNS)
        .where(DuesMonth.membership_id.in_(ids), DuesMonth.replaced_at.is_(None))
        .where(DuesMonth.month >= f"{shown:04d}-01", DuesMonth.month <= f"{shown:04d}-12")
        .where(DuesMonth.state != "open")
        .order_by(DuesMonth.month)
    ):
        cells[row.membership_id].append(_show_cell(row))
    return {
        "as_of": clock.now(),
        "year": shown,
        "last_month": str(rules.last_month_today(session, organization_id)),
        "items": [
            {
                "member_id": row.id,
                "name": row.name,
                "kind": row.kind,
                "first_month": _text(rules.first_month_of(row.joined_on)),
                "opening_paid_to": _text(openings[row.id]),
                "paid_to": _text(paid_to[row.id][0]),
                "assessment": _in_force(amounts[row.id], min(f"{shown:04d}-12", str(Month.of(today)))),
                "cells": cells[row.id],
            }
            for row in members
        ],
    }


def read_member_dues(session: Session, membership: Membership) -> dict[str, Any]:
    """Return one member's amounts and months, newest first."""
    openings = read_openings(session, [membership.id])
    months = session.execute(
        select(*_CELL_COLUMNS)
        .where(DuesMonth.membership_id == membership.id, DuesMonth.replaced_at.is_(None))
        .where(DuesMonth.state != "open")
        .order_by(DuesMonth.month.desc())
    )
    amounts = sorted(
        _read_assessments(session, [membership.id])[membership.id],
        key=lambda one: one["from_month"],
        reverse=True,
    )
    return {
        "member_id": membership.id,
        "opening_paid_to": _text(openings[membership.id]),
        "paid_to": _text(read_dues(session, openings)[membership.id][0]),
        "last_month": str(rules.last_month_today(session, membership.organization_id)),
        "assessments": amounts,
        "months": [_show_cell(row) for row in months],
    }


def _show_cell(row: Any) -> dict[str, Any]:
    sealed = row.basis_sealed
    basis = None if sealed is None else crypto.keys().open(sealed, row.id, "basis")
    return {**{name: getattr(row, name) for name in _CELL}, "basis": basis}


def read_openings(session: Session, membership_ids: list[UUID]) -> dict[UUID, Month | None]:
    """Return 党费交至 as it was filled in when the branch started here."""
    told: Mapping[UUID, str | None] = {
        row.membership_id: row.dues_paid_to
        for row in session.execute(
            select(Opening.membership_id, Opening.dues_paid_to)
            .where(Opening.membership_id.in_(membership_ids), Opening.replaced_at.is_(None))
            .order_by(Opening.recorded_at)
        )
    }
    return {one: Month.parse(text) if (text := told.get(one)) else None for one in membership_ids}


def read_rates(session: Session, organization_id: UUID, on: date) -> Rates:
    """Return the rate table in force at a branch on a day."""
    return rates_from({key: int(value_on(session, key, organization_id, on)) for key in SETTINGS})


def suggest(
    session: Session, organization_id: UUID, category: str, income_fen: int | None
) -> dict[str, int | None]:
    """Return what the rate table says today; farmers' dues have a span from which the branch chooses."""
    rates = read_rates(session, organization_id, clock.today())
    is_farmer = category == Category.FARMER
    return {
        "monthly_fen": suggest_monthly_fen(Category(category), income_fen, rates),
        "least_fen": rates.farmer_fen if is_farmer else None,
        "most_fen": rates.farmer_most_fen if is_farmer else None,
    }


def _read_assessments(session: Session, membership_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in session.execute(
        select(DuesAssessment.membership_id, *[getattr(DuesAssessment, name) for name in _ASSESSMENT]).where(
            DuesAssessment.membership_id.in_(membership_ids), DuesAssessment.replaced_at.is_(None)
        )
    ):
        found[row.membership_id].append({name: getattr(row, name) for name in _ASSESSMENT})
    return found


def _in_force(amounts: list[dict[str, Any]], month: str) -> dict[str, Any] | None:
    begun = [one for one in amounts if one["from_month"] <= month]
    return max(begun, key=lambda one: one["from_month"], default=None)


def _text(month: Month | None) -> str | None:
    return None if month is None else str(month)
