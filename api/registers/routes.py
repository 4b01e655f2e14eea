"""The books over HTTP."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response
from flask.views import MethodView
from sqlalchemy.orm import Session

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.problems import language
from api.http.running import act, actor, read, running
from api.http.shapes import ReceiptShape
from api.registers import corrections, prints, rules, schemas, showing
from api.registers.books import BOOKS

slice_ = Slice("registers", "The books as of a date 五册")


@slice_.route("/registers")
class Registers(MethodView):
    """All books."""

    @guarded("registers.read", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.BookList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the books of a node with their columns and filters."""
        read(lambda s: rules.ensure_may_read(s, actor(), query["organization_id"]))
        return {"items": showing.list_books()}


@slice_.route("/registers/<string:book>/rows")
class RegisterRows(MethodView):
    """The rows of a book."""

    @guarded("registers.read", scope="node")
    @slice_.arguments(schemas.RowsQuery, location="query")
    @slice_.response(200, schemas.RowsPage)
    def get(self, query: dict[str, Any], book: str) -> dict[str, Any]:
        """Read a book on the screen, covered; `reveal` shows numbers in plain and leaves a trace."""
        if query["reveal"]:
            return act(lambda s: showing.show_rows(s, actor(), book, query))
        return read(lambda s: showing.show_rows(s, actor(), book, query))


@slice_.route("/registers/prints")
class Prints(MethodView):
    """All prints."""

    @guarded("registers.read", scope="node")
    @slice_.arguments(schemas.PrintQuery, location="query")
    @slice_.response(200, schemas.PrintPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List what was printed at a node, newest first."""
        items, following = read(lambda s: showing.list_prints(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("registers.print", scope="node")
    @slice_.arguments(schemas.PrintIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Print a book as known now; the file is picked up by the print's id. `edition` keeps it unchanged (定稿)."""

        def prepare(session: Session) -> prints.Printed:
            rules.ensure_book(data["book"])
            filters = showing.filters_of(BOOKS[data["book"]], data["filter_"])
            order = prints.order_of(session, actor(), {**data, "filters": filters})
            return prints.make(session, actor(), order, data["id"])

        # Typesetting takes its time: it is done before anything is locked.
        made = read(prepare)
        prints.put_away(running().config.files, made)
        return create_once(
            data,
            check=lambda s: rules.ensure_may_print(
                s, actor(), data["organization_id"], made.order.asked.plain
            ),
            work=lambda s: prints.keep(s, actor(), made),
        )


@slice_.route("/registers/prints/<uuid:print_id>")
class OnePrint(MethodView):
    """One print."""

    @guarded("registers.read", scope="print")
    @slice_.response(200, schemas.PrintShape)
    def get(self, print_id: UUID) -> dict[str, Any]:
        """Read what was printed, when, by whom and for what."""
        return read(lambda s: showing.show_prints(s, [rules.get_print(s, actor(), print_id)])[0])


@slice_.route("/registers/prints/<uuid:print_id>/file")
class PrintFile(MethodView):
    """A print's file."""

    @guarded("registers.print", scope="print")
    @slice_.response(200)
    def get(self, print_id: UUID) -> Response:
        """Download a print as it was made; one with numbers in it leaves a trace."""
        files = running().config.files

        def fetch(session: Session) -> tuple[bytes, str, str]:
            kept = rules.get_print(session, actor(), print_id)
            content = prints.read_file(session, files, actor(), kept)
            return content, prints.file_name(session, prints.asked_of(session, kept), kept.form), kept.form

        content, name, form = read(fetch)
        act(lambda s: prints.note_file_read(s, actor(), rules.get_print(s, actor(), print_id)))
        return download(content, name, form)


@slice_.route("/registers/prints/<uuid:print_id>/corrections")
class PrintCorrections(MethodView):
    """更正 since a print."""

    @guarded("registers.read", scope="print")
    @slice_.response(200, schemas.CorrectionList)
    def get(self, print_id: UUID) -> dict[str, Any]:
        """List what was corrected since a print, with 原记载 and 更正为."""

        def look(session: Session) -> dict[str, Any]:
            kept = rules.get_print(session, actor(), print_id)
            rules.ensure_may_have_file(session, actor(), kept)
            since = corrections.list_corrections(session, kept)
            return {"items": since.corrections, "added": since.added}

        return read(look)


@slice_.route("/registers/prints/<uuid:print_id>/correction-pages")
class CorrectionPages(MethodView):
    """更正页."""

    @guarded("registers.print", scope="print")
    @slice_.response(200)
    def get(self, print_id: UUID) -> Response:
        """Download the 更正页 of a print as PDF, to be bound in behind it."""

        def make(session: Session) -> tuple[bytes, str]:
            kept = rules.get_print(session, actor(), print_id)
            rules.ensure_may_have_file(session, actor(), kept)
            return corrections.write_pages(session, kept), BOOKS[kept.book].title

        content, title = read(make)
        act(lambda s: prints.note_file_read(s, actor(), rules.get_print(s, actor(), print_id)))
        return download(content, f"{title}更正页.pdf", "pdf")


@slice_.route("/registers/verify")
class Verification(MethodView):
    """Checking a print."""

    @guarded("registers.read", scope="self")
    @slice_.arguments(schemas.VerifyQuery, location="query")
    @slice_.response(200, schemas.VerificationShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Say how a print with this check code stands to what is recorded."""
        return read(lambda s: showing.show_verification(s, actor(), query["code"], language()))


def download(content: bytes, name: str, form: str) -> Response:
    """Answer with a file under a Chinese name."""
    return Response(
        content,
        content_type=prints.MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f"attachment; filename=\"register.{form}\"; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
        },
    )
