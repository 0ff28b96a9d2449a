"""Several documents as one: chapters numbered, tables counted on, links kept, one contents, one colophon."""

from dataclasses import replace

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    TableBlock,
    TableColumn,
    plain,
)
from qualcode.exporters.document.composing import chapter_letter, composed
from qualcode.exporters.document.numbering import numbered
from qualcode.model.questions.provenance import CHOICE, IN_WORDS, QUOTES
from tests.exporters.document.specimens import ABOUT, FRONT, document


def _other(block: Block) -> Block:
    match block:
        case TableBlock():
            return replace(block, rows=block.rows[:-1])
        case PictureBlock():
            return replace(block, svg=block.svg.replace(b"</svg>", b"<g/></svg>"))
        case _:
            return block


def _parts() -> list:  # type: ignore[type-arg]
    # Other figures: the same table or picture would only be referred to.
    blocks = tuple(map(_other, document().blocks))
    return [document(), replace(document(), front=replace(FRONT, title="Second"), blocks=blocks)]


def test_parts_become_chapters_with_letters_and_codes_keep_their_numbers() -> None:
    whole = numbered(composed(replace(FRONT, title="For the client"), _parts()))
    assert [entry.words for entry in whole.lists[ListOf.HEADINGS]] == [
        "A.\u2002Renting alone", "1\u2002Trust", "1.1\u2002Private fears", "Matrix",
        "B.\u2002Second", "1\u2002Trust", "1.1\u2002Private fears", "Matrix", "About this document",
    ]  # fmt: skip
    assert [entry.level for entry in whole.lists[ListOf.HEADINGS]] == [1, 2, 3, 2, 1, 2, 3, 2, 1]


def test_chapters_go_on_after_z() -> None:
    assert [chapter_letter(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_tables_and_figures_count_on_and_are_referred_to_by_their_own_numbers() -> None:
    whole = numbered(composed(FRONT, _parts()))
    assert [entry.words for entry in whole.lists[ListOf.TABLES]] == [
        "Table 1. How often",
        "Table 2. How often",
    ]
    said = [
        "".join(run.words for run in whole.runs(placed.block.words))
        for placed in whole.blocks
        if isinstance(placed.block, Paragraph)
    ]
    assert sum("See Table\u00a01 and Figure\u00a01" in words for words in said) == 1
    assert sum("See Table\u00a02 and Figure\u00a02" in words for words in said) == 1


def test_there_is_one_list_of_contents_and_one_colophon_that_says_each_thing_once() -> None:
    whole = composed(FRONT, _parts())
    lists = [block.of for block in whole.blocks if isinstance(block, Contents)]
    assert lists == list(ListOf)
    assert whole.colophon.sentences == ("Quotes are from all.",)
    facts = whole.colophon.about.facts
    opened = ABOUT.sentence[:1].upper() + ABOUT.sentence[1:]
    assert [name for name, words in facts if words == opened] == ["Chapters\u00a0A,\u00a0B"]
    assert facts.count(("coders", "AB, CD")) == 1


def test_a_part_that_lies_across_has_its_heading_on_its_page() -> None:
    upright = replace(document(), blocks=(Paragraph("x"),))
    across = replace(document(), landscape=True, blocks=(NewPage(landscape=True), Paragraph("x")))
    blocks = list(composed(FRONT, [upright, across, upright]).blocks)
    turns = [place for place, block in enumerate(blocks) if isinstance(block, NewPage) and block.landscape]
    heading = blocks[turns[-1] + 1]
    assert isinstance(heading, Heading)
    assert heading.number == "B."
    assert not heading.new_page
    assert blocks[turns[-1] + 3] == NewPage(landscape=False)


def test_parts_of_the_same_title_are_told_apart_in_contents_and_colophon() -> None:
    book, table = document(), replace(document(), apart="as a table")
    whole = composed(replace(FRONT, title="For the client"), [book, table, table, book])
    titles = [entry.words for entry in numbered(whole).lists[ListOf.HEADINGS] if entry.level == 1]
    named = ["Renting alone", "Renting alone as a table", "Renting alone as a table (2)", "Renting alone (2)"]
    numbers = [f"{letter}.\u2002{name}" for letter, name in zip("ABCD", named, strict=True)]
    assert titles == [*numbers, "About this document"]
    told = {
        name for name, words in whole.colophon.about.facts if words.casefold() == ABOUT.sentence.casefold()
    }
    assert told == {"Chapters\u00a0A\u00a0to\u00a0D"}


def test_a_rule_of_quotes_that_parts_share_is_told_once_and_what_differs_beside_each() -> None:
    numbers = ["44, at most 2 a code.", "22, at most 1 a code.", "9, at most 3 a participant."]
    rules = ["Starred ones first.", "Starred ones first.", "The longest."]
    parts = [
        replace(document(), colophon=Colophon(replace(ABOUT, facts=((QUOTES, number), (CHOICE, rule)))))
        for number, rule in zip(numbers, rules, strict=True)
    ]
    facts = composed(FRONT, parts).colophon.about.facts
    named = [(name.replace("\u00a0", " "), words) for name, words in facts]
    told = [(name, words) for name, words in named if " in " in name]
    assert told == [
        *zip(("Quotes in A", "Quotes in B", "Quotes in C"), numbers, strict=True),
        ("Choice in A, B", "Starred ones first."),
        ("Choice in C", "The longest."),
    ]


def test_a_rule_of_quotes_that_all_parts_share_is_told_once() -> None:
    about = replace(ABOUT, facts=((QUOTES, "44, at most 2 a code."), (CHOICE, "Starred ones first.")))
    parts = [replace(document(), colophon=Colophon(about)) for _ in range(2)]
    facts = composed(FRONT, parts).colophon.about.facts
    assert [name.replace("\u00a0", " ") for name, words in facts if words == "Starred ones first."] == [
        "Choice in A, B"
    ]


def test_figures_that_were_counted_otherwise_say_so_in_title_and_caption() -> None:
    about = [
        "Codes that overlap, counted as pairs, all coders",
        "Codes in the same turn, counted as turns, all coders",
    ]
    parts = [
        replace(
            document(),
            blocks=(TableBlock((TableColumn("", 1),), (), "Renting alone: rows 1 to 3 of 9", "a"),),
            colophon=Colophon(replace(ABOUT, facts=((IN_WORDS, words),)), counted_above=True),
        )
        for words in about
    ]
    whole = composed(replace(FRONT, title="For the client"), parts)
    # One phrase is enough to tell them apart; the captions say the others.
    first, second = "codes that overlap", "codes in the same turn"
    told = numbered(whole)
    assert [entry.words for entry in told.lists[ListOf.HEADINGS]][:2] == [
        f"A.\u2002Renting alone: {first}",
        f"B.\u2002Renting alone: {second}",
    ]
    assert [entry.words for entry in told.lists[ListOf.TABLES]] == [
        f"Table 1. Renting alone: {first}: rows 1 to 3 of 9",
        f"Table 2. Renting alone: {second}: rows 1 to 3 of 9",
    ]
    captions = [block.caption for block in whole.blocks if isinstance(block, TableBlock)]
    assert captions == [
        f"Renting alone: {way}: rows 1 to 3 of 9. Counted as {count}, all coders"
        for way, count in ((first, "pairs"), (second, "turns"))
    ]
    # What captions say is not said again at the end.
    assert not [words for _, words in whole.colophon.about.facts if words in about]


def test_a_coefficient_is_in_titles_by_its_name_and_in_captions_with_its_formula() -> None:
    counted, formula = "Codes that overlap, all coders", "c-coefficient: n12 / n1"
    parts = [
        replace(
            document(),
            blocks=(TableBlock((TableColumn("", 1),), (), "Renting alone", "a"),),
            colophon=Colophon(replace(ABOUT, facts=((IN_WORDS, words),))),
        )
        for words in (counted, f"{counted}; {formula}")
    ]
    whole = composed(replace(FRONT, title="For the client"), parts)
    titles = [block.words for block in whole.blocks if isinstance(block, Heading) and block.level == 1]
    assert titles == ["Renting alone", "Renting alone: c-coefficient"]
    assert [block.caption for block in whole.blocks if isinstance(block, TableBlock)] == [
        f"Renting alone. {counted}",
        f"Renting alone: c-coefficient. {counted}, {formula}",
    ]


def test_chapters_that_follow_each_other_are_told_by_the_first_and_the_last() -> None:
    others = Colophon(replace(ABOUT, facts=()))
    parts = [
        replace(document(), colophon=others) if number in (2, 6) else document() for number in range(1, 9)
    ]
    told = [name.replace("\u00a0", " ") for name, _ in composed(FRONT, parts).colophon.about.facts]
    assert told[:2] == ["Chapters A, C to E, G, H", "Chapters B, F"]


def test_the_end_has_an_entry_for_every_part() -> None:
    quoted = replace(ABOUT, facts=((IN_WORDS, "22 codes"), (QUOTES, "44, at most 2 a code.")))
    parts = [
        replace(document(), front=replace(FRONT, title="Codes"), colophon=Colophon(quoted)),
        replace(
            document(), front=replace(FRONT, title="Matrix"), colophon=Colophon(ABOUT, counted_above=True)
        ),
        replace(
            document(), front=replace(FRONT, title="Methods"), colophon=Colophon(replace(ABOUT, facts=()))
        ),
        replace(
            document(),
            front=replace(FRONT, title="Passages"),
            colophon=Colophon(replace(ABOUT, facts=((IN_WORDS, "3 segments"),))),
            listing=True,
        ),
    ]
    facts = composed(FRONT, parts).colophon.about.facts
    assert [(name.replace("\u00a0", " "), words) for name, words in facts][:6] == [
        ("Chapter A", "22 codes"),
        ("Chapter B", "Counted as the captions say"),
        ("Chapter C", "Counted as the text says"),
        ("Chapter D", "3 segments"),
        ("Quotes in A", "44, at most 2 a code."),
        ("Quotes in D", "every passage that may be printed, also those that other chapters quote"),
    ]
    alone = composed(FRONT, parts[3:]).colophon.about.facts
    assert "every passage that may be printed" in [words for _, words in alone]


def test_short_chapters_share_pages_and_others_begin_on_their_own() -> None:
    short = replace(document(), blocks=(Paragraph("A line."),))
    long = replace(document(), blocks=tuple(Paragraph("A line.") for _ in range(40)))
    blocks = composed(FRONT, [long, short, short, long, short]).blocks
    chapters = [block.new_page for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == [True, True, False, True, True]


def test_contents_go_down_as_far_as_those_of_each_part() -> None:
    deep = tuple(Heading(f"Level {level}", level, f"h{level}") for level in range(1, 6))
    shallow = replace(document(), blocks=(Contents(deepest=1), *deep))
    whole = composed(FRONT, [replace(document(), blocks=(Contents(deepest=4), *deep)), shallow])
    found = numbered(whole)
    (contents,) = [block for block in whole.blocks if block == Contents(deepest=5)]
    assert isinstance(contents, Contents)
    said = [entry.words.partition("\u2002")[2] or entry.words for entry in found.entries(contents)]
    assert said == [
        "Renting alone", "Level 1", "Level 2", "Level 3", "Level 4",
        "Renting alone (2)", "Level 1", "About this document",
    ]  # fmt: skip


def test_contents_of_several_chapters_say_no_figures_beside_their_lines() -> None:
    part = replace(document(), blocks=(Heading("Trust", 1, "trust", remark="4 segments"),))
    found = numbered(composed(FRONT, [part, part]))
    assert {entry.remark for entry in found.lists[ListOf.HEADINGS]} == {""}


def test_contents_say_where_participants_are_not_listed_for_want_of_room() -> None:
    def people(letter: str, number: int) -> tuple[Heading, ...]:
        names = (Heading(f"{letter}{place}", 2, f"p{place}", somebody=True) for place in range(number))
        return Heading("Passages", 1, "passages"), *names

    few = replace(document(), front=replace(FRONT, title="Few"), blocks=people("F", 40))
    many = replace(document(), front=replace(FRONT, title="Many"), blocks=people("M", 80))
    note = (
        "The participants in chapters A and B are not listed here, where there is no room for so many names."
    )
    for parts, number, said in (
        ([few], 40, []), ([few, few], 40, []), ([many], 80, []), ([few, many], 0, [note]),
    ):  # fmt: skip
        whole = composed(FRONT, parts)
        contents = next(block for block in whole.blocks if isinstance(block, Contents))
        listed = [entry for entry in numbered(whole).entries(contents) if entry.words[1:].isdigit()]
        assert len(listed) == number
        told = [plain(block.words) for block in whole.blocks if isinstance(block, Paragraph)]
        assert [words for words in told if "not listed" in words] == said


def test_contents_say_whose_participants_are_listed_elsewhere_and_which_levels_are_left_out() -> None:
    names = [Heading(f"Sitter {place}", 2, f"p{place}", somebody=True) for place in range(12)]
    few = replace(document(), front=replace(FRONT, title="Few"), blocks=tuple(names))
    many = replace(few, front=replace(FRONT, title="Many"), blocks=(*names, Paragraph("A line.")))
    codes = [Heading(f"Code {place}", 1 + place // 40, f"c{place}") for place in range(160)]
    deep = replace(document(), front=replace(FRONT, title="Deep"), blocks=(Contents(deepest=4), *codes))

    def notes(*parts: Document) -> list[str]:
        blocks = composed(FRONT, parts).blocks
        said = [block for block in blocks if isinstance(block, Paragraph)]
        return [plain(block.words) for block in said if block.kind is ParagraphKind.NOTE]

    assert notes(few, many) == ["The participants in chapter A are listed under chapter B alone."]
    assert notes(many) == []
    assert notes(deep, deep) == ["The lowest levels of headings in chapters A and B are not listed here."]
