"""How files are read where nothing else is said and a project remembers nothing: as was chosen last."""

from qualcode.model.transcripts.reading_choices import ReadingChoices
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import CAPTION_LINES, PDF_LINES, PDF_WORDS


def remembered(preferences: Preferences) -> ReadingChoices:
    """The choices of last time; an encoding is one file's own."""
    return ReadingChoices(
        captions=preferences.value(CAPTION_LINES),
        pdf_lines=preferences.value(PDF_LINES),
        whole_words=not preferences.value(PDF_WORDS),
    )


def remember(preferences: Preferences, choices: ReadingChoices) -> None:
    """Keep the choices for files that come later."""
    preferences.choose(CAPTION_LINES, choices.captions)
    preferences.choose(PDF_LINES, choices.pdf_lines)
    preferences.choose(PDF_WORDS, not choices.whole_words)
