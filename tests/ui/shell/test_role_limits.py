"""Roles in the window: what is not for whoever codes is greyed and says why, and company is told.

Roles and company in the status line as well.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from PySide6.QtWidgets import QToolButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qualcode.model.team import TeamRole
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.opening import create_project, open_project
from qualcode.ui.dialogs.coders_tab import CodersTab
from qualcode.ui.shell.main_window import MainWindow
from tests.support.postgres import Server
from tests.ui.material import fill, transcript

LEAD, CODER, READER = TeamRole


@pytest.fixture
def as_somebody(window: MainWindow) -> Iterator[Callable[[str], MainWindow]]:
    """The window in which the project is open, with the words of its menus as they are for somebody."""
    session = window.session
    assert session is not None
    roles = {"AB": LEAD, "CD": CODER, "EF": READER}
    session.do(lambda: set_roles(session.study, roles, "AB"))

    def look(name: str) -> MainWindow:
        session.set_coder(name)
        window.menus["Project"].aboutToShow.emit()
        return window

    yield look
    window.menus["Project"].aboutToHide.emit()


def test_what_a_role_may_not_do_is_greyed_and_says_why(as_somebody: Callable[[str], MainWindow]) -> None:
    names = ("project.import", "codebook.add")
    actions = as_somebody("AB").actions_
    usual = [actions[name].toolTip() for name in names]
    for who, may, why in (
        ("AB", (True, True), ""),
        ("CD", (False, True), "This is for leads of the project; ask AB."),
        ("EF", (False, False), "You are a reader of this project and cannot change anything; ask AB."),
    ):
        as_somebody(who)
        assert tuple(actions[name].isEnabled() for name in names) == may
        wanted = tuple(tip if on else why for tip, on in zip(usual, may, strict=True))
        assert tuple(actions[name].toolTip() for name in names) == wanted
    as_somebody("AB")
    assert [actions[name].toolTip() for name in names] == usual


def test_the_status_line_says_the_role(as_somebody: Callable[[str], MainWindow]) -> None:
    for who, words in (
        ("AB", "lead AB · everything saved"),
        ("CD", "coder CD · everything saved"),
        ("EF", "reader EF · read only"),
        ("GH", "coder GH · everything saved"),
    ):
        assert as_somebody(who).status_line.texts[0].startswith(words)


def test_a_long_name_or_one_that_runs_leftwards_leaves_the_status_line_readable(
    window: MainWindow,
) -> None:
    room = window.status_line.minimumSizeHint().width()
    for name in ("W" * 400, "\u05d3\u05e0\u05d4 \u05db\u05d4\u05df"):
        assert window.session is not None
        window.session.set_coder(name)
        window.status_line.show_session(window.session)
        assert window.status_line.texts[0].endswith(" · everything saved · 3 segments in 2 transcripts")
        line = window.status_line
        assert line.minimumSizeHint().width() < room + line.fontMetrics().horizontalAdvance("W" * 41)
    assert "coder \u2068" in window.status_line.texts[0]


def test_buttons_on_the_page_are_greyed_for_readers_and_say_why(
    as_somebody: Callable[[str], MainWindow],
) -> None:
    """As soon as somebody is one, without a menu being opened."""
    reader = "You are a reader of this project and cannot change anything; ask AB."
    for who, why in (("EF", reader), ("CD", "")):
        window = as_somebody(who)
        assert window.workbench is not None
        window.workbench.show()
        names = ("Choose a code", "Repeat the last code", "New code")
        found = [
            button
            for button in window.findChildren(QToolButton)
            if button.text().rstrip("…") in names or button.accessibleName() in names
        ]
        assert len(found) == 3
        assert {button.toolTip() == reader for button in found} == {bool(why)}
        # The state of an action may change below them.
        for name in ("code.choose", "code.repeat"):
            window.actions_[name].setEnabled(True)
            window.actions_[name].changed.emit()
        assert {button.isEnabled() for button in found} == {not why}


def test_a_step_that_is_not_for_a_reader_is_refused_in_one_sentence(
    as_somebody: Callable[[str], MainWindow],
) -> None:
    window = as_somebody("EF")
    session = window.session
    assert session is not None
    assert session.do(lambda: add_code(session.study, "hope")[1]) is None
    assert window.messages.text == "You are a reader of this project and cannot change anything; ask AB."
    assert session.undoable is None


def item(tab: CodersTab, row: int) -> QTreeWidgetItem:
    found = tab.list.topLevelItem(row)
    assert found is not None
    return found


def test_a_lead_gives_roles_in_the_settings_and_others_do_not(
    as_somebody: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    session = as_somebody("AB").session
    assert session is not None
    tab = CodersTab(session, as_somebody("AB").messages)
    qtbot.addWidget(tab)
    tab.list.setCurrentItem(item(tab, 1))
    assert [item(tab, row).text(3) for row in range(3)] == ["lead", "coder", "reader"]
    assert "roles are an agreement" in tab.hint.text()
    tab.roles.actions()[0].trigger()
    assert session.project.role_of("CD") is LEAD
    session.undo()
    assert item(tab, 1).text(3) == "coder"
    session.set_coder("CD")
    tab.refresh()
    # Their own name and colour are theirs.
    assert [button.isEnabled() for button in tab._buttons()] == [True, True, False, False, False]
    assert tab.role.toolTip() == "This is for leads of the project; ask AB."
    tab.list.setCurrentItem(item(tab, 0))
    assert not any(button.isEnabled() for button in tab._buttons())


def test_who_has_another_name_than_in_the_team_is_told_so(postgres_url: str, window: MainWindow) -> None:
    with closing(create_project(postgres_url, "Anna", "Study")) as project:
        fill(project)
        project.do(set_roles(project.study, {"Anna": LEAD}, "Anna"), "Anna")
    assert window.open_address(postgres_url)
    assert "Nobody called “AB” has a role in this team" in window.messages.text
    assert window.status_line.texts[0].startswith("coder AB")
    assert window.session is not None
    window.session.set_coder("anna")
    assert window.session.has_place
    assert window.session.role is LEAD


def test_company_is_told_and_gone_and_back_with_the_server(
    postgres_server: Server, postgres_url: str, window: MainWindow, qtbot: QtBot
) -> None:
    with closing(create_project(postgres_url, "AB", "Study")) as project:
        fill(project)
    with closing(open_project(postgres_url)) as other:
        other.viewer = "CD"
        other.be_in(transcript(other.study, "FG1"))
        other.listen_to_team(lambda: None)
        assert window.open_address(postgres_url)
        qtbot.waitUntil(lambda: window.status_line.company == "CD is in FG1")
        postgres_server.restart()
        qtbot.waitUntil(lambda: window.status_line.company == "")
        qtbot.waitUntil(lambda: window.status_line.company == "CD is in FG1")
        qtbot.waitUntil(lambda: [each.name for each in other.company] == ["AB"])
    qtbot.waitUntil(lambda: window.status_line.company == "")
