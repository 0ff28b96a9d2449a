"""Works out, beside the import window, which codings a changed file would give other words."""

from collections.abc import Callable

from qualcode.model.study import Study
from qualcode.operations.transcripts.changed_files import Replacement, replace_text
from qualcode.project.importing.listed import ReadFile
from qualcode.ui.dialogs.importing.changed_file import CodingChanges
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest


class ShownReplacement:
    """Fills the list of codings for one file at a time; the answer to the last question is kept."""

    def __init__(self, background: Background, list_: CodingChanges, study: Callable[[], Study]) -> None:
        self._latest = Latest(background)
        self._list = list_
        self._study = study
        self._asked: tuple[Study, ReadFile] | None = None

    def show_file(self, file: ReadFile) -> None:
        """List the codings whose words would change if this file took the place of its earlier version."""
        changed, study = file.changed, self._study()
        if changed is None or (self._asked is not None and self._asked == (study, file)):
            return
        self._asked = study, file
        self._list.say("Matching codings to the new text…")
        self._latest.ask(
            lambda _progress: replace_text(study, changed.transcript_id, file.ready),
            lambda found: self._have(found, len(study.codings_of(changed.transcript_id))),
            self._list.say,
        )

    def _have(self, found: Replacement, codings: int) -> None:
        self._list.show_changes(found.codings, codings)

    def stop(self) -> None:
        """Want no answer any more."""
        self._latest.stop()
        self._asked = None
