"""What a report says differently from the run before: figures, wordings, quotes; and the page that tells it.

Tests as well: ``exporters.papers.changes_document``, ``model.results.report_figures``,
``model.questions.quoting``.
"""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.retrieval import segments
from qualcode.analysis.since_last_time import (
    changes_since,
    figures_of_codebook,
    figures_of_matrix,
    figures_of_participants,
    figures_of_segments,
    mark,
    quotation_at,
    wordings_of,
)
from qualcode.exporters.document.blocks import Heading, Paragraph, TableBlock
from qualcode.exporters.document.quotes import first_words
from qualcode.exporters.papers.changes_document import (
    changes_blocks,
    changes_document,
    changes_in_words,
    codes_told,
    figures_shown,
    quotes_told,
)
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL_CODERS
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.results.quotation import Quotation, QuotePiece, Spoken
from qualcode.model.results.report_figures import (
    PICTURE,
    PLACE,
    CodeWording,
    FileFigures,
    MovedFigure,
    MovedText,
    QuotePlace,
    RewordedCode,
    RunFigures,
    ToldFigure,
    ToldQuote,
)
from qualcode.model.results.report_values import CodeQuotes, Quote
from qualcode.model.segments import CodeFigures
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.operations.people.attribute_import import import_attributes
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.support.profiles import of_hundred

DAY = datetime(2026, 3, 3, tzinfo=UTC)
ABOUT = Provenance("Since last time", (), "Study", 12, "1.0")


def run(study: Study, step: int = 1, **files: FileFigures) -> RunFigures:
    return RunFigures(
        "Paper", step, DAY, {f"{name}.xlsx": each for name, each in files.items()}, wordings_of(study)
    )


def small(*codings: Coded) -> Study:
    talk = Talk("They just assume. We were told.", [Said(0, 17, "P1"), Said(17, 31, "P2")], codings)
    return study_of({"FG1": talk}, {"stigma": None, "trust": None})


ONE = small(Coded("X", "stigma", 0, 17))
TWO = small(Coded("X", "stigma", 0, 17), Coded("X", "stigma", 18, 31), Coded("Y", "trust", 18, 31))


def told(study: Study) -> FileFigures:
    return figures_of_segments(segments(study))


def test_figures_and_quotes_that_are_new_are_told() -> None:
    changes = changes_since(run(ONE, 1, a=told(ONE)), run(TWO, 2, a=told(TWO)))
    assert changes.figures == (
        MovedFigure("a.xlsx", "stigma: segments", 1, 2),
        MovedFigure("a.xlsx", "trust: segments", 0, 1),
    )
    assert [row.source for row in changes.came] == ["stigma: P2, FG1, turn 2", "trust: P2, FG1, turn 2"]
    assert changes.went == ()
    back = changes_since(run(TWO, 2, a=told(TWO)), run(ONE, 3, a=told(ONE)))
    assert back.went == changes.came
    assert [(row.old, row.new) for row in back.figures] == [(2, 1), (1, 0)]


def test_words_of_participants_are_not_kept() -> None:
    kept = str(run(TWO, 1, a=told(TWO)))
    assert "assume" not in kept
    assert "told" not in kept.replace("ToldFigure", "")


def test_codes_that_are_reworded_added_or_removed_are_told() -> None:
    stigma = ONE.code_named("stigma").id
    now = ONE.after(edit_code(ONE, stigma, definition="Being judged", examples="“They just assume.”"))
    now = now.after(rename_code(now, stigma, "shame"))
    changes = changes_since(run(ONE, 1), run(now, 2))
    assert changes.reworded == (
        RewordedCode("shame", "Name", "stigma", "shame"),
        RewordedCode("shame", "Definition", "", "Being judged"),
        # Examples may be participants’ words: that they differ is all that is kept.
        RewordedCode("shame", "Examples", None, None),
    )
    less = study_of({}, {"stigma": None})
    assert changes_since(run(ONE, 1), run(less, 2)).reworded == (
        RewordedCode("trust", "Name", "trust", None, gone=ONE.code_named("trust").id),
    )
    assert changes_since(run(less, 1), run(ONE, 2)).reworded == (
        RewordedCode("trust", "Name", None, "trust"),
    )


def test_a_category_that_is_called_otherwise_rewords_none_of_its_codes() -> None:
    before = study_of({}, {"Trust": None, "firms": "Trust", "Harm": None})
    trust, firms, harm = (before.code_named(name).id for name in ("Trust", "firms", "Harm"))
    now = before.after(rename_code(before, trust, "Faith"))
    assert changes_since(run(before, 1), run(now, 2)).reworded == (
        RewordedCode("Faith", "Name", "Trust", "Faith"),
    )
    now = before.after(move_codes(before, [firms], harm))
    assert changes_since(run(before, 1), run(now, 2)).reworded == (
        RewordedCode("Harm > firms", "Category", "Trust", "Harm"),
    )
    now = before.after(move_codes(before, [firms], None))
    changes = changes_since(run(before, 1), run(now, 2))
    assert changes.reworded == (RewordedCode("firms", "Category", "Trust", "top level"),)
    (table,) = [block for block in changes_blocks(changes) if isinstance(block, TableBlock)]
    assert [cell.words for cell in table.rows[0]] == ["firms", "Category", "Trust", "top level"]


def test_codes_that_came_or_went_are_said_to_be_added_or_removed() -> None:
    less = study_of({}, {"stigma": None})
    for before, now, said in ((ONE, less, "removed"), (less, ONE, "added")):
        blocks = changes_blocks(changes_since(run(before, 1), run(now, 2)))
        (table,) = [block for block in blocks if isinstance(block, TableBlock)]
        assert [cell.words for cell in table.rows[0]] == ["trust", "Code", "", said]


def test_a_code_that_is_called_otherwise_has_the_same_figures() -> None:
    now = TWO.after(rename_code(TWO, TWO.code_named("stigma").id, "shame"))
    changes = changes_since(run(TWO, 1, a=told(TWO)), run(now, 2, a=told(now)))
    assert (changes.figures, changes.came, changes.went) == ((), (), ())


def test_a_matrix_is_compared_by_what_is_printed() -> None:
    labels = (Label("stigma", identity("code", "stigma")), Label("trust", identity("code", "trust")))
    matrix = Matrix(labels, labels, np.array([[2, 1], [1, 0]]), ABOUT, symmetric=True)
    hidden = replace(matrix, notes={(0, 1): "<3"})
    assert set(figures_of_matrix(matrix).figures.values()) == {
        ToldFigure("stigma: on the diagonal", 2),
        ToldFigure("stigma × trust", 1),
    }
    changes = changes_since(
        run(ONE, 1, m=figures_of_matrix(matrix)), run(ONE, 2, m=figures_of_matrix(hidden))
    )
    # What is kept back is kept back here, too.
    assert changes.figures == (MovedFigure("m.xlsx", "stigma × trust", 1, "<3"),)


def test_what_is_no_row_of_a_table_has_no_figure_there_and_not_0() -> None:
    stigma, trust, fear = (Label(name, identity("code", name)) for name in ("stigma", "trust", "fear"))
    cells = np.array([[7, 2], [2, 4]])
    before = Matrix((stigma, trust), (stigma, trust), cells, ABOUT, symmetric=True)
    now = Matrix((stigma, fear), (stigma, fear), np.array([[7, 0], [0, 3]]), ABOUT, symmetric=True)
    changes = changes_since(run(ONE, 1, m=figures_of_matrix(before)), run(ONE, 2, m=figures_of_matrix(now)))
    assert changes.figures == (
        MovedFigure("m.xlsx", "fear: on the diagonal", None, 3),
        MovedFigure("m.xlsx", "stigma × trust", 2, None),
        MovedFigure("m.xlsx", "trust: on the diagonal", 4, None),
    )
    # A cell of rows that both have is 0 where nothing is counted.
    none = Matrix((stigma, trust), (stigma, trust), np.array([[7, 0], [0, 4]]), ABOUT, symmetric=True)
    changes = changes_since(run(ONE, 1, m=figures_of_matrix(before)), run(ONE, 2, m=figures_of_matrix(none)))
    assert changes.figures == (MovedFigure("m.xlsx", "stigma × trust", 2, 0),)


def test_a_coefficient_that_is_no_longer_defined_has_not_become_0() -> None:
    before = FileFigures({"stigma ac1": ToldFigure("stigma: Gwet’s AC1", 0.97)})
    changes = changes_since(run(ONE, 1, a=before), run(ONE, 2, a=FileFigures()))
    assert changes.figures == (MovedFigure("a.xlsx", "stigma: Gwet’s AC1", 0.97, None),)


@pytest.mark.parametrize(
    ("rows", "columns", "figures", "kept"), [(8, 5, 4, True), (8, 5, 5, False), (6, 7, 4, False)]
)
def test_a_large_table_is_not_compared(
    monkeypatch: pytest.MonkeyPatch, rows: int, columns: int, figures: int, kept: bool
) -> None:
    monkeypatch.setattr("qualcode.analysis.since_last_time.MOST", 4)
    values = np.zeros((rows, columns), dtype=np.int64)
    values.ravel()[:figures] = 1
    matrix = Matrix(
        tuple(Label(f"row {place}") for place in range(rows)),
        tuple(Label(f"column {place}") for place in range(columns)),
        values,
        ABOUT,
    )
    assert len(figures_of_matrix(matrix).figures) == (figures if kept else 0)


def test_participants_are_compared_code_by_code() -> None:
    changes = changes_since(
        run(ONE, 1, p=figures_of_participants(ONE, ALL_CODERS)),
        run(TWO, 2, p=figures_of_participants(TWO, ALL_CODERS)),
    )
    assert [(row.of, row.old, row.new) for row in changes.figures] == [
        ("P2 × stigma", 0, 1),
        ("P2 × trust", 0, 1),
    ]


def test_files_that_are_new_are_named_and_not_compared() -> None:
    changes = changes_since(run(ONE, 1), run(TWO, 2, a=told(TWO)))
    assert (changes.figures, changes.came, changes.new_files) == ((), (), ("a.xlsx",))
    assert changes_in_words(changes) == "Since step 1: 1 file is new."


@settings(max_examples=of_hundred(40))
@given(study=studies(), step=st.integers(2, 9))
def test_the_same_study_says_the_same(study: Study, step: int) -> None:
    one, other = run(study, 1, a=told(study)), run(study, step, a=told(study))
    changes = changes_since(one, other)
    assert changes.nothing
    assert changes_in_words(changes) == "Nothing has changed since step 1."


@settings(max_examples=of_hundred(40))
@given(before=studies(), after=studies())
def test_forth_and_back_are_opposite(before: Study, after: Study) -> None:
    one, other = run(before, 1, a=told(before)), run(after, 2, a=told(after))
    forth, back = changes_since(one, other), changes_since(other, one)
    assert {(row.of, row.old, row.new) for row in forth.figures} == {
        (row.of, row.new, row.old) for row in back.figures
    }
    assert (set(forth.came), set(forth.went)) == (set(back.went), set(back.came))


def test_the_page_tells_all_of_it() -> None:
    stigma = TWO.code_named("stigma").id
    now = TWO.after(edit_code(TWO, stigma, definition="Being judged"))
    changes = changes_since(run(ONE, 1, a=told(ONE)), run(now, 2, a=told(now)))
    assert changes_in_words(changes) == (
        "Since step 1: 1 code was reworded, 2 quotes came and 2 figures moved."
    )
    blocks = list(changes_blocks(changes))
    assert [block.words for block in blocks if isinstance(block, Heading)] == [
        "Codes that changed",
        "Quotes that came",
        "Figures that moved",
    ]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    rows = [[[cell.words for cell in row] for row in table.rows] for table in tables]
    assert rows[2] == [["a.xlsx"], ["stigma: segments", "1", "2"], ["trust: segments", "0", "1"]]
    # Neither captions nor the sentences that lead to tables say their headings again.
    said = [words for table in tables for words in (table.caption, str(table.shows))]
    headings = [block.words.casefold() for block in blocks if isinstance(block, Heading)]
    assert len({*said, *headings}) == len(said) + len(headings)
    assert not any(heading in words.casefold() for heading in headings for words in said)
    assert rows[0] == [["stigma", "Definition", "empty", "Being judged"]]
    first = blocks[0]
    assert isinstance(first, Paragraph)
    assert first.words == (
        "Compared with step 1 (3 March 2026), 1 code was reworded, 2 quotes came and 2 figures moved."
    )
    document = changes_document(changes, ABOUT, Front(title="Since last time"))
    assert tuple(document.blocks) == tuple(blocks)


def test_codes_are_counted_by_what_happened_to_them() -> None:
    rows = (
        RewordedCode("a", "Name", None, "a"),
        RewordedCode("b", "Name", "b", None),
        RewordedCode("c", "Name", "c", None),
        RewordedCode("d", "Category", "top level", "Trust"),
        # Its words and its place: it counts once.
        RewordedCode("e", "Category", "top level", "Trust"),
        RewordedCode("e", "Definition", None, None),
        RewordedCode("f", "Name", "old", "f"),
    )
    changes = replace(changes_since(run(ONE, 1), run(ONE, 2)), reworded=rows)
    assert changes_in_words(changes) == (
        "Since step 1: 1 code was reworded, 1 code was renamed, 1 code was moved, 1 code was added and 2 "
        "codes were removed."
    )


def test_a_short_table_lists_the_largest_moves_and_says_so() -> None:
    was = FileFigures({f"k{n}": ToldFigure(f"figure {n}", n + 1) for n in range(30)})
    now = FileFigures({f"k{n}": ToldFigure(f"figure {n}", 2 * n + 1) for n in range(30)})
    few = FileFigures({"k": ToldFigure("alone", 40), "w": ToldFigure("alone: words", 900)})
    changes = changes_since(run(ONE, 1, a=was, b=FileFigures()), run(ONE, 2, a=now, b=few))
    heading, table = list(changes_blocks(changes, 4))[1:]
    assert isinstance(heading, Heading)
    assert isinstance(table, TableBlock)
    assert heading.words == "The 4 largest of 31 figures that moved"
    assert table.caption == "Figures then and now"
    # What is coded counts more than how many words that is.
    assert [row[0].words for row in table.rows] == [
        "a.xlsx",
        "figure 29",
        "figure 28",
        "figure 27",
        "b.xlsx",
        "alone",
    ]
    # The rest is where it says.
    assert table.notes == ("The other 27 figures moved: 26 in a.xlsx; 1 in b.xlsx.",)
    (_, whole) = list(changes_blocks(changes, 31))[1:]
    assert isinstance(whole, TableBlock)
    assert whole.notes == ()
    few = FileFigures({"k": ToldFigure("alone", 40)})
    changes = changes_since(run(ONE, 1, a=was, b=FileFigures()), run(ONE, 2, a=now, b=few))
    (_, without_words) = list(changes_blocks(changes, 29))[1:]
    assert isinstance(without_words, TableBlock)
    assert without_words.notes == ("The other figure moved by at most 1: 1 in a.xlsx.",)


def test_what_moved_alike_in_several_files_is_said_once() -> None:
    both = run(TWO, 2, a=told(TWO), b=told(TWO))
    changes = changes_since(run(ONE, 1, a=told(ONE), b=told(ONE)), both)
    assert changes_in_words(changes) == "Since step 1: 2 quotes came and 2 figures moved."
    quotes, figures = [block for block in changes_blocks(changes) if isinstance(block, TableBlock)]
    assert [row[0].words for row in figures.rows] == [
        "a.xlsx and b.xlsx",
        "stigma: segments",
        "trust: segments",
    ]
    assert [[cell.words for cell in row] for row in quotes.rows] == [
        ["a.xlsx and b.xlsx", "stigma: P2, FG1, turn 2", ""],
        ["a.xlsx and b.xlsx", "trust: P2, FG1, turn 2", ""],
    ]


def test_what_was_done_and_the_first_words_of_quotes_are_told() -> None:
    changes = changes_since(run(ONE, 1, a=told(ONE)), run(TWO, 2, a=told(TWO)))
    long = printed(Spoken("", _pieces(f"“{' '.join(map(str, range(20)))}”")))
    steps = ["recoded 7 segments", "undid “Edit trust”"]
    blocks = list(changes_blocks(changes, steps=steps, words=lambda _: long))
    said = [block.words for block in blocks if isinstance(block, Paragraph)]
    assert said[1] == "What was done since then: recoded 7 segments; undid “Edit trust”."
    quotes = next(block for block in blocks if isinstance(block, TableBlock))
    assert quotes.rows[0][2].words == "“0 1 2 3 4 5 6 7 8 9 10 11 …”"
    many = [
        block.words for block in changes_blocks(changes, steps=["Code"] * 13) if isinstance(block, Paragraph)
    ]
    assert many[1] == "Since then, 13 steps were made; the audit trail lists them."


def _pieces(words: str) -> tuple[QuotePiece, ...]:
    return (QuotePiece(words, coded=True),)


def printed(*speeches: Spoken) -> Quotation:
    return Quotation(identity("transcript", "FG1"), Span(0, 9), speeches, "", (), "FG1", 1, "turn 1")


@pytest.mark.parametrize(
    ("speeches", "lines"),
    [
        ([("", "“Short words.”")], "“Short words.”"),
        ([("", f"„{'a ' * 12}b“")], f"„{'a ' * 12}…“"),
        ([("P1", "Go on."), ("P2", "Because.")], "P1: Go on. / P2: Because."),
        ([("P1", "Go on."), ("P2", "a " * 20)], f"P1: Go on. / P2: {'a ' * 10}…"),
        ([("P1", "a " * 12), ("P2", "b")], f"P1: {'a ' * 12}…"),
        ([("P1", "a " * 15), ("P2", "b")], f"P1: {'a ' * 12}…"),
    ],
)
def test_first_words_keep_marks_speakers_and_say_that_there_is_more(
    speeches: list[tuple[str, str]], lines: str
) -> None:
    quotation = printed(*(Spoken(speaker, _pieces(words)) for speaker, words in speeches))
    assert first_words(quotation) == lines


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (0.71, 0.7, ("0.71", "0.70")),
        (0, 0.125, ("0.000", "0.125")),
        (1200, 1201, ("1,200", "1,201")),
        (None, 0.5, ("–", "0.5")),
        (3.0, 4.0, ("3", "4")),
        ("no", "4+2", ("no", "4+2")),
    ],
)
def test_what_a_figure_was_and_is_has_digits_alike(
    old: str | float | None, new: str | float | None, shown: tuple[str, str]
) -> None:
    assert figures_shown(MovedFigure("a", "b", old, new)) == shown


def test_figures_of_one_table_have_the_decimals_of_the_table() -> None:
    was = FileFigures(
        {
            "a": ToldFigure("a", 0.5),
            "b": ToldFigure("b", 0.25),
            "c": ToldFigure("c", 2),
            "d": ToldFigure("d", 1),
        }
    )
    now = FileFigures(
        {
            "a": ToldFigure("a", 0.3),
            "b": ToldFigure("b", 1.0),
            "c": ToldFigure("c", 3),
            "d": ToldFigure("d", 1.5),
        }
    )
    other = FileFigures({"a": ToldFigure("e", 0.5)}), FileFigures({"a": ToldFigure("e", 0.6)})
    changes = changes_since(run(ONE, 1, a=was, b=other[0]), run(ONE, 2, a=now, b=other[1]))
    (table,) = (block for block in changes_blocks(changes) if isinstance(block, TableBlock))
    # Whole numbers stay whole, and the table of another part has its own.
    assert {tuple(str(cell.words) for cell in row) for row in table.rows} == {
        ("a.xlsx",),
        ("a", "0.50", "0.30"),
        ("b", "0.25", "1.00"),
        ("c", "2", "3"),
        ("d", "1.00", "1.50"),
        ("b.xlsx",),
        ("e", "0.5", "0.6"),
    }


def test_a_code_that_is_only_called_otherwise_is_renamed_and_not_reworded() -> None:
    trust, stigma = (ONE.code_named(name).id for name in ("trust", "stigma"))
    now = ONE.after(rename_code(ONE, stigma, "shame"))
    assert changes_in_words(changes_since(run(ONE, 1), run(now, 2))) == "Since step 1: 1 code was renamed."
    now = now.after(edit_code(now, stigma, definition="Being judged"))
    now = now.after(rename_code(now, trust, "faith"))
    said = changes_in_words(changes_since(run(ONE, 1), run(now, 2)))
    assert said == "Since step 1: 1 code was reworded and 1 code was renamed."


@pytest.mark.parametrize("turned", [False, True])
def test_cells_are_called_alike_in_whatever_order_the_codes_are(turned: bool) -> None:
    labels = [Label(name, identity("code", name)) for name in ("stigma", "trust")]
    labels = labels[::-1] if turned else labels
    matrix = Matrix(tuple(labels), tuple(labels), np.array([[2, 1], [1, 2]]), ABOUT, symmetric=True)
    assert {row.of for row in figures_of_matrix(matrix).figures.values()} == {
        "stigma: on the diagonal",
        "stigma × trust",
        "trust: on the diagonal",
    }


def test_cells_whose_codes_have_changed_places_have_not_moved() -> None:
    stigma, trust = (Label(name, identity("code", name)) for name in ("stigma", "trust"))
    cells = np.array([[1.0, 0.25], [0.25, 1.0]])
    before, now = (
        figures_of_matrix(Matrix(labels, labels, cells, ABOUT, symmetric=True))
        for labels in ((stigma, trust), (trust, stigma))
    )
    assert changes_since(run(ONE, 1, m=before), run(ONE, 2, m=now)).figures == ()


def test_a_share_that_was_0_was_0_and_one_that_was_not_there_has_no_figure() -> None:
    stigma, trust, fear = (Label(name, identity("code", name)) for name in ("stigma", "trust", "fear"))
    before = Matrix((stigma, trust), (stigma, trust), np.array([[1.0, 0], [0, 1]]), ABOUT, symmetric=True)
    every, shares = (stigma, trust, fear), np.array([[1.0, 0.5, 0.2], [0.5, 1, 0], [0.2, 0, 1]])
    now = Matrix(every, every, shares, ABOUT, symmetric=True)
    changes = changes_since(run(ONE, 1, m=figures_of_matrix(before)), run(ONE, 2, m=figures_of_matrix(now)))
    assert changes.figures == (
        MovedFigure("m.xlsx", "stigma × trust", 0, 0.5),
        MovedFigure("m.xlsx", "fear × stigma", None, 0.2),
        MovedFigure("m.xlsx", "fear: on the diagonal", None, 1),
    )


def test_totals_are_called_so() -> None:
    rows, columns = (Label("stigma"), Label("Total")), (Label("FG1"), Label("Total"))
    matrix = Matrix(rows, columns, np.array([[2, 3], [4, 5]]), ABOUT)
    assert [row.of for row in figures_of_matrix(matrix).figures.values()] == [
        "stigma × FG1",
        "stigma: total",
        "FG1: total",
        "Total",
    ]


# -- what is kept, exactly -----------------------------------------------------------------------------------


def test_of_a_codebook_its_counts_and_quotes_are_kept() -> None:
    study = with_answers(TWO, P1="yes", P2="no")
    stigma, trust = (study.code_named(name).id for name in ("stigma", "trust"))
    figures = {
        stigma: CodeFigures(stigma, 2, 1, 2, 6, 30),
        trust: CodeFigures(trust, 1, 0, 1, 3, 13),
    }
    place = identity("transcript", "FG1")
    quotations = Quotations(study, FixedMeasures())
    printed = quotations.of(place, Span(5, 9))
    told = figures_of_codebook(
        study, figures, {stigma: CodeQuotes((Quote(printed, False),)), trust: CodeQuotes()}
    )
    words = study.text(place)[slice(*printed.span)]
    at = QuotePlace(place, *printed.span, mark(place, words))
    assert told == FileFigures(
        {
            f"{stigma} segments": ToldFigure("stigma: segments", 2),
            f"{stigma} transcripts": ToldFigure("stigma: transcripts", 1),
            f"{stigma} participants": ToldFigure("stigma: participants", 2),
            f"{stigma} words": ToldFigure("stigma: words", 6),
            f"{trust} segments": ToldFigure("trust: segments", 1),
            f"{trust} participants": ToldFigure("trust: participants", 1),
            f"{trust} words": ToldFigure("trust: words", 3),
        },
        {mark(stigma, printed.coded_words): ToldQuote("stigma: P1, FG1, turn 1", at)},
    )
    few = figures_of_codebook(study, figures, {}, ("words",))
    assert few == FileFigures(
        {
            f"{stigma} words": ToldFigure("stigma: words", 6),
            f"{trust} words": ToldFigure("trust: words", 3),
        }
    )


def with_answers(study: Study, **answers: str) -> Study:
    """The same with what participants answered when they were asked whether they may be quoted."""
    rows = [[who, answer] for who, answer in answers.items()]
    columns = ("participant", "consent to quote")
    return study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)


def test_words_are_looked_up_again_where_they_still_are_and_may_be_quoted() -> None:
    study = with_answers(TWO, P1="yes", P2="no")
    place = identity("transcript", "FG1")
    may, may_not = QuotePlace(place, 0, 17, mark(place, "They just assume.")), _of_segments(study)[-1]
    assert _words(study, may) == "“They just assume.”"
    assert "We were told." in (_words(TWO, may_not) or "")
    assert _words(study, may_not) is None
    assert _words(study, None) is None
    assert _words(study, may._replace(transcript_id=identity("transcript", "gone"))) is None
    # Other words stand there by now.
    assert _words(study, may._replace(start=1)) is None
    assert _words(study, may._replace(mark=mark(place, "They assume."))) is None


def test_of_words_that_begin_within_one_the_whole_sentence_is_told() -> None:
    place = identity("transcript", "FG1")
    cut = QuotePlace(place, 3, 17, mark(place, "y just assume."))
    assert _words(TWO, cut) == "“They just assume.”"
    both = QuotePlace(place, 3, 22, mark(place, "y just assume. We w"))
    found = quotation_at(Quotations(TWO, FixedMeasures()), both, Consent(TWO))
    assert found is not None
    assert [row.speaker for row in found.speeches] == ["P1", "P2"]
    assert first_words(found) == "P1: They just assume. / P2: We were told"
    # What is added around the coded words may be somebody else’s, who is not quoted.
    assert _words(with_answers(TWO, P1="yes", P2="no"), both) is None


def _words(study: Study, place: QuotePlace | None) -> str | None:
    found = quotation_at(Quotations(study, FixedMeasures()), place, Consent(study))
    return None if found is None else found.words


def _of_segments(study: Study) -> list[QuotePlace]:
    return [quote.place for quote in told(study).quotes.values() if quote.place is not None]


def test_of_segments_counts_and_places_are_kept() -> None:
    place = identity("transcript", "FG1")
    talk = Talk("They just assume. We were told.", [Said(0, 17, None, label="?"), Said(18, 31, "P2")])
    codings = [Coded("X", "stigma", 0, 4), Coded("X", "stigma", 17, 18), Coded("X", "stigma", 18, 20)]
    study = study_of({"FG1": replace(talk, codings=codings)}, {"stigma": None})
    stigma = study.code_named("stigma").id
    found = told(study)
    assert found.figures == {f"{stigma} segments": ToldFigure("stigma: segments", 3)}
    assert list(found.quotes.values()) == [
        ToldQuote("stigma: ?, FG1, turn 1", QuotePlace(place, 0, 4, mark(place, "They"))),
        ToldQuote("stigma: FG1", QuotePlace(place, 17, 18, mark(place, " "))),
        ToldQuote("stigma: P2, FG1, turn 2", QuotePlace(place, 18, 20, mark(place, "We"))),
    ]
    assert list(found.quotes) == [mark(stigma, words) for words in ("They", " ", "We")]


@pytest.mark.parametrize(("number", "kept"), [(3, 3), (4, 4), (5, 0), (6, 0)])
def test_of_very_many_segments_only_the_counts_are_kept(
    monkeypatch: pytest.MonkeyPatch, number: int, kept: int
) -> None:
    monkeypatch.setattr("qualcode.analysis.since_last_time.MOST", 4)
    codings = [Coded("X", "stigma", place, place + 1) for place in range(number)]
    study = study_of({"T": Talk("abcdefgh", [Said(0, 8, "P1")], codings)}, {"stigma": None})
    found = told(study)
    assert [row.figure for row in found.figures.values()] == [number]
    assert len(found.quotes) == kept


def test_marks_tell_words_apart_and_no_more() -> None:
    code = identity("code", "stigma")
    assert mark(code, " one\n two ") == mark(code, "one two") != mark(code, "one three")
    assert mark(code, "one two") != mark(identity("code", "trust"), "one two")
    assert len(mark(code, "one")) == 20
    # A half of a pair, which no file could hold, is no reason to fail.
    assert mark(code, "\ud800") == mark(code, "?")


def test_shares_are_compared_as_they_are_printed_and_zeros_left_out() -> None:
    rows, columns = (Label("a"), Label("b")), (Label("x"), Label("y"))
    values = np.array([[0.123456, 0.0], [0.5, 0.25]])
    found = figures_of_matrix(Matrix(rows, columns, values, ABOUT))
    assert found == FileFigures(
        {
            "a x": ToldFigure("a × x", 0.12),
            "b x": ToldFigure("b × x", 0.5),
            "b y": ToldFigure("b × y", 0.25),
        },
        lines=("a", "b", "x", "y"),
    )
    # Of what differs by direction both halves are there, and nothing is by itself.
    directed = Matrix(rows, rows, np.array([[1, 2], [3, 4]]), ABOUT)
    assert figures_of_matrix(directed) == FileFigures(
        {
            "a a": ToldFigure("a × a", 1), "a b": ToldFigure("a × b", 2),
            "b a": ToldFigure("b × a", 3), "b b": ToldFigure("b × b", 4),
        },
        lines=("a", "b"),
    )  # fmt: skip


def test_what_runs_of_old_kept_about_themselves_has_not_moved() -> None:
    before = FileFigures({key: ToldFigure(key, 1) for key in ("steps", "version", "kept")})
    gone = changes_since(run(ONE, 1, a=before), run(ONE, 2, a=FileFigures()))
    assert gone.figures == (MovedFigure("a.xlsx", "kept", 1, 0),)
    now = FileFigures({key: ToldFigure(key, 2) for key in ("steps", "version", "kept")})
    moved = changes_since(run(ONE, 1, a=before), run(ONE, 2, a=now))
    assert [row.of for row in moved.figures] == ["steps", "version", "kept"]


def test_a_figure_is_0_where_it_is_left_out_of_a_table_that_has_its_lines() -> None:
    key, words = "a b", ToldFigure("a × b", "few")
    both, one = ("a", "b"), ("a",)
    for old, new, expected in (
        (FileFigures({key: words}, lines=both), FileFigures(lines=both), ("few", None)),
        (FileFigures(lines=both), FileFigures({key: ToldFigure("a × b", 2)}, lines=both), (0, 2)),
        # A row or column that only one of them has; where nothing is known of lines, nothing is said of them.
        (FileFigures(lines=one), FileFigures({key: ToldFigure("a × b", 2)}, lines=both), (None, 2)),
        (FileFigures({key: ToldFigure("a × b", 2)}, lines=both), FileFigures(lines=one), (2, None)),
        (FileFigures({key: ToldFigure("a × b", 2)}, lines=both), FileFigures(), (2, 0)),
    ):
        (moved,) = changes_since(run(ONE, 1, m=old), run(ONE, 2, m=new)).figures
        assert moved == MovedFigure("m.xlsx", "a × b", *expected)


def test_only_whole_keys_are_lines() -> None:
    """Of “aa b” neither “a” nor “b b” is a line."""
    old = FileFigures({"aa bb": ToldFigure("aa × bb", 2)}, lines=("aa", "bb", "a", "b"))
    (moved,) = changes_since(run(ONE, 1, m=old), run(ONE, 2, m=FileFigures(lines=("aa", "bb")))).figures
    assert moved == MovedFigure("m.xlsx", "aa × bb", 2, 0)


def test_texts_and_pictures_that_differ_are_told() -> None:
    before = FileFigures(texts={name: ToldFigure(name, 1) for name in ("same", "other", "gone", PICTURE)})
    figures = {"came": 1, "same": 1, "other": 2, PICTURE: 2}
    now = FileFigures(texts={name: ToldFigure(f"{name} now", mark) for name, mark in figures.items()})
    changes = changes_since(run(ONE, 1, a=before), run(ONE, 2, a=now))
    assert changes.texts == (
        MovedText("a.xlsx", "came now", "new"),
        MovedText("a.xlsx", "other now", "reads differently"),
        MovedText("a.xlsx", f"{PICTURE} now", "shows other figures"),
        MovedText("a.xlsx", "gone", "removed"),
    )
    assert not changes.nothing


def test_the_wording_of_codes_is_kept_without_what_may_be_somebodys_words() -> None:
    code = ONE.code_named("stigma").id
    now = ONE.after(
        edit_code(ONE, code, definition=" Being judged ", include="a", exclude="b", memo="Why?", examples=" ")
    )
    assert wordings_of(now)[code] == CodeWording(
        "stigma",
        {
            "Definition": "Being judged", "Use for": "a", "Not for": "b", "Examples": "",
            "Memo": mark(code, "Why?"),
        },
    )  # fmt: skip
    assert list(wordings_of(now)) == [row.id for row in now.codes_in_order]


def test_codes_and_quotes_are_told_in_lines() -> None:
    rows = (
        RewordedCode("a", "Name", None, "a"),
        RewordedCode("b", "Name", "b", None),
        RewordedCode("f", "Name", "old", "f"),
        RewordedCode("e", PLACE, "top level", "Trust"),
        RewordedCode("e", "Definition", None, None),
    )
    changes = replace(changes_since(run(ONE, 1), run(ONE, 2)), reworded=rows)
    assert codes_told(changes) == [
        "a: added",
        "b: removed",
        "f: was called “old”",
        "e: moved from “top level” to “Trust”",
        "e: Definition reads differently",
    ]
    both = changes_since(run(ONE, 1, a=told(ONE), b=told(ONE)), run(TWO, 2, a=told(TWO), b=told(TWO)))
    assert quotes_told(both.came) == [
        "stigma: P2, FG1, turn 2 (a.xlsx and b.xlsx)",
        "trust: P2, FG1, turn 2 (a.xlsx and b.xlsx)",
    ]
    assert quotes_told(both.went) == []
