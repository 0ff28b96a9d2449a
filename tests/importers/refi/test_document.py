"""Files of any program are read; broken and hostile ones end in a sentence or are mended, which is told.

Tests as well: ``identities``, ``package``, ``parts``, ``sources``, ``texts``.
"""

import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.refi.document import read_refi
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.document import ExchangedProject
from tests.importers import word_files
from tests.support.foreign_project import archive, codes, document, guid, selection, text_source

WORD_FILE = word_files.document(word_files.paragraph(word_files.run("One paragraph.")))
SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "refi"


def read(tmp_path: Path, body: str, **more: object) -> ExchangedProject:
    return read_refi(archive(tmp_path / "x.qdpx", document(body), **more))  # type: ignore[arg-type]


def test_the_vendors_test_project_is_read_whole() -> None:
    path = SAMPLE / "Project.qde"
    if not path.exists():
        pytest.skip("the sample is not here")
    found = read_refi(path)
    assert (len(found.users), len(found.codes), len(found.sources)) == (3, 14, 12)
    assert (len(found.notes), len(found.links), len(found.sets), len(found.graphs)) == (2, 1, 16, 1)
    assert found.repairs == ()
    assert read_refi(SAMPLE / "TestProject.qdpx").codes == found.codes


def test_of_two_documents_the_outermost_is_read_and_the_other_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.qdpx", document(codes("here")), {"b/deep/a.qde": b"<Project/>"}, "b/My.qde")
    found = read_refi(path)
    assert [code.name for code in found.codes] == ["here"]
    assert found.repairs == ("The archive holds 2 project documents; only “b/My.qde” was read.",)


def test_a_document_in_a_folder_is_found(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.qdpx", document(codes("here")), name="My study/inner/project.qde")
    found = read_refi(path)
    assert ([code.name for code in found.codes], found.repairs) == (["here"], ())


@pytest.mark.parametrize(
    "namespace",
    ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:10", "http://example.org/anything", None],
)
def test_namespaces_are_not_looked_at(tmp_path: Path, namespace: str | None) -> None:
    said = "" if namespace is None else f' xmlns="{namespace}"'
    path = tmp_path / "x.qde"
    path.write_bytes(b"\xef\xbb\xbf" + document(codes("a"), f'<Project{said} name="S">').encode())
    assert [code.name for code in read_refi(path).codes] == ["a"]


@pytest.mark.parametrize("root", ["codebook:1.0", "codebook:1:0", "codebook:0:4"])
def test_a_codebook_alone_is_read(tmp_path: Path, root: str) -> None:
    path = tmp_path / "x.qdc"
    inner = f'<Codes><Code guid="{guid(1)}" name="a" isCodable="false"/></Codes><Sets/>'
    path.write_text(f'<CodeBook xmlns="urn:QDA-XML:{root}">{inner}</CodeBook>')
    found = read_refi(path)
    assert (found.codebook_only, [(code.name, code.codable) for code in found.codes]) == (
        True,
        [("a", False)],
    )


@pytest.mark.parametrize("spelled", [guid(7).lower(), f"{{{guid(7)}}}", f"{{{guid(7).lower()}}}", guid(7)])
@pytest.mark.parametrize("folder", ["sources", "Sources"])
@pytest.mark.parametrize("scheme", ["internal://", "", "sources/"])
def test_words_beside_the_document_are_found(tmp_path: Path, spelled: str, folder: str, scheme: str) -> None:
    body = f'<Sources><TextSource guid="{spelled}" plainTextPath="{scheme}{spelled}.txt"/></Sources>'
    found = read(
        tmp_path, body, texts={f"{folder}/{guid(7)}.TXT": b"\xef\xbb\xbfone\r\ntwo"}, name="My study.QDE"
    )
    source = found.sources[0]
    assert source.text is not None
    assert (str(source.id).upper(), source.text.text, source.text.marked) == (guid(7), "one\ntwo", True)


def test_line_ends_that_are_mixed_are_remembered(tmp_path: Path) -> None:
    body = f'<Sources><TextSource guid="{guid(7)}" plainTextPath="internal://7.txt"/></Sources>'
    text = read(tmp_path, body, texts={"sources/7.txt": b"a\r\nb\nc\r\nd"}).sources[0].text
    assert text is not None
    assert (text.text, text.pairs) == ("a\nb\nc\nd", (1, 5))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_words_in_another_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    body = f'<Sources><TextSource guid="{guid(7)}" plainTextPath="7.txt"/></Sources>'
    words = "The café was naïve, said the über-curator."
    text = read(tmp_path, body, texts={"sources/7.txt": words.encode(encoding)}).sources[0].text
    assert text is not None
    assert text.text == words


def test_a_word_file_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    body = f'<Sources><TextSource guid="{guid(7)}" richTextPath="internal://7.docx"/></Sources>'
    text = read(tmp_path, body, texts={"sources/7.docx": WORD_FILE}).sources[0].text
    assert text is not None
    assert (text.origin, "One paragraph." in text.text) == ("rich", True)


def test_a_pdf_is_read_by_its_representation_and_a_recording_by_its_transcript(tmp_path: Path) -> None:
    printed = f"<PlainTextContent>Printed.</PlainTextContent>{selection(9, 0, 7, 1)}"
    inner = f'<Representation guid="{guid(8)}">{printed}</Representation>'
    spoken = (
        f'<Transcript guid="{guid(11)}"><PlainTextContent>Said aloud.</PlainTextContent>'
        f'<SyncPoint guid="{guid(12)}" position="0"/><SyncPoint guid="{guid(13)}" position="4"/>'
        f'<TranscriptSelection guid="{guid(14)}" fromSyncPoint="{guid(12)}" toSyncPoint="{guid(13)}"/>'
        "</Transcript>"
    )
    body = (
        f'<Sources><PDFSource guid="{guid(7)}" name="P"><PDFSelection guid="{guid(20)}"/>{inner}</PDFSource>'
        f'<VideoSource guid="{guid(10)}" name="V" path="relative://x.mp3">{spoken}'
        f'<VideoSelection guid="{guid(15)}" begin="0" end="9"/></VideoSource></Sources>'
    )
    pdf, video = read(tmp_path, body).sources
    assert pdf.text is not None
    assert video.text is not None
    assert (pdf.text.text, len(pdf.selections), pdf.elsewhere) == ("Printed.", 1, 1)
    assert (video.text.text, video.elsewhere) == ("Said aloud.", 1)
    assert [(each.start, each.end) for each in video.selections] == [(0, 4)]


def test_identities_that_are_doubled_or_broken_are_mended_the_same_way_every_time(tmp_path: Path) -> None:
    inner = f'<Code guid="{guid(1)}" name="a"/><Code guid="{guid(1)}" name="b"/><Code name="c"/>'
    body = f"<CodeBook><Codes>{inner}</Codes></CodeBook>"
    first, again = read(tmp_path, body), read(tmp_path, body)
    assert len({code.id for code in first.codes}) == 3
    assert first == again
    assert first.repairs == (
        "1 code had a GUID that was taken, and got another.",
        "1 code had no valid GUID, and got one.",
    )


# -- hostile ----------------------------------------------------------------------------------


def refused(path: Path, words: str, **limits: int) -> None:
    with pytest.raises(UnreadableFileError, match=words) as failure:
        read_refi(path, replace(DEFAULT_LIMITS, **limits))
    assert str(failure.value).count(". ") <= 1


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(b"\x00\x01 nothing of the kind")
    refused(path, "not a REFI-QDA project")
    path.write_text("<html><body/></html>")
    refused(path, "not a REFI-QDA project or codebook")
    archive(path, "hello", name="readme.txt")
    refused(path, "holds no project document")


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    whole = archive(tmp_path / "x.qdpx", document(codes("a", "b"))).read_bytes()
    path = tmp_path / "cut.qdpx"
    for length in (30, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:length])
        refused(path, "damaged")
    path = tmp_path / "cut.qde"
    path.write_text(document(codes("a", "b"))[:-30])
    refused(path, "damaged or cut off")


def test_a_wrong_checksum_is_noticed(tmp_path: Path) -> None:
    body = f'<Sources><TextSource guid="{guid(7)}" plainTextPath="7.txt"/></Sources>'
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr("project.qde", document(body))
        made.writestr("sources/7.txt", b"these words will be changed")
    path.write_bytes(path.read_bytes().replace(b"these words", b"other words"))
    found = read_refi(path)
    assert found.sources[0].text is None
    assert "The source file 7.txt was left out" in found.repairs[0]


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.qdpx", document("<Description>" + "a" * 3_000_000 + "</Description>"))
    assert path.stat().st_size < 20_000
    refused(path, "unpacks to more than", unpacked_bytes=1_000_000)


def test_a_project_that_is_really_so_large_is_not_called_a_bomb(tmp_path: Path) -> None:
    chance = random.Random(1)
    texts = {
        f"sources/{guid(number)}.txt": bytes(chance.choices(b"etaoin shrdlu\n", k=60_000))
        for number in (101, 102)
    }
    sources = "".join(
        f'<TextSource guid="{guid(number)}" name="T" plainTextPath="internal://{guid(number)}.txt"/>'
        for number in (101, 102)
    )
    path = archive(tmp_path / "x.qdpx", document(f"<Sources>{sources}</Sources>"), texts)
    refused(path, "more than is read at once; divide it, or export it in parts", unpacked_bytes=100_000)
    bomb = {f"sources/{guid(number)}.txt": b"a" * 600_000 for number in (101, 102)}
    path = archive(tmp_path / "y.qdpx", document(f"<Sources>{sources}</Sources>"), bomb)
    refused(path, "over 100 times its own size, which no real one does", unpacked_bytes=1_000_000)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qde"
    bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    path.write_text(f'{bomb}<Project name="&b;"></Project>')
    refused(path, "XML entities of its own")
    path.write_bytes(f'{bomb}<Project name="x"><Description>&b;</Description></Project>'.encode("utf-16"))
    refused(path, "XML entities of its own|damaged|not a REFI")


def test_a_member_that_leads_out_of_the_archive_is_left_out(tmp_path: Path) -> None:
    body = f'<Sources><TextSource guid="{guid(7)}" plainTextPath="../../7.txt"/></Sources>'
    found = read(tmp_path, body, texts={"../../7.txt": b"outside"})
    assert found.sources[0].text is None
    assert found.repairs == ("A file that leads out of the archive was left out.",)


def test_positions_that_are_no_numbers_are_nowhere(tmp_path: Path) -> None:
    odd = f'<PlainTextSelection guid="{guid(5)}" startPosition="x" endPosition="{10**30}"/>'
    found = read(tmp_path, text_source("words", odd))
    assert [(each.start, each.end) for each in found.sources[0].selections] == [(-1, -1)]


def test_a_hundred_thousand_codes_are_read(tmp_path: Path) -> None:
    stream = io.StringIO()
    for number in range(100_000):
        stream.write(f'<Code guid="{guid(number)}" name="c{number}" isCodable="true"/>')
    found = read(tmp_path, f"<CodeBook><Codes>{stream.getvalue()}</Codes></CodeBook>")
    assert len(found.codes) == 100_000


@pytest.mark.parametrize("levels", [1000, 3000])
def test_a_codebook_of_very_many_levels_is_read_or_refused_for_them(tmp_path: Path, levels: int) -> None:
    opened = "".join(f'<Code guid="{guid(n)}" name="c" isCodable="true">' for n in range(levels))
    try:
        found = read(tmp_path, f"<CodeBook><Codes>{opened}{'</Code>' * levels}</Codes></CodeBook>")
        assert len(found.codes) == levels
    except UnreadableFileError as error:
        assert "levels deep" in str(error)  # noqa: PT017 - either is right, by the version of the library


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.touch()
    refused(path, "The file is empty")
