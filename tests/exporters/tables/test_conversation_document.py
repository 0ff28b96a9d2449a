"""Conversations as a document: sentences say what tables count, and figures look like it."""

from dataclasses import replace

import pytest

from qualcode.analysis.conversation import Conversation, conversation, first_mentions, shares, speaks_after
from qualcode.analysis.group_comparison import comparison
from qualcode.exporters.document.blocks import Heading, NewPage, Paragraph, TableBlock, plain
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.tables.conversation_document import TalkTables, conversation_document
from qualcode.exporters.tables.matrix_colours import cell_colours
from qualcode.exporters.tables.matrix_names import NO_NUMBERS
from qualcode.model.front import Front
from qualcode.model.questions.rules import ALL
from qualcode.model.results.matrix import Label, Matrix
from tests.analysis.strategies import FixedMeasures
from tests.analysis.test_conversation import FG, group

_SHADED = "the darker a cell, the higher its figure."


def _talk() -> Conversation:
    return conversation(group(), FG, measures=FixedMeasures())


def _tables(talk: Conversation) -> tuple[Matrix, ...]:
    return shares(talk), speaks_after(talk), first_mentions(talk)


def _document(talks: list[TalkTables], compared: Matrix | None = None) -> list[object]:
    about = _talk().provenance
    front = Front(title="Conversations")
    return list(conversation_document(front, "en", talks, compared, about, NO_NUMBERS).blocks)


def test_every_table_is_under_its_conversation_and_has_an_anchor_of_its_own() -> None:
    talk = _talk()
    blocks = _document([TalkTables("FG", _tables(talk)), TalkTables("FG again", _tables(talk))])
    heads = [block.words for block in blocks if isinstance(block, Heading)]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert heads == ["FG", "FG again"]
    assert len({table.anchor for table in tables}) == len(tables) == 6
    # How turns are counted is said once of each kind of table.
    notes = [note for table in tables for note in table.notes if "speakers by participant" in note]
    assert len(notes) == 3


def test_sentences_that_name_tables_say_what_they_count() -> None:
    talk = _talk()
    said = [
        plain(block.shows)
        for block in _document([TalkTables("FG", _tables(talk))])
        if isinstance(block, TableBlock)
    ]
    assert said == [
        "compares how much each speaker said.",
        f"counts how often each speaker spoke directly after each other; {_SHADED}",
        "gives the number of the turn in which each participant touched each code first.",
    ]


def test_numbers_of_turns_are_whole_beside_percentages_and_only_amounts_of_a_kind_are_shaded() -> None:
    talk = _talk()
    found, after, first = _tables(talk)
    (table,) = [block for block in _document([TalkTables("FG", (found,))]) if isinstance(block, TableBlock)]
    (row,) = [cells for cells in table.rows if plain(cells[0].words) == "P1"]
    turns, share = plain(row[1].words), plain(row[2].words)
    assert (turns, share) == ("2", f"{100 * 2 / 5:.1f}")
    assert [bool(cell_colours(each)) for each in (found, after, first)] == [False, True, False]
    # The columns keep what they are where others are left out.
    assert found.in_order(range(len(found.rows)), (1, 2)).whole == frozenset((1,))
    compared = comparison(group(), [talk], ALL)
    assert not compared.shaded
    assert not cell_colours(compared)


def test_conversations_are_compared_in_front_of_the_first_and_turned_pages_are_new_ones() -> None:
    talk = _talk()
    compared = comparison(group(), [talk, talk], ALL)
    many = tuple(Label(f"A participant with a long name {number}") for number in range(40))
    wide = replace(
        speaks_after(talk),
        rows=many,
        columns=many,
        values=speaks_after(talk).values.repeat(10, 0).repeat(10, 1),
    )
    assert wide.values.shape == (40, 40)
    blocks = _document([TalkTables("FG", (shares(talk),)), TalkTables("Wide", (wide,))], compared)
    heads = [block.words for block in blocks if isinstance(block, Heading)]
    assert heads == ["Side by side", "FG", "Wide"]
    lies = False
    for place, block in enumerate(blocks):
        if isinstance(block, NewPage):
            lies = block.landscape
            assert not isinstance(blocks[place + 1], NewPage)
    assert lies
    document = conversation_document(
        Front(title="Conversations"), "en", [TalkTables("Wide", (wide,))], None, talk.provenance, NO_NUMBERS
    )
    assert document.landscape
    assert list(numbered(document).blocks)


@pytest.mark.parametrize(
    ("talks", "said"),
    [
        ([], "There is no transcript that counts here."),
        ([TalkTables("Empty", ())], "No speaker of this transcript is known."),
    ],
)
def test_where_nobody_speaks_that_is_said(talks: list[TalkTables], said: str) -> None:
    blocks = _document(talks)
    assert [plain(block.words) for block in blocks if isinstance(block, Paragraph)] == [said]
