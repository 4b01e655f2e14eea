"""The sheets in the order in which they lie in the binder."""

from api.registers.books import collection, contacts, ledger, reports
from api.registers.columns import Book

BOOKS: dict[str, Book] = {
    book.key: book for book in (reports.BOOK, contacts.BOOK, ledger.BOOK, collection.BOOK)
}
