"""Probations over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import membership_in_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.standing.probation import rules, schemas, service

slice_ = Slice("probation", "Probation and its steps 预备期")


@slice_.route("/members/<uuid:member_id>/probation")
class Probation(MethodView):
    """A member's probation."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.ProbationShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Read a member's probation with its steps and what comes next."""
        return read(
            lambda s: service.read_probation(s, membership_in_reach(s, actor(), "standing.read", member_id))
        )


@slice_.route("/members/<uuid:member_id>/probation-steps")
class ProbationSteps(MethodView):
    """Steps of a probation."""

    @guarded("standing.decide", scope="member")
    @slice_.arguments(schemas.ProbationStepIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Record a step with its day, meeting and basis; only an approval makes a member 正式."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "standing.decide", member_id),
            work=lambda s: service.take_step(s, actor(), member_id, data),
        )


@slice_.route("/probation-steps/<uuid:probation_step_id>/corrections")
class ProbationCorrections(MethodView):
    """Corrections of a step."""

    @guarded("standing.decide", scope="probation_step")
    @slice_.arguments(schemas.ProbationCorrectionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, changes: dict[str, Any], probation_step_id: UUID) -> Response:
        """Correct a step or take it back, with the basis; the old row stays in every earlier cut."""
        return create_once(
            changes,
            check=lambda s: rules.ensure_may_decide(s, actor(), probation_step_id),
            work=lambda s: service.correct_step(s, actor(), probation_step_id, changes),
        )
