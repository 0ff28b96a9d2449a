"""A coded transcript goes to Word and comes back: the same codings at the same words.

Tests: ``exporters.transcripts.coded_transcript_comments``, ``exporters.transcripts.coded_transcript_margin``,
``exporters.transcripts.coded_transcript_marked``, ``exporters.transcripts.coded_transcript_word``,
``exporters.transcripts.transcript_document``, ``importers.formats.word_codings``, ``reports.reports``.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from qualcode.exporters.document.write import documents_taken
from qualcode.importers.formats.word_codings import read_commented
from qualcode.importers.reading import read_transcript
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.questions.words import Marking
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Remark
from qualcode.operations import coders, project
from qualcode.operations.codes import codebook
from qualcode.operations.codings import coding
from qualcode.operations.codings.comment_coding import CommentImport, import_comments
from qualcode.operations.transcripts import documents
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.reports.reports import export_coded_transcript
from tests.exporters.reading import paragraphs, tables
from tests.exporters.studies import AWKWARD
from tests.importers.word_files import document, paragraph, run
from tests.support.pdf_pages import words_of_pages
from tests.support.profiles import of_hundred
from tests.support.studies import FG1, example_study, span_of, spans_in, studies
from tests.support.studies import read_transcript as read
from tests.support.studies import read_transcript as transcript_of

Said = tuple[str, str, int, int, str]


def codings(study: Study, transcript_id: UUID) -> list[Said]:
    return sorted(
        (study.path(row.code_id), study.coders[row.coder_id].name, *row.span, row.memo)
        for row in study.codings_of(transcript_id)
    )


def without_codings(study: Study) -> Study:
    return Study(study.tables, study.turns, {}, study.step)


def there_and_back(study: Study, transcript_id: UUID) -> tuple[Study, CommentImport]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coded.docx"
        export_coded_transcript(path, study, transcript_id)
        commented = read_commented(path)
    bare = without_codings(study)
    found = import_comments(bare, transcript_id, commented.text, commented.comments)
    return bare.after(found.codings.change), found


@settings(max_examples=of_hundred(25))
@given(studies())
def test_the_way_to_word_and_back_changes_no_coding(study: Study) -> None:
    for transcript in study.transcripts_in_order:
        back, found = there_and_back(study, transcript.id)
        assert found.exact
        assert not found.unmatched
        assert codings(back, transcript.id) == codings(study, transcript.id)


@settings(max_examples=of_hundred(15))
@given(st.data())
def test_awkward_names_memos_and_texts_come_back(data: st.DataObject) -> None:
    said = [("P1", words) for words in AWKWARD if not set(words) & set("\r\x00")]
    study = Study().after(project.new_project("Awkward"))
    study = study.after(documents.add_transcripts(study, [read("FG1", said)]).change)
    names = sorted({" ".join(name.split()) for name in AWKWARD if name.strip()} | {"a", "a — b", "a: c"})
    for name in data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=6, unique=True)):
        if not any(row.name.casefold() == name.casefold() for row in study.codes.values()):
            study = study.after(codebook.add_code(study, name)[1])
    coder, added = coders.ensure_coder(study, "Ann O’Neil")
    study = study.after(added)
    (transcript,) = study.transcripts_in_order
    memos = st.sampled_from(("", "b", "a — b", "one\ntwo", "a\na", "tab\there", *AWKWARD[11:16], "x — y — z"))
    for code in study.codes_in_order:
        span = data.draw(spans_in(len(study.text(transcript.id))))
        study = study.after(
            coding.apply_code(study, code.id, transcript.id, span, coder.id, memo=data.draw(memos).strip())
        )
    back, found = there_and_back(study, transcript.id)
    assert not found.unmatched
    assert codings(back, transcript.id) == codings(study, transcript.id)


# -- what a colleague does in Word -----------------------------------------------------------------


def commented(text: str, comments: list[tuple[str, str, str]], folder: Path) -> Path:
    """A document with a paragraph a line; each comment is (words, author, text)."""
    lines: list[str] = []
    notes: list[str] = []
    for line in text.split("\n"):
        pieces, rest = [], line
        for words, author, said in comments:
            if words in rest:
                number = len(notes)
                before, _, rest = rest.partition(words)
                pieces += [run(before), f'<w:commentRangeStart w:id="{number}"/>', run(words)]
                pieces.append(f'<w:commentRangeEnd w:id="{number}"/>')
                pieces.append(f'<w:r><w:commentReference w:id="{number}"/></w:r>')
                body = "".join(paragraph(run(part)) for part in said.split("\n"))
                notes.append(f'<w:comment w:id="{number}" w:author="{author}">{body}</w:comment>')
        lines.append(paragraph(*pieces, run(rest)))
    path = folder / "colleague.docx"
    path.write_bytes(document("".join(lines), {"comments": "".join(notes)}))
    return path


def imported(study: Study, path: Path, **how: bool) -> tuple[Study, CommentImport]:
    transcript = study.transcript_named(FG1.name)
    found = read_commented(path)
    result = import_comments(
        without_codings(study), transcript.id, found.text, found.comments, nameless="AB", **how
    )
    return without_codings(study).after(result.codings.change), result


def test_a_colleague_codes_the_original_document(tmp_path: Path) -> None:
    study = example_study()
    comments = [
        ("asked first", "Jo", "privacy – really?"),
        ("They just assume", "Jo", "stigma\nprivacy\nA longer remark, not the name of a code."),
        ("cellar", "", "Where is that?"),
    ]
    back, found = imported(study, commented(FG1.text, comments, tmp_path))
    transcript = study.transcript_named(FG1.name)
    asked, assume = span_of(study, "asked first"), span_of(study, "They just assume")
    privacy, stigma = (study.path(study.code_named(name).id) for name in ("privacy", "stigma"))
    assert codings(back, transcript.id) == sorted(
        [
            (privacy, "Jo", *asked, "really?"),
            (privacy, "Jo", *assume, "A longer remark, not the name of a code."),
            (stigma, "Jo", *assume, ""),
        ]
    )
    assert found.unmatched == ("Comment 3 (“Where is that?”): there is no code “Where is that?”.",)


def test_small_differences_do_not_move_the_words(tmp_path: Path) -> None:
    study = example_study()
    changed = "A heading of its own\n" + FG1.text.replace("nothing to hide", "nothing much to hide")
    changed = changed.replace("What do you make of it?", "What do you make of that?")
    comments = [("company's cellar", "Jo", "privacy"), ("A heading", "Jo", "stigma")]
    back, found = imported(study, commented(changed, comments, tmp_path))
    assert not found.exact
    (row,) = back.codings_of(study.transcript_named(FG1.name).id)
    assert row.span == span_of(study, "company's cellar")
    assert found.unmatched == ("Comment 1 (“stigma”): its words are not in the transcript.",)


def sixty_turns() -> list[tuple[str, str]]:
    """An interview whose turns are short and much alike."""
    answers = ("Yes", "No, I do not think so", "It was like that", "They said so, and I said no", "Well, yes")
    return [
        (("I", "R")[turn % 2], f"{answers[turn % 5]} and that was in {1950 + turn}") for turn in range(60)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\n", ".\n"),
        lambda text: "A heading\n\n" + text.replace("\n", ".\n\n") + "End of the talk.\n",
        lambda text: text.replace(" and ", ", and "),
        lambda text: text.replace("I: ", "Interviewer: "),
    ],
)
def test_a_document_with_marks_and_lines_added_brings_every_comment(
    tmp_path: Path, changed: Callable[[str], str]
) -> None:
    original = read("T", sixty_turns())
    study = Study().after(project.new_project("P"))
    study = study.after(documents.add_transcripts(study, [original]).change)
    study = study.after(codebook.add_code(study, "time")[1])
    (transcript,) = study.transcripts.values()
    words = [f"in {1950 + turn}" for turn in range(60)] + [
        f"was in {1950 + turn}" for turn in range(0, 60, 2)
    ]
    document_text = changed(original.text)
    comments = tuple(
        Remark(Span(at := document_text.index(said), at + len(said)), "comment", "Jo", "time")
        for said in words
        if said in document_text
    )
    assert len(comments) == 90
    found = import_comments(study, transcript.id, document_text, comments)
    assert found.unmatched == ()
    after = study.after(found.codings.change)
    text = after.text(transcript.id)
    assert sorted(text[row.span.start : row.span.end] for row in after.codings_of(transcript.id)) == sorted(
        words
    )


def test_another_document_is_refused(tmp_path: Path) -> None:
    other = commented("I: Who knows about you?\nR: The school does, I think.", [], tmp_path)
    with pytest.raises(QualcodeError, match="The document is not “FG1 Home owners”"):
        imported(example_study(), other)
    plain = tmp_path / "plain.docx"
    plain.write_text("not a document", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="plain"):
        read_commented(plain)


def test_codes_are_created_when_asked_for(tmp_path: Path) -> None:
    study = example_study()
    comments = [("asked first", "Jo", "Trust > being asked — why"), ("cellar", "Jo", "Who keeps it there?")]
    path = commented(FG1.text, comments, tmp_path)
    _, without = imported(study, path)
    assert without.codings.added == 0
    assert len(without.unmatched) == 2
    back, found = imported(study, path, new_codes=True)
    assert "being asked" in found.codings.new_codes
    assert [row.memo for row in back.codings_of(study.transcript_named(FG1.name).id)] == ["why"]
    assert len(found.unmatched) == 1


def test_a_category_is_no_coding(tmp_path: Path) -> None:
    study = example_study()
    _, change = codebook.add_code(study, "Group")
    study = study.after(change)
    study = study.after(codebook.set_codable(study, study.code_named("Group").id, False))
    _, found = imported(study, commented(FG1.text, [("cellar", "Jo", "group")], tmp_path))
    assert found.unmatched == ("Comment 1 (“group”): “group” is a category, not a code.",)


# -- the three forms -------------------------------------------------------------------------------


@pytest.mark.parametrize("marking", Marking)
def test_the_same_study_gives_the_same_bytes(tmp_path: Path, marking: Marking) -> None:
    study = example_study()
    transcript = study.transcript_named(FG1.name)
    for name in ("a.docx", "b.docx"):
        about = export_coded_transcript(tmp_path / name, study, transcript.id, marking=marking)
        assert about.sentence.startswith("4 segments, ")
        said = (
            "words of everybody who speaks" if marking is Marking.COMMENTS else "records no consent to quote"
        )
        assert said in dict(about.facts)["consent"]
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_our_document_can_be_imported_as_a_transcript(tmp_path: Path) -> None:
    study = example_study()
    path = tmp_path / "coded.docx"
    export_coded_transcript(path, study, study.transcript_named(FG1.name).id)
    assert read_transcript(path).text.startswith(FG1.text)


def test_the_comments_are_those_that_word_shows(tmp_path: Path) -> None:
    study = example_study()
    path = tmp_path / "coded.docx"
    export_coded_transcript(path, study, study.transcript_named(FG1.name).id)
    found = [(comment.author, comment.text) for comment in Document(str(path)).comments]
    assert sorted(found) == sorted(
        (study.coders[row.coder_id].name, study.path(row.code_id) + (f" — {row.memo}" if row.memo else ""))
        for row in study.codings_of(study.transcript_named(FG1.name).id)
    )


def test_the_margin_has_a_row_a_turn_and_every_coding(tmp_path: Path) -> None:
    study = example_study()
    transcript = study.transcript_named(FG1.name)
    path = tmp_path / "margin.docx"
    export_coded_transcript(path, study, transcript.id, marking=Marking.MARGIN)
    header, *rows = tables(path)[0]
    assert header == ["Turn", "Words", "Codes"]
    numbers = [str(n + 1) for n in range(len(study.turns_of(transcript.id)))]
    assert [row[0] for row in rows] == numbers
    codings = list(study.codings_of(transcript.id))
    beside = "\n".join(row[2] for row in rows)
    # A code is named once beside a turn, however many of its words have it.
    turns = study.turns_of(transcript.id)
    assert beside.count("■") == sum(
        len({row.code_id for row in codings if row.span.overlaps(turn.span)}) for turn in turns
    )
    # Whoever coded words is named beside them, also where somebody else coded them alike.
    coders = [study.coders[row.coder_id].name for row in codings]
    assert all(beside.count(name) == coders.count(name) for name in set(coders))
    # Whoever speaks is called as the participant is, not as the file's label is.
    assert rows[2][1].startswith("FG1-P1:\u2002I would want to be asked first. 🙂")


def test_what_is_said_of_the_margin_takes_few_lines_below_its_table(tmp_path: Path) -> None:
    study = example_study()
    with documents_taken() as taken:
        path = tmp_path / "margin.html"
        export_coded_transcript(path, study, study.transcript_named(FG1.name).id, marking=Marking.MARGIN)
    assert [document.colophon.brief for document in taken] == [True]


def test_several_stretches_of_a_turn_with_one_code_are_below_its_name(tmp_path: Path) -> None:
    study = example_study()
    transcript = study.transcript_named(FG1.name)
    study, code = without_codings(study), study.code_named("privacy")
    for words, coder, memo in (("want to be", "AB", ""), ("asked", "AB", "Why?"), ("asked", "CD", "")):
        given = span_of(study, words), study.coder_named(coder).id
        study = study.after(coding.apply_code(study, code.id, transcript.id, *given, memo=memo))
    path = tmp_path / "margin.docx"
    export_coded_transcript(path, study, transcript.id, marking=Marking.MARGIN)
    (beside,) = (row[2] for row in tables(path)[0] if "■" in row[2])
    name = names_in_documents(study)[code.id]
    assert beside.split("\n") == [
        f"■ {name} AB\u00a0· “…\u00a0want to be …”",
        "AB,\u00a0CD\u00a0· “…\u00a0asked …”",
        "Why?",
    ]


def test_a_coding_over_several_turns_stands_beside_each(tmp_path: Path) -> None:
    study = example_study()
    transcript = study.transcript_named(FG1.name)
    bare = without_codings(study)
    whole = Span(0, len(FG1.text))
    code, coder = study.code_named("privacy"), study.coder_named("AB")
    study = bare.after(coding.apply_code(bare, code.id, transcript.id, whole, coder.id))
    path = tmp_path / "margin.docx"
    export_coded_transcript(path, study, transcript.id, marking=Marking.MARGIN)
    _, *rows = tables(path)[0]
    assert ["continued" in row[2] for row in rows] == [False, *([True] * (len(rows) - 1))]


def test_highlights_number_what_they_mark(tmp_path: Path) -> None:
    study = example_study()
    path = tmp_path / "marked.docx"
    transcript = study.transcript_named(FG1.name)
    export_coded_transcript(path, study, transcript.id, marking=Marking.HIGHLIGHTS)
    used = [code for code in study.codes_in_order if _used(study, code)]
    legend = tables(path)[0]
    assert [row[1].removeprefix("■ ") for row in legend[1:]] == [
        names_in_documents(study)[code.id] for code in used
    ]
    numbers = {study.path(code.id): number for number, code in enumerate(used, 1)}
    privacy = numbers[study.path(study.code_named("privacy").id)]
    assert any(f"asked first{privacy}" in words for _, words in paragraphs(path))


@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_highlights_can_be_pages(tmp_path: Path, ending: str) -> None:
    study = example_study()
    path = tmp_path / f"marked{ending}"
    transcript = study.transcript_named(FG1.name)
    about = export_coded_transcript(path, study, transcript.id, marking=Marking.HIGHLIGHTS)
    assert "in the colours of their codes" in about.sentence
    used = [code for code in study.codes_in_order if _used(study, code)]
    number = "⁰¹²³⁴⁵⁶⁷⁸⁹"[1 + [code.name for code in used].index("privacy")]
    if ending == ".pdf":
        assert f"asked first{number}" in " ".join(words_of_pages(path))
        return
    page = html.document_fromstring(path.read_bytes())
    here = "//table[1]//span[@class='filled'][contains(., 'asked first')]"
    assert str(page.xpath(f"string({here}/@style)")).startswith("background:#")
    assert page.xpath(f"string({here}/following-sibling::span[1])") == number


def _used(study: Study, code: Code) -> bool:
    return any(row.code_id == code.id for table in study.codings.values() for row in table)


@pytest.mark.parametrize("order", [("AB", "CD"), ("CD", "AB")])
def test_the_margin_names_what_several_coded_alike_once_and_codes_without_their_path(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    study = without_codings(example_study())
    code, transcript = study.code_named("councils"), study.transcript_named(FG1.name)
    assert " > " in study.path(code.id)
    span = span_of(study, "They just assume that you have nothing to hide.")
    for name in order:
        made = coding.apply_code(study, code.id, transcript.id, span, study.coder_named(name).id)
        study = study.after(made)
    path = tmp_path / "margin.docx"
    export_coded_transcript(path, study, transcript.id, marking=Marking.MARGIN)
    _, *rows = tables(path)[0]
    (beside,) = [row[2] for row in rows if row[2]]
    assert beside.startswith("■ 1.2 councils AB,\u00a0CD")
    assert beside.count("■") == 1


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("assume that you have", "“…\u00a0assume that you have …”"),
        ("They just assume that you have", "“They just assume that you have …”"),
        ("assume that you have nothing to hide", "“…\u00a0assume that you have nothing to hide.”"),
    ],
)
def test_the_margin_shows_where_a_passage_cuts_a_sentence(tmp_path: Path, words: str, printed: str) -> None:
    study = without_codings(example_study())
    code, transcript = study.code_named("councils"), study.transcript_named(FG1.name)
    span, coder = span_of(study, words), study.coder_named("AB")
    study = study.after(coding.apply_code(study, code.id, transcript.id, span, coder.id))
    path = tmp_path / "margin.docx"
    export_coded_transcript(path, study, transcript.id, marking=Marking.MARGIN)
    _, *rows = tables(path)[0]
    assert [row[2] for row in rows if row[2]] == [f"■ 1.2 councils AB\u00a0· {printed}"]


@pytest.mark.parametrize(
    ("first", "opening"),
    [
        # What the file says of itself has no number, and others keep theirs.
        ("Focus group 9\nDate: 12 March 2021\nPlace: online", 1),
        # A first speech without a label is a turn like any other.
        ("So, thank you all for coming.", 0),
    ],
)
def test_turns_are_numbered_from_the_first_that_somebody_says(
    tmp_path: Path, first: str, opening: int
) -> None:
    said = [("", first), ("MOD", "What do you make of it?"), ("P1", "Not much.")]
    study = example_study()
    study = study.after(add_transcripts(study, [transcript_of("FG9", said)]).change)
    transcript = study.transcript_named("FG9")
    turns = len(study.turns_of(transcript.id))
    margin = tmp_path / "margin.docx"
    export_coded_transcript(margin, study, transcript.id, marking=Marking.MARGIN)
    _, *rows = tables(margin)[0]
    assert [row[0] for row in rows] == [*[""] * opening, *(str(n + 1) for n in range(opening, turns))]
    path = tmp_path / "coded.docx"
    export_coded_transcript(path, study, transcript.id)
    word = Document(str(path))
    numbered = list(word.element.body.iter("{*}numPr"))
    assert len(numbered) == turns - opening
    (start,) = word.part.numbering_part.element.xpath(
        "w:abstractNum[w:lvl/w:lvlText/@w:val='%1']/w:lvl/w:start/@w:val"
    )
    assert start == str(opening + 1)


def test_labels_before_tabs_have_a_column_of_their_own(tmp_path: Path) -> None:
    """At Word’s own stops the words of a speaker would begin right behind the name, or touch it."""
    text = "Interviewer\tAnd then?\nFarida\tThey moved us to another house.\n" * 2
    (tmp_path / "Tabs.txt").write_text(text, encoding="utf-8")
    study = Study().after(project.new_project("Tabs"))
    study = study.after(add_transcripts(study, [read_transcript(tmp_path / "Tabs.txt")]).change)
    (place,) = study.transcripts
    export_coded_transcript(tmp_path / "tabs.docx", study, place)
    styles = Document(str(tmp_path / "tabs.docx")).styles
    for name in ("Turn", "Turn Continued"):
        form = styles[name].paragraph_format
        stops = [stop.position.pt for stop in form.tab_stops]
        # “Interviewer” in bold of this size is not as wide as that, and not much narrower.
        assert 55 < stops[0] - form.left_indent.pt < 90
        assert stops == sorted(stops)
    other = example_study()
    export_coded_transcript(tmp_path / "none.docx", other, other.transcript_named(FG1.name).id)
    assert not list(Document(str(tmp_path / "none.docx")).styles["Turn"].paragraph_format.tab_stops)
