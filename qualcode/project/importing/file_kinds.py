"""The files that can be imported, as file dialogs name them."""

from typing import Final

IMPORTED_FILES: Final = (
    "Transcripts and tables (*.txt *.md *.docx *.odt *.rtf *.pdf *.html *.htm *.vtt *.srt *.sbv *.ttml "
    "*.json *.otr *.eaf *.cha *.csv *.tsv *.xlsx *.zip);;All files (*)"
)
