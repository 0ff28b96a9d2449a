"""What several parts of one document say alike is said once, and referred to by chapter and table."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
    plain,
)
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.numbering import Numbered, numbered
from qualcode.exporters.document.works_cited import with_references
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.works import AC1, ALPHA, KAPPA, Work


def part(title: str, *blocks: Block) -> Document:
    about = Provenance(title, (), "Study", 3, "1", "")
    return Document(Front(title=title), blocks, Colophon(about))


def table(*words: str, caption: str = "New codes") -> TableBlock:
    return TableBlock((TableColumn("A", 1),), tuple((TableCell(word),) for word in words), caption, "here")


def referring() -> Paragraph:
    return Paragraph((Run("Saturation was reached ("), Run("", link="here"), Run(").")))


def said(placed: Numbered) -> list[str]:
    """The paragraphs and headings in words, links resolved."""
    found = []
    for row in placed.blocks:
        if isinstance(row.block, Heading):
            found.append(f"# {row.block.number} {row.block.words}")
        elif isinstance(row.block, Paragraph):
            found.append("".join(run.words for run in placed.runs(row.block.words)).replace("\xa0", " "))
        elif isinstance(row.block, TableBlock):
            found.append(f"{row.label}: {row.block.caption}")
    return found


def words_of(parts: Sequence[Document]) -> list[str]:
    return said(numbered(composed(Front(title="Whole"), parts)))[:-1]


def test_what_a_paragraph_says_among_other_things_is_not_said_after_it() -> None:
    rule, alone = "Passages are merged.", Paragraph("Passages are merged.", once="merged")
    whole = Paragraph(f"Two things. {rule}", says="merged")
    assert words_of((part("A", whole), part("B", alone, Paragraph("x")), part("C", alone))) == [
        "# A. A", f"Two things. {rule}", "# B. B", "x", "# C. C",
    ]  # fmt: skip
    # What says more is there wherever it is.
    assert words_of((part("B", alone), part("C", alone), part("A", whole))) == [
        "# A. B", rule, "# B. C", "# C. A", f"Two things. {rule}",
    ]  # fmt: skip


def test_what_another_part_is_about_is_said_there_and_led_to() -> None:
    leading = Paragraph("", once="codes", instead="On codes, see")
    note = Paragraph("What it means.", once="codes")
    about = replace(part("Codes", Paragraph("All of them.")), tells=("codes",))
    passages = part("Passages", leading, note, Paragraph("x"), note)
    for parts, letter in (((about, passages), "A"), ((passages, about), "B")):
        said_there = [words for words in words_of(parts) if not words.startswith("# ")]
        assert sorted(said_there) == sorted(["All of them.", f"On codes, see chapter {letter}.", "x"])
    # Alone, and where nothing else is about it, it says so itself.
    assert words_of((passages,)) == ["# A. Passages", "What it means.", "x", "What it means."]
    assert said(numbered(passages))[:3] == ["What it means.", "x", "What it means."]
    # The part that is about it leads nowhere.
    own = replace(part("Codes", leading, Paragraph("All of them.")), tells=("codes",))
    assert words_of((own, passages))[:2] == ["# A. Codes", "All of them."]


def test_a_table_of_what_another_part_is_about_is_left_to_it() -> None:
    items = replace(table("x", caption="Items"), once="checklist")
    methods, checklist = (
        part("Methods", items),
        replace(part("Items", Paragraph("All.")), tells=("checklist",)),
    )
    assert words_of((methods, checklist)) == [
        "# A. Methods", "Items: see chapter B.", "# B. Items", "All.",
    ]  # fmt: skip
    assert words_of((methods, part("More"))) == ["# A. Methods", "Table 1: Items", "# B. More"]


def test_a_picture_that_stands_there_already_is_referred_to_and_its_notes_are_with_it() -> None:
    note = Paragraph("How to read it.", ParagraphKind.NOTE)
    first, again = (
        PictureBlock(b"png", b"svg", "Told", f"{name}, counted", "map", listed=name)
        for name in ("Map", "Again")
    )
    other = PictureBlock(b"png", b"other", "Told", "Other", "map")
    parts = (part("A", first, note), part("B", again, note, Paragraph("x")), part("C", other, note))
    assert words_of(parts) == [
        "# A. A",
        "How to read it.",
        "# B. B",
        "Again: see Figure 1 in chapter A.",
        "x",
        "# C. C",
        "How to read it.",
    ]


def test_a_table_that_stands_there_already_is_referred_to() -> None:
    parts = (
        part("Methods", referring(), table("x", "y")),
        part("Saturation", table("x", "y")),
        # A sentence that says the number leads to it already.
        part("More", referring(), table("x", "y")),
    )
    assert words_of(parts) == [
        "# A. Methods",
        "Saturation was reached (Table 1).",
        "Table 1: New codes",
        "# B. Saturation",
        "New codes: see Table 1 in chapter A.",
        "# C. More",
        "Saturation was reached (Table 1).",
    ]


def test_tables_that_differ_are_both_printed() -> None:
    parts = (
        part("Methods", table("x")),
        part("Saturation", table("y")),
        part("More", table("x", caption="Other")),
    )
    assert [words for words in words_of(parts) if words.startswith("Table")] == [
        "Table 1: New codes",
        "Table 2: New codes",
        "Table 3: Other",
    ]


def test_a_paragraph_is_printed_once_and_then_referred_to() -> None:
    told = Paragraph("Coders were compared.", once="method", instead="How coders were compared is told in")
    silent = Paragraph("Marks are yellow.", once="marks")
    parts = (part("One", silent), part("Two", told, silent), part("Three", told, silent))
    assert words_of(parts) == [
        "# A. One",
        "Marks are yellow.",
        "# B. Two",
        "Coders were compared.",
        "# C. Three",
        "How coders were compared is told in chapter B.",
    ]
    placed = numbered(composed(Front(title="Whole"), parts))
    (link,) = [
        run.link
        for row in placed.blocks
        if isinstance(row.block, Paragraph)
        for run in placed.runs(row.block.words)
        if run.link
    ]
    heading = next(
        row for row in placed.blocks if isinstance(row.block, Heading) and row.block.words == "Two"
    )
    assert link == heading.key


def test_a_section_that_has_been_said_is_left_out_with_its_heading_and_what_it_alone_cites() -> None:
    told = Paragraph("Coders were compared.", once="method", instead="How coders were compared is told in")
    section = (
        Heading("For the methods section", 1, "methods", unless="method"),
        told,
        Heading("Measures", 2, "measures"),
        Paragraph("Kappa (Cohen, 1960)."),
        Heading("Round", 1, "round"),
    )
    assert words_of((part("Methods", told), part("Agreement", *section))) == [
        "# A. Methods", "Coders were compared.", "# B. Agreement", "#  Round",
    ]  # fmt: skip
    alone = ["# A. Agreement", "#  For the methods section", "Coders were compared.", "#  Measures"]
    assert words_of((part("Agreement", *section),))[:4] == alone


def test_works_are_listed_once_at_the_end() -> None:
    def citing(*works: Work) -> tuple[Block, ...]:
        return tuple(with_references([Paragraph(f"As {work.told} say.") for work in works]))

    parts = (part("One", *citing(ALPHA, KAPPA)), part("Two", *citing(AC1, KAPPA)))
    assert [words for words in words_of(parts) if "say." not in words] == [
        "# A. One", "# B. Two", "#  References", KAPPA.entry, AC1.entry, ALPHA.entry,
    ]  # fmt: skip
    # By itself a part has its own list.
    assert said(numbered(parts[0]))[2:-1] == ["References", KAPPA.entry, ALPHA.entry]


def test_without_works_there_is_no_list() -> None:
    assert words_of((part("One", Paragraph("x")),)) == ["# A. One", "x"]


def test_a_table_is_printed_in_the_chapter_that_is_about_it_wherever_that_is() -> None:
    home = replace(table("x", "y"), home=True)
    parts = (part("Methods", referring(), table("x", "y")), part("Saturation", referring(), home))
    assert words_of(parts) == [
        "# A. Methods",
        "Saturation was reached (Table 1).",
        "# B. Saturation",
        "Saturation was reached (Table 1).",
        "Table 1: New codes",
    ]


def test_cells_name_the_chapters_of_a_document_in_the_place_of_its_reports() -> None:
    cells = (
        Run("Report on saturation", chapter="saturation"),
        Run(", Runs; "),
        Run("history", chapter="audit"),
    )
    lines = TableBlock((TableColumn("Reported in", 1),), ((TableCell(cells),), (TableCell("Kim"),)))
    alone = replace(part("Table", lines), tells=("table",))
    told = replace(part("Runs", Paragraph("x")), tells=("audit", "saturation"))

    def shown(*parts: Document) -> list[str]:
        made = numbered(composed(Front(title="Whole"), parts))
        table = next(row.block for row in made.blocks if isinstance(row.block, TableBlock))
        return [plain(cell.words).replace("\xa0", " ") for row in table.rows for cell in row]

    assert shown(alone, part("B")) == ["Report on saturation, Runs; history", "Kim"]
    assert shown(alone, told) == ["Chapter B, Runs; chapter B", "Kim"]
    assert shown(told, alone) == ["Chapter A, Runs; chapter A", "Kim"]
