"""Apostrophes and quotation marks in every block of a document."""

from qualcode.exporters.document.blocks import (
    Fields,
    Heading,
    NewPage,
    Paragraph,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.printed_marks import with_printed_marks

SAID = 'It\'s "fine".'
APOSTROPHE = 'It’s "fine".'
PRINTED = "It’s “fine”."


def test_what_participants_say_has_printed_marks_throughout() -> None:
    quote = QuoteBlock((Speech("Ann", SAID),), "Ann, Mum's group", memo=SAID)
    assert with_printed_marks(quote, "en") == QuoteBlock(
        (Speech("Ann", PRINTED),), "Ann, Mum’s group", memo=APOSTROPHE
    )
    transcript = TableBlock((TableColumn("What's said", 1),), ((TableCell(SAID),),), transcript=True)
    printed = with_printed_marks(transcript, "en")
    assert printed == TableBlock((TableColumn("What’s said", 1),), ((TableCell(PRINTED),),), transcript=True)


def test_marks_are_found_across_runs_which_keep_their_look_and_their_length() -> None:
    runs = (Run("It"), Run("'s \"so", marked=True), Run(' fine".', language="de"))
    (speech,) = (
        quote.speeches
        if isinstance(quote := with_printed_marks(QuoteBlock((Speech("", runs),), ""), "en"), QuoteBlock)
        else ()
    )
    assert speech.words == (Run("It"), Run("’s „so", marked=True), Run(" fine“.", language="de"))


def test_elsewhere_only_apostrophes_are_changed() -> None:
    table = TableBlock((TableColumn("A", 1),), ((TableCell(SAID),),), "The children's", notes=(SAID,))
    assert with_printed_marks(table, "en") == TableBlock(
        (TableColumn("A", 1),), ((TableCell(APOSTROPHE),),), "The children’s", notes=(APOSTROPHE,)
    )
    assert with_printed_marks(Paragraph(SAID), "en") == Paragraph(APOSTROPHE)
    assert with_printed_marks(Heading(SAID, 1, "a"), "en") == Heading(APOSTROPHE, 1, "a")
    assert with_printed_marks(Fields((("A", SAID),)), "en") == Fields((("A", APOSTROPHE),))
    assert with_printed_marks(NewPage(), "en") == NewPage()
