"""What tests of the dialogs start from."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session


@pytest.fixture
def dialog(
    qtbot: QtBot, session: Session, background: Background, preferences: Preferences
) -> Iterator[ImportDialog]:
    made = ImportDialog(session, background, preferences)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.resize(1240, 640)
    made.open()
    qtbot.waitExposed(made)
    yield made
    made.reject()
    background.close()
    made.deleteLater()
