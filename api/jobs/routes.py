"""Jobs over HTTP."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from api.errors import CATALOGUE
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.problems import language
from api.http.running import act, actor, read
from api.jobs import rules, schemas, service
from api.models import Job

slice_ = Slice("jobs", "Slow work and how far it is 后台任务")


@slice_.route("/jobs/<uuid:job_id>")
class OneJob(MethodView):
    """One job."""

    @guarded("jobs.read", scope="job")
    @slice_.response(200, schemas.JobShape)
    def get(self, job_id: UUID) -> dict[str, Any]:
        """Read how far a job is."""
        return _shown(read(lambda s: rules.get_visible(s, actor(), job_id)))


@slice_.route("/jobs/<uuid:job_id>/cancellation")
class JobCancellation(MethodView):
    """Stopping a job."""

    @guarded("jobs.cancel", scope="job")
    @slice_.response(200, schemas.JobShape)
    def post(self, job_id: UUID) -> dict[str, Any]:
        """Stop a job; asking again changes nothing. What it has committed stays."""

        def work(session: Session) -> Job:
            rules.ensure_may_cancel(session, actor(), job_id)
            return service.cancel(session, job_id)

        return _shown(act(work))


def _shown(job: Job) -> dict[str, Any]:
    problem = None
    if job.problem_code:
        sentence = CATALOGUE[job.problem_code]
        problem = {"code": job.problem_code, "sentence": sentence.en if language() == "en" else sentence.zh}
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "organization_id": job.organization_id,
        "subject_id": job.subject_id,
        "progress": {"done": job.done, "total": job.total},
        "problem": problem,
        "result": job.result,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
    }
