"""A saved report as one document: its files as chapters in the order that was chosen, kept and refused.

Tests as well: ``document_before``, ``earlier_file``, ``word_looks``.
"""

import json
import re
import zipfile
from collections import Counter
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from docx.oxml.ns import qn

from qualcode.analysis.word_runs import ENOUGH, runs, words_in
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.results.works import WORKS
from qualcode.project.opening import open_project
from qualcode.project.reports.document_before import origin, written_at
from qualcode.project.reports.one_document import chosen_document
from tests.cli.conftest import Run, project, run, sample, steps_of
from tests.exporters.document.specimens import PNG, SVG
from tests.exporters.reading import page, words_of

__all__ = ["project", "run", "sample"]

OUTPUTS = [
    {"file": "codebook.docx", "table": "codebook"},
    {"file": "methods.html", "table": "methods"},
    {"file": "network.png", "table": "picture-heatmap"},
    {"file": "talk.csv", "table": "conversation"},
    {"file": "segments.docx", "table": "segments"},
]


@pytest.fixture
def saved(run: Run, project: str, tmp_path: Path) -> str:
    path = tmp_path / "definition.json"
    path.write_text(json.dumps({"outputs": OUTPUTS}), encoding="utf-8")
    run("report", "save", project, "Client", path)
    return project


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_the_same_step_gives_the_same_bytes(run: Run, saved: str, tmp_path: Path, ending: str) -> None:
    parts = [word for file in ("codebook.docx", "network.png", "methods.html") for word in ("--part", file)]
    for name in ("a", "b"):
        said = run("report", "document", saved, "Client", tmp_path / f"{name}.{ending}", *parts).stdout
        assert "3 parts in one document" in said
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def _logos(path: Path) -> int:
    return len(re.findall(r'<img [^>]*src="data:image/svg', path.read_text(encoding="utf-8")))


def test_a_document_has_a_logo_of_its_own_which_it_keeps_or_none(
    run: Run, saved: str, tmp_path: Path
) -> None:
    project_logo, path = tmp_path / "ours.png", tmp_path / "client.html"
    project_logo.write_bytes(PNG)
    run("front", saved, "--logo", project_logo)
    client = tmp_path / "client.svg"
    client.write_bytes(SVG)
    part = ("--part", "codebook.docx")
    run("report", "document", saved, "Client", path, *part, "--logo", client, "--keep")
    assert _logos(path) == 1
    kept = tmp_path / "kept.html"
    run("report", "document", saved, "Client", kept)
    assert _logos(kept) == 1
    run("report", "document", saved, "Client", tmp_path / "bare.html", "--logo", "")
    assert "data:image" not in (tmp_path / "bare.html").read_text(encoding="utf-8")
    told = run("report", "document", saved, "Client", kept, "--logo", tmp_path / "none.png", code=1).stderr
    assert "“none.png” could not be read" in told
    run("report", "codebook", saved, kept, "--logo", client)
    assert _logos(kept) == 1
    run("undo", saved)
    run("report", "document", saved, "Client", tmp_path / "undone.html", *part)
    assert _logos(tmp_path / "undone.html") == 0


LISTED = [
    {"file": "methods.docx", "table": "methods"},
    {"file": "together.docx", "table": "cooccurrence"},
    {"file": "codes.docx", "table": "codes", "by": "transcript"},
    {"file": "heat.png", "table": "picture-heatmap"},
    {"file": "bars.png", "table": "picture-bars"},
    {"file": "net.png", "table": "picture-network"},
    {"file": "agreement.docx", "table": "agreement"},
    {"file": "framework.docx", "table": "framework"},
    {"file": "participants.docx", "table": "participants"},
    {"file": "saturation.docx", "table": "saturation"},
]


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_caption_begins_with_the_words_of_its_entry_in_the_list(
    run: Run, project: str, tmp_path: Path, ending: str
) -> None:
    definition, path = tmp_path / "definition.json", tmp_path / f"client.{ending}"
    definition.write_text(json.dumps({"outputs": LISTED}), encoding="utf-8")
    run("report", "save", project, "Client", definition)
    run("report", "document", project, "Client", path)
    if ending == "html":
        made = page(path)
        captions = [words_of(each) for each in (*made.iter("caption"), *made.iter("figcaption"))]
        entries = [words_of(each) for each in made.iterfind(".//nav//a")]
    elif ending == "docx":
        rows = Document(str(path)).paragraphs
        captions = [row.text for row in rows if row.style is not None and row.style.name == "Caption"]
        texts = [
            "".join(each.text or "" for each in row._element.iter(qn("w:t")))
            for row in rows
            if row.style is not None and str(row.style.name).startswith(("toc", "table of"))
        ]
        entries = [re.sub(r"\d+$", "", text) for text in texts]
    else:
        pages = [
            " ".join(each.get_textpage().get_text_range().split()) for each in pypdfium2.PdfDocument(path)
        ]
        entries = re.findall(r"((?:Table|Figure) \d+\. [^.…]+?) ?(?:\. ?){4,}", " ".join(pages[:5]))
        whole = _plain(" ".join(pages))
        captions = [whole[found.start() :] for found in re.finditer(r"(?:Table|Figure) \d+\.", whole)]
    listed = [_plain(entry) for entry in entries if re.match(r"(Table|Figure)\s\d", entry)]
    assert len(listed) > 8
    assert any(entry.startswith("Figure") for entry in listed)
    told = list(map(_plain, captions))
    for entry in listed:
        # In a PDF the list itself is among what is found.
        there = sum(caption.startswith(entry) for caption in told)
        assert there >= (2 if ending == "pdf" else 1), entry


def test_no_passage_is_chosen_twice_nor_where_it_is_an_example(run: Run, sample: str, tmp_path: Path) -> None:
    definition, path = tmp_path / "definition.json", tmp_path / "client.html"
    outputs = [{"file": "a.docx", "table": "codebook"}, {"file": "b.docx", "table": "participants"}]
    definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    run("report", "save", sample, "Client", definition)
    run("report", "document", sample, "Client", path)
    made = page(path)
    said = [words_in(words_of(each)) for each in made.iter() if each.get("role") == "blockquote"]
    for label, words in zip(made.iter("dt"), made.iter("dd"), strict=True):
        said += [words_in(words_of(words))] if words_of(label) == "Examples" else []
    found = Counter(run for words in said for run in {*runs(words, ENOUGH)})
    assert len(said) > 100
    assert [run for run, times in found.items() if times > 1] == []


EVERY_KIND = [
    *LISTED,
    {"file": "codebook.docx", "table": "codebook"},
    {"file": "compact.docx", "table": "codebook", "form": "compact"},
    {"file": "lift.docx", "table": "cooccurrence", "rule": "turn", "coefficient": "lift", "picture": True},
    {"file": "by code.docx", "table": "segments"},
    {"file": "by transcript.docx", "table": "segments", "order": "transcript"},
    {"file": "by person.docx", "table": "segments", "order": "participant", "passages": "all-codes"},
    {"file": "margin.docx", "table": "transcript", "transcript": "FG1"},
    {"file": "counts.docx", "table": "framework", "counts": True},
    {"file": "checklist.docx", "table": "checklist", "checklist": "coreq"},
    {"file": "checked.docx", "table": "methods", "checklists": ["srqr"], "saturation": True},
    {"file": "audit.docx", "table": "audit"},
    {"file": "codes.png", "table": "picture-codes", "by": "transcript"},
    {"file": "portrait.png", "table": "picture-portrait", "transcript": "FG1"},
    {"file": "comparison.png", "table": "picture-comparison"},
    {"file": "talk.png", "table": "picture-conversation", "transcript": "FG1"},
    {"file": "words.png", "table": "picture-words"},
]


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_every_table_and_picture_is_named_by_its_number_in_a_sentence_before_it(
    run: Run, project: str, tmp_path: Path, ending: str
) -> None:
    definition, path = tmp_path / "definition.json", tmp_path / f"client.{ending}"
    definition.write_text(json.dumps({"outputs": EVERY_KIND}), encoding="utf-8")
    run("report", "save", project, "Client", definition)
    run("report", "document", project, "Client", path)
    captioned, before = list[str](), ""
    for style, words in _paragraphs(path):
        number = re.match(r"(?:Table|Figure) \d+\b", words)
        if style == "caption" and number:
            assert re.search(rf"{number[0]}\b", before), number[0]
            captioned.append(number[0])
        elif style == "text":
            before = f"{before}\n{words}"
    assert len(set(captioned)) == len(captioned) > 25
    assert sum(label.startswith("Figure") for label in captioned) > 7


CITING: dict[str, dict[str, object]] = {
    "methods": {"saturation": True, "checklists": ["coreq"]},
    "agreement": {},
    "saturation": {},
    "checklist": {"checklist": "srqr"},
    "codebook": {},
}


@pytest.mark.parametrize(
    "tables", [row for size in (1, 2, 5) for row in combinations(CITING, size)], ids="-".join
)
def test_the_works_that_are_listed_are_those_that_sentences_cite(
    run: Run, project: str, tmp_path: Path, tables: tuple[str, ...]
) -> None:
    definition, path = tmp_path / "definition.json", tmp_path / "client.html"
    outputs = [{"file": f"{name}.docx", "table": name, **CITING[name]} for name in tables]
    definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    run("report", "save", project, "Client", definition)
    run("report", "document", project, "Client", path)
    said = [words for style, words in _paragraphs(path) if style == "text"]
    entries = {work.entry for work in WORKS} & {*said}
    # Sentences have authors and a year beside each other; entries have initials between the two.
    sentences = " ".join(words for words in said if words not in entries)
    cited = set(re.findall(r"([\w’]+)(?: et al\.)?(?:, | \()((?:19|20)\d\d)(?!\d)", sentences))
    by_last = {(work.names.removesuffix(" et al.").split()[-1], str(work.year)): work for work in WORKS}
    assert {by_last[each].entry for each in cited if each in by_last} == entries
    assert (
        not {name for name, _ in cited if name[:1].isupper()} - {name for name, _ in by_last} - {"November"}
    )
    assert bool(entries) is (tables != ("codebook",))


def _paragraphs(path: Path) -> list[tuple[str, str]]:
    """What stands in a document outside its tables: ("caption" or "text" or "list", words)."""
    if path.suffix == ".html":
        found = []
        for each in page(path).iter():
            kind = {"caption": "caption", "figcaption": "caption", "p": "text", "a": "list"}.get(
                str(each.tag)
            )
            if kind and each.get("class") != "note":
                found.append((kind, _plain(words_of(each))))
        return found
    styles = {"Caption": "caption", "Body Text": "text", "Normal": "text"}
    return [
        (styles.get(str(row.style.name), "list"), _plain(row.text))
        for row in Document(str(path)).paragraphs
        if row.style is not None
    ]


def _plain(words: str) -> str:
    return " ".join(re.sub("[\u2060\u2066-\u2069]", "", words).split())


def test_the_last_chapter_tells_what_has_changed(run: Run, saved: str, tmp_path: Path) -> None:
    step = len(steps_of(saved))
    run("codebook", "add", saved, "quite new", "--definition", "Not seen before")
    path = tmp_path / "client.html"
    part = ("--part", "codebook.docx")
    said = run("report", "document", saved, "Client", path, *part, "--since", str(step)).stdout
    assert "2 parts in one document" in said
    html = path.read_text("utf-8")
    assert "Since last time" in html
    assert "codebook.docx" not in html[html.rindex("Compared with step") :]
    assert "Codes that changed" in html
    assert html.count("quite new") > 2
    refused = run("report", "document", saved, "Client", path, *part, "--since", "soon", code=1)
    assert "neither the number of a step nor a day" in refused.stderr
    said = run("report", "since", saved, "Client", str(step)).stdout
    assert said.startswith(f"Since step {step}: ")
    assert "1 code was added" in said
    told = json.loads(run("report", "since", saved, "Client", str(step), "--json").stdout)
    assert [row["code"] for row in told["codes"]] == ["quite new"]


def test_nobody_is_asked_whether_to_replace_a_folder(run: Run, saved: str, tmp_path: Path) -> None:
    path = tmp_path / "client.docx"
    path.mkdir()
    refused = run("report", "document", saved, "Client", path, code=1).stderr
    assert "is not a file that could be replaced; choose another name." in refused
    assert "--replace" not in refused


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_document_that_reads_differently_is_replaced_only_when_asked(
    run: Run, saved: str, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"client.{ending}"
    asked = ("report", "document", saved, "Client", path, "--part", "codebook.docx")
    step = len(steps_of(saved))
    assert f"1 part in one document, as at step {step:,}." in run(*asked).stdout
    first = path.read_bytes()
    # At the same step it is the same, and there is nothing to ask.
    run(*asked)
    assert path.read_bytes() == first
    run("codebook", "add", saved, "quite new")
    refused = run(*asked, code=1).stderr
    assert "is there already, and differs" in refused
    assert "--replace" in refused
    assert "--number" in refused
    assert path.read_bytes() == first
    assert "client (2)." in run(*asked, "--number").stdout
    assert path.read_bytes() == first
    second = (tmp_path / f"client (2).{ending}").read_bytes()
    assert second != first
    assert "client (3)." in run(*asked, "--number").stdout
    assert f"as at step {step + 1:,}" in run(*asked, "--replace").stdout
    assert path.read_bytes() == second


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_document_made_again_tells_what_has_changed_since_the_one_before(
    run: Run, saved: str, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"client.{ending}"
    asked = ("report", "document", saved, "Client", path, "--part", "codebook.docx", "--since", "last")
    assert "1 part in one document" in run(*asked).stdout
    run("codebook", "add", saved, "quite new")
    assert "2 parts in one document" in run(*asked, "--replace").stdout
    # At the same step it says the same again, to the last byte.
    again = path.read_bytes()
    assert "2 parts in one document" in run(*asked).stdout
    assert path.read_bytes() == again
    run("codebook", "add", saved, "newer still")
    assert "client (2)." in run(*asked, "--number").stdout
    with_project = open_project(saved)
    step = with_project.study.step
    assert written_at(path, with_project.study) == (step - 1, step - 2)
    assert written_at(tmp_path / f"client (2).{ending}", with_project.study) == (step, step - 1)
    with_project.close()


def test_files_of_others_say_no_step(run: Run, saved: str, tmp_path: Path) -> None:
    project = open_project(saved)
    study = project.study
    project.close()
    path = tmp_path / "x.docx"
    assert written_at(path, study) is None
    said = origin(study, None).replace(study.info.id.hex[-12:], "0" * 12)
    for content in (b"", b"PK\x03\x04 damaged", said.encode(), "über".encode("cp1252")):
        path.write_bytes(content)
        assert written_at(path, study) is None
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", origin(study, None))
    assert written_at(path, study) is None
    with zipfile.ZipFile(path, "w") as package:
        # Earlier versions said it among the keywords.
        package.writestr("docProps/core.xml", f"<keywords>{origin(study, None)}</keywords>")
    assert written_at(path, study) == (study.step, None)
    path.write_text(f"<meta content='{origin(study, 3)}'>", "utf-8")
    assert written_at(path, study) == (study.step, 3)


def test_files_become_chapters_in_the_order_that_is_given_and_kept(
    run: Run, saved: str, tmp_path: Path
) -> None:
    path = tmp_path / "client.html"
    parts = ("--part", "methods.html", "--part", "codebook.docx")
    run(
        "report",
        "document",
        saved,
        "Client",
        path,
        *parts,
        "--title",
        "For you",
        "--authors",
        "Ann",
        "--keep",
    )
    titles = [words_of(head) for head in page(path).iter("h2")]
    chapters = [title for title in titles if title[:2] in ("A.", "B.")]
    assert len(chapters) == 2
    assert "Codebook" in chapters[1]
    assert titles.count("About this document") == 1
    assert page(path).findtext(".//h1") == "For you"
    assert "Ann" in words_of(page(path))
    kept = run("report", "document", saved, "Client", tmp_path / "again.html").stdout
    assert "2 parts" in kept
    assert (tmp_path / "again.html").read_bytes().count(b"For you") == path.read_bytes().count(b"For you")
    opened = open_project(saved, writing=False)
    assert chosen_document(opened.study, "Client").parts == ("methods.html", "codebook.docx")
    opened.close()
    run("undo", saved)
    opened = open_project(saved, writing=False)
    assert len(chosen_document(opened.study, "Client").parts) == len(OUTPUTS)
    opened.close()


def test_word_has_one_title_one_contents_and_a_chapter_a_part(run: Run, saved: str, tmp_path: Path) -> None:
    path = tmp_path / "client.docx"
    run("report", "document", saved, "Client", path, "--part", "codebook.docx", "--part", "network.png")
    rows = [(row.style.name if row.style else "", row.text) for row in Document(str(path)).paragraphs]
    assert [words for style, words in rows if style == "Title"] == ["Client"]
    assert next(words for style, words in rows if style == "Contents Heading") == "Contents"
    heads = [words for style, words in rows if style == "Heading 1"]
    assert len(heads) == 3
    assert heads[-1] == "About this document"


def test_what_cannot_be_a_part_is_refused_and_nothing_is_written(
    run: Run, saved: str, tmp_path: Path
) -> None:
    before = steps_of(saved)
    path = tmp_path / "client.docx"
    refused = run("report", "document", saved, "Client", path, "--part", "x.docx", "--keep", code=1).stderr
    assert "The report has no file “x.docx” that could be a part; it has “codebook.docx”" in refused
    assert "end the file name in docx, html or pdf" in run(
        "report", "document", saved, "Client", tmp_path / "client.xlsx", "--part", "codebook.docx", code=1
    ).stderr  # fmt: skip
    assert not path.exists()
    assert steps_of(saved) == before


def test_a_conversation_that_is_kept_as_data_is_a_chapter_too(run: Run, saved: str, tmp_path: Path) -> None:
    path = tmp_path / "client.html"
    said = run("report", "document", saved, "Client", path).stdout
    assert said.startswith(f"{path}: {len(OUTPUTS)} parts in one document")
    text = path.read_text("utf-8")
    chapter = text[text.index("D. Conversations</h2>") : text.index("E. Coded segments by code</h2>")]
    for words in ("FG1</h3>", "Who speaks how much in FG1", "Who speaks after whom in FG1"):
        assert words in chapter
    anchors = re.findall(r'id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    alone = tmp_path / "talk.docx"
    run("report", "document", saved, "Client", alone, "--part", "talk.csv")
    assert (
        "1 part in one document"
        in run("report", "document", saved, "Client", alone, "--part", "talk.csv").stdout
    )


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "“document” is not an object"),
        ({"parts": "codebook.docx"}, "“parts” does not fit in “document”"),
        ({"cover": "yes"}, "“cover” does not fit in “document”"),
        ({"colour": "red"}, "“colour” does not fit in “document”"),
    ],
    ids=["list", "parts", "cover", "unknown"],
)
def test_a_definition_that_does_not_fit_is_refused(
    run: Run, project: str, tmp_path: Path, document: object, said: str
) -> None:
    path = tmp_path / "definition.json"
    path.write_text(json.dumps({"outputs": OUTPUTS[:1], "document": document}), encoding="utf-8")
    assert said in run("report", "save", project, "Client", path, code=1).stderr


def test_a_template_gives_its_styles_and_is_refused_for_what_is_not_word(
    run: Run, saved: str, tmp_path: Path
) -> None:
    template = Document()
    template.styles["Heading 1"].font.name = "Georgia"
    template.save(str(tmp_path / "our-style.docx"))
    chosen = ("--part", "codebook.docx", "--template", tmp_path / "our-style.docx")
    run("report", "document", saved, "Client", tmp_path / "client.docx", *chosen)
    run("report", "codebook", saved, tmp_path / "book.docx", "--template", tmp_path / "our-style.docx")
    for name in ("client.docx", "book.docx"):
        assert Document(str(tmp_path / name)).styles["Heading 1"].font.name == "Georgia"
    refused = run("report", "document", saved, "Client", tmp_path / "client.pdf", *chosen, code=1).stderr
    assert "A template is the look of Word documents only; “client.pdf” is not one." in refused
    (tmp_path / "bad.docx").write_text("no")
    bad = ("--template", tmp_path / "bad.docx")
    refused = run("report", "methods", saved, tmp_path / "m.docx", *bad, code=1).stderr
    assert "“bad.docx” is not a Word file, or is damaged; choose a docx or dotx file." in refused
    assert not (tmp_path / "m.docx").exists()


def test_memos_and_whole_runs_take_a_template_and_matrices_a_first_page(
    run: Run, saved: str, tmp_path: Path
) -> None:
    template = Document()
    template.styles["Heading 1"].font.name = "Georgia"
    template.save(str(tmp_path / "our-style.docx"))
    ours = ("--template", tmp_path / "our-style.docx")
    run("memos", "export", saved, tmp_path / "memos.docx", *ours)
    run("report", "run", saved, "Client", tmp_path / "run", *ours)
    for path in (tmp_path / "memos.docx", tmp_path / "run" / "codebook.docx"):
        assert Document(str(path)).styles["Heading 1"].font.name == "Georgia"
    assert "is not one" in run("memos", "export", saved, tmp_path / "m.pdf", *ours, code=1).stderr
    said = ("--title", "Who meets whom", "--authors", "Ann", "--cover")
    for words in (("cooccurrence",), ("codes", "--by", "transcript")):
        path = tmp_path / f"{words[0]}.html"
        run("matrix", words[0], saved, path, *words[1:], *said)
        assert "Who meets whom" in path.read_text("utf-8")
        assert "Ann" in path.read_text("utf-8")


def test_the_teams_notes_are_in_no_chapter_unless_they_are_asked_for(
    run: Run, project: str, tmp_path: Path
) -> None:
    codings = tmp_path / "codings.csv"
    codings.write_text("transcript,code,coder,start,end,memo\nFG1,stigma,AB,0,30,Remember this\n", "utf-8")
    run("codings", "import", project, codings)
    run("codebook", "import", project, _table(tmp_path, "code,memo\nstigma,Ask the others\n"))
    usual = [
        {"file": "codebook.docx", "table": "codebook"},
        {"file": "one.html", "table": "transcript", "transcript": "FG1"},
    ]
    asked = [
        {**usual[0], "parts": ["definition", "memo"]},
        {**usual[1], "memos": True},
    ]
    for outputs, there in ((usual, False), (asked, True)):
        definition = tmp_path / "definition.json"
        definition.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
        run("report", "save", project, "Client", definition)
        run("report", "document", project, "Client", tmp_path / "client.html", "--replace")
        words = (tmp_path / "client.html").read_text("utf-8")
        assert ("Remember this" in words, "Ask the others" in words) == (there, there)
    # A transcript by itself is the team’s.
    run("report", "transcript", project, tmp_path / "one.html", "--transcript", "FG1")
    assert "Remember this" in (tmp_path / "one.html").read_text("utf-8")


def _table(folder: Path, words: str) -> Path:
    path = folder / "table.csv"
    path.write_text(words, encoding="utf-8")
    return path


NAMING = [
    {"file": "book.docx", "table": "codebook", "quotes": 0},
    {"file": "agreement.docx", "table": "agreement", "bootstrap": 0},
    {"file": "framework.docx", "table": "framework", "passages": True, "codes": ["privacy", "stigma"]},
    {"file": "participants.docx", "table": "participants", "quotes": 1},
    {"file": "segments.docx", "table": "segments", "codes": ["privacy"], "order": "transcript"},
    {"file": "transcript.docx", "table": "transcript", "transcript": "FG2 Lone parents", "as": "margin"},
    {"file": "marked.docx", "table": "transcript", "transcript": "INT01 Ruth", "as": "highlights"},
    {"file": "saturation.docx", "table": "saturation"},
    {"file": "bars.svg", "table": "picture-bars", "by": "housing", "stacked": True},
    {"file": "codes.docx", "table": "codes", "by": "housing", "picture": True},
]


def test_codes_have_their_numbers_wherever_they_are_named(run: Run, sample: str, tmp_path: Path) -> None:
    with closing(open_project(sample, writing=False)) as opened:
        study = opened.study
    numbers = {row.name: code_numbers(study)[row.id] for row in study.codes.values()}
    made = _page_of(run, sample, tmp_path, NAMING)
    named = [words_of(each) for tag in ("h2", "h3", "h4", "h5") for each in made.iter(tag)]
    for label, words in zip(made.iter("dt"), made.iter("dd"), strict=True):
        named += [words_of(words)] if words_of(label) in ("Codes", "Occurs with") else []
    for caption, places in (
        ("Codes by what their figures say", [2]),
        ("New codes of each transcript", [1]),
        ("Turns of FG2 Lone parents with their codes", [2]),
        ("Codes highlighted in INT01 Ruth", [1]),
        ("Codes by housing", [0]),
    ):
        cells = [[words_of(cell) for cell in row if cell.tag in ("td", "th")] for row in _rows(made, caption)]
        named += [row[place] for row in cells[1:] for place in places if len(row) > place]
    for each in made.iter():
        if each.get("role") == "blockquote" and (source := each.getnext()) is not None:
            named += words_of(source).split(" \u00b7 ")[1:2]
    told = Counter[str]()
    for words in named:
        for name, number in numbers.items():
            # What was said of a code is not its name.
            bare = re.sub("[\u201c\u2018].*?[\u201d\u2019]", "", words.replace("\xa0", " "))
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?= ?\(|;| AB| CD|$)", bare):
                assert bare[: found.start()].endswith(f"{number} "), (name, words)
                told[name] += 1
    assert all(told[row.name] > 2 for row in study.codes.values() if row.codable)
    assert "(no value)" not in words_of(made)


def test_where_consent_leaves_segments_out_the_table_says_why_beside_its_figures(
    run: Run, sample: str, tmp_path: Path
) -> None:
    with closing(open_project(sample, writing=False)) as opened:
        study = opened.study
    outputs = [
        {"file": "book.docx", "table": "codebook", "quotes": 0},
        {"file": "segments.docx", "table": "segments", "codes": ["privacy", "stigma"]},
        {"file": "people.docx", "table": "segments", "order": "participant"},
        {"file": "bare.docx", "table": "segments", "codes": ["privacy"], "summary": False},
        {"file": "framework.docx", "table": "framework", "passages": True},
    ]
    made = _page_of(run, sample, tmp_path, outputs)
    # What only groups codes has one cell beside its number.
    use = {row[1]: row[2] for row in _cells(made, "Use of the codes") if len(row) > 2}
    head, *rows = _cells(made, "Segments by code")
    assert (head[1], head[-1]) == ("Segments", "Left out")
    for name in ("privacy", "stigma"):
        (row,) = (each for each in rows if each[0].endswith(f" {name}"))
        assert int(row[1]) + int(row[-1]) == int(use[name])
        assert int(row[-1]) > 0
    head, *people, every = _cells(made, "Segments by participant")
    said = words_of(made)
    # All that is left out here is of people of whom nothing is printed: a column would have zeros alone.
    assert head[-1] == "Transcripts"
    assert sum(int(row[1]) for row in people) == int(every[1].replace(",", "")) < study.coding_count
    unseen = study.coding_count - int(every[1].replace(",", ""))
    assert f"{unseen} segments are not printed; on consent to quote" in said
    assert "Participants of whom nothing is printed are not in this table." in said
    left_out = int(use["privacy"]) - int(next(row[1] for row in rows if row[0].endswith(" privacy")))
    assert f"; {left_out} more not quoted" in said
    # Why is told once, and then only where.
    assert said.count("because a speaker’s consent to quote is missing") == 1
    assert said.count("not printed; on consent to quote, see chapter B.") == 3
    assert "Not quoted: FG1-P4, Nadia, Mick and Siobhan." in said


def test_a_list_of_all_passages_uses_up_no_quotes_and_typical_ones_are_in_one_chapter_only(
    run: Run, sample: str, tmp_path: Path
) -> None:
    def quotes(*outputs: dict[str, object]) -> Counter[str]:
        place = tmp_path / "-".join(str(output["table"]) for output in outputs)
        place.mkdir()
        made = _page_of(run, sample, place, [*outputs])
        return Counter(words_of(each) for each in made.iter() if each.get("role") == "blockquote")

    book: dict[str, object] = {"file": "book.docx", "table": "codebook", "form": "book"}
    people: dict[str, object] = {"file": "people.docx", "table": "participants"}
    every: dict[str, object] = {"file": "all.docx", "table": "framework", "passages": True}
    alone, first, both = quotes(people), quotes(book), quotes(book, people)
    # No typical quote is printed twice, and there are as many of each participant.
    assert set(both.values()) == {1}
    assert both.total() - first.total() == pytest.approx(alone.total(), abs=2)
    # The same with all passages between the two, which print each of them once more.
    between = quotes(book, every, people)
    assert (between - quotes(every)) == both


def test_the_audit_trail_of_a_document_is_without_steps_that_only_save_reports(
    run: Run, sample: str, tmp_path: Path
) -> None:
    outputs = [
        {"file": "audit.docx", "table": "audit"},
        {"file": "all.docx", "table": "audit", "reports": True},
        {"file": "some.docx", "table": "audit", "kinds": ["codebook", "new-codes", "reports"]},
    ]
    run("report", "save", sample, "Before", _definition(tmp_path, outputs))
    said = words_of(_page_of(run, sample, tmp_path, outputs))
    first, whole, some = said.split("Who changed what")[-3:]
    assert "; 2 steps that only save reports are left out." in first
    assert "Save the report" not in first
    assert "left out." not in whole
    assert whole.count("Save the report") == 2
    assert "Save the report" not in some
    run("report", "audit", sample, tmp_path / "audit.html", "--no-reports")
    alone = words_of(page(tmp_path / "audit.html"))
    assert "; 2 steps that only save reports are left out." in alone
    assert "Save the report" not in alone
    run("report", "audit", sample, tmp_path / "audit.html")
    assert "Save the report" in words_of(page(tmp_path / "audit.html"))


def test_pictures_of_a_document_are_told_from_tables_by_what_they_are(
    run: Run, sample: str, tmp_path: Path
) -> None:
    outputs = [
        {"file": "codes.docx", "table": "codes", "by": "housing", "picture": True},
        {"file": "bars.svg", "table": "picture-bars", "by": "housing", "stacked": True},
        {"file": "heat.svg", "table": "picture-codes", "by": "housing"},
        {"file": "heat.png", "table": "picture-codes", "by": "housing", "shown": "row-percent"},
        {"file": "use.svg", "table": "picture-bars", "by": "housing"},
    ]
    made = _page_of(run, sample, tmp_path, outputs)
    titles = [words_of(each) for each in made.iter("h2")]
    assert [re.sub(r"^[A-Z]\.\s", "", title) for title in titles][:-1] == [
        "Contents",
        "Tables",
        "Figures",
        "Codes by housing",
        "Codes by housing (stacked bars)",
        "Codes by housing (heat map)",
        "Codes by housing (heat map): percent of the row’s total",
        "How often codes occur",
    ]


def test_what_leads_to_a_picture_says_what_is_seen_in_it(run: Run, sample: str, tmp_path: Path) -> None:
    talk = {"table": "picture-conversation", "transcript": "FG2 Lone parents"}
    outputs = [
        {"file": "bars.svg", "table": "picture-bars", "by": "housing", "stacked": True},
        {"file": "use.svg", "table": "picture-bars", "by": "housing"},
        *({"file": f"{form}.svg", **talk, "as": form} for form in ("heatmap", "network", "shares", "codes")),
    ]
    made = _page_of(run, sample, tmp_path, outputs)
    said = [words_of(each) for each in made.iter("p")]
    led = [each[found.end() :] for each in said if (found := re.match(r"\s*Figure\s\d+\s+", each))]
    following = "shows how often each speaker spoke directly after each other one."
    assert led == [
        "compares how much each code was used, by housing.",
        "compares how much each code was used.",
        following,
        following,
        "compares how much each speaker said.",
        "shows in which turn each participant first mentioned each code.",
    ]
    captions = [words_of(each) for each in made.iter("figcaption")]
    # Nothing is drawn of codes and coders but where a code was first mentioned.
    assert [("coders" in each, "FG2 Lone parents" in each) for each in captions[2:]] == [
        (False, True),
        (False, True),
        (False, True),
        (True, True),
    ]
    assert all(each.count("FG2 Lone parents") == 1 for each in captions[2:])


def _page_of(run: Run, project: str, folder: Path, outputs: object) -> Any:
    path = folder / "client.html"
    run("report", "save", project, "Client", _definition(folder, outputs))
    run("report", "document", project, "Client", path)
    return page(path)


def _definition(folder: Path, outputs: object) -> Path:
    path = folder / "definition.json"
    path.write_text(json.dumps({"outputs": outputs}), encoding="utf-8")
    return path


def _rows(made: Any, caption: str) -> Any:
    (table,) = (each for each in made.iter("table") if caption in words_of(each.find("caption")))
    return table.iter("tr")


def _cells(made: Any, caption: str) -> list[list[str]]:
    return [[words_of(cell).strip().replace("\xa0", " ") for cell in row] for row in _rows(made, caption)]


def test_a_chapter_that_is_a_transcript_says_so(run: Run, sample: str, tmp_path: Path) -> None:
    parts: list[dict[str, object]] = [
        {"file": "framework.docx", "table": "framework"},
        {"file": "margin.docx", "table": "transcript", "transcript": "FG2 Lone parents", "as": "margin"},
        {"file": "marked.docx", "table": "transcript", "transcript": "INT01 Ruth", "as": "highlights"},
    ]
    made = _page_of(run, sample, tmp_path, parts)
    chapters = [words_of(each) for tag in ("h1", "h2") for each in made.iter(tag)]
    told = [words.partition("Transcript: ")[2] for words in chapters if "Transcript: " in words]
    assert told == ["FG2 Lone parents", "INT01 Ruth"]
