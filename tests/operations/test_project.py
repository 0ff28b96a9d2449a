from dataclasses import replace

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Palette, ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontPage
from qualcode.model.step_topics import StepTopic
from qualcode.model.study import Study
from qualcode.operations import project


def test_a_project_begins_with_its_name_and_language() -> None:
    change = project.new_project(" Families ", "de")
    assert change.label == "New project “Families”"
    assert (Study().after(change).info.name, Study().after(change).info.language) == ("Families", "de")
    with pytest.raises(QualcodeError, match="A project needs a name"):
        project.new_project("")
    with pytest.raises(QualcodeError, match="is not a language that"):
        project.new_project("x", "")


def test_name_memo_and_language_are_changed() -> None:
    study = Study().after(project.new_project("Families"))
    change = project.set_project_language(study, "pt-BR", " pt_core_news_sm ")
    assert change.label == "Set the project’s language to pt-BR with the model pt_core_news_sm"
    assert study.after(change).info.language_model == "pt_core_news_sm"
    assert study.after(project.rename_project(study, "Parents")).info.name == "Parents"
    assert not project.rename_project(study, "Families")
    assert study.after(project.set_project_memo(study, "hm")).info.memo == "hm"
    assert not project.set_project_memo(study, "")


def test_a_language_that_an_older_version_took_can_stay() -> None:
    study = Study().after(project.new_project("Families"))
    study = replace(
        study, tables={**study.tables, ProjectInfo: {study.info.id: replace(study.info, language="Klingon")}}
    )
    assert not project.set_project_language(study, "Klingon")
    with pytest.raises(QualcodeError, match="is not a language that"):
        project.set_project_language(study, "Klingonese")


def test_a_scale_of_weights_is_kept_in_order_and_taken_away() -> None:
    study = Study().after(project.new_project("Families"))
    change = project.set_weights(study, ["5 strong", "1 weak"])
    assert change.label == "Edit the scale of weights"
    scaled = study.after(change)
    assert scaled.info.weights == ("1 weak", "5 strong")
    assert not project.set_weights(scaled, ["1 weak", " 5  strong "])
    assert scaled.after(project.set_weights(scaled, ())) == study


def test_the_palette_of_new_codes_is_chosen() -> None:
    study = Study().after(project.new_project("Families"))
    change = project.set_palette(study, Palette.COLOUR_BLIND)
    assert study.after(change).info.palette is Palette.COLOUR_BLIND
    assert not project.set_palette(study, Palette.USUAL)


def test_words_are_left_out_of_lists_and_listed_again() -> None:
    study = Study().after(project.new_project("Families"))
    left = project.leave_out_words(study, ["Yeah", "okay"])
    assert left.label == "Leave “yeah” and “okay” out of word lists"
    without = study.after(left)
    assert without.info.unlisted_words == ("yeah", "okay")
    assert not project.leave_out_words(without, ["YEAH"])
    shown = project.list_words(without, ["okay", "not"])
    assert shown.label == "Show “okay” and “not” in word lists"
    listed = without.after(shown)
    assert (listed.info.unlisted_words, listed.info.listed_words) == (("yeah",), ("not",))
    again = listed.after(project.leave_out_words(listed, ["not"]))
    assert (again.info.unlisted_words, again.info.listed_words) == (("yeah", "not"), ())
    both = study.after(project.list_words(study, ["we", "not"]))
    assert both.after(project.leave_out_words(both, ["not"])).info.listed_words == ("we",)
    assert listed.after(project.set_stop_list(listed, (), ())) == study
    assert not project.set_stop_list(listed, ["yeah"], ["Not"])


def test_the_first_page_is_set() -> None:
    study = Study().after(project.new_project("Families"))
    page = FrontPage(
        subtitle=" Sub ", authors=" A ", organisation=" O ", codebook_version=" 2 ", note=" N ", logo="data:,"
    )
    change = project.set_front(study, page)
    assert change.label == "Edit the first page of documents"
    info = study.after(change).info
    assert (info.subtitle, info.authors, info.organisation) == ("Sub", "A", "O")
    assert (info.codebook_version, info.front_note, info.logo) == ("2", "N", "data:,")
    assert project.set_front(study.after(change), page) == ChangeSet(change.label)


@pytest.mark.parametrize("part", ["subtitle", "authors", "organisation", "codebook_version"])
def test_the_first_page_has_lines_as_long_as_names(part: str) -> None:
    study = Study().after(project.new_project("Families"))
    change = project.set_front(study, FrontPage(**{part: "Ann\nBaker\x07"}))
    assert getattr(study.after(change).info, part) == "Ann Baker"
    project.set_front(study, FrontPage(**{part: "a" * 500}))
    with pytest.raises(QualcodeError, match="at most 500 characters, and this one has 5,000"):
        project.set_front(study, FrontPage(**{part: "a" * 5_000}))
    project.set_front(study, FrontPage(note="a" * 5_000))


def test_reasons_are_asked_for_at_some_kinds_of_step() -> None:
    study = Study().after(project.new_project("Families"))
    first, second = tuple(StepTopic)[:2]
    change = project.set_reason_topics(study, [second, first, second])
    words = " and ".join(topic.value.replace("-", " ") for topic in (first, second))
    assert change.label == f"Ask for reasons at {words}"
    asked = study.after(change)
    assert asked.info.reason_topics == (first.value, second.value)
    none = project.set_reason_topics(asked, [])
    assert none.label == "Ask for no reasons"
    assert asked.after(none).info.reason_topics == ()


def test_what_is_changed_is_told() -> None:
    study = Study().after(project.new_project("Families"))
    assert project.rename_project(study, " Parents ").label == "Rename the project to “Parents”"
    assert project.set_project_memo(study, "hm").label == "Edit the project’s memo"
    assert project.set_project_language(study, "de").label == "Set the project’s language to de"
    assert project.set_palette(study, Palette.COLOUR_BLIND).label == (
        f"Give new codes colours of the {Palette.COLOUR_BLIND} palette"
    )
    assert project.leave_out_words(study, ["um", "er"]).label == "Leave “um” and “er” out of word lists"
    assert project.list_words(study, ["we"]).label == "Show “we” in word lists"
    words = project.set_stop_list(study, ["um"], ["we"])
    assert words.label == "Edit the stop list"
    info = study.after(words).info
    assert (info.unlisted_words, info.listed_words) == (("um",), ("we",))
    stand_ins = project.set_stand_ins(study, ["somebody"])
    assert stand_ins.label == "Edit the list of stand-ins for names"
    kept = study.after(stand_ins)
    assert kept.info.stand_ins is not None
    assert kept.after(project.set_stand_ins(kept, None)) == study
