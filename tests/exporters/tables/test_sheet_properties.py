"""The properties of a spreadsheet are those of the front, with what one file says instead."""

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from qualcode.exporters.document.first_page import first_page_says
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.sheet_properties import signed_like
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.model.front import FrontWords
from tests.exporters.document.specimens import FRONT
from tests.exporters.studies import provenance

MOMENT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC).replace(tzinfo=None)


def _said() -> tuple[str, str, str, datetime]:
    stream = io.BytesIO()
    with spreadsheet(stream, provenance("Codes by housing")) as book:
        book.sheet("Table", (Column("words", 20),), "Words").write(("x",))
    about = load_workbook(stream).properties
    return about.title or "", about.subject or "", about.creator or "", about.created


def test_a_spreadsheet_says_who_made_it_and_when_the_last_step_was() -> None:
    with signed_like(FRONT):
        assert _said() == (
            "Renting alone",
            "For the steering group",
            "Ann Baker",
            MOMENT,
        )
        with first_page_says(FrontWords(title="Ours", authors="")):
            assert _said()[::2] == ("Ours", "")


def test_without_a_front_it_has_the_title_of_what_is_in_it_and_no_author() -> None:
    assert _said()[:3] == ("Codes by housing", "", "")
