import pytest

from qualcode.importers.reading import source_file
from qualcode.importers.speakers.file_shape import is_known, shape_of


def shape(text: str, name: str = "a.txt") -> str:
    return shape_of(source_file(text.encode(), name).source)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ana: Hello there.\nBen: Hi.\nAna: So?\n",
            "Date: today\n\nInterviewer: So?\nDr. Ruiz: Well.\n",
        ),
        ("[00:01] Ana: Hi.\n[00:02] Ben: So.\n", "[12:01] Maya Chen: Hi.\n[12:42] Tom: No.\n"),
        ("Ana > Hi.\nBen > So.\nAna > No.\n", "Maya Chen > Hi there.\nTom O’Brien > No.\n"),
        ("Ana 0:12\nwe had two.\nBen 0:14\nso.\n", "Maya Chen 1:12:01\nand.\nTom 1:14:09\nso.\n"),
        ("Ana\nwe had two.\n\nBen\nso.\n", "Maya Chen\nand then, no.\n\nTom\nso it was.\n"),
        ("1\tAna\tHi.\n2\tBen\tSo.\n", "7\tMaya\tHi there.\n8\tTom\tNo.\n"),
        ("ผู้สัมภาษณ์: ok\nผู้ให้ข้อมูล: no\n", "Ana: ok\nBen: no\n"),
        ("\u200fAna: ok\n\u200fBen: no\n", "Ana: ok\nBen: no\n"),
    ],
)
def test_files_whose_speakers_are_marked_alike_have_one_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)
    assert is_known(shape(one))


def test_files_marked_otherwise_or_of_other_formats_have_other_shapes() -> None:
    texts = (
        "Ana: Hi.\nBen: So.\n",
        "Ana > Hi.\nBen > So.\n",
        "[Ana] Hi.\n[Ben] So.\n",
        "Ana\tHi.\nBen\tSo.\n",
    )
    shapes = [shape(text) for text in texts] + [shape(texts[0], "a.md")]
    assert len(set(shapes)) == len(shapes)


def test_prose_is_of_no_shape() -> None:
    prose = "Once upon a time there was a letter, and nobody read it.\nIt lay there for years and years.\n"
    assert not is_known(shape(prose))
    assert not is_known("")


def test_where_the_format_states_who_speaks_that_is_the_shape() -> None:
    assert shape("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>one\n", "a.vtt") == "vtt stated"
