from contextlib import closing

from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.span import Span
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import edit_code, recolour_codes, rename_code
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project
from qualcode.project.reports.wordings import wordings
from tests.support.studies import FG1


def test_every_wording_is_listed_with_what_was_coded_under_it(address: str) -> None:
    with closing(create_project(address, "AB", "Study")) as project:
        project.do(add_transcripts(project.study, [FG1]).change, "AB")
        project.do(import_codebook(project.study, [CodebookRow("stigma", definition="Shame")]), "AB")
        project.do(ensure_coder(project.study, "AB")[1], "AB")
        code = project.study.code_named("stigma").id

        def code_at(start: int) -> None:
            study = project.study
            transcript = study.transcripts_in_order[0].id
            coder = study.coder_named("AB").id
            project.do(apply_code(study, code, transcript, Span(start, start + 5), coder), "AB")

        code_at(20)
        code_at(30)
        project.do(edit_code(project.study, code, definition="Being looked down upon"), "CD")
        code_at(40)
        # Neither a colour nor a coding is a wording.
        project.do(recolour_codes(project.study, [code], "#112233"), "AB")
        project.do(rename_code(project.study, code, "shame"), "AB")
        found = wordings(project.record(), code)
    assert [(item.code.name, item.code.definition, item.step.coder, item.segments) for item in found] == [
        ("stigma", "Shame", "AB", 2),
        ("stigma", "Being looked down upon", "CD", 1),
        ("shame", "Being looked down upon", "AB", 0),
    ]
    assert [item.until for item in found] == [found[1].step.at, found[2].step.at, None]


def test_an_undone_wording_and_its_return_are_told(address: str) -> None:
    with closing(create_project(address, "AB", "Study")) as project:
        project.do(import_codebook(project.study, [CodebookRow("stigma", definition="Shame")]), "AB")
        code = project.study.code_named("stigma").id
        project.do(edit_code(project.study, code, definition="Other"), "AB")
        project.undo("AB")
        found = wordings(project.record(), code)
    assert [item.code.definition for item in found] == ["Shame", "Other", "Shame"]
