from dataclasses import replace

import pytest

from qualcode.model.entities import Palette, ProjectInfo
from qualcode.model.errors import QualcodeError
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
    assert change.label == "Set the project's language to pt-BR with the model pt_core_news_sm"
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
    assert listed.after(project.set_stop_list(listed, (), ())) == study
    assert not project.set_stop_list(listed, ["yeah"], ["Not"])
