"""Names as they stand in pictures: in one line, and no longer than needed to tell them apart."""

from collections import Counter
from collections.abc import Sequence

from qualcode.model.branches import last_part
from qualcode.model.results.matrix import Label
from qualcode.model.words.xml_letters import for_xml


def plain(words: str) -> str:
    """``words`` in one line, without what no font can draw and no file hold."""
    return "".join(
        letter if letter.isprintable() else "\ufffd" for letter in " ".join(for_xml(words).split())
    )


def short_names(labels: Sequence[Label]) -> list[str]:
    """The last part of each path, or the whole path where several end alike."""
    return last_parts([label.name for label in labels])


def last_parts(paths: Sequence[str]) -> list[str]:
    """The last part of each path, or the whole path where several end alike."""
    ends = [plain(last_part(path)) for path in paths]
    counts = Counter(ends)
    return [end if counts[end] == 1 and end else plain(path) for end, path in zip(ends, paths, strict=True)]
