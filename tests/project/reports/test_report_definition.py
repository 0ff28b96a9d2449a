"""Definitions of reports: what fits is kept, what does not is told in a sentence."""

import json
from typing import Any

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.kinds import KINDS, settings_of
from qualcode.model.questions.parts import parts_of
from qualcode.project.reports.report_definition import output_in_words, read_definition

TOGETHER = {"file": "a.csv", "table": "cooccurrence"}


def outputs(*entries: Any, **more: Any) -> str:
    return json.dumps({"outputs": [*entries], **more})


def test_a_definition_keeps_files_tables_and_settings() -> None:
    entry = {"file": "a.csv", "table": "cooccurrence", "rule": "near", "within": 2, "codes": ["privacy"]}
    found = read_definition(outputs(entry, {"file": "b.docx", "table": "codebook"}, note="For the paper"))
    assert [(row.file, row.table) for row in found.outputs] == [
        ("a.csv", "cooccurrence"),
        ("b.docx", "codebook"),
    ]
    assert settings_of(found.outputs[0].question) == {"rule": "near", "within": 2, "codes": ["privacy"]}
    assert read_definition(found.content) == found


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("no json", "The definition is not JSON"),
        ("[]", "A report is a JSON object with a list “outputs”"),
        ('{"outputs": []}', "A report is a JSON object with a list “outputs”"),
        (outputs({"file": "a.csv", "table": "codebook"}, author="me"), "“author” is not a part of a report"),
        (outputs(3), "Output 1 is not an object"),
        (outputs({"table": "codebook"}), "Output 1 has no “file”"),
        (outputs({"file": "a.csv", "table": "pie"}), "there is no table “pie”; there are codebook, "),
        (outputs({"file": "../a.csv", "table": "codebook"}), "must be a plain file name"),
        (outputs({"file": "a" * 150 + ".csv", "table": "codebook"}), "too long for the name of a file"),
        (outputs({"file": "å" * 120 + ".csv", "table": "codebook"}), "too long for the name of a file"),
        *(
            (outputs({"file": name, "table": "codebook"}), "Windows keeps the name")
            for name in ("con.csv", "NUL.docx", "Com1.pdf", "aux.b.csv", "lpt¹.xlsx", "prn .csv")
        ),
        *(
            (
                '{"outputs": [{"file": "a.csv", "table": "codebook"}], "note": '
                + "[" * deep
                + "]" * deep
                + "}",
                "The definition has far more brackets within brackets",
            )
            for deep in (60, 300, 600, 900, 5000)
        ),
        ("[" * 100_000, "The definition has far more brackets within brackets"),
        (outputs({"file": "a.png", "table": "codebook"}), "is written as docx, html, pdf, xlsx, csv"),
        (outputs({"file": "a.csv", "table": "codebook", "rule": "turn"}), "has no setting “rule”"),
        (
            outputs({**TOGETHER, "rule": "by"}),
            "“rule” must be one of: overlap, ",
        ),
        (
            outputs({**TOGETHER, "within": True}),
            "must be a whole number from 0",
        ),
        (
            outputs({**TOGETHER, "codes": 3}),
            "“codes” must be a list of names",
        ),
        (outputs({**TOGETHER, "tidy": 1}), "“tidy” must be true or false"),
        (
            outputs({"file": "a.csv", "table": "codes"}),
            "“by” is missing; it must be transcript, ",
        ),
        (
            outputs({"file": "a.csv", "table": "codebook"}, {"file": "A.CSV", "table": "codebook"}),
            "Two outputs are called “A.CSV”",
        ),
        (
            outputs({"file": "a.pdf", "table": "codebook", "logo": "ours.png"}),
            "“logo” must be a picture as text",
        ),
        (
            outputs({"file": "a.pdf", "table": "codebook"}, document={"logo": "ours.png"}),
            "“logo” does not fit in “document”",
        ),
    ],
)
def test_what_does_not_fit_is_told(content: str, reason: str) -> None:
    with pytest.raises(QualcodeError, match=r"^[^\n]+\Z") as told:
        read_definition(content)
    assert reason in str(told.value)


@pytest.mark.parametrize("table", [name for name, kind in KINDS.items() if ".json" in kind.endings])
def test_the_manifest_has_its_name_for_itself(table: str) -> None:
    with pytest.raises(QualcodeError, match=r"Two outputs are called “manifest\.json”"):
        read_definition(outputs({"file": "manifest.json", "table": table}))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"table": "codes", "by": "gender"}, "Codes by gender"),
        ({"table": "codes", "by": ["gender"], "totals": True}, "Codes by gender, with totals"),
        ({"table": "codes", "by": "gender", "sort": "codebook"}, "Codes by gender, in codebook order"),
        ({"table": "cooccurrence", "sort": "cluster"}, "Co-occurrence of codes, clustered"),
        ({"table": "cooccurrence", "sort": "name"}, "Co-occurrence of codes, sorted by name"),
        ({"table": "segments", "sort": "newest"}, "Coded segments by code, newest first"),
        ({"table": "codebook", "history": False}, "Codebook, without history"),
        ({"table": "transcript", "transcript": "FG2"}, "Transcript of FG2"),
        ({"table": "segments", "codes": ["stigma", "trust"]}, "Coded segments by code, codes: stigma, trust"),
        ({"table": "cooccurrence", "most-used": 5}, "Co-occurrence of codes, most used: 5"),
        ({"table": "picture-codes", "by": "query:Renters"}, "Heat map of codes by Renters"),
    ],
)
def test_files_are_named_as_people_would(entry: dict[str, object], said: str) -> None:
    ending = KINDS[str(entry["table"])].endings[0]
    (output,) = read_definition(outputs({"file": f"a{ending}", **entry})).outputs
    assert output_in_words(output) == said


def test_segments_are_called_by_their_order_where_they_have_chapters() -> None:
    called = {}
    for file in ("a.docx", "a.pdf", "a.xlsx", "a.json"):
        (output,) = read_definition(outputs({"file": file, "table": "segments"})).outputs
        called[file] = output_in_words(output)
    plain, told = "Coded segments", "Coded segments by code"
    assert called == {"a.docx": told, "a.pdf": told, "a.xlsx": plain, "a.json": plain}


@pytest.mark.parametrize("table", KINDS)
def test_every_kind_has_a_name_of_words(table: str) -> None:
    required = {"by": "gender", "transcript": "FG2"}
    parts = {part.key for part in parts_of(KINDS[table].question) if part.required}
    entry = {name: required[name] for name in parts}
    (output,) = read_definition(
        outputs({"file": f"a{KINDS[table].endings[0]}", "table": table, **entry})
    ).outputs
    said = output_in_words(output)
    assert said[0].isupper()
    assert "picture" not in said


@pytest.mark.parametrize(
    "name", ["icon.csv", "contents.csv", "com10.csv", "a.con.csv", "null.csv", "com.csv"]
)
def test_a_name_that_only_looks_like_a_device_is_taken(name: str) -> None:
    assert read_definition(outputs({"file": name, "table": "codebook"})).outputs[0].file == name
