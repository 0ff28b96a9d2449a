"""Every page of the window in its views, every state of what stands beside the text, and the menus."""

from collections.abc import Callable
from functools import partial

from qualcode.ui.pages.groups.tables import Talk
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.widgets.messages import Offer
from tests.screens.material import REPORT
from tests.screens.stage import Screen, Stage

_LONG = (
    "The file “Interview with the head of a children’s centre, second part.docx” was changed since it was "
    "imported, so that its codings cannot be moved. Choose what to do with them."
)


def _named(words: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in words.lower()).strip("-")


# -- the code page --------------------------------------------------------------------------------


def _reading(stage: Stage) -> None:
    stage.show(PagePlace.CODE)


def _segment(stage: Stage, code: str = "stigma") -> None:
    stage.read(code)


def _after_acts(*names: str) -> Callable[[Stage], object]:
    """What is seen with words selected that have a code, once these actions were done."""

    def show(stage: Stage) -> None:
        stage.read()
        stage.code.reading.view.setFocus()
        for name in names:
            stage.act(name)

    return show


def _code(stage: Stage) -> None:
    stage.choose_code()


def _segments_beside(stage: Stage) -> None:
    stage.read()
    stage.code.segments.open_transcript(None)
    stage.settle()


def _segments_of_code(stage: Stage) -> None:
    stage.read()
    stage.code.segments.open_code(stage.study.code_named("stigma").id)
    stage.settle()


def _sides(shown: tuple[str, ...], stage: Stage) -> None:
    """The text with these panes alone beside it."""
    stage.code.segments.dismiss()
    for name in ("navigator", "inspector"):
        if getattr(stage.code, name).isVisibleTo(stage.code) != (name in shown):
            stage.act(f"view.{name}")
    stage.read()


def _deep(stage: Stage) -> None:
    stage.show(PagePlace.CODE)
    tree = stage.code.navigator.codebook
    tree.expandAll()
    tree.choose([stage.study.code_named("Level 14 of a deep branch").id])
    stage.settle()


def _large_text(stage: Stage) -> None:
    stage.read()
    stage.code.reading.view.set_zoom(200)
    stage.settle()


def _usual_text(stage: Stage) -> None:
    stage.code.reading.view.set_zoom(100)
    stage.settle()


def _tour(stage: Stage) -> None:
    _usual_text(stage)
    stage.act("help.tour")


def _message_over_tour(stage: Stage) -> None:
    stage.window.messages.warn(_LONG, Offer("Replace the text…", bool), Offer("Keep both", bool))
    stage.settle()


def _message(stage: Stage) -> None:
    if stage.workbench.tour is not None:
        stage.workbench.tour.end()
    stage.read()
    _message_over_tour(stage)


def _find_bar(stage: Stage) -> None:
    stage.read()
    stage.act("edit.find")
    stage.code.reading.find_bar.field.setText("they")
    stage.settle()


def _no_find_bar(stage: Stage) -> None:
    stage.code.reading.find_bar.dismiss()
    stage.read()
    stage.act("view.by_coder")


def _tabs(stage: Stage) -> None:
    stage.act("view.by_coder")
    for row in stage.study.transcripts_in_order[:6]:
        stage.code.reading.show_transcript(row.id)
        stage.code.reading.keep_open(row.id)
    stage.settle()


CODE = (
    Screen("code", _reading),
    Screen("code-at-segment", _segment),
    Screen("code-at-memo", partial(_segment, code="consent")),
    Screen("code-chosen", _code),
    Screen("code-picker", _after_acts("code.choose")),
    Screen("code-remove", _after_acts("code.remove")),
    Screen("code-recode", _after_acts("code.recode")),
    Screen("code-editing", _after_acts("transcript.edit_text")),
    Screen("code-segments-of-text", _segments_beside),
    Screen("code-segments-of-code", _segments_of_code),
    Screen("code-no-navigator", partial(_sides, ("inspector",))),
    Screen("code-no-inspector", partial(_sides, ("navigator",))),
    Screen("code-text-alone", partial(_sides, ())),
    Screen("code-both-sides", partial(_sides, ("navigator", "inspector"))),
    Screen("code-deep-branch", _deep),
    Screen("code-large-text", _large_text),
    Screen("code-tour", _tour),
    Screen("code-tour-and-message", _message_over_tour),
    Screen("code-message", _message),
    Screen("code-find-bar", _find_bar),
    Screen("code-by-coder", _no_find_bar),
    Screen("code-tabs", _tabs),
)


# -- the other pages --------------------------------------------------------------------------------


def _find_empty(stage: Stage) -> None:
    stage.show(PagePlace.FIND)
    stage.pages.queries.show_query("")
    stage.settle()


def _found(query: str, tab: int, stage: Stage) -> None:
    stage.show(PagePlace.FIND)
    stage.pages.queries.show_query(query)
    stage.pages.queries.tabs.setCurrentIndex(tab)
    stage.settle()


def _coding_found(stage: Stage) -> None:
    _found("word:school", 0, stage)
    page = stage.pages.queries
    places = page.answer.places() if page.answer is not None else []
    page.bar.preview([stage.study.code_named("consent").id], places)
    stage.settle()


def _matrix(columns: int, stage: Stage) -> None:
    stage.show(PagePlace.MATRIX)
    stage.choose(stage.pages.matrix.line.kind, columns)


def _matrix_passages(stage: Stage) -> None:
    _matrix(0, stage)
    stage.pages.matrix.view.asked.emit(2, 2)
    stage.settle()


def _matrix_choices(stage: Stage) -> None:
    stage.show(PagePlace.MATRIX)
    stage.pages.matrix.folding.button.setChecked(True)
    stage.settle()


def _matrix_tree(stage: Stage) -> None:
    stage.pages.matrix.folding.button.setChecked(False)
    _matrix(0, stage)
    box = stage.pages.matrix.line.sorting
    stage.choose(box, box.count() - 1)


def _matrix_test(stage: Stage) -> None:
    _matrix(1, stage)
    stage.pages.matrix.strip.button.setChecked(True)
    stage.settle()


def _report(kind: ReportKind | None, stage: Stage) -> None:
    stage.show(PagePlace.REPORT)
    stage.pages.report.choose(kind)
    stage.settle()


def _report_choices(stage: Stage) -> None:
    _report(ReportKind.METHODS, stage)
    stage.pages.report.folding.button.setChecked(True)
    stage.settle()


def _saved_reports(stage: Stage) -> None:
    stage.pages.report.folding.button.setChecked(False)
    _report(None, stage)
    tree = stage.pages.report.saved.tree
    if (item := tree.topLevelItem(0)) is not None:
        tree.setCurrentItem(item)
    stage.settle()


def _groups(tab: int, stage: Stage) -> None:
    stage.show(PagePlace.GROUPS)
    stage.pages.groups.tabs.setCurrentIndex(tab)
    stage.settle()


def _groups_and_tour(stage: Stage) -> None:
    """The tour is on, and one looks elsewhere."""
    stage.act("help.tour")
    _groups(len(Talk) - 1, stage)


def _picture(place: int, stage: Stage) -> None:
    if stage.workbench.tour is not None:
        stage.workbench.tour.end()
    stage.show(PagePlace.PICTURE)
    stage.choose(stage.pages.pictures.line.kind, place)


def _picture_choices(stage: Stage) -> None:
    _picture(0, stage)
    stage.pages.pictures.folding.button.setChecked(True)
    stage.settle()


ANALYSIS = (
    Screen("find", _find_empty),
    Screen("find-passages", partial(_found, "code:stigma", 0)),
    Screen("find-keywords", partial(_found, "word:school", 1)),
    Screen("find-no-keywords", partial(_found, "code:stigma", 1)),
    Screen("find-code-all", _coding_found),
    Screen("matrix", partial(_matrix, 0)),
    Screen("matrix-passages", _matrix_passages),
    *(
        Screen(f"matrix-{name}", partial(_matrix, place))
        for place, name in enumerate(("transcripts", "people"), 1)
    ),
    Screen("matrix-test", _matrix_test),
    Screen("matrix-choices", _matrix_choices),
    Screen("matrix-tree", _matrix_tree),
    *(Screen(f"report-{_named(kind)}", partial(_report, kind)) for kind in ReportKind),
    Screen("report-choices", _report_choices),
    Screen(f"report-saved-{_named(REPORT)}", _saved_reports),
    *(Screen(f"groups-{place + 1}", partial(_groups, place)) for place in range(len(Talk))),
    Screen("groups-and-tour", _groups_and_tour),
    *(
        Screen(f"picture-{_named(words)}", partial(_picture, place))
        for place, words in enumerate(TITLES.values())
    ),
    Screen("picture-choices", _picture_choices),
)


# -- menus ------------------------------------------------------------------------------------------


def _menu(name: str, stage: Stage) -> None:
    stage.show(PagePlace.CODE)
    bar = stage.window.menuBar()
    menu = stage.window.menus[name]
    menu.popup(bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft()))
    stage.settle()


def _text_menu(stage: Stage) -> None:
    stage.read()
    view = stage.code.reading.view
    stage.workbench.text_menu.open(view.mapToGlobal(view.selection_rect().center()))
    stage.settle()


def _colour_menu(stage: Stage) -> None:
    stage.choose_code()
    stage.act("codebook.colour")


def _pin_menu(stage: Stage) -> None:
    stage.choose_code()
    stage.act("codebook.pin")


_MENUS = ("Project", "Edit", "Transcript", "Codebook", "Code", "Analyse", "View", "Help")

MENUS = (
    *(Screen(f"menu-{name.lower()}", partial(_menu, name)) for name in _MENUS),
    Screen("menu-of-text", _text_menu),
    Screen("menu-of-colours", _colour_menu),
    Screen("menu-of-keys", _pin_menu),
)


# -- without a project --------------------------------------------------------------------------------


def _start(stage: Stage) -> None:
    """Before any project was opened."""


def _open(stage: Stage) -> None:
    assert stage.window.open_address(str(stage.folder / "Screens.qualcode")), stage.window.messages.text
    stage.settle()


def _recent(stage: Stage) -> None:
    stage.window.close_project()
    stage.settle()


START = (Screen("start", _start), Screen("code-at-first", _open))
END = (Screen("start-with-recent", _recent),)
