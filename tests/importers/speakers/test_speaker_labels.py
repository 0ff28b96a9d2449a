import pytest

from qualcode.importers.speakers.speaker_labels import LabelClass, label_class


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("P1", LabelClass.CODE),
        ("R 12", LabelClass.CODE),
        ("FG2-P1", LabelClass.CODE),
        ("SPEAKER_00", LabelClass.CODE),
        ("Interviewer", LabelClass.ROLE),
        ("Speaker 2", LabelClass.ROLE),
        ("Female participant", LabelClass.ROLE),
        ("ANNA", LabelClass.CAPITALS),
        ("JB", LabelClass.CAPITALS),
        ("Q", LabelClass.CAPITALS),
        ("Anna", LabelClass.NAME),
        ("Dr. Anna Smith", LabelClass.FULL_NAME),
        ("The Chair (Hon. Anthony Rota (Nipissing, Lib.))", LabelClass.ROLE),
        ("anna", LabelClass.WORDS),
        ("Question", LabelClass.WORDS),
        ("for example", LabelClass.NONE),
        ("Note", LabelClass.NONE),
        ("https", LabelClass.NONE),
        ("12", LabelClass.NONE),
        ("he said", LabelClass.NONE),
        ("", LabelClass.NONE),
        ("Well, I think", LabelClass.NONE),
        ("one two three four five six", LabelClass.NONE),
        ("A" * 200, LabelClass.NONE),
    ],
)
def test_what_a_label_looks_like(label: str, expected: LabelClass) -> None:
    assert label_class(label) is expected
