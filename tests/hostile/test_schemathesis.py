"""Whatever fits the document, and whatever just does not, drawn at random but the same each time: never a fault."""

from collections import Counter
from contextlib import suppress
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode

from api.errors import CATALOGUE
from api.http.openapi import document
from api.upkeep.verify_journal import verify
from tests.hostile.operations import ids_for
from tests.permissions.filled import Filled

EXAMPLES = {"sqlite": 3, "postgresql": 2}
BOUNDED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def with_known_ids(value: Any, ids: dict[str, str]) -> Any:
    """Return a drawn value in which ids name things that exist: a request that reaches nothing tests little."""
    if isinstance(value, list):
        return [with_known_ids(one, ids) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: ids[name.removesuffix("_id")]
        if name.removesuffix("_id") in ids and name.endswith("_id") and isinstance(inner, str)
        else with_known_ids(inner, ids)
        for name, inner in value.items()
    }


def fault_of(answer: Any) -> str | None:
    """Return what is wrong with an answer, whatever was asked."""
    if answer.status_code >= 500:
        return f"{answer.status_code}: {answer.text[:300]}"
    if answer.status_code >= 400 and answer.json().get("code") not in CATALOGUE:
        return f"{answer.status_code} without a code of the catalogue: {answer.text[:300]}"
    return None


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_request_drawn_from_the_document_is_a_fault(
    kept: Filled, database_kind: str, mode: GenerationMode
) -> None:
    app = kept.world.app
    schema = schemathesis.openapi.from_dict(document(app))
    schema.app = app
    kept.world.as_("孙委员")
    token, ids = kept.world.tokens["孙委员"], ids_for(kept)
    wrong: list[str] = []
    met: Counter[int] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        if "sign-out" in operation.path:
            continue

        @settings(BOUNDED, max_examples=EXAMPLES[database_kind])
        @given(case=operation.as_strategy(generation_mode=mode))
        def draw(case: Case) -> None:
            case.path_parameters = with_known_ids(case.path_parameters, ids)
            if mode is GenerationMode.POSITIVE:
                case.query, case.body = with_known_ids(case.query, ids), with_known_ids(case.body, ids)
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            met[answer.status_code] += 1
            fault = fault_of(answer)
            if fault:
                wrong.append(f"{case.method} {case.formatted_path} {case.query} {case.body}: {fault}")

        with catch_warnings(), suppress(Unsatisfiable):
            # Of some operations nothing can be wrong.
            simplefilter("ignore")
            draw()
    assert not wrong, "\n".join(wrong)
    with kept.world.database.reading() as session:
        assert list(verify(session)) == [], "the journal does not verify any more"
    assert met[422] > 30
    assert mode is GenerationMode.NEGATIVE or sum(met[status] for status in (200, 201, 202, 204)) > 20
