"""Questions of every kind with parts of every kind, for property tests."""

from typing import Any, Final

from hypothesis import strategies as st

from qualcode.model.errors import QualcodeError
from qualcode.model.front import LOGO_ENDINGS, Logo, logo_text
from qualcode.model.questions.kinds import KINDS, AnyQuestion
from qualcode.model.questions.parts import QuestionPart, parts_of
from tests.support.drawing import YES_OR_NO, pick

PICTURES: Final = tuple(logo_text(Logo(b"drawn", suffix)) for suffix in LOGO_ENDINGS)
NAMES = st.text(min_size=1, max_size=8)


def _values(part: QuestionPart) -> st.SearchStrategy[Any]:
    one: st.SearchStrategy[Any]
    if part.choices:
        one = st.sampled_from([part.type(word) for word in part.choices])
    elif part.about.picture:
        one = st.sampled_from(PICTURES)
    elif part.type is bool:
        one = st.booleans()
    elif part.type in (int, float):
        most = 9_999 if part.about.most is None else part.about.most
        least = part.about.least
        one = st.integers(int(least), int(most)) if part.type is int else st.floats(least, most)
    else:
        one = NAMES
    if part.several:
        one = st.lists(one, min_size=1, max_size=3).map(tuple)
    return one if part.required else st.one_of(st.just(part.usual), one)


Kind = type[AnyQuestion]

_PARTS: Final = {
    kind.question: {part.name: _values(part) for part in parts_of(kind.question)} for kind in KINDS.values()
}


def questions(of: Kind | None = None) -> st.SearchStrategy[AnyQuestion]:
    """A question of any kind, or of this one, with any of its parts as usual or not."""
    return _QUESTIONS[of]


@st.composite
def _questions(draw: st.DrawFn, of: Kind | None) -> AnyQuestion:
    kind = of or pick(draw, _PARTS)
    while True:
        parts = {name: draw(values) for name, values in _PARTS[kind].items()}
        if len(parts.get("by", ())) > 1:
            parts["by"] = tuple(f"query:{name}" for name in parts["by"])
        for name in ("codes", "code_set", "most_used"):
            if name in parts and draw(YES_OR_NO):
                parts[name] = None
        try:
            return kind(**parts)
        except QualcodeError:
            continue


_QUESTIONS: Final = {kind: _questions(kind) for kind in (None, *_PARTS)}
