from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.identity import now
from qualcode.model.step import Step, StepKind
from qualcode.project.history import History


class Story:
    """Steps as a project would make them, from the words do, undo and redo."""

    def __init__(self, *, per_coder: bool = False) -> None:
        self.history = History(per_coder=per_coder)
        self.history.add(Step(1, now(), "AB", "New project"))

    def tell(self, word: str, coder: str = "AB") -> int | None:
        number = len(self.history.steps) + 1
        kind = StepKind(word)
        target: Step | None = None
        if kind is StepKind.UNDO:
            target = self.history.undoable(coder)
        if kind is StepKind.REDO:
            target = self.history.redoable(coder)
        if kind is not StepKind.DO and target is None:
            return None
        self.history.add(
            Step(number, now(), coder, f"step {number}", kind, None if target is None else target.number)
        )
        return number


def test_undo_goes_back_and_redo_comes_forward_again() -> None:
    story = Story()
    for word in ("do", "do", "undo", "undo"):
        story.tell(word)
    assert story.history.undoable("AB") is None
    story.tell("redo")
    assert [story.history.is_in_force(number) for number in (1, 2, 3)] == [True, True, False]
    redo = story.history.redoable("AB")
    assert redo is not None
    assert redo.number == 3


def test_the_making_of_the_project_cannot_be_undone() -> None:
    story = Story()
    assert story.tell("undo") is None


def test_a_new_step_ends_redoing() -> None:
    story = Story()
    for word in ("do", "undo", "do"):
        story.tell(word)
    assert story.history.redoable("AB") is None
    undo = story.history.undoable("AB")
    assert undo is not None
    assert undo.number == 4


def test_on_a_server_everyone_undoes_their_own() -> None:
    story = Story(per_coder=True)
    story.tell("do", "AB")
    story.tell("do", "CD")
    story.tell("undo", "AB")
    assert story.history.undoable("AB") is None
    assert story.history.redoable("CD") is None
    story.tell("do", "CD")
    redo = story.history.redoable("AB")
    assert redo is not None
    assert redo.number == 2


def test_in_a_file_the_last_step_is_undone_whoever_made_it() -> None:
    story = Story()
    story.tell("do", "CD")
    undo = story.history.undoable("AB")
    assert undo is not None
    assert undo.number == 2


@given(st.lists(st.tuples(st.sampled_from(["do", "undo", "redo"]), st.sampled_from(["AB", "CD"]))))
def test_it_agrees_with_two_plain_stacks(words: list[tuple[str, str]]) -> None:
    story = Story()
    done: list[int] = []
    undone: list[int] = []
    for word, coder in words:
        number = story.tell(word, coder)
        if word == "do":
            assert number is not None
            done.append(number)
            undone.clear()
        elif word == "undo" and done:
            undone.append(done.pop())
        elif word == "redo" and undone:
            done.append(undone.pop())
    undo, redo = story.history.undoable("AB"), story.history.redoable("AB")
    assert (undo.number if undo else None) == (done[-1] if done else None)
    assert (redo.number if redo else None) == (undone[-1] if undone else None)
    # What a restart works out from the journal is the same.
    again = History(story.history.steps)
    assert again.undoable("AB") == undo
    assert again.redoable("AB") == redo
