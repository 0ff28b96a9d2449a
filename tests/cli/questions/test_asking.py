"""What a command asks for: the parts of its question, as options."""

from pathlib import Path

import pytest

from qualcode.model.questions.kinds import KINDS
from qualcode.model.questions.parts import parts_of
from tests.cli.conftest import Run

REQUIRED = [
    (kind.command, part.about.option or f"--{part.name.replace('_', '-')}")
    for kind in KINDS.values()
    for part in parts_of(kind.question)
    if part.required
]


def test_some_commands_need_an_option() -> None:
    assert {(("report", "transcript"), "--transcript"), (("matrix", "codes"), "--by")} <= set(REQUIRED)


@pytest.mark.parametrize(("command", "option"), REQUIRED)
def test_an_option_that_is_needed_and_was_left_out_is_named(
    run: Run, project: str, tmp_path: Path, command: tuple[str, ...], option: str
) -> None:
    said = run(*command, project, tmp_path / "a.docx", code=2).stderr
    assert f"Missing option '{option}'" in said
    assert not list(tmp_path.glob("a.docx"))


@pytest.mark.parametrize(
    "words",
    [
        ("front", "PROJECT", "--logo", "FOLDER"),
        ("report", "save", "PROJECT", "Paper", "FOLDER"),
        ("codings", "import", "PROJECT", "FOLDER"),
        ("codebook", "import", "PROJECT", "FOLDER"),
    ],
)
@pytest.mark.parametrize("folder", [".", "/"])
def test_a_folder_without_a_name_is_named_as_it_was_typed(
    run: Run, project: str, words: tuple[str, ...], folder: str
) -> None:
    stands_for = {"PROJECT": project, "FOLDER": folder}
    said = run(*(stands_for.get(word, word) for word in words), code=1).stderr
    assert f"“{folder}”" in said
