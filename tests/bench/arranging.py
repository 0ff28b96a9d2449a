"""The longest time for which the window does not answer while codes, people and the window are arranged."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.dialogs.people.dialog import PeopleDialog
from qualcode.ui.models.codebook_order import CodeOrder
from tests.bench.measuring import Figure
from tests.bench.places import project_file
from tests.bench.showing import BenchWindow
from tests.bench.stalls import Part, close_dialogs, stall


def of_a_million(folder: Path) -> list[Figure]:
    """Every figure is the longest stall of one thing that is done, 1,000,000 codings in the project."""
    path = folder / "arranged.qualcode"
    path.unlink(missing_ok=True)
    shutil.copy(project_file(folder), path)
    with BenchWindow(path) as window:
        window.wait_for_background()
        parts = (*in_the_codebook(window), *_in_the_list(window), *_in_dialogs(window), *_around(window))
        return [stall(window, part) for part in parts]


def in_the_codebook(window: BenchWindow) -> list[Part]:
    """Codes are looked for, shown in other orders, moved and coloured."""
    tree, field, actions = window.page.navigator.codebook, window.page.navigator.filter, window.actions
    codes = window.study.codes_in_order
    some = [code.id for code in codes[3:6]]

    def on_some(name: str) -> Callable[[int], object]:
        def work(_number: int) -> None:
            tree.choose(some)
            actions[name].trigger()

        return work

    def colour_all(_number: int) -> None:
        actions["codebook.colour_blind"].trigger()

    def undo(_number: int) -> None:
        actions["edit.undo"].trigger()

    return [
        Part("filter codes, a letter at a time", lambda n: QTest.keyClicks(field, "code 12"[n]), 7),
        Part("clear the filter of codes", lambda _: field.clear()),
        Part("show codes by name", lambda _: tree.show_in(CodeOrder.NAME)),
        Part("show codes by use", lambda _: tree.show_in(CodeOrder.USE)),
        Part("show codes in their own order", lambda _: tree.show_in(CodeOrder.OWN)),
        Part("ask where codes are moved to", on_some("codebook.move")),
        Part("leave them where they are", lambda _: close_dialogs()),
        Part("give a branch new colours", on_some("codebook.deal_colours")),
        Part("undo new colours", undo),
        Part("give all codes colours for colour-blind readers", colour_all),
        Part("undo colours for colour-blind readers", undo),
        Part("show the chosen codes alone", on_some("view.codings_chosen")),
        Part("show all of them", lambda _: actions["view.codings_all"].trigger()),
    ]


def _in_the_list(window: BenchWindow) -> list[Part]:
    """Segments beside the text are gone through as they are filtered."""
    pane, code = window.page.segments, window.study.codes_in_order[0].id

    def pick(number: int) -> None:
        box = (pane.speaker, pane.transcript)[number % 2]
        box.setCurrentIndex(min(1 + number // 2, box.count() - 1))
        box.activated.emit(box.currentIndex())

    def leave(number: int) -> None:
        box = (pane.speaker, pane.transcript)[number]
        box.setCurrentIndex(0)
        box.activated.emit(0)

    return [
        Part("list the segments of a code", lambda _: pane.open_code(code)),
        Part("those of one speaker, of one transcript", pick, 4),
        Part("go to the next and the one before", lambda n: pane.step_in_list((1, 1, -1)[n % 3]), 9),
        Part("those of all again", leave, 2),
        Part("close the list of segments", lambda _: pane.dismiss()),
    ]


def _in_dialogs(window: BenchWindow) -> list[Part]:
    """Participants are pasted, memos searched."""
    actions = window.actions
    people = window.study.participants_in_order[:40]
    table = "Pseudonym\tYears\n" + "\n".join(f"{row.name}\t{place}" for place, row in enumerate(people))

    def paste(_number: int) -> None:
        tab = _dialog(PeopleDialog).participants
        tab.table.setCurrentIndex(tab.model.index(0, 0))
        tab.paste(table)

    def look_for(number: int) -> None:
        QTest.keyClicks(_dialog(MemosDialog).filter, "stigma"[number])

    return [
        Part("open the participants", lambda _: actions["transcript.people"].trigger()),
        Part("paste values of 40 of them", paste),
        Part("close the participants", lambda _: close_dialogs()),
        Part("undo the values", lambda _: actions["edit.undo"].trigger()),
        Part("open all memos", lambda _: actions["edit.memos"].trigger()),
        Part("search in all memos, a letter at a time", look_for, 6),
        Part("close all memos", lambda _: close_dialogs()),
    ]


def _around(window: BenchWindow) -> list[Part]:
    """What is shown of the window, and how."""
    actions, sides = window.actions, ("view.navigator", "view.inspector")

    def turn_by_turn(*names: str) -> Callable[[int], object]:
        return lambda number: actions[names[number % len(names)]].trigger()

    return [
        Part("close the panels at the sides, one by one", turn_by_turn(*sides), 2),
        Part("open them, one by one", turn_by_turn(*sides), 2),
        Part("larger text and as it was", turn_by_turn("view.zoom_in", "view.zoom_reset"), 4),
        Part("wide and compact lines", turn_by_turn("view.spacing_wide", "view.spacing_compact"), 4),
        Part("the dark theme", turn_by_turn("view.theme_dark")),
        Part("the light theme", turn_by_turn("view.theme_light")),
    ]


_Shown = TypeVar("_Shown", PeopleDialog, MemosDialog)


def _dialog(kind: type[_Shown]) -> _Shown:
    return next(row for row in QApplication.topLevelWidgets() if isinstance(row, kind) and row.isVisible())
