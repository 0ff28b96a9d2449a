"""The codebook as a document, as blocks: book and compact table, parts, order, depth, quotes and links.

Tests as well: ``codebook_book``, ``codebook_parts``, ``code_figures``.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.codebook.code_figures import partners, passages_remark, usage
from qualcode.exporters.codebook.codebook_book import NOT_QUOTED
from qualcode.exporters.codebook.codebook_document import codebook_document
from qualcode.exporters.codebook.codebook_parts import LABELS, CodebookContent
from qualcode.exporters.codebook.codebook_table import NO_CONSENT, NONE_FITS, NOT_USED, quote_in_cell
from qualcode.exporters.document.blocks import (
    DEFINITIONS,
    Align,
    Block,
    Contents,
    Density,
    Document,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    ReportSubject,
    Run,
    Runs,
    TableBlock,
)
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.room import leads, spans
from qualcode.model.change import ChangeSet, updated
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.front import Front
from qualcode.model.questions.words import USUAL_PARTS, CodebookForm, CodeDetail
from qualcode.model.results.report_values import CodebookWords, CodeQuotes, Quote, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import add_code
from tests.analysis.building import study_of
from tests.exporters.studies import (
    NAMES,
    TEXTS,
    codebook_study,
    figures_of,
    identity,
    provenance,
    quotation,
    words_for,
)
from tests.support.profiles import of_hundred

NAME_LISTS = st.lists(NAMES, max_size=7, unique=True)
BOOK, COMPACT = CodebookForm.BOOK, CodebookForm.COMPACT


def plain(words: Runs) -> str:
    return words if isinstance(words, str) else "".join(run.words for run in words)


def content_of(study: Study, form: CodebookForm, text: str = "", **more: Any) -> CodebookContent:
    content = CodebookContent(study, USUAL_PARTS[form], figures_of(study), words_for(study, text))
    return replace(content, **more)


def written(content: CodebookContent, form: CodebookForm) -> Document:
    """What it says by itself: what would lead to another part of a document has no words."""
    made = codebook_document(content, form, Front(title="Codebook"), provenance())
    blocks = [block for block in made.blocks if not isinstance(block, Paragraph) or block.words]
    return replace(made, blocks=tuple(blocks))


def of_kind(document: Document, kind: type[Any]) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def links(document: Document) -> set[str]:
    found: set[str] = set()
    for block in document.blocks:
        for words in _runs(block):
            found |= {run.link for run in words if isinstance(run, Run) and run.link}
    return found


def _runs(block: Block) -> list[Runs]:
    match block:
        case Paragraph(words=words):
            return [words]
        case Fields(rows=rows):
            return [words for _, words in rows]
        case TableBlock(rows=rows):
            return [cell.words for row in rows for cell in row]
        case _:
            return []


@settings(max_examples=of_hundred(50))
@given(names=NAME_LISTS.filter(bool), text=TEXTS)
def test_the_book_holds_every_code_with_its_figures(names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    content = content_of(study, BOOK, text)
    document = written(content, BOOK)
    assert (document.cover, document.landscape) == (True, False)
    headings = of_kind(document, Heading)
    numbers = code_numbers(study)
    assert [(row.number, row.words) for row in headings[1:]] == [
        (numbers[code.id], code.name) for code in study.codes_in_order
    ]
    said = [plain(row.words) for row in of_kind(document, Paragraph)]
    for code in study.codes_in_order:
        figures = content.used(code)
        assert figures is None or usage(figures) in said
    (overview,) = of_kind(document, TableBlock)
    # What only groups codes leads to them: it has no empty columns, and is not left at the foot of a page.
    led = [leads(overview, row) for row in overview.rows]
    assert led == [content.used(code) is None for code in study.codes_in_order]
    assert [plain(row[1].words) for row in overview.rows] == [code.name for code in study.codes_in_order]
    quotes = [quote for row in content.words.quotes.values() for quote in row.quotes]
    assert [row.reference for row in of_kind(document, QuoteBlock)] == [
        quote.printed.reference for quote in quotes
    ]
    # How many are left out is told once, in front; below a code a mark says why there is none at all.
    unquoted = [row for row in content.words.quotes.values() if row.left_out and not row.quotes]
    assert said.count(NOT_QUOTED) == len(unquoted)
    left_out = left_out_line(sum(row.left_out for row in content.words.quotes.values()))
    assert said.count(left_out) == bool(left_out)
    assert document.colophon.said_above == (left_out,)
    fields = [label for block in of_kind(document, Fields) for label, _ in block.rows]
    assert {"Include", "Exclude"}.isdisjoint(fields)
    # Nothing leads nowhere, and no anchor is there twice.
    anchors = [row.anchor for row in (*headings, overview)]
    assert links(document) <= set(anchors)
    assert len(set(anchors)) == len(anchors)


@settings(max_examples=of_hundred(50))
@given(names=NAME_LISTS, text=TEXTS)
def test_the_table_has_a_row_for_every_code(names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    document = written(content_of(study, COMPACT, text), COMPACT)
    assert (document.cover, document.landscape) == (False, True)
    table, *notes = document.blocks
    assert isinstance(table, TableBlock)
    assert [block.kind for block in notes if isinstance(block, Paragraph)] == [ParagraphKind.NOTE] * len(
        notes
    )
    # What no code has would be an empty column across all pages.
    use = ["Use for"] * any(code.include.strip() for code in study.codes_in_order)
    avoid = ["Not for"] * any(code.exclude.strip() for code in study.codes_in_order)
    assert [column.name for column in table.columns] == [
        "No.", "Code", "Definition", *use, *avoid, "Example", "Segments (participants)",
    ]  # fmt: skip
    assert not table.torn
    for code, row in zip(study.codes_in_order, table.rows, strict=True):
        assert len(row) == len(table.columns)
        assert plain(row[1].words) == code.name
        assert plain(row[2].words) == code.definition.strip()
        assert row[1].strong is not code.codable


def nested() -> Study:
    return study_of(
        {}, {"trust": None, "private": "trust", "banks": "private", "public": "trust", "stigma": None}
    )


def test_the_table_has_a_caption_and_a_sentence_and_narrow_columns_of_figures() -> None:
    (table,) = of_kind(written(content_of(nested(), COMPACT), COMPACT), TableBlock)
    assert table.caption
    assert table.shows
    assert table.anchor
    figures = [column.width for column in table.columns if column.align is Align.FIGURE]
    words = [column.width for column in table.columns[2:] if column.align is Align.START]
    assert figures
    assert max(figures) < min(words)


def test_hierarchy_is_told_by_numbers_and_indentation() -> None:
    table, *_ = written(content_of(nested(), COMPACT), COMPACT).blocks
    assert isinstance(table, TableBlock)
    assert [(plain(row[0].words), row[1].indent) for row in table.rows] == [
        ("1", 0), ("1.1", 1), ("1.1.1", 2), ("1.2", 1), ("2", 0),
    ]  # fmt: skip
    headings = of_kind(written(content_of(nested(), BOOK), BOOK), Heading)[1:]
    assert [(row.level, row.new_page) for row in headings] == [
        (1, True), (2, False), (3, False), (2, False), (1, False),
    ]  # fmt: skip


def test_an_overview_of_categories_alone_has_nothing_to_count() -> None:
    study = codebook_study(["trust", "bodies", "firms", "concerns", "privacy", "leaks"])
    figures = {key: row for key, row in figures_of(study).items() if study.codes[key].codable}
    for depth, tables in ((1, 0), (2, 1)):
        made = written(content_of(study, BOOK, depth=depth, figures=figures), BOOK)
        assert len(of_kind(made, TableBlock)) == tables
        assert ("Overview" in [row.words for row in of_kind(made, Heading)]) == bool(tables)


def test_chapters_without_the_codes_below_them_follow_one_another() -> None:
    study = nested()
    for number in range(3):
        category, change = add_code(study, f"category {number}")
        study = study.after(change)
        study = study.after(add_code(study, f"code {number}", parent_id=category.id)[1])
    for depth, turned in ((1, 1), (None, 4)):
        content = CodebookContent(study, USUAL_PARTS[BOOK], depth=depth)
        headings = of_kind(written(content, BOOK), Heading)
        assert sum(row.new_page for row in headings if row.number) == turned


@pytest.mark.parametrize(("depth", "kept"), [(None, 2), (2, 2), (1, 0)])
def test_what_is_said_of_a_category_stays_with_a_code_that_is_shown(depth: int | None, kept: int) -> None:
    """Where all chapters stayed with the next one, no page had room for them and any could be torn."""
    study = study_of({}, {"money": None, "rent": "money", "home": None, "garden": "home"})
    chapters = [code for code in study.codes_in_order if code.parent_id is None]
    described = (replace(code, codable=False, definition="All of it.") for code in chapters)
    study = study.after(ChangeSet("Chapters", tuple(map(updated, chapters, described))))
    made = written(CodebookContent(study, USUAL_PARTS[BOOK], depth=depth), BOOK)
    said = of_kind(made, Fields)
    assert len(said) == 2
    assert sum(block.keep_next for block in said) == kept


def test_what_is_said_of_a_category_goes_across_the_columns() -> None:
    study = codebook_study(["privacy", "trust"], "What it means.")
    first = study.codes_in_order[0]
    plainly = replace(first, codable=False, include="", exclude="", examples="", memo="")
    study = study.after(ChangeSet("Category", (updated(first, plainly),)))
    content = CodebookContent(study, USUAL_PARTS[COMPACT])
    (table,) = written(content, COMPACT).blocks
    assert isinstance(table, TableBlock)
    assert [plain(cell.words) for cell in table.rows[0]] == ["1", first.name, "What it means."]
    assert spans(table, table.rows[0]) == [1, 1, 4]
    assert spans(table, table.rows[1]) == [1] * 6


def test_columns_are_as_wide_as_their_words_need() -> None:
    study = codebook_study(["privacy"], "short")
    (code,) = study.codes_in_order
    long = replace(code, include="many words " * 40)
    study = study.after(ChangeSet("Longer", (updated(code, long),)))
    (table,) = written(CodebookContent(study, USUAL_PARTS[COMPACT]), COMPACT).blocks
    assert isinstance(table, TableBlock)
    wide = {column.name: column.width for column in table.columns}
    assert wide["Use for"] > 3 * wide["Definition"]
    assert table.density is Density.COMPACT


def test_codes_below_a_level_are_left_out() -> None:
    document = written(content_of(nested(), BOOK, depth=2), BOOK)
    assert [row.words for row in of_kind(document, Heading)[1:]] == ["trust", "private", "public", "stigma"]
    (contents,) = of_kind(document, Contents)
    assert contents.deepest == 2
    # Codes that occur together and are left out are named, but lead nowhere.
    assert links(document) <= {row.anchor for row in of_kind(document, Heading)}


def test_parts_come_in_the_order_that_is_asked_for() -> None:
    parts = (CodeDetail.MEMO, CodeDetail.QUOTES, CodeDetail.DEFINITION)
    study = codebook_study(["privacy"], "said")
    document = written(content_of(study, BOOK, "said", parts=parts), BOOK)
    kinds = [type(block) for block in document.blocks]
    assert TableBlock not in kinds
    assert kinds.index(Fields) < kinds.index(QuoteBlock) < len(kinds) - 1 - kinds[::-1].index(Fields)
    labels = [label for block in of_kind(document, Fields) for label, _ in block.rows]
    assert labels[:2] == ["Memo", "Definition"]
    table, *_ = written(content_of(study, COMPACT, parts=(CodeDetail.FIGURES, *parts)), COMPACT).blocks
    assert isinstance(table, TableBlock)
    assert [column.name for column in table.columns] == [
        "No.", "Code", "Segments (participants)", "Memo", "Example", "Definition",
    ]  # fmt: skip


def test_codes_that_occur_together_are_named_shortly_and_linked() -> None:
    study = nested()
    banks = study.code_named("banks").id
    content = CodebookContent(
        study,
        USUAL_PARTS[BOOK],
        {banks: CodeFigures(banks, 3, 1, 1, 9, 50, ((study.code_named("public").id, 2),), 3)},
    )
    document = written(content, BOOK)
    (runs,) = [
        words for block in of_kind(document, Fields) for label, words in block.rows
        if label == LABELS[CodeDetail.TOGETHER]
    ]  # fmt: skip
    assert plain(runs) == "1.2 public\u00a0(2)"
    assert runs[0].link == "code-1-2"


def test_where_words_are_quoted_elsewhere_it_says_so() -> None:
    study = nested()
    stigma, banks = study.code_named("stigma").id, study.code_named("banks").id
    here = next(row.quotes for row in words_for(study, "said").quotes.values() if row.quotes)
    for quotes, begins in ((here, "More words"), ((), "Words")):
        found = CodeQuotes(quotes, 0 if quotes else 1, (banks,))
        words = replace(words_for(study, ""), quotes={stigma: found})
        document = written(content_of(study, BOOK, words=words), BOOK)
        said = [plain(row.words) for row in of_kind(document, Paragraph)]
        assert f"{begins} about this code are quoted under 1.1.1 banks." in said
        # That there is nothing more below it is said by that.
        assert NOT_QUOTED not in said


def test_an_example_is_a_starred_quote_or_the_codebooks_own_or_one_that_was_found() -> None:
    for chosen, own, expected in (
        (True, "own", "quoted (Kim, FG1, turn 14)"),
        (False, "own", "own"),
        (False, "", "quoted (Kim, FG1, turn 14)"),
    ):
        study = codebook_study(["privacy"], own)
        (code,) = study.codes_in_order
        found = CodeQuotes((Quote(quotation("FG1", 14, "Kim", "quoted"), chosen),))
        words = replace(words_for(study, ""), quotes={code.id: found})
        (table,) = written(content_of(study, COMPACT, words=words), COMPACT).blocks
        assert isinstance(table, TableBlock)
        place = [column.name for column in table.columns].index("Example")
        assert plain(table.rows[0][place].words) == expected


def test_a_long_quote_is_cut_between_words_in_a_cell() -> None:
    long = quotation("FG1", 3, "Kim", f"“{' '.join(f'word{n}' for n in range(80))}.”")
    assert plain(quote_in_cell(long)).endswith(" word18 word19…” (Kim, FG1, turn 3)")


@pytest.mark.parametrize("form", list(CodebookForm))
def test_a_code_without_figures_is_listed(form: CodebookForm) -> None:
    document = written(CodebookContent(nested(), USUAL_PARTS[form]), form)
    assert "banks" in str(document.blocks)


@pytest.mark.parametrize("overview", [True, False])
def test_a_book_says_once_why_segments_are_more_than_passages(overview: bool) -> None:
    study = nested()
    figures = {
        row.id: CodeFigures(row.id, 3, 1, 1, 9, 9, (), 2) for row in study.codes_in_order if row.codable
    }
    parts = tuple(part for part in USUAL_PARTS[BOOK] if overview or part is not CodeDetail.OVERVIEW)
    document = written(CodebookContent(study, parts, figures=figures), BOOK)
    assert str(document.blocks).count("Segments count what each coder coded;") == 1


def test_figures_that_differ_have_their_reason_beside_them() -> None:
    one = CodeFigures(identity("c"), 51, 9, 2, 1_234, 9_999, (), 41)
    assert usage(one) == "51 segments (41 passages) in 9 transcripts, 2 participants, 1,234 words"
    assert passages_remark([one]).endswith("51 segments, 41 passages.")
    alike = one._replace(segments=1, passages=1, transcripts=1)
    assert usage(alike) == "1 segment in 1 transcript, 2 participants, 1,234 words"
    assert passages_remark([alike]) == ""
    assert usage(one._replace(segments=0)) == "not used yet"
    assert (usage(None), partners(None, {})) == ("", "")
    together = one._replace(partners=((identity("firms"), 12), (identity("stigma"), 3)))
    names = {identity("firms"): "firms", identity("stigma"): "stigma"}
    assert partners(together, names) == "firms (12); stigma (3)"


@pytest.mark.parametrize("form", list(CodebookForm))
def test_an_empty_codebook_says_so(form: CodebookForm) -> None:
    document = written(content_of(codebook_study([]), form), form)
    (block,) = document.blocks
    said = block.notes if isinstance(block, TableBlock) else (plain(block.words),)  # type: ignore[union-attr]
    assert said == ("The codebook has no codes yet.",)


@pytest.mark.parametrize(
    ("segments", "quotes", "told"),
    [
        (0, {}, NOT_USED),
        (3, {"left_out": 1}, NO_CONSENT),
        (3, {"under": "banks"}, "Printed under 1.1.1."),
        (3, {}, NONE_FITS),
        (3, None, ""),
    ],
)
def test_a_cell_without_an_example_says_why(segments: int, quotes: dict[str, Any] | None, told: str) -> None:
    study = nested()
    stigma, banks = study.code_named("stigma").id, study.code_named("banks").id
    figures = {stigma: CodeFigures(stigma, segments, 1, 1, 9, 50, (), 3)}
    found = quotes and CodeQuotes(
        left_out=quotes.get("left_out", 0), elsewhere=(banks,) if "under" in quotes else ()
    )
    words = CodebookWords() if quotes is None else CodebookWords({stigma: found or CodeQuotes()})
    content = CodebookContent(study, USUAL_PARTS[COMPACT], figures, words)
    table, *_ = written(content, COMPACT).blocks
    assert isinstance(table, TableBlock)
    place = [column.name for column in table.columns].index("Example")
    (row,) = [row for row in table.rows if plain(row[1].words) == "stigma"]
    assert plain(row[place].words) == told


@pytest.mark.parametrize("marked", [False, True])
def test_an_example_that_somebody_said_is_a_quote_with_its_reference(marked: bool) -> None:
    said = "Nobody rang me “at home”, did they."
    study = codebook_study(["privacy", "trust"], "What it means.")
    first, second = study.codes_in_order
    examples = f"“{said}”" if marked else said
    study = study.after(ChangeSet("Example", (updated(first, replace(first, examples=examples)),)))
    words = CodebookWords(spoken={examples: "Kim, FG1, turn 14"})
    book = written(CodebookContent(study, USUAL_PARTS[BOOK], words=words), BOOK)
    fields = [dict(block.rows) for block in of_kind(book, Fields)]
    shown = f"“{said}”" if marked else "“Nobody rang me ‘at home’, did they.”"
    assert plain(fields[0]["Example"]) == f"{shown}\nKim, FG1, turn 14"
    # What nobody said is as it was written; several are examples.
    assert fields[1]["Example"] == "What it means."
    several = replace(second, examples=f"Talk of letters\n{examples}")
    study = study.after(ChangeSet("Examples", (updated(second, several),)))
    content = CodebookContent(study, USUAL_PARTS[BOOK], words=words)
    assert plain(content.said(several, CodeDetail.EXAMPLES)) == f"Talk of letters\n{shown}\nKim, FG1, turn 14"
    assert content.label(several, CodeDetail.EXAMPLES) == "Examples"
    table, *_ = written(replace(content, parts=USUAL_PARTS[COMPACT]), COMPACT).blocks
    assert isinstance(table, TableBlock)
    place = [column.name for column in table.columns].index("Example")
    cells = [plain(row[place].words) for row in table.rows]
    assert cells == [shown, f"Talk of letters\n{examples}"]


def test_a_table_after_the_book_says_that_it_tells_the_same() -> None:
    book, table = (
        codebook_document(content_of(nested(), form), form, Front(title="Codebook"), provenance())
        for form in (CodebookForm.BOOK, COMPACT)
    )
    assert book.tells == table.tells == (ReportSubject.CODEBOOK, DEFINITIONS)
    said = [
        plain(block.words)
        for block in composed(Front(title="Whole"), [book, table]).blocks
        if isinstance(block, Paragraph)
    ]
    assert "This table gives on a few pages what is in chapter A." in said
    # A part of the codebook does not tell what all codes mean.
    some = replace(content_of(nested(), CodebookForm.BOOK), depth=1)
    assert written(some, CodebookForm.BOOK).tells == (ReportSubject.CODEBOOK,)
    quotes = replace(some, depth=None, parts=(CodeDetail.QUOTES,))
    assert written(quotes, CodebookForm.BOOK).tells == (ReportSubject.CODEBOOK,)


def test_quotes_alone_follow_one_another_without_a_name_above_each() -> None:
    content = content_of(codebook_study(["Trust", "firms", "state"]), BOOK, "Some words.")
    alone = replace(content, parts=(CodeDetail.QUOTES,))
    headings = of_kind(written(alone, BOOK), Heading)
    assert [row.new_page for row in headings] == [True] + [False] * (len(headings) - 1)
    assert "Quotes" not in [plain(row.words) for row in of_kind(written(alone, BOOK), Paragraph)]
    beside = replace(content, parts=(CodeDetail.DEFINITION, CodeDetail.QUOTES))
    assert "Quotes" in [plain(row.words) for row in of_kind(written(beside, BOOK), Paragraph)]


@pytest.mark.parametrize(("segments", "told"), [(0, "No segments."), (3, "Nothing noted.")])
def test_no_heading_of_a_code_stands_alone(segments: int, told: str) -> None:
    study = codebook_study(["Trust", "firms"])
    figures = {key: row._replace(segments=segments) for key, row in figures_of(study).items()}
    blocks = list(written(CodebookContent(study, (CodeDetail.QUOTES,), figures), BOOK).blocks)
    pairs = pairwise(blocks)
    (said,) = (after for before, after in pairs if isinstance(before, Heading) and before.words == "firms")
    assert said == Paragraph(told, ParagraphKind.FACT)


@pytest.mark.parametrize("form", list(CodebookForm))
def test_a_code_of_which_only_subcodes_are_used_is_not_called_unused(form: CodebookForm) -> None:
    study = nested()
    used = {"banks": 3, "public": 2}
    figures = {
        row.id: CodeFigures(
            row.id, *((used[row.name], 1, 1, 9, 9) if row.name in used else (0, 0, 0, 0, 0)), ()
        )
        for row in study.codes_in_order
    }
    words = CodebookWords(quotes={row.id: CodeQuotes() for row in study.codes_in_order})
    document = written(CodebookContent(study, USUAL_PARTS[form], figures, words), form)
    said = str(document.blocks)
    if form is CodebookForm.BOOK:
        assert said.count("No segments of its own; its subcodes have 5 segments") == 1  # trust
        assert said.count("No segments of its own; its subcodes have 3 segments") == 1  # private
        assert said.count("Not used yet") == 1  # stigma
        headings = {row.words: row.remark for row in of_kind(document, Heading)}
        remarks = ("", "", "3 segments", "no segments")
        assert tuple(headings[name] for name in ("trust", "private", "banks", "stigma")) == remarks
    else:
        assert said.count("No segments of its own.") == 2
        assert said.count("No segments.") == 1


def test_names_have_room_for_what_stands_before_them() -> None:
    def room(deep: bool) -> float:
        names = ["one name alone", "another name", "and a third one"]
        study = study_of({}, {name: names[at - 1] if deep and at else None for at, name in enumerate(names)})
        (table,) = of_kind(written(content_of(study, COMPACT, "What it means. " * 9), COMPACT), TableBlock)
        wide: dict[str, float] = {column.name: column.width for column in table.columns}
        return wide["Code"] / wide["Definition"]

    assert room(deep=True) > room(deep=False)
