"""The books over HTTP."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response
from flask.views import MethodView
from sqlalchemy.orm import Session

from api import clock
from api.access import ensure_reaches
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.problems import language
from api.http.running import act, actor, read, running
from api.http.shapes import ReceiptShape
from api.registers import corrections, packs, paper, prints, rules, schemas, showing, summary
from api.registers.books import BOOKS

slice_ = Slice("registers", "The books as of a date 五册")

_PRINTED = tuple(prints.MEDIA_TYPES[form] for form in ("pdf", "xlsx", "csv"))
_ONE_PAGE = tuple(prints.MEDIA_TYPES[form] for form in ("pdf", "xlsx"))


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


@slice_.route(f"/registers/<any({','.join(schemas.BOOKS)}):book>/rows")
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
    @slice_.response(200, content_type=_PRINTED)
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
    @slice_.response(200, schemas.PrintCorrectionList)
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
    @slice_.response(200, content_type=prints.MEDIA_TYPES["pdf"])
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


@slice_.route("/registers/summary")
class OnePage(MethodView):
    """一页汇总."""

    @guarded("registers.read", scope="node")
    @slice_.arguments(schemas.SummaryQuery, location="query")
    @slice_.response(200, schemas.SummaryShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read every branch of a node in one line each, with whom to ring and a paragraph to copy."""
        return summary.as_answer(_summarise(query, "reveal"))


@slice_.route("/registers/summary/file")
class OnePageFile(MethodView):
    """一页汇总 to print."""

    @guarded("registers.print", scope="node")
    @slice_.arguments(schemas.SummaryFileQuery, location="query")
    @slice_.response(200, content_type=_ONE_PAGE)
    def get(self, query: dict[str, Any]) -> Response:
        """Download the page as PDF (A4, one page) or as a workbook."""
        page = _summarise(query, "print")
        content = summary.write_page(page) if query["form"] == "pdf" else summary.write_workbook(page)
        return download(content, f"{page.node_name}一页汇总{page.on:%Y%m%d}.{query['form']}", query["form"])


def _summarise(query: dict[str, Any], kind: str) -> summary.Summary:
    node_id = query["organization_id"]

    def work(session: Session) -> summary.Summary:
        rules.ensure_may_read(session, actor(), node_id)
        page = summary.summarise(session, actor(), node_id, query["on"] or clock.today())
        summary.note_phones(session, actor(), node_id, page, kind)
        return page

    return act(work)


@slice_.route("/registers/packs")
class Packs(MethodView):
    """Inspection packs."""

    @guarded("registers.print", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.PackList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the newest packs of a node with how far they are."""
        return {"items": read(lambda s: packs.list_packs(s, actor(), query["organization_id"]))}

    @guarded("registers.print", scope="node")
    @slice_.arguments(schemas.PackIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Order all books of a node and its branches as one ZIP; a job makes it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_print(s, actor(), data["organization_id"], frozenset()),
            work=lambda s: packs.order(s, actor(), data),
        )


@slice_.route("/registers/packs/<uuid:pack_id>")
class OnePack(MethodView):
    """One pack."""

    @guarded("registers.print", scope="pack")
    @slice_.response(200, schemas.PackShape)
    def get(self, pack_id: UUID) -> dict[str, Any]:
        """Read how far a pack is."""
        return read(lambda s: packs.show_pack(s, rules.get_pack(s, actor(), pack_id)))


@slice_.route("/registers/packs/<uuid:pack_id>/cancellation")
class PackCancellation(MethodView):
    """Stopping a pack."""

    @guarded("registers.print", scope="pack")
    @slice_.response(200, schemas.PackShape)
    def post(self, pack_id: UUID) -> dict[str, Any]:
        """Stop making a pack; asking again changes nothing."""
        return act(lambda s: packs.cancel(s, actor(), pack_id))


@slice_.route("/registers/packs/<uuid:pack_id>/file")
class PackFile(MethodView):
    """A pack's file."""

    @guarded("registers.print", scope="pack")
    @slice_.response(200, content_type=prints.MEDIA_TYPES["zip"])
    def get(self, pack_id: UUID) -> Response:
        """Pick up a pack; it is kept for seven days."""
        content, name = read(lambda s: packs.read_file(s, running().config.files, actor(), pack_id))
        return download(content, name, "zip")


@slice_.route("/registers/sheets")
class Sheets(MethodView):
    """Blank sheets."""

    @guarded("registers.enter", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.SheetList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the newest blank sheets of a branch and how many of their rows came back."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "registers.enter", node_id))
        return {"items": read(lambda s: paper.list_sheets(s, node_id, language()))}

    @guarded("registers.enter", scope="node")
    @slice_.arguments(schemas.SheetIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Make a blank sheet with row codes for a branch without phones."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "registers.enter", data["organization_id"]),
            work=lambda s: paper.issue(s, actor(), data),
        )


@slice_.route("/registers/sheets/<uuid:sheet_id>")
class OneSheet(MethodView):
    """One blank sheet."""

    @guarded("registers.enter", scope="sheet")
    @slice_.response(200, schemas.SheetShape)
    def get(self, sheet_id: UUID) -> dict[str, Any]:
        """Read a sheet's rows: whom each was printed for, and whether it came back."""
        return read(lambda s: paper.show(s, actor(), rules.get_sheet(s, actor(), sheet_id), language()))


@slice_.route("/registers/sheets/<uuid:sheet_id>/file")
class SheetFile(MethodView):
    """A blank sheet's file."""

    @guarded("registers.enter", scope="sheet")
    @slice_.response(200, content_type=prints.MEDIA_TYPES["pdf"])
    def get(self, sheet_id: UUID) -> Response:
        """Download the blank sheet as PDF."""
        content = read(lambda s: paper.write_sheet(s, actor(), rules.get_sheet(s, actor(), sheet_id)))
        return download(content, "空白登记表.pdf", "pdf")


@slice_.route("/registers/sheets/<uuid:sheet_id>/rows")
class SheetRows(MethodView):
    """The rows of a sheet that came back."""

    @guarded("registers.enter", scope="sheet")
    @slice_.arguments(schemas.SheetRowsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], sheet_id: UUID) -> Response:
        """Enter rows of a sheet; a row that is there already is left alone, whoever typed it."""
        return create_once(
            data,
            check=lambda s: rules.get_sheet(s, actor(), sheet_id),
            work=lambda s: paper.enter(s, actor(), rules.get_sheet(s, actor(), sheet_id), data["rows"]),
        )


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
