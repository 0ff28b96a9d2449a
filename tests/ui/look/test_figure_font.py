"""The font of figures on the screen is that of the pictures."""

import subprocess
import sys

from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from qualcode.model.codes.shades import FONT
from qualcode.ui.look.figure_font import figure_font


def test_figures_have_the_font_of_the_pictures(qapp: QApplication) -> None:
    font = figure_font(qapp.font())
    assert QFontInfo(font).family() == FONT
    assert font.pointSizeF() == qapp.font().pointSizeF()
    assert font.families()[1:] == qapp.font().families()


def test_the_drawing_library_is_not_loaded_for_it() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; "
        "from qualcode.ui.look.figure_font import figure_font; "
        "app = QApplication(['', '-platform', 'offscreen']); figure_font(app.font()); "
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
