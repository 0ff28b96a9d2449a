"""Files broken at random give a transcript or a sentence; HYPOTHESIS_PROFILE=thorough tries more of them.

Tests: ``reading``.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.reading import transcript_of
from qualcode.importers.tables.table_cells import table_of
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import no_progress
from qualcode.model.study import Study
from qualcode.operations.project import new_project
from qualcode.project.importing.state import ImportState, work_out
from qualcode.project.importing.table_uses import TableUse
from qualcode.project.importing.tables import listed_table
from tests.importers.open_document_files import document as odt
from tests.importers.pdf_files import document as pdf
from tests.importers.tables.test_table_cells import workbook
from tests.importers.word_files import document as docx
from tests.importers.word_files import paragraph, run, table

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
EMPTY = Study().after(new_project("Study"))
LIMITS = ImportLimits(unpacked_bytes=5_000_000, xml_elements=50_000, text_characters=2_000_000)
PAGES = [
    [(72.0, 700.0, "INT: So what about the infor-"), (72.0, 686.0, "mation?"), (280.0, 30.0, "Page 1")]
] * 3

RICH = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset204 A;}}"
    rb"\b INT:\b0  So?\par P1: caf\'e9 \u-10179?\u-8704?"
    rb"{\footnote Laughs.}{\*\annotation x}{\header H\par}\trowd a\cell b\cell\row\bin3 abc}"
)

SEEDS: dict[str, list[bytes]] = {
    "a.txt": [
        "Date: 3 May\n\n[00:03:12] P1: Yes – “well”.\nINT (0:12): So?\n**P1:** No\n".encode(),
        "INT\tSo?\nP1\tcafé\n".encode("utf-16"),
    ],
    "a.docx": [
        docx(
            paragraph(run("INT:", bold=True), run(" So?"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
            + table((paragraph(run("P1")), paragraph(run("Yes.")))),
            {"footnotes": f'<w:footnote w:id="2">{paragraph(run("Laughs."))}</w:footnote>'},
        )
    ],
    "a.odt": [
        odt("<text:p>INT: <text:span>So?</text:span></text:p><text:list><text:list-item/></text:list>")
    ],
    "a.rtf": [RICH],
    "a.pdf": [pdf(PAGES)],
    "a.html": [
        b"<html><body><p><b>INT</b> So?<br>x<table><tr><td>P1<td>Yes</table><pre> a\n</pre></body></html>"
    ],
    "a.vtt": [b"WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\n<v Anna>Hello &amp; that</v>\n\nNOTE x\n"],
    "a.json": [
        (
            b'{"text": " So?", "segments": [{"start": 0.5, "text": " So?", "speaker": "SPEAKER_00"}, '
            b'{"start": 2, "words": [{"word": "Yes", "start": 2.0}, {"word": "."}]}], "language": "en"}'
        ),
        b'{"speakers": [{"spkid": "s1", "name": "Ana"}], "segments": [{"speaker": "s1", "text": "So?"}]}',
    ],
    "a.otr": [b'{"text": "<p><span class=\\"timestamp\\">0:02</span> Ana: So?</p>", "media": "a.mp3"}'],
    "a.cha": [
        b"@Begin\n@Participants:\tINV Ana Investigator\n*INV:\tso ? \x150_900\x15\n%mor:\tadv|so\n@End\n"
    ],
    "a.ttml": [
        (
            b'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><p begin="00:00:01.0">So<br/>?</p>'
            b'<p begin="1500ms">Yes</p></body></tt>'
        )
    ],
    "a.eaf": [
        (
            b'<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="900"/></TIME_ORDER>'
            b'<TIER TIER_ID="Ana"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="t1"><ANNOTATION_VALUE>So?'
            b"</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
        )
    ],
    "a.sbv": [b"0:00:00.599,0:00:04.160\nSo?\n\n0:00:04.770,0:00:06.880\nYes\n"],
    "a.tsv": [b"start\tend\ttext\n0\t900\tSo?\n900\t1500\tYes\n"],
    "a.srt": [b"1\n00:00:01,000 --> 00:00:02,000\nMOD: So?\n\n2\n00:00:02,500 --> 00:00:03,000\nP1: Yes\n"],
}
for _name, _folder in (("a.docx", "docx"), ("a.vtt", "vtt_srt"), ("a.srt", "vtt_srt")):
    SEEDS[_name] += [path.read_bytes() for path in sorted((CORPORA / _folder).glob(f"*{Path(_name).suffix}"))]

PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"<", b">", b"{", b"}", b"\\", b"\\u-1 ", b"\\bin9999999999 ", b"\0", b"\xff\xfe", b"&#0;", b"<w:p>"]
    ),
)


@st.composite
def broken(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A real file with some stretches cut out, doubled or written over."""
    raw = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        raw = raw[:start] + draw(st.one_of(PIECES, st.just(raw[start:end] * 2))) + raw[end:]
    return raw


@st.composite
def broken_inside(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A package that unpacks well, but one of whose parts is broken."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(draw(st.sampled_from(seeds)))) as package:
        spoilt = draw(
            st.sampled_from([name for name in package.namelist() if name.endswith((".xml", ".rels"))])
        )
        with zipfile.ZipFile(written, "w") as copy:
            for name in package.namelist():
                part = package.read(name)
                copy.writestr(name, draw(broken([part])) if name == spoilt else part)
    return written.getvalue()


def try_transcript(raw: bytes, name: str) -> None:
    try:
        read = transcript_of(raw, name, limits=LIMITS)
    except QualcodeError:
        return
    read.text.encode("utf-8")
    assert "\0" not in read.text
    assert "\r" not in read.text
    assert "".join(read.text[turn.span.start : turn.span.end] for turn in read.turns) == read.text
    assert all(0 <= item.span.start <= item.span.end <= len(read.text) for item in read.remarks)


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
def test_broken_files_give_a_transcript_or_a_sentence(name: str, data: st.DataObject) -> None:
    try_transcript(data.draw(broken(SEEDS[name])), name)


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
@given(data=st.data())
def test_broken_parts_give_a_transcript_or_a_sentence(name: str, data: st.DataObject) -> None:
    try_transcript(data.draw(broken_inside(SEEDS[name])), name)


HOSTILE = {
    "blanks after a colon": ("a.txt", "Date: x\na: " + " " * 200_000 + "b\n"),
    "stars in a header": ("a.md", "Date: x\na: " + "* " * 100_000 + "b\n"),
    "labels without end": ("a.txt", "P1: " * 100_000),
    "tabs without end": ("a.txt", "a\t" * 100_000),
    "brackets without end": ("a.txt", "[" * 200_000),
    "times without end": ("a.txt", "00:01 " * 50_000),
    "names alone": ("a.txt", "Anna\n" * 20_000),
    "names and blank lines": ("a.txt", "Anna:\n\n" * 20_000),
    "voices never closed": ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 50_000),
    "times of cues without end": ("a.vtt", "WEBVTT\n\n" + "00:01.000 --> 00:02.000\n" * 20_000 + "x"),
    "tags never closed": ("a.html", "<html><body>" + "<" * 100_000),
    "tags nested without end": ("a.html", "<html><body>" + "<div>" * 20_000 + "x"),
    "groups nested without end": ("a.rtf", "{\\rtf1" + "{" * 100_000),
    "words of control without end": ("a.rtf", "{\\rtf1" + "\\b" * 50_000 + "}"),
}


@pytest.mark.parametrize(("name", "text"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends(name: str, text: str) -> None:
    """Lines and nestings that would cost minutes where a pattern or a depth had no bound."""
    try_transcript(text.encode(), name)


SHEET = workbook([["id", "said"], ["P1", "x"], ["P2", 3.5]])


@given(st.one_of(broken([SHEET, b'id,said\nP1,"x\ny"\n']), broken_inside([SHEET])))
def test_broken_tables_give_a_table_or_a_sentence(raw: bytes) -> None:
    try:
        found = table_of(raw, "a.xlsx", LIMITS)
    except QualcodeError:
        return
    assert all(len(row) == len(found.columns) for row in found.rows)


# -- the long run ---------------------------------------------------------------------------------

PARTS = range(10)
"""Ten times a thousand files: no single test may take minutes."""

ROUNDS = 1_000
MARKS = (
    *(
        b"<",
        b">",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1b$B",
        b"\x15",
    ),
    *(
        b"\n",
        b"\r",
        b"\t",
        b":",
        b"-->",
        b",",
        b"9" * 400,
        b"-1",
        b"1e999",
        b"null",
        b"NaN",
        b"&#0;",
        b"&amp;",
    ),
    *(
        b"\\u-1 ",
        b"\\bin9999999999 ",
        b"<w:p>",
        b"\\ud800",
        "\u0660\u0661:\u0662".encode(),
        b"\xf4\x8f\xbf\xbf",
    ),
)


def mutated(random: Random, seeds: Sequence[bytes]) -> bytes:
    """A real file with stretches cut out, doubled, moved, joined to another or written over."""
    raw = bytearray(random.choice(seeds))
    for _ in range(random.randint(1, 6)):
        start = random.randint(0, len(raw))
        end = min(len(raw), start + random.choice((1, 1, 4, 40, 400)))
        match random.randrange(6):
            case 0:
                del raw[start:end]
            case 1:
                raw[start:start] = raw[start:end] * random.randint(1, 3)
            case 2:
                raw[start:end] = random.choice(MARKS)
            case 3:
                raw[start:end] = random.randbytes(random.randint(1, 8))
            case 4:
                moved = bytes(raw[start:end])
                del raw[start:end]
                place = random.randint(0, len(raw))
                raw[place:place] = moved
            case _:
                raw[start:] = random.choice(seeds)[random.randint(0, len(raw)) :]
    return bytes(raw)


def mutated_inside(random: Random, seeds: Sequence[bytes]) -> bytes:
    """A package one part of which is mutated."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(random.choice(seeds))) as package:
        parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        spoilt = random.choice(parts)
        with zipfile.ZipFile(written, "w") as copy:
            for name in package.namelist():
                part = package.read(name)
                copy.writestr(name, mutated(random, [part]) if name == spoilt else part)
    return written.getvalue()


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", SEEDS)
def test_ten_thousand_mutated_files_of_each_reader(name: str, part: int) -> None:
    random = Random(f"{name} {part}")
    for number in range(ROUNDS):
        inside = name in ("a.docx", "a.odt") and number % 2
        try_transcript((mutated_inside if inside else mutated)(random, SEEDS[name]), name)


TABLES = [
    b"Kode;Farbe;Definition\nTrust;blau;x\nTrust/firms;rgb(1,2,3);y\n",
    b"code,parent,codable,digit\nA,,yes,3\nB,A,no,\nB > C,,x,99\n",
    b"transcript,code,coder,start,end,text,memo\nFG1,trust,AB,0,5,hello,why\n",
    b"ID,Start time,Email,Which?,What worries you most?\n1,3/4/2021,a,b,That somebody reads it all.\n",
    b'StartDate,ResponseId\nStart,ID\n"{""ImportId"":""a""}","{""ImportId"":""b""}"\n2021-03-04,R_1\n',
    b"Respondent ID,Which?,,Why?\n,Parent,Carer,Response\n1,Parent,,Because of it all and more\n",
]


def try_table(raw: bytes) -> None:
    """Whatever a table is taken for, it can be shown and imported, or says why not."""
    try:
        table = listed_table("a.csv", "ab" * 32, table_of(raw, "a.csv", LIMITS))
        for use in TableUse:
            taken = table.with_use(use)
            assert taken.notes
            if not taken.problem:
                work_out(EMPTY, ImportState(tables=(taken,)), no_progress)
    except QualcodeError:
        return


@given(broken(TABLES))
def test_broken_tables_are_imported_or_refused_in_a_sentence(raw: bytes) -> None:
    try_table(raw)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_ten_thousand_mutated_tables(part: int) -> None:
    random = Random(f"tables {part}")
    for _ in range(ROUNDS):
        try_table(mutated(random, TABLES))
