import pytest

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
