"""Organisation life over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView
from sqlalchemy import select

from api import clock
from api.access import ensure_reaches, membership_in_reach
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.downloads import as_download
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.problems import language
from api.http.running import actor, read, running
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version
from api.models import CommitteeSeat, TrainingSeries
from api.trainings import (
    attending,
    learning,
    listing,
    materials,
    minuting,
    notices,
    rules,
    schemas,
    service,
)

slice_ = Slice("trainings", "Organisation life and training 组织生活")


@slice_.route("/trainings")
class Trainings(MethodView):
    """All meetings."""

    @guarded("trainings.read", scope="node")
    @slice_.arguments(schemas.TrainingQuery, location="query")
    @slice_.response(200, schemas.TrainingPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the meetings of branches in reach, newest first."""
        items, following = read(lambda s: listing.list_trainings(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("trainings.write", scope="node")
    @slice_.arguments(schemas.TrainingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Plan a meeting; one that has been held already is planned, then recorded."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "trainings.write", data["organization_id"]),
            work=lambda s: service.plan(s, actor(), data),
        )


@slice_.route("/trainings/<uuid:training_id>")
class OneTraining(MethodView):
    """One meeting."""

    @guarded("trainings.read", scope="training")
    @slice_.response(200, schemas.TrainingShape)
    def get(self, training_id: UUID) -> Any:
        """Read a meeting: plan, who is due and why, who came, figures, minutes, materials."""
        found = read(lambda s: listing.read_training(s, actor(), training_id, language()))
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.TrainingChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], training_id: UUID) -> Response:
        """Change a plan."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: service.change(s, actor(), training_id, version, changes),
        )


@slice_.route("/trainings/<uuid:training_id>/calling-off")
class CallingOff(MethodView):
    """A meeting that does not take place."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.CallingOffIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Call a meeting off, with the reason."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: service.call_off(s, actor(), training_id, data["reason"]),
        )


@slice_.route("/training-series")
class SeriesOfTrainings(MethodView):
    """Meetings that come again."""

    @guarded("trainings.write", scope="node")
    @slice_.arguments(schemas.TrainingSeriesIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Plan a series with its exceptions: each of its meetings at once."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "trainings.write", data["organization_id"]),
            work=lambda s: service.plan_series(s, actor(), data),
        )


@slice_.route("/training-series/<uuid:series_id>/ending")
class SeriesEnding(MethodView):
    """The end of a series."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.SeriesEndingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], series_id: UUID) -> Response:
        """End a series; what was planned after the day is called off."""

        def check(session: Any) -> None:
            branch = session.scalar(
                select(TrainingSeries.organization_id).where(TrainingSeries.id == series_id)
            )
            if branch is None:
                raise Refusal("not_found")
            ensure_reaches(session, actor(), "trainings.write", branch)

        return create_once(
            data,
            check=check,
            work=lambda s: service.end_series(s, actor(), series_id, data["last_on"], data["reason"]),
        )


@slice_.route("/trainings/<uuid:training_id>/attendance")
class AttendanceOfTraining(MethodView):
    """Who took part."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.AttendanceIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Record how members took part, many at once; what is said again changes nothing."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: attending.tick(
                s, actor(), training_id, data["entries"], data["recorded_at_device"]
            ),
        )


@slice_.route("/trainings/<uuid:training_id>/own-attendance")
class OwnAttendance(MethodView):
    """The acting member at a meeting."""

    @guarded("learning.write", scope="training")
    @slice_.arguments(schemas.OwnAttendanceIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Say how oneself takes part: with the meeting's code, by video, at a host branch, or not, with the reason."""
        return create_once(
            data,
            check=lambda s: rules.get_own(s, actor(), training_id),
            work=lambda s: attending.tell_own(s, actor(), training_id, data),
        )


@slice_.route("/trainings/<uuid:training_id>/exclusions")
class Exclusions(MethodView):
    """Who is left out of 应到."""

    @guarded("trainings.close", scope="training")
    @slice_.arguments(schemas.ExclusionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Leave somebody out of 应到 with the basis, or take that back."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.close", training_id),
            work=lambda s: attending.exclude(s, actor(), training_id, data),
        )


@slice_.route("/trainings/<uuid:training_id>/written-opinions")
class WrittenOpinions(MethodView):
    """Written opinions."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.WrittenOpinionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Record a written opinion that came before the meeting; it counts as a vote."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: attending.hand_in_opinion(s, actor(), training_id, data),
        )


@slice_.route("/trainings/<uuid:training_id>/minutes")
class MinutesOfTraining(MethodView):
    """Minutes."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.MinutesIn)
    @slice_.response(200, ReceiptShape)
    def patch(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Write the minutes; If-Match names their revision, "0" where there are none yet."""
        revision = required_version()
        return change_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: minuting.write(s, actor(), training_id, revision, data),
        )


@slice_.route("/trainings/<uuid:training_id>/closing")
class Closing(MethodView):
    """The end of a meeting's paperwork."""

    @guarded("trainings.close", scope="training")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Close a meeting: its roll and figures stand; without minutes it is refused."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.close", training_id),
            work=lambda s: minuting.close(s, actor(), training_id),
        )


@slice_.route("/trainings/<uuid:training_id>/corrections")
class Corrections(MethodView):
    """Corrections of a closed meeting."""

    @guarded("trainings.read", scope="training")
    @slice_.response(200, schemas.MinutesHistory)
    def get(self, training_id: UUID) -> dict[str, Any]:
        """List every closed state of the minutes, oldest first: the old text stays."""
        return {"items": read(lambda s: listing.list_corrections(s, actor(), training_id))}

    @guarded("trainings.close", scope="training")
    @slice_.arguments(schemas.CorrectionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Correct closed minutes or who was there, with the basis; If-Match names the minutes' revision."""
        revision = required_version()
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.close", training_id),
            work=lambda s: minuting.correct(s, actor(), training_id, revision, data),
        )


@slice_.route("/trainings/<uuid:training_id>/make-ups")
class MakeUps(MethodView):
    """补学 that the branch records."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.MakeUpIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Record that a member made a meeting up; by the secretary it is confirmed at once."""

        def check(session: Any) -> None:
            rules.ensure_may(session, actor(), "trainings.write", training_id)
            membership_in_reach(session, actor(), "members.read", data["member_id"])

        return create_once(data, check=check, work=lambda s: attending.make_up(s, actor(), training_id, data))


@slice_.route("/trainings/<uuid:training_id>/own-make-ups")
class OwnMakeUps(MethodView):
    """补学 that the member tells."""

    @guarded("learning.write", scope="training")
    @slice_.arguments(schemas.OwnMakeUpIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Tell that oneself made a missed meeting up; the branch confirms it."""
        told = {**data, "member_id": actor().membership_id}
        return create_once(
            data,
            check=lambda s: rules.get_own(s, actor(), training_id),
            work=lambda s: attending.make_up(s, actor(), training_id, told),
        )


@slice_.route("/make-ups/<uuid:make_up_id>/confirmation")
class MakeUpConfirmation(MethodView):
    """What the branch says to a 补学."""

    @guarded("trainings.close", scope="training")
    @slice_.arguments(schemas.MakeUpConfirmationIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], make_up_id: UUID) -> Response:
        """Confirm what a member says was made up, or decline it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_confirm(s, actor(), make_up_id),
            work=lambda s: attending.confirm_make_up(s, actor(), make_up_id, confirmed=data["confirmed"]),
        )


@slice_.route("/trainings/<uuid:training_id>/materials")
class MaterialsOfTraining(MethodView):
    """Materials."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.MaterialIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Add a link or a file; only files that are what their name says are taken."""
        files = running().config.files
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: materials.add(s, actor(), files, training_id, data),
        )


@slice_.route("/materials/<uuid:material_id>/withdrawal")
class MaterialWithdrawal(MethodView):
    """A material that is taken back."""

    @guarded("trainings.write", scope="training")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], material_id: UUID) -> Response:
        """Take a material back."""
        return create_once(
            data,
            check=lambda s: materials.get_for_change(s, actor(), material_id),
            work=lambda s: materials.withdraw(s, actor(), material_id),
        )


@slice_.route("/materials/<uuid:material_id>/file")
class MaterialFile(MethodView):
    """The file of a material."""

    @guarded("materials.read", scope="training")
    @slice_.response(200, content_type="application/octet-stream")
    def get(self, material_id: UUID) -> Response:
        """Read the file of a material; it is saved or shown, never run."""
        found = read(lambda s: materials.open_file(s, actor(), running().config.files, material_id))
        return as_download(found.content, found.media_type, found.name)


@slice_.route("/trainings/<uuid:training_id>/notices")
class Notices(MethodView):
    """The bridge to the group chat."""

    @guarded("trainings.write", scope="training")
    @slice_.response(200, schemas.MeetingNotice)
    def get(self, training_id: UUID) -> dict[str, Any]:
        """Write the text for the group, and say who has to be told otherwise."""
        return read(lambda s: notices.write_notice(s, actor(), training_id, language()))

    @guarded("trainings.write", scope="training")
    @slice_.arguments(schemas.NoticeIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], training_id: UUID) -> Response:
        """Record that the meeting was told, and how."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may(s, actor(), "trainings.write", training_id),
            work=lambda s: notices.give(s, actor(), training_id, data["way"]),
        )


@slice_.route("/trainings/<uuid:training_id>/calendar")
class CalendarOfTraining(MethodView):
    """One meeting for a calendar."""

    @guarded("materials.read", scope="training")
    @slice_.response(200, content_type="text/calendar")
    def get(self, training_id: UUID) -> Response:
        """Write one meeting as iCalendar (.ics)."""

        def write(session: Any) -> bytes:
            training = rules.get_open(session, actor(), training_id)
            return notices.write_calendar(
                [(training, learning.branch_name_of(session, training))], clock.now()
            )

        return Response(
            read(write),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="meeting-{training_id}.ics"'},
        )


@slice_.route("/training-frequency")
class Frequency(MethodView):
    """This branch's months and quarters."""

    @guarded("trainings.read", scope="node")
    @slice_.arguments(schemas.FrequencyQuery, location="query")
    @slice_.response(200, schemas.FrequencyShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Say for each period of a year what was held, is planned, or is missing; no rate is worked out."""
        return {
            "items": read(
                lambda s: listing.watch_frequency(s, actor(), query["organization_id"], query["year"])
            )
        }


@slice_.route("/committee-seats")
class CommitteeSeats(MethodView):
    """The branch committee."""

    @guarded("trainings.read", scope="node")
    @slice_.arguments(schemas.BranchQuery, location="query")
    @slice_.response(200, schemas.SeatList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List who sits and sat on a branch's committee."""
        return {"items": read(lambda s: listing.list_seats(s, actor(), query["organization_id"]))}

    @guarded("trainings.close", scope="member")
    @slice_.arguments(schemas.SeatIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record that a member sits on the committee."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "trainings.close", data["member_id"]),
            work=lambda s: service.take_seat(s, actor(), data),
        )


@slice_.route("/committee-seats/<uuid:seat_id>/ending")
class SeatEnding(MethodView):
    """The end of a seat."""

    @guarded("trainings.close", scope="training")
    @slice_.arguments(schemas.SeatEndingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], seat_id: UUID) -> Response:
        """Record the day from which a member no longer sits on the committee."""

        def check(session: Any) -> None:
            branch = session.scalar(
                select(CommitteeSeat.organization_id).where(
                    CommitteeSeat.id == seat_id, CommitteeSeat.replaced_at.is_(None)
                )
            )
            if branch is None:
                raise Refusal("not_found")
            ensure_reaches(session, actor(), "trainings.close", branch)

        return create_once(
            data, check=check, work=lambda s: service.leave_seat(s, actor(), seat_id, data["to_on"])
        )


@slice_.route("/learning")
class Learning(MethodView):
    """The acting member's own learning."""

    @guarded("learning.read", scope="self")
    @slice_.arguments(schemas.YearQuery, location="query")
    @slice_.response(200, schemas.LearningShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read what is coming, what was missed and how to make it up, and one's own hours."""
        year = query["year"] or clock.today().year
        return read(lambda s: learning.read_learning(s, actor(), year))
