"""What another system does with a client that was generated from openapi.yaml: run by tests/contract."""

import json
import sys
import time
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

from lianxinqiao_client import AuthenticatedClient, Client
from lianxinqiao_client.api.attachments import put_attachment
from lianxinqiao_client.api.feed import list_feed
from lianxinqiao_client.api.imports import (
    create_roster_import,
    create_roster_import_confirmation,
    list_roster_import_rows,
    read_roster_import,
)
from lianxinqiao_client.api.members import list_members
from lianxinqiao_client.api.registers import create_register_print, download_register_print_file
from lianxinqiao_client.api.reports import create_report
from lianxinqiao_client.api.service_clients import create_oauth_token
from lianxinqiao_client.models import (
    CreateOauthTokenBody,
    CreateOauthTokenBodyGrantType,
    Member,
    Nothing,
    PrintIn,
    PrintInBook,
    PrintInForm,
    Receipt,
    ReportIn,
    ReportInKind,
    ReportInMethod,
    RosterImport,
    RosterImportIn,
    RosterImportState,
)
from lianxinqiao_client.types import UNSET, File

_LOOK_EVERY, _LOOKS = 0.1, 300


def sign_in(address: str, client_id: str, secret: str) -> AuthenticatedClient:
    """Sign in as a service."""
    body = CreateOauthTokenBody(
        grant_type=CreateOauthTokenBodyGrantType.CLIENT_CREDENTIALS, client_id=client_id, client_secret=secret
    )
    token = create_oauth_token.sync(client=Client(address), body=body)
    assert token is not None
    return AuthenticatedClient(address, token=token.access_token, raise_on_unexpected_status=True)


def import_roster(client: AuthenticatedClient, branch: UUID, roster: bytes) -> int:
    """Send a roster, look at what it would do, confirm it, and return how many rows it had."""
    file_id = uuid4()
    put_attachment.sync(
        file_id,
        client=client,
        body=File(BytesIO(roster), mime_type="text/csv"),
        x_content_sha256=sha256(roster).hexdigest(),
        x_file_name="roster.csv",
    )
    begun = create_roster_import.sync(
        client=client,
        body=RosterImportIn(organization_id=branch, attachment_id=file_id),
        idempotency_key=str(uuid4()),
    )
    assert isinstance(begun, Receipt), begun
    wait_for(client, begun.id, RosterImportState.CHECKED)
    rows = list_roster_import_rows.sync(begun.id, client=client)
    create_roster_import_confirmation.sync(
        begun.id, client=client, body=Nothing(), idempotency_key=str(uuid4())
    )
    wait_for(client, begun.id, RosterImportState.DONE)
    return len(rows.items)


def wait_for(client: AuthenticatedClient, import_id: UUID, wanted: RosterImportState) -> None:
    """Ask until an import is so far."""
    for _ in range(_LOOKS):
        found = read_roster_import.sync(import_id, client=client)
        assert isinstance(found, RosterImport)
        assert found.problem is None, found.problem
        if found.state == wanted:
            return
        time.sleep(_LOOK_EVERY)
    raise TimeoutError(wanted)


def list_all_members(client: AuthenticatedClient, branch: UUID) -> list[Member]:
    """List the members of a branch to the end, two at a time."""
    members, cursor = [], UNSET
    while cursor is not None:
        page = list_members.sync(client=client, organization_id=branch, limit=2, cursor=cursor)
        members.extend(page.items)
        cursor = page.next_cursor
    return members


def report_twice(client: AuthenticatedClient, member: Member) -> tuple[Receipt, Receipt]:
    """Record a departure, and send it again as if the first answer had been lost."""
    body = ReportIn(
        kind=ReportInKind.DEPARTURE,
        method=ReportInMethod.PHONE,
        member_id=member.id,
        reported_on=date(2026, 2, 20),
        departed_on=date(2026, 2, 24),
        place_code="330100",
    )
    key = str(uuid4())
    first, second = (create_report.sync(client=client, body=body, idempotency_key=key) for _ in range(2))
    assert isinstance(first, Receipt), first
    assert isinstance(second, Receipt), second
    return first, second


def read_feed(client: AuthenticatedClient, branch: UUID) -> list[str]:
    """Follow the branch's journal from its beginning to its end."""
    kinds, after, more = [], UNSET, True
    while more:
        page = list_feed.sync(client=client, organization_id=branch, after=after, limit=2)
        kinds.extend(entry.kind for entry in page.items)
        after, more = page.cursor, page.more
    return kinds


def print_book(client: AuthenticatedClient, branch: UUID) -> bytes:
    """Print the book of reports of a year."""
    order = PrintIn(
        organization_id=branch,
        book=PrintInBook.REPORTS,
        form=PrintInForm.PDF,
        from_on=date(2026, 1, 1),
        to_on=date(2026, 12, 31),
        purpose="年底归档",
        phones=False,
    )
    made = create_register_print.sync(client=client, body=order, idempotency_key=str(uuid4()))
    assert isinstance(made, Receipt), made
    file = download_register_print_file.sync(made.id, client=client)
    assert isinstance(file, File)
    return file.payload.read()


def main() -> None:
    """Do the errand and say what came of it."""
    address, client_id, secret, branch_id, roster = sys.argv[1:]
    client, branch = sign_in(address, client_id, secret), UUID(branch_id)
    rows = import_roster(client, branch, Path(roster).read_bytes())
    members = list_all_members(client, branch)
    first, second = report_twice(client, next(member for member in members if member.name == "程小河"))
    said = {
        "rows": rows,
        "members": sorted(member.name for member in members),
        "phones": sorted(member.phone for member in members if member.phone),
        "receipts": [first.to_dict(), second.to_dict()],
        "feed": read_feed(client, branch),
        "print": print_book(client, branch)[:5].decode(),
    }
    print(json.dumps(said, default=str))


if __name__ == "__main__":
    main()
