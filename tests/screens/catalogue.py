"""All that is captured, in its order: the pages first, and what closes the project last."""

from tests.screens.dialogs import BY_ACTION
from tests.screens.further import OTHERS
from tests.screens.pages import ANALYSIS, CODE, END, MENUS, START

PAGES = (*START, *CODE, *ANALYSIS)
DIALOGS = (*MENUS, *BY_ACTION, *OTHERS, *END)
