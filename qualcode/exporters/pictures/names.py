"""Names as they stand in pictures: in one line, and no longer than needed to tell them apart."""

from collections.abc import Sequence

from qualcode.model.branches import last_part, told_apart
from qualcode.model.results.matrix import Label
from qualcode.model.words.xml_letters import for_xml


def plain(words: str) -> str:
    """``words`` in one line, without what no font can draw and no file hold."""
    return "".join(
        letter if letter.isprintable() else "\ufffd" for letter in " ".join(for_xml(words).split())
    )


def short_names(labels: Sequence[Label]) -> list[str]:
    """The last part of each path; where several end alike, with what tells them apart."""
    return last_parts([label.name for label in labels])


def own_name(label: Label) -> str:
    """The last part of the path, for where a number tells codes of one name apart."""
    return plain(last_part(label.name))


def last_parts(paths: Sequence[str]) -> list[str]:
    """The last part of each path; where several end alike, with what tells them apart."""
    return [plain(name) for name in told_apart(paths)]
