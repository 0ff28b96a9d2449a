"""Frequent words, compared with a count word by word."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.word_frequency import WordRequest, word_frequencies
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.project import set_stop_list
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.reference import covered
from tests.analysis.strategies import CODERS, CODES, FixedMeasures, coder_ids, studies
from tests.analysis.test_conversation import FG, group

COMMON = frozenset(("a", "is", "ok"))


def common(_study: Study, _transcript_id: UUID) -> frozenset[str]:
    return COMMON


def counts(study: Study, request: WordRequest) -> dict[str, int]:
    matrix = word_frequencies(study, request, FixedMeasures(), common)
    return {row.name: int(matrix.values[place, 0]) for place, row in enumerate(matrix.rows)}


def test_words_by_hand() -> None:
    study = group()
    assert counts(study, WordRequest()) == {"yes": 3, "good": 2, "bad": 1}
    assert list(counts(study, WordRequest())) == ["yes", "good", "bad"]
    everybody = WordRequest(Selection(include_interviewers=True), with_common=True)
    assert counts(study, everybody) == {
        "yes": 3, "good": 2, "bad": 1, "how": 1, "is": 1, "it": 1, "ok": 1,
    }  # fmt: skip
    assert counts(study, WordRequest(speaker=identity("participant", "P1"), with_common=True)) == {
        "good": 2,
        "ok": 1,
    }
    assert counts(study, WordRequest(speaker=identity("participant", "MOD"))) == {"how": 1, "it": 1}
    assert counts(study, WordRequest(code=study.code_named("health").id)) == {"bad": 1, "yes": 1}
    assert counts(study, WordRequest(most=1)) == {"yes": 3}


def test_what_was_left_out_is_said() -> None:
    matrix = word_frequencies(group(), WordRequest(), FixedMeasures(), common)
    assert matrix.remarks == ("There are 8 words in all; not listed: 1 common, 1 in headings.",)
    health = WordRequest(code=identity("code", "health"))
    assert word_frequencies(group(), health, FixedMeasures(), common).remarks == (
        "There are 3 words in all; not listed: 1 common.",
    )
    words = dict(matrix.provenance.facts)["in words"]
    assert words == "Words said by everybody but interviewers, without common words, FG"


def test_the_stop_list_and_brackets_leave_words_out_and_say_so() -> None:
    text = "ok yes (bad yes) no"
    study = study_of({"FG": Talk(text, [Said(0, len(text), "P1")])}, {})
    study = study.after(set_stop_list(study, ["Yes"], ["ok"]))
    matrix = word_frequencies(study, WordRequest(), FixedMeasures(), common)
    assert counts(study, WordRequest()) == {"bad": 1, "no": 1, "ok": 1}
    assert matrix.remarks == ("There are 5 words in all; not listed: 2 in the stop list.",)
    facts = dict(matrix.provenance.facts)
    assert (facts["left out by the stop list"], facts["common words listed"]) == ("yes", "ok")

    without = WordRequest(with_brackets=False)
    assert counts(study, without) == {"no": 1, "ok": 1}
    matrix = word_frequencies(study, without, FixedMeasures(), common)
    assert matrix.remarks == (
        "There are 3 words in all, without 2 in brackets; not listed: 1 in the stop list.",
    )
    said = dict(matrix.provenance.facts)["in words"]
    assert said.endswith(
        ", without common words, without yes (stop list), with ok although common, nothing in brackets, FG"
    )


def test_capitals_and_apostrophes_are_the_same() -> None:
    text = "Don’t don't DON'T 12 ..."
    study = study_of({"FG": Talk(text, [Said(0, len(text), "P1")])}, {})

    class Words(FixedMeasures):
        def _spans(self, study: Study, transcript_id: UUID, belongs: object) -> object:  # type: ignore[override]
            return super()._spans(study, transcript_id, lambda letter: not letter.isspace())

    matrix = word_frequencies(study, WordRequest(), Words(), common)
    assert [(row.name, int(matrix.values[place, 0])) for place, row in enumerate(matrix.rows)] == [
        ("don't", 3)
    ]


def test_contractions_are_left_out_unless_the_project_lists_them() -> None:
    text = "It's cheaper, don't you think? They don't."
    study = study_of({"FG": Talk(text, [Said(0, len(text), "P1")])}, {})

    class Words(FixedMeasures):
        def _spans(self, study: Study, transcript_id: UUID, belongs: object) -> object:  # type: ignore[override]
            return super()._spans(study, transcript_id, lambda letter: letter.isalpha() or letter == "'")

    def listed(study: Study) -> list[str]:
        usual = frozenset(("it", "'s", "do", "n't", "you", "they"))
        matrix = word_frequencies(study, WordRequest(), Words(), lambda _study, _id: usual)
        return sorted(row.name for row in matrix.rows)

    assert listed(study) == ["cheaper", "think"]
    kept = study.after(set_stop_list(study, [], ["don't"]))
    assert listed(kept) == ["cheaper", "don't", "think"]


def test_a_code_that_is_gone_is_refused() -> None:
    with pytest.raises(QualcodeError, match="no longer in the project"):
        counts(group(), WordRequest(code=new_id()))


def test_a_transcript_without_turns() -> None:
    study = study_of({"FG": Talk("words", [], [Coded("X", "a", 0, 2)])}, {"a": None})
    assert counts(study, WordRequest()) == {}
    assert counts(study, WordRequest(transcripts_of(FG))) == {}


def transcripts_of(*ids: UUID) -> Selection:
    return Selection(transcripts=ids)


def slow(study: Study, request: WordRequest) -> Counter[str]:
    found: Counter[str] = Counter()
    for transcript_id in request.selection.transcripts_of(study):
        text = study.text(transcript_id)
        someone = any(turn.participant_id or turn.label for turn in study.turns_of(transcript_id))
        runs = (
            None if request.code is None else covered(study, request.selection, request.code, transcript_id)
        )
        for start, end in FixedMeasures().words(study, transcript_id).tolist():
            turn = study.turn_at(transcript_id, start)
            if turn is None:
                continue
            if request.speaker is not None:
                if turn.participant_id != request.speaker:
                    continue
            else:
                nobody = turn.participant_id is None and not turn.label
                asks = turn.role is Role.INTERVIEWER and not request.selection.include_interviewers
                if asks or (nobody and someone):
                    continue
            if runs is not None and not any(one <= start < other for one, other in runs):
                continue
            word = text[start:end].lower()
            if request.with_common or word not in COMMON:
                found[word] += 1
    return found


REQUESTS = st.builds(
    WordRequest,
    st.builds(
        Selection,
        coders=st.sets(st.sampled_from(CODERS), max_size=2).map(lambda names: CoderChoice(coder_ids(*names))),
        include_interviewers=st.booleans(),
        aggregate=st.booleans(),
    ),
    code=st.none() | st.sampled_from([identity("code", name) for name in CODES]),
    speaker=st.none() | st.sampled_from([identity("participant", name) for name in ("P1", "P2", "MOD")]),
    with_common=st.booleans(),
    most=st.just(1000),
)


@given(studies(), REQUESTS)
def test_counts_are_those_of_a_slow_count(study: Study, request: WordRequest) -> None:
    assert counts(study, request) == dict(slow(study, request))
