"""Keep the result of a dry run sealed beside its import, and read it back."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

import orjson

from api import crypto
from api.members.roster.cells import AwayPlace, AwayReason
from api.members.roster.compare import RowOutcome
from api.members.roster.faults import Fault
from api.members.roster.fields import RosterRow
from api.models import RosterImport

_FIELD = "rows"


def seal_outcomes(import_id: UUID, outcomes: list[RowOutcome]) -> bytes:
    """Return the outcomes as sealed bytes; they hold personal data in plain."""
    plain = orjson.dumps([asdict(outcome) for outcome in outcomes])
    return crypto.keys().seal_bytes(plain, import_id, _FIELD)


def open_outcomes(kept: RosterImport) -> list[dict[str, Any]]:
    """Return the outcomes of an import's dry run as plain values, in the sheet's order."""
    if kept.rows_sealed is None:
        return []
    opened: list[dict[str, Any]] = orjson.loads(crypto.keys().open_bytes(kept.rows_sealed, kept.id, _FIELD))
    return opened


def row_of(outcome: dict[str, Any]) -> RosterRow:
    """Return the values to write of one kept outcome."""
    values = dict(outcome["row"])
    if values["place"] is not None:
        values["place"] = AwayPlace(**values["place"])
    if values["reason"] is not None:
        values["reason"] = AwayReason(**values["reason"])
    return RosterRow(**values)


def show_outcome(outcome: dict[str, Any], language: str) -> dict[str, Any]:
    """Return one kept outcome as the dry run's page shows it."""
    return {
        "row": outcome["number"],
        "name": outcome["name"],
        "outcome": outcome["outcome"],
        "changes": [
            {
                "field": change["field"],
                "label": change[f"label_{language}"],
                "before": change["before"],
                "after": change["after"],
            }
            for change in outcome["changes"]
        ],
        "faults": [_show_fault(fault, language) for fault in outcome["faults"]],
        "hints": [_show_fault(hint, language) for hint in outcome["hints"]],
    }


def _show_fault(fault: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "cell": fault["cell"],
        "field": fault["field"],
        "value": fault["value"],
        "sentence": fault[f"sentence_{language}"],
    }


def refuse(outcome: RowOutcome, cell: str, field: str, code: str, zh: str, en: str) -> RowOutcome:
    """Return the outcome of a row that a person must settle elsewhere first."""
    fault = Fault(cell, outcome.number, field, "", code, zh, en, outcome.name)
    return RowOutcome(
        outcome.number, outcome.name, "fault", outcome.row, faults=(fault,), hints=outcome.hints
    )
