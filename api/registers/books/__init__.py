"""The sheets in the order in which they lie in the binder."""

from api.registers.books import collection, contacts, ledger, reports, screenings, trainings, visits
from api.registers.columns import Book

BOOKS: dict[str, Book] = {
    book.key: book
    for book in (
        screenings.BOOK,
        reports.BOOK,
        contacts.BOOK,
        trainings.BOOK,
        visits.BOOK,
        ledger.BOOK,
        collection.BOOK,
    )
}
