"""What stays on one line: figures with their intervals, statistics, and numbers of tables and turns."""

import re
from typing import Final

_NUMBER: Final = r"[−-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)%?"
_PART: Final = r"[−-]?\d*\.\d+%?"
_TOGETHER: Final = re.compile(
    rf"[\[(]{_NUMBER}(?:, | to | – ){_NUMBER}[\])]"
    rf"|(?<![\w.]){_PART} to {_PART}(?![\w%])"
    rf"|(?<!\w)[A-Za-zκαχπρ]{{1,2}}²? [=<>≤≥] ?{_NUMBER}"
    r"|(?<!\w)(?:[Tt]ables?|[Ff]igures?|[Tt]urns?|[Ss]teps?|[Pp]ages?|pp?\.|[Nn]o\.) \d+"
)
_NO_BREAK: Final = "\u00a0"


def in_one_piece(words: str) -> str:
    """The same with spaces that no line ends at: in "[0.98, 0.99]", "n = 12", "p < .05", "Table 3"."""
    if not any(map(str.isdigit, words)):
        return words
    return _TOGETHER.sub(lambda found: found[0].replace(" ", _NO_BREAK), words)
