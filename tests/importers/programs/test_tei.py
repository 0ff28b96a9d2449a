"""CATMA's annotations and TEI stand-off: every annotation is where it was, in the words that it was put on.

Tests as well: ``tei_text``.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.programs.tei import read_tei
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedProject
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, project, run

__all__ = ["project", "run"]

TAGS = (
    '<fsdDecl xml:id="T_1" n="Tags 1"><fsDecl xml:id="CATMA_AAAAAAAA-0000-4000-8000-000000000001">'
    '<fsDescr>being cross</fsDescr><fDecl name="catma_displaycolor"><vRange><vColl><string>-13434829</string>'
    "</vColl></vRange></fDecl></fsDecl>"
    '<fsDecl xml:id="CATMA_AAAAAAAA-0000-4000-8000-000000000002" '
    'baseTypes="CATMA_AAAAAAAA-0000-4000-8000-000000000001"><fsDescr>firms</fsDescr></fsDecl></fsdDecl>'
)
Spans = Sequence[tuple[int, int]]


def catma(text: str, spans: Spans, *, pointers: bool = False, crlf: bool = False) -> str:
    """An annotation for each span, as CATMA writes them: cut wherever one begins or ends."""
    ends = sorted({0, len(text), *(place for span in spans for place in span)})
    body = ""
    for start, end in pairwise(ends):
        names = " ".join(f"#A{place}" for place, (a, b) in enumerate(spans) if a <= start and end <= b)
        if pointers:
            first, last = (units(text[:place], crlf=crlf) for place in (start, end))
            said = f'<ptr target="catma://CATMA_D#char={first},{last}" type="inclusion"/>'
        else:
            said = escape(text[start:end])
        body += f'<seg ana="{names}">{said}</seg>' if names else said
    notes = "".join(
        f'<fs xml:id="A{place}" type="CATMA_AAAAAAAA-0000-4000-8000-00000000000{place % 2 + 1}">'
        f'<f name="catma_markupauthor"><string>CD</string></f>'
        f'<f name="catma_markuptimestamp"><string>2021-03-11T10:20:30.000+0100</string></f>'
        f'<f name="mood"><string>cross {place}</string></f></fs>'
        for place in range(len(spans))
    )
    return document(
        f"<encodingDesc>{TAGS}</encodingDesc>", f'<body><ab type="catma">{body}</ab></body>{notes}'
    )


def units(text: str, *, crlf: bool) -> int:
    return len((text.replace("\n", "\r\n") if crlf else text).encode("utf-16-le")) // 2


def document(header: str, text: str, beside: str = "") -> str:
    title = "<fileDesc><titleStmt><title>Talk</title></titleStmt></fileDesc>"
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{title}{header}</teiHeader>{beside}'
        f"<text>{text}</text></TEI>"
    )


def read(content: str, folder: Path) -> ExchangedProject:
    path = folder / "c.xml"
    path.write_text(content, "utf-8")
    return read_tei(path)


def quoted(found: ExchangedProject) -> dict[str, set[str]]:
    """The words of each code."""
    (source,) = found.sources
    assert source.text is not None
    names = {code.id: code.name for code in found.codes}
    words: dict[str, set[str]] = {}
    for each in source.selections:
        words.setdefault(names[each.codings[0].code], set()).add(source.text.text[each.start : each.end])
    return words


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(st.sampled_from("ab ü🙂\n<&"), min_size=2, max_size=30))
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places), max_size=5))
    return text, [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@given(annotated())
def test_annotations_of_catma_are_where_they_were(found: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = found
    with TemporaryDirectory() as folder:
        made = read(catma(text, spans), Path(folder))
    (source,) = made.sources
    assert source.text is not None
    assert source.text.text == text
    assert sorted((each.start, each.end) for each in source.selections) == sorted(spans)


def test_tags_people_and_properties_come_along(tmp_path: Path) -> None:
    made = read(catma("We signed a form", [(3, 16), (12, 16)]), tmp_path)
    assert [(code.name, code.colour) for code in made.codes] == [("being cross", "#330033"), ("firms", "")]
    assert made.codes[1].parent == made.codes[0].id
    assert str(made.codes[0].id) == "aaaaaaaa-0000-4000-8000-000000000001"
    assert [user.name for user in made.users] == ["CD"]
    assert [note.text for note in made.notes] == ["mood: cross 0", "mood: cross 1"]
    assert {each.created for each in made.sources[0].selections} == {1_615_454_430_000}
    assert quoted(made) == {"being cross": {"signed a form"}, "firms": {"form"}}


@pytest.mark.parametrize("crlf", [False, True])
def test_a_text_beside_the_document_is_found_by_its_length(
    run: Run, project: str, tmp_path: Path, crlf: bool
) -> None:
    text = "A: We signed 🙂 a form\nB: Nobody asked us\n" * 3
    words = ("signed", "form", "Nobody asked", "us")
    spans = [(text.rindex(word), text.rindex(word) + len(word)) for word in words]
    folder = tmp_path / "Talk" / "annotationcollections"
    folder.mkdir(parents=True)
    file = folder / "c.xml"
    file.write_text(catma(text, spans, pointers=True, crlf=crlf), "utf-8")
    refused = run("exchange", "import", project, file, code=1).output
    assert "is not in it. Put that text as a .txt file into the same folder" in refused
    (tmp_path / "Talk" / "other.txt").write_text("Something else", "utf-8")
    written = text.replace("\n", "\r\n") if crlf else text
    (tmp_path / "Talk" / "talk.txt").write_bytes(written.encode())
    said = run("import", project, file).output
    assert "written by CATMA" in said
    with_codings = open_project(project, writing=False)
    study = with_codings.study
    talk = study.transcript_named("Talk").id
    assert {study.quoted(talk, row.span) for row in study.codings_of(talk)} == set(words)
    with_codings.close()
    assert "nothing new" in run("exchange", "import", file, project).output


def test_stand_off_of_the_guidelines_names_elements(tmp_path: Path) -> None:
    classes = (
        "<encodingDesc><classDecl><taxonomy><category xml:id='c1'><catDesc>Trust</catDesc>"
        "<category xml:id='c2'><catDesc>In firms</catDesc></category></category>"
        "</taxonomy></classDecl></encodingDesc>"
    )
    beside = (
        "<standOff><listAnnotation><annotation target='#w3 #w4' ana='#c2'/></listAnnotation>"
        "<spanGrp type='stance'><span from='#w1' to='#w2'>doubt</span><span target='#u2' ana='#c1'/>"
        "<span target='#gone' ana='#c1'/></spanGrp></standOff>"
    )
    body = (
        "<body><u who='#A'><w xml:id='w1'>We</w> <w xml:id='w2'>signed</w>\n   <w xml:id='w3'>a</w>"
        " <w xml:id='w4'>form</w></u> <!-- here --> <u who='#B' xml:id='u2'>Nobody <seg ana='#c1 #c2'> "
        "asked us</seg>.<note>Laughs</note></u></body>"
    )
    made = read(document(classes, body, beside), tmp_path)
    assert made.sources[0].text is not None
    assert made.sources[0].text.text == "A: We signed a form\nB: Nobody asked us."
    assert {code.name: code.parent for code in made.codes}["In firms"] == made.codes[0].id
    assert quoted(made) == {
        "doubt": {"We signed"},
        "In firms": {"a form", "asked us"},
        "Trust": {"asked us", "B: Nobody asked us."},
    }


UTTERANCES = st.lists(
    st.tuples(
        st.sampled_from(["Ayşe", "Jörg", "P1", "Mod"]),
        st.text("abü🙂 ", min_size=1).filter(lambda said: said.strip()),
    ),
    min_size=1,
    max_size=6,
)


@given(UTTERANCES)
def test_who_speaks_is_whom_the_document_names(said: list[tuple[str, str]]) -> None:
    body = "".join(f"<u who='#{who}'>{words}</u>\n" for who, words in said)
    with TemporaryDirectory() as folder:
        (source,) = read(document("", f"<body>{body}</body>"), Path(folder)).sources
    assert source.text is not None
    turns = source.text.turns
    spoken = [(turn.label, source.text.text[turn.speech : turn.span.end].split()) for turn in turns]
    assert spoken == [(who, words.split()) for who, words in said]


def test_where_the_document_names_nobody_the_words_tell(tmp_path: Path) -> None:
    lines = "".join(f"<p>{who}: Nobody asked us.</p>" for who in ("Ann", "Ben", "Ann", "Ben"))
    (source,) = read(document("", f"<body>{lines}</body>"), tmp_path).sources
    assert source.text is not None
    assert [turn.label for turn in source.text.turns] == ["Ann", "Ben", "Ann", "Ben"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<!DOCTYPE TEI [<!ENTITY a "b">]><TEI><text>&a;</text></TEI>', "XML entities of its own"),
        ("<TEI><text>We sig", "damaged"),
        ("<TEI><teiHeader/></TEI>", "It holds no text"),
    ],
)
def test_broken_documents_end_in_a_sentence(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why) as told:
        read(content, tmp_path)
    assert str(told.value).startswith("“c.xml” cannot be imported. ")


@pytest.mark.parametrize("head", ["", '<?xml version="1.0" encoding="utf-8"?>\n', "<!-- from CATMA -->"])
@pytest.mark.parametrize("name", ["c.xml", "c.tei", "c.txt"])
def test_markup_is_never_taken_for_words(
    run: Run, project: str, tmp_path: Path, head: str, name: str
) -> None:
    file = tmp_path / name
    file.write_text(head + catma("We signed a form", [(3, 9)]), "utf-8")
    if name == "c.txt":
        said = run("import", project, file, code=1).output
        assert (
            "The file is a TEI document, as CATMA exports annotations: use “qualcode exchange import”."
            in said
        )
    else:
        assert "Imported “Talk”." in run("import", project, file).output
