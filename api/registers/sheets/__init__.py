"""The books that go out as blank sheets with row codes and come back through the grid; one file for each."""

from api.registers.sheets import contacts, reports, screenings, visits
from api.registers.sheets.book import SheetBook

SHEETS: dict[str, SheetBook] = {
    book.key: book for book in (screenings.BOOK, reports.BOOK, contacts.BOOK, visits.BOOK)
}
