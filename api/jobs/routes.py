"""Jobs over HTTP."""

from typing import Any
from uuid import UUID

from flask.views import MethodView
from sqlalchemy.orm import Session

from api.access import ensure_reaches
from api.errors import CATALOGUE
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.problems import language
from api.http.running import act, actor, read
from api.jobs import listing, rules, schemas, service
from api.models import Job

slice_ = Slice("jobs", "Slow work and how far it is 后台任务")


@slice_.route("/jobs")
class Jobs(MethodView):
    """All jobs."""

    @guarded("jobs.read", scope="node")
    @slice_.arguments(schemas.JobQuery, location="query")
    @slice_.response(200, schemas.JobPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the jobs of the nodes in reach, the newest first."""
        if query["organization_id"]:
            read(lambda s: ensure_reaches(s, actor(), "jobs.read", query["organization_id"]))
        rows, following = read(lambda s: listing.list_jobs(s, actor(), query))
        return {"items": [_shown(row.Job, row.short_name) for row in rows], "next_cursor": following}


@slice_.route("/workers")
class Workers(MethodView):
    """Who does the jobs."""

    @guarded("workers.read", scope="self")
    @slice_.response(200, schemas.WorkerList)
    def get(self) -> dict[str, Any]:
        """List the workers of the last day: when each was seen last, and what it does."""
        return {"items": read(listing.list_workers)}


@slice_.route("/jobs/<uuid:job_id>")
class OneJob(MethodView):
    """One job."""

    @guarded("jobs.read", scope="job")
    @slice_.response(200, schemas.JobShape)
    def get(self, job_id: UUID) -> dict[str, Any]:
        """Read how far a job is."""

        def work(session: Session) -> dict[str, Any]:
            job = rules.get_visible(session, actor(), job_id)
            return _shown(job, listing.name_of_node(session, job.organization_id))

        return read(work)


@slice_.route("/jobs/<uuid:job_id>/cancellation")
class JobCancellation(MethodView):
    """Stopping a job."""

    @guarded("jobs.cancel", scope="job")
    @slice_.response(200, schemas.JobShape)
    def post(self, job_id: UUID) -> dict[str, Any]:
        """Stop a job; asking again changes nothing. What it has committed stays."""

        def work(session: Session) -> dict[str, Any]:
            rules.ensure_may_cancel(session, actor(), job_id)
            job = service.cancel(session, job_id)
            return _shown(job, listing.name_of_node(session, job.organization_id))

        return act(work)


@slice_.route("/jobs/<uuid:job_id>/retry")
class JobRetry(MethodView):
    """Trying again."""

    @guarded("jobs.cancel", scope="job")
    @slice_.response(200, schemas.JobShape)
    def post(self, job_id: UUID) -> dict[str, Any]:
        """Let a job that failed by a fault of ours begin anew; one that waits already goes on waiting."""

        def work(session: Session) -> dict[str, Any]:
            rules.ensure_may_cancel(session, actor(), job_id)
            job = service.retry(session, job_id)
            return _shown(job, listing.name_of_node(session, job.organization_id))

        return act(work)


def _shown(job: Job, organization_name: str) -> dict[str, Any]:
    problem = None
    if job.problem_code:
        sentence = CATALOGUE[job.problem_code]
        problem = {"code": job.problem_code, "sentence": sentence.en if language() == "en" else sentence.zh}
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "organization_id": job.organization_id,
        "organization_name": organization_name,
        "subject_id": job.subject_id,
        "progress": {"done": job.done, "total": job.total},
        "problem": problem,
        "attempts": job.attempts,
        "next_try_at": job.run_after if job.state == "waiting" and job.attempts else None,
        "result": job.result,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
    }
