"""A transcript on paper: every word once and in order, numbers as chosen, codes beside the words they are on.

Tests as well: ``beside``, ``pdf_file``, ``rows``, ``sheet``, ``choice``.
"""

import re
import time
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextFormat
from PySide6.QtWidgets import QApplication

from qualcode.importers import reading
from qualcode.model.change import ChangeSet
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.clock import clock
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.project import new_project
from qualcode.operations.text.turns import split_turn
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.ui.paper import choice as choices
from qualcode.ui.paper import rows as rows_module
from qualcode.ui.paper.choice import PaperMargin, PaperSize, TranscriptPaper
from qualcode.ui.paper.pdf_file import pdf_bytes
from qualcode.ui.paper.rows import PrintedRow, rows_of, turned_at
from qualcode.ui.paper.sheet import sheet_for
from qualcode.ui.paper.transcript_pages import TranscriptPages
from qualcode.ui.transcript.column import x_of
from tests.support.pdf_pages import words_of_pages
from tests.support.studies import FG1, example_study, read_transcript, span_of
from tests.ui.seen import colours_of

WORDS = [f"word{number}" for number in range(4000)]


@pytest.fixture(scope="module")
def long_study(qapp: QApplication) -> Study:
    """A transcript of many pages in which a code goes over the end of a page."""
    said = [
        (label, " ".join(WORDS[start : start + 40]))
        for label, start in zip(["MOD", "P1", "P2"] * 40, range(0, 4000, 40), strict=False)
    ]
    study = Study().after(new_project("Long"))
    study = study.after(add_transcripts(study, [read_transcript("FG1 Long", said)]).change)
    study = _coded(study, "stigma", "word700 ", "word1500 ")
    study = _coded(study, "trust", "word800 ", "word820 ")
    return _coded(study, "stigma", "word3000 ", "word3001 ")


def _coded(study: Study, name: str, first: str, last: str) -> Study:
    steps: list[ChangeSet] = []
    if all(code.name != name for code in study.codes.values()):
        steps.append(add_code(study, name)[1])
        study = study.after(steps[-1])
    coder, change = ensure_coder(study, "AB")
    study = study.after(change) if change else study
    (transcript_id,) = study.transcripts
    text = study.text(transcript_id)
    span = Span(text.index(first), text.index(last))
    return study.after(apply_code(study, study.code_named(name).id, transcript_id, span, coder.id))


def pages_of(study: Study, name: str, choice: TranscriptPaper) -> list[str]:
    content = pdf_bytes(TranscriptPages(study, study.transcript_named(name).id, choice))
    return words_of_pages(content)


@pytest.mark.parametrize("margin", PaperMargin)
@pytest.mark.parametrize("size", PaperSize)
def test_every_word_is_printed_once_and_in_order(
    long_study: Study, margin: PaperMargin, size: PaperSize
) -> None:
    pages = pages_of(long_study, "FG1 Long", TranscriptPaper(margin=margin, size=size, line_numbers=True))
    assert len(pages) > 3
    assert re.findall(r"\bword\d+\b", " ".join(pages)) == WORDS


def test_speakers_numbers_of_turns_and_pages_are_printed(long_study: Study) -> None:
    pages = pages_of(long_study, "FG1 Long", TranscriptPaper(margin=PaperMargin.NOTHING))
    text = "\n".join(pages)
    assert text.count("P1:") == 34 - 1
    assert f"1 / {len(pages)}" in pages[0]
    assert f"{len(pages)} / {len(pages)}" in pages[-1]
    assert "FG1 Long" in pages[0]
    assert re.search(r"\b100\b", pages[-1])
    without = "\n".join(pages_of(long_study, "FG1 Long", TranscriptPaper(turn_numbers=False)))
    assert not re.search(r"^\s*100\s*$", without, re.MULTILINE)


def test_names_of_codes_stand_beside_their_words_and_again_on_the_next_page(long_study: Study) -> None:
    for margin in (PaperMargin.CODES, PaperMargin.STRIPES):
        pages = pages_of(long_study, "FG1 Long", TranscriptPaper(margin=margin))
        (first,) = [place for place, page in enumerate(pages) if re.search(r"\bword700\b", page)]
        (last,) = [place for place, page in enumerate(pages) if re.search(r"\bword1499\b", page)]
        assert last > first
        assert "stigma" in pages[first]
        assert all("… stigma" in page for page in pages[first + 1 : last + 1])
        assert sum("trust" in page for page in pages) == 1
    none = pages_of(long_study, "FG1 Long", TranscriptPaper(margin=PaperMargin.NOTHING))
    assert not any("stigma" in page for page in none)


def test_stripes_are_as_long_as_their_passages(long_study: Study) -> None:
    (transcript_id,) = long_study.transcripts
    pages = TranscriptPages(long_study, transcript_id, TranscriptPaper(margin=PaperMargin.STRIPES))
    colour = QColor(long_study.code_named("stigma").colour).rgb()

    def coloured(page: int) -> int:
        seen = colours_of(pages.picture(page, 900))
        return int((seen[:, seen.shape[1] // 2 :] == colour).any(axis=1).sum())

    lengths = [coloured(page) for page in range(pages.pages)]
    # The long passage fills the pages in its middle; the short one takes a line of a later page.
    assert max(lengths) > 700
    assert sum(0 < length < 60 for length in lengths) >= 1
    assert 0 in lengths


def test_the_same_pages_give_the_same_bytes(long_study: Study) -> None:
    (transcript_id,) = long_study.transcripts
    first = pdf_bytes(TranscriptPages(long_study, transcript_id))
    time.sleep(1.1)
    assert pdf_bytes(TranscriptPages(long_study, transcript_id)) == first
    assert b"D:20000101000000" in first


def test_more_codes_than_there_is_room_for_are_counted(qapp: QApplication) -> None:
    study = example_study()
    coder = study.coder_named("AB")
    there = span_of(study, "asked first")
    for number in range(90):
        code, change = add_code(study, f"code {number}")
        study = study.after(change)
        place = study.transcript_named(FG1.name).id
        study = study.after(apply_code(study, code.id, place, there, coder.id))
    (page,) = pages_of(study, FG1.name, TranscriptPaper(margin=PaperMargin.STRIPES))
    (left,) = re.findall(r"and (\d+) more", page)
    shown = len(re.findall(r"\bcode \d+\b", page))
    # Three passages of the example begin on the page as well.
    assert shown + int(left) in (90, 91, 92, 93)


@given(
    st.builds(
        TranscriptPaper,
        st.booleans(),
        st.booleans(),
        st.sampled_from(PaperMargin),
        st.integers(choices.LEAST_POINTS, choices.MOST_POINTS),
        st.sampled_from(PaperSize),
    )
)
def test_choices_are_kept_as_text(paper: TranscriptPaper) -> None:
    assert choices.read(paper.written()) == paper


@pytest.mark.parametrize("text", ["", "[", "3", '{"margin": "wide"}', '{"points": "large"}', "[1]"])
def test_choices_that_cannot_be_read_are_the_usual_ones(text: str) -> None:
    assert choices.read(text) == TranscriptPaper()


def test_the_head_says_how_many_passages_are_beside_the_text_and_whose(qapp: QApplication) -> None:
    study = Study().after(new_project("Two"))
    study = study.after(
        add_transcripts(study, [read_transcript("FG1", [("P1", "Yes, we trust them.")])]).change
    )
    study = study.after(add_code(study, "trust")[1])
    (place,) = study.transcripts
    text, who = study.text(place), []
    for name, words in (("AB", "we trust them"), ("CD", "trust"), ("CD", "Yes")):
        coder, change = ensure_coder(study, name)
        study = study.after(change) if change else study
        span = Span(text.index(words), text.index(words) + len(words))
        study = study.after(apply_code(study, study.code_named("trust").id, place, span, coder.id))
        who.append(coder.id)
    for coders, said in (
        (None, "One turn, 2 coded passages, all coders merged"),
        (who[:1], "One turn, 1 coded passage, coder AB"),
        (who[1:2], "One turn, 2 coded passages, coder CD"),
        ((), "One turn, 0 coded passages, no coder"),
    ):
        (page,) = words_of_pages(pdf_bytes(TranscriptPages(study, place, None, coders)))
        assert said in " ".join(page.split())


def read_study(folder: Path, text: str) -> tuple[Study, UUID]:
    """A file as the window imports it."""
    file = folder / "FG2.txt"
    file.write_text(text, encoding="utf-8")
    study = Study().after(new_project("Read"))
    study = study.after(add_transcripts(study, [reading.read_transcript(file)]).change)
    (place,) = study.transcripts
    return study, place


def printed_rows(study: Study, place: UUID) -> tuple[PrintedRow, ...]:
    sheet = sheet_for(TranscriptPaper(), 100)
    return rows_of(study, place, sheet, QFont(), sheet.top).all


LABELS = (
    """[00:00:05] MOD: Where were we?
[00:00:12]\tP1:  On the night bus.
[00:01:15] MOD: Go on.
[01:02:20] P1: No.
""",
    """MOD 00:00:05
Where were we?

P1 00:00:12
On the night bus.

MOD 00:01:15
Go on.

P1 01:02:20
No.
""",
    """MOD: Where were we? #00:00:05-0#
P1: On the night bus. #00:00:12-0#
MOD: Go on. #00:01:15-0#
P1: No. #01:02:20-0#
""",
    """[00:00:05]  MOD: \tWhere were we?
[00:00:12]  P1: \tOn the night bus.
[00:01:15]  MOD: \tGo on.
[01:02:20]  P1: \tNo.
""",
)


@pytest.mark.parametrize("text", LABELS)
def test_a_turn_begins_with_its_number_who_speaks_and_when_however_the_file_says_so(
    qapp: QApplication, tmp_path: Path, text: str
) -> None:
    study, place = read_study(tmp_path, text)
    assert len(study.turns_of(place)) == 4
    rows = printed_rows(study, place)
    printed = [(row.turn, row.layout.text()) for row in rows if not row.line]
    times = [clock(turn.time) for turn in study.turns_of(place)]
    assert printed == [
        (1, f"MOD ({times[0]}): Where were we?"),
        (2, f"FG2-P1 ({times[1]}): On the night bus."),
        (3, f"MOD ({times[2]}): Go on."),
        (4, f"FG2-P1 ({times[3]}): No."),
    ]
    for row in rows:
        bold = [part for part in row.layout.formats() if part.format.fontWeight() == QFont.Weight.Bold]
        assert [(part.start, part.length) for part in bold] == [(0, row.layout.text().index(" ("))]


def test_a_page_says_at_its_foot_which_turns_are_on_it(long_study: Study) -> None:
    pages = pages_of(long_study, "FG1 Long", TranscriptPaper())
    on = [re.search(r"turns (\d+) to (\d+)", page) for page in pages]
    ends = [(int(found[1]), int(found[2])) for found in on if found]
    assert len(ends) == len(pages)
    assert ends[0][0] == 1
    assert ends[-1][1] == 100
    # A turn that goes on over the end of a page is on both.
    assert all(after[0] - before[1] in (0, 1) for before, after in pairwise(ends))
    assert "turns" not in "".join(pages_of(long_study, "FG1 Long", TranscriptPaper(turn_numbers=False))[1:])


def test_the_name_that_a_participant_was_given_is_printed_not_the_label_of_the_file(
    qapp: QApplication, tmp_path: Path
) -> None:
    study, place = read_study(tmp_path, "I: So?\nMargaret: On the night bus.\nI: Go on.\nMargaret: No.\n")
    (person,) = [row for row in study.participants.values() if row.name == "Margaret"]
    study = study.after(rename_participant(study, person.id, "P07"))
    text = " ".join(words_of_pages(pdf_bytes(TranscriptPages(study, place))))
    assert "Margaret" not in text
    assert text.count("P07:") == 2


def test_a_turn_that_begins_within_a_line_has_its_number_and_a_row_of_its_own(
    qapp: QApplication, tmp_path: Path
) -> None:
    study, place = read_study(
        tmp_path, "I: So? Yes, on the bus.\nP1: On the night bus.\nI: Go on.\nP1: No.\n"
    )
    text = study.text(place)
    study = study.after(split_turn(study, place, [text.index("Yes")], label="P1"))
    rows = printed_rows(study, place)
    assert [row.turn for row in rows] == [1, 2, 3, 4, 5]
    assert [row.start for row in rows] == study.turns_of(place).start.tolist()


def test_words_without_a_speaker_are_as_black_as_those_of_participants(
    qapp: QApplication, tmp_path: Path
) -> None:
    study, place = read_study(tmp_path, "The night bus was late and nobody said a word.\n")
    (row,) = printed_rows(study, place)
    assert not any(
        part.format.hasProperty(QTextFormat.Property.ForegroundBrush) for part in row.layout.formats()
    )


def test_cells_behind_tabs_stand_below_each_other_and_never_touch(qapp: QApplication) -> None:
    said = "We list the answers here.\nFarida\tThey moved to a house.\tYes\nBen Okonkwo\tNo.\tNo"
    study = Study().after(new_project("Tabs"))
    study = study.after(add_transcripts(study, [read_transcript("List", [("MOD", said)])]).change)
    (transcript_id,) = study.transcripts
    sheet = sheet_for(TranscriptPaper(), 100)
    rows = rows_of(study, transcript_id, sheet, QFont(), sheet.top)
    least = QFontMetricsF(QFont()).horizontalAdvance("0")
    columns: list[list[int]] = []
    for row in rows.all:
        line, text = row.layout.lineAt(row.line), row.layout.text()
        tabs = [place for place, letter in enumerate(text) if letter == "\t"]
        if tabs:
            edges = [(x_of(line, place), x_of(line, place + 1)) for place in tabs]
            assert all(behind - before >= least for before, behind in edges), edges
            columns.append([round(behind) for _, behind in edges])
    assert len(columns) == 2
    assert columns[0] == columns[1]


@given(st.integers(1, 60), st.integers(-1, 20), st.integers(1, 20))
def test_no_line_of_a_paragraph_is_alone_on_a_page(lines: int, room: int, full: int) -> None:
    room = min(room, full)
    turned = sorted(turned_at(lines, room, full))
    parts = [after - before for before, after in pairwise([0, *turned, lines])]
    assert sum(parts) == lines
    assert parts[0] <= max(room, 0) or room == full
    assert all(part <= full for part in parts)
    assert all(part > 0 for part in parts[1:])
    if full > 3:
        assert lines == 1 or 1 not in parts
        # A page is filled but for a line that would leave one alone.
        assert all(part >= full - 1 for part in parts[1:-1])


def test_lines_that_are_printed_are_not_alone_at_the_end_of_a_page(long_study: Study) -> None:
    (transcript,) = long_study.transcripts_in_order
    paper = TranscriptPaper()
    sheet = sheet_for(paper, 100)
    for points in range(170, 260, 9):
        font = QFont()
        font.setPixelSize(points)
        rows = rows_of(long_study, transcript.id, sheet, font, sheet.top + 900).all
        for before, after in pairwise(rows):
            if before.page == after.page:
                continue
            lines, last = before.layout.lineCount(), after.layout.lineCount() - 1
            assert (before.line, after.line) == (lines - 1, 0) or 0 < before.line < after.line < last
        assert all(row.y + 1 < sheet.bottom for row in rows)


def test_a_few_lines_have_no_page_of_their_own(long_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    (transcript,) = long_study.transcripts_in_order
    sheet = sheet_for(TranscriptPaper(), 100)
    saved = 0
    leadings = rows_module._LEADINGS
    for points in range(170, 260, 3):
        font = QFont()
        font.setPixelSize(points)
        monkeypatch.setattr(rows_module, "_LEADINGS", leadings[:1])
        usual = rows_of(long_study, transcript.id, sheet, font, sheet.top + 900)
        monkeypatch.setattr(rows_module, "_LEADINGS", leadings)
        rows = rows_of(long_study, transcript.id, sheet, font, sheet.top + 900)
        few = len(usual.of_page(usual.pages - 1)) <= 8
        assert rows.pages in ((usual.pages, usual.pages - 1) if few else (usual.pages,))
        assert (rows.height == usual.height) == (rows.pages == usual.pages)
        assert [(row.start, row.end) for row in rows.all] == [(row.start, row.end) for row in usual.all]
        saved += usual.pages - rows.pages
    assert saved


def test_a_long_name_of_a_code_goes_on_on_a_second_line_where_all_names_have_room(
    qapp: QApplication,
) -> None:
    name = "a formal recognition of care between people"

    def beside(more: int) -> str:
        study = example_study()
        place, coder = study.transcript_named(FG1.name).id, study.coder_named("AB").id
        for called in (name, *(f"code {number}" for number in range(more))):
            code, change = add_code(study, called)
            study = study.after(change)
            study = study.after(apply_code(study, code.id, place, span_of(study, "asked first"), coder))
        return pages_of(study, FG1.name, TranscriptPaper(margin=PaperMargin.CODES))[0]

    assert " ".join(beside(0).split()).count(name) == 1
    # Where there are so many that all would not find room, each has one line.
    assert name not in " ".join(beside(90).split())
    assert "a formal recognition" in beside(90)
