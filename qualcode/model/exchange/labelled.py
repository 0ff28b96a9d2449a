"""Fields of a code that exchange formats have no place for, as labelled paragraphs of its description."""

import re
from typing import Final

from qualcode.model.entities import Code

LABELS: Final = (
    ("Include", "include"),
    ("Exclude", "exclude"),
    ("Examples", "examples"),
    ("Memo", "memo"),
)
"""Labels and fields, in this order."""

_PARAGRAPH: Final = re.compile(
    rf"(?:\A|\n\n)({'|'.join(label for label, _ in LABELS)}): ", flags=re.IGNORECASE
)


def description(code: Code) -> str:
    """Definition and the other fields in one text: ``Include: ...`` begins a paragraph of its own."""
    labelled = [f"{label}: {words}" for label, name in LABELS if (words := getattr(code, name))]
    return "\n\n".join([code.definition, *labelled] if code.definition else labelled)


def fields_of(words: str) -> dict[str, str]:
    """The fields that a description holds: what comes before the first label is the definition."""
    names = {label.casefold(): name for label, name in LABELS}
    parts = _PARAGRAPH.split(words)
    found = {"definition": parts[0].strip(), **dict.fromkeys(names.values(), "")}
    for label, said in zip(parts[1::2], parts[2::2], strict=True):
        name = names[label.casefold()]
        found[name] = "\n\n".join(filter(None, (found[name], said.strip())))
    return found
