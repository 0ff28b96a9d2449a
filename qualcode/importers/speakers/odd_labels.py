"""Labels that were taken for speakers' and look odd for one: headings, greetings, names that occur once."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from operator import attrgetter
from typing import Final

from qualcode.importers.speakers.short_words import is_short_word
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_words import one_of, words_in
from qualcode.model.transcript import ReadTurn
from qualcode.model.transcripts.speaker_guide import label_key

_HEADINGS: Final = words_in(
    """
    abstract|action items|ad|advert|advertisement|appendix|background music|break|caption|chapter|coffee break
    |contents|description|diagram|exhibit|heading|highlights|illustration|image|index|interlude|intro|jingle
    |keywords|key words|lunch break|media|music|next steps|outline|outro|overview|photo|picture|poll|quiz
    |recap|reference|references|screen|show notes|slide|slides|sound|sponsor|sponsors|subtitle|subtitles
    |summary keywords|tags|takeaways|timecode|topics|transition|video|visual|voiceover|warm up|watch
    """,
    "|",
)
_GREETS: Final = words_in(
    "hello hi hey good okay ok yes yeah no thanks thank welcome well sure great um uh erm mm oh"
)
_GREETING: Final = re.compile(rf"{one_of(_GREETS)}[ ,]+\w", re.IGNORECASE)
_ADDITION: Final = re.compile(r"\s*[(\[].*[)\]]\s*$")
_SURE: Final = (LabelClass.CODE, LabelClass.ROLE)
_SENTENCE: Final = re.compile(r"[^\W\d_]{3,}[.!?]$")
_NUMBER: Final = re.compile(r"\d+")
_FEW: Final = 2
_LABEL_OF: Final = attrgetter("label")


def odd_labels(turns: Sequence[ReadTurn], told: Collection[str]) -> tuple[tuple[str, int], ...]:
    """Odd labels and the number of their turns, the rarest first; none of those ``told`` to be speakers."""
    counts = Counter(map(_LABEL_OF, turns))
    del counts[""]
    sure = {label_key(label) for label in told}
    capitals = [label for label in counts if _is_capitals(label)]
    # All that is left of a turn without words is the end of its line.
    silent = Counter(label for (_, end), speech, label, _, _ in turns if end - speech <= 1)
    numbers = sum(label.isdecimal() for label in counts)
    odd = [
        (label, count)
        for label, count in counts.items()
        if label_key(label) not in sure
        and (
            reads_like_no_name(label)
            or (count == 1 and (label_class(label) not in _SURE or _is_slip(label, counts)))
            or (_is_capitals(label) and len(capitals) == 1 and len(counts) > _FEW and count <= _FEW)
            # Beside names a number may as well count what is said.
            or (label.isdecimal() and numbers < len(counts))
            or (count > 1 and silent[label] > count / 2)
        )
    ]
    return tuple(sorted(odd, key=lambda pair: pair[1]))


def reads_like_no_name(label: str) -> bool:
    """Whether a label is a heading, a greeting or a piece of a sentence sooner than a name."""
    what = label_class(label)
    label = _ADDITION.sub("", label)
    folded = label_key(label).rstrip(".:")
    if what in _SURE or folded.isdecimal() or (label.isupper() and is_short_word(label)):
        return False
    return (
        folded in _HEADINGS
        or what <= LabelClass.WORDS
        or bool(_GREETING.match(label))
        or (len(label.split()) > 1 and bool(_SENTENCE.search(label)))
    )


def _is_slip(label: str, labels: Collection[str]) -> bool:
    """Whether a code has the number of another one and other letters: Pp3 beside P3."""
    number = _NUMBER.findall(label)
    return bool(number) and any(_NUMBER.findall(other) == number for other in labels if other != label)


def _is_capitals(label: str) -> bool:
    return label_class(label) is LabelClass.CAPITALS and len(label.split()) > 1
