"""Write a node's members as a roster that imports again without change."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor, acting_role, ensure_reaches
from api.members.known import read_known
from api.members.roster.export import write_csv, write_xlsx
from api.models import Organization

_WRITERS = {"xlsx": write_xlsx, "csv": write_csv}

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Export:
    """A roster file. revealed: whose data stands in it in plain; role: by which the actor may see it so."""

    name: str
    content: bytes
    revealed: tuple[UUID, ...]
    role: str


def write_export(session: Session, actor: Actor, organization_id: UUID, form: str, *, reveal: bool) -> Export:
    """Return a file with all members at and below a node, masked unless revealed.

    The caller notes a Reading of each person in `revealed` before handing the file out.
    """
    ensure_reaches(session, actor, "members.export", organization_id)
    role = ""
    if reveal:
        ensure_reaches(session, actor, "members.reveal", organization_id)
        role = acting_role(session, actor, "members.reveal", organization_id)
    known = read_known(session, organization_id)
    node = session.get_one(Organization, organization_id)
    return Export(
        name=f"{node.short_name}党员信息采集表.{form}",
        content=_WRITERS[form]((member.row for member in known), masked=not reveal),
        revealed=tuple(member.person_id for member in known) if reveal else (),
        role=role,
    )
