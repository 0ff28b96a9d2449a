"""The first page of one document: what is typed for it, and what has no room on it.

Tests as well: ``front_lines``, ``logo_field``.
"""

from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.exporters.document.logo import logo_of
from qualcode.model.front import FrontPage, Logo, logo_in, logo_text
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.widgets.field_note import FieldNote
from tests.exporters.document.specimens import PNG, SVG

PAGE = FrontPage(authors="Ann Baker", organisation="A university", codebook_version="2", note="A\ndraft")


def _dialog(qtbot: QtBot, question: AnyReport, taken: list[AnyReport]) -> FirstPageDialog[AnyReport]:
    dialog = FirstPageDialog(question, PAGE, taken.append)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_what_is_typed_is_said_instead_of_what_stands_in_grey(qtbot: QtBot) -> None:
    taken: list[AnyReport] = []
    dialog = _dialog(qtbot, CodebookQuestion(quotes=1), taken)
    grey = {name: field.placeholderText() for name, field in dialog.fields.items()}
    assert grey == {
        "title": "The report’s own title",
        "subtitle": "",
        "authors": "Ann Baker",
        "organisation": "A university",
        "codebook_version": "2",
        "note": "A draft",
    }
    QTest.keyClicks(dialog.fields["title"], "Our codes")
    QTest.keyClicks(dialog.fields["note"], "  ")
    QTest.keyClicks(dialog.fields["codebook_version"], "2.1")
    dialog.cover.setCurrentText("A few lines above the report")
    dialog.button.click()
    assert taken == [CodebookQuestion(quotes=1, title="Our codes", codebook_version="2.1", cover=False)]


def test_what_is_empty_can_be_left_out(qtbot: QtBot) -> None:
    taken: list[AnyReport] = []
    dialog = _dialog(qtbot, CodebookQuestion(authors="Chris Dee"), taken)
    assert not dialog.bare.isChecked()
    dialog.bare.click()
    dialog.button.click()
    bare = CodebookQuestion(subtitle="", authors="Chris Dee", organisation="", codebook_version="", note="")
    assert taken == [bare]
    assert _dialog(qtbot, bare, taken).bare.isChecked()


def test_a_report_has_the_logo_of_the_project_another_or_none(qtbot: QtBot, tmp_path: Path) -> None:
    usual, other = logo_text(Logo(PNG, ".png")), tmp_path / "client.svg"
    other.write_bytes(SVG)
    taken: list[AnyReport] = []
    dialog = FirstPageDialog(CodebookQuestion(), FrontPage(logo=usual), taken.append)
    qtbot.addWidget(dialog)
    dialog.open()
    logo = dialog.logo
    assert not logo.picture.pixmap().isNull()
    assert not logo.as_usual.isEnabled()
    logo.remove.click()
    assert (dialog.question.logo, logo.picture.text(), logo.remove.isEnabled()) == ("", "none", False)
    logo.take(other)
    assert (dialog.question.logo or "").startswith("data:image/svg")
    logo.take(tmp_path / "gone.png")
    (note,) = dialog.findChildren(FieldNote)
    assert "gone.png" in note.text
    assert (dialog.question.logo or "").startswith("data:image/svg")
    logo.as_usual.click()
    assert dialog.question.logo is None
    assert not logo.picture.pixmap().isNull()
    logo.take(other)
    dialog.button.click()
    assert [logo_in(asked.logo or "") for asked in taken] == [logo_of(SVG, "client.svg")]


def test_nothing_changes_by_cancelling(qtbot: QtBot) -> None:
    taken: list[AnyReport] = []
    dialog = _dialog(qtbot, CodebookQuestion(), taken)
    QTest.keyClicks(dialog.fields["title"], "Our codes")
    dialog.reject()
    assert taken == []


def test_a_title_that_is_too_long_is_said_below_its_field(qtbot: QtBot) -> None:
    taken: list[AnyReport] = []
    dialog = _dialog(qtbot, CodebookQuestion(), taken)
    dialog.fields["title"].setText("x" * 501)
    dialog.button.click()
    note = dialog.findChild(FieldNote)
    assert note is not None
    assert note.text.startswith("The title on the first page can have at most 500 characters")
    assert note.field is dialog.fields["title"]
    assert taken == []
    dialog.fields["title"].setText("x" * 500)
    dialog.button.click()
    assert taken == [CodebookQuestion(title="x" * 500)]
