"""The kept yearly books of the main branch: unchanged on the disk, put right since, and said to be so."""

from sqlalchemy import select

from api.access import read_actor
from api.models import RegisterPrint
from api.registers import corrections, verifying
from api.registers.prints import spaced
from api.registers.showing import show_verification
from tests.demo.telling import Told
from tests.registers.orders import words_of


def test_an_edition_of_last_years_contacts_was_put_right_twice_and_that_of_the_reports_stands(
    told: Told,
) -> None:
    with told.database.reading() as session:
        secretary = read_actor(session, told.ids.accounts["xiang-guoliang"])
        assert secretary is not None
        kept = {one.book: one for one in session.scalars(select(RegisterPrint))}
        assert {one.edition for one in kept.values()} == {1}
        said = {
            book: show_verification(session, secretary, spaced(one.code), "zh")["sentence"]
            for book, one in kept.items()
        }
        assert said == {"contacts": "第1版，此后有2处更正。", "reports": "第1版，与系统记录一致。"}
        assert verifying.judge(session, kept["contacts"])["added"] == 0
        text = words_of(corrections.write_pages(session, kept["contacts"]))
    assert "换到质检班，不上夜班了" in text
    assert text.count("向国梁") == 2
