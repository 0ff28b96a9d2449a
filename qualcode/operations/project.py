"""What one can do to the project itself: begin it, name it, note something about it, set how it is read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.codes.weights import tidy_weights
from qualcode.model.entities import Palette, ProjectInfo
from qualcode.model.front import FrontPage, front_line
from qualcode.model.identity import new_id, now
from qualcode.model.step_topics import StepTopic
from qualcode.model.study import Study
from qualcode.model.transcripts.stand_ins import USUAL, tidy_stand_ins
from qualcode.model.transcripts.stop_list import tidy_words, without_repeats
from qualcode.model.words.in_words import listed
from qualcode.model.words.languages import known_language
from qualcode.operations.checks import tidy_name

_NAMED: Final = 5
"""Words that the title of a step has room for."""


def new_project(name: str, language: str = "en", project_id: UUID | None = None) -> ChangeSet:
    """The first step of every project: its own row; without an identity it gets a new one."""
    tidy = tidy_name(name, "project")
    info = ProjectInfo(
        id=project_id or new_id(), name=tidy, created_at=now(), language=known_language(language)
    )
    return ChangeSet(f"New project “{tidy}”", (added(info),))


def rename_project(study: Study, name: str) -> ChangeSet:
    tidy = tidy_name(name, "project")
    return _changed(study, f"Rename the project to “{tidy}”", replace(study.info, name=tidy))


def set_project_memo(study: Study, memo: str) -> ChangeSet:
    return _changed(study, "Edit the project’s memo", replace(study.info, memo=memo))


def set_project_language(study: Study, language: str, language_model: str = "") -> ChangeSet:
    """Set the language (a code like ``en``) and the installed spaCy pipeline; empty: the blank one."""
    # What an older version took for a language may stay; only another one must be known.
    same = language.strip() == study.info.language
    spoken = study.info.language if same else known_language(language)
    info = replace(study.info, language=spoken, language_model=language_model.strip())
    with_model = f" with the model {info.language_model}" if info.language_model else ""
    return _changed(study, f"Set the project’s language to {info.language}{with_model}", info)


def set_stand_ins(study: Study, stand_ins: Iterable[str] | None) -> ChangeSet:
    """Set what counts as a word in brackets; None: the usual list."""
    kept = None if stand_ins is None else tidy_stand_ins(stand_ins)
    if kept == USUAL:
        kept = None
    return _changed(study, "Edit the list of stand-ins for names", replace(study.info, stand_ins=kept))


def set_weights(study: Study, steps: Iterable[str]) -> ChangeSet:
    """Set the steps by which codings are weighed, each like ``5 strong``; none: any number from 0 to 100.

    Weights that were given before stay as they are, also where the scale no longer has them.
    """
    return _changed(study, "Edit the scale of weights", replace(study.info, weights=tidy_weights(steps)))


def leave_out_words(study: Study, words: Iterable[str]) -> ChangeSet:
    """Leave further words out of word lists."""
    more, info = tidy_words(words), study.info
    shown_before = [word for word in info.listed_words if word not in more]
    changed = _with_stop_list(info, (*info.unlisted_words, *more), shown_before)
    shown = listed([f"“{word}”" for word in more], _NAMED)
    return _changed(study, f"Leave {shown} out of word lists", changed)


def list_words(study: Study, words: Iterable[str]) -> ChangeSet:
    """List words that were left out here, and others although they are common."""
    more, info = tidy_words(words), study.info
    left = [word for word in info.unlisted_words if word not in more]
    common = [word for word in more if word not in info.unlisted_words]
    changed = _with_stop_list(info, left, (*info.listed_words, *common))
    shown = listed([f"“{word}”" for word in more], _NAMED)
    return _changed(study, f"Show {shown} in word lists", changed)


def set_stop_list(study: Study, left_out: Iterable[str], listed_words: Iterable[str]) -> ChangeSet:
    """Set all words that word lists leave out, and the common ones that they list all the same."""
    return _changed(study, "Edit the stop list", _with_stop_list(study.info, left_out, listed_words))


def _with_stop_list(info: ProjectInfo, left_out: Iterable[str], listed_words: Iterable[str]) -> ProjectInfo:
    out, shown = without_repeats(left_out, listed_words)
    return replace(info, unlisted_words=out, listed_words=shown)


def set_palette(study: Study, palette: Palette) -> ChangeSet:
    """Set from which colours new codes get theirs."""
    return _changed(
        study, f"Give new codes colours of the {palette} palette", replace(study.info, palette=palette)
    )


def set_front(study: Study, page: FrontPage) -> ChangeSet:
    """Set what the first page of documents says, and the properties of their files.

    All but the note is of one line, and as long as a name at most. Raises QualcodeError for what is longer.
    """
    info = replace(
        study.info,
        subtitle=front_line(page.subtitle, "subtitle"),
        authors=front_line(page.authors, "authors"),
        organisation=front_line(page.organisation, "organisation"),
        codebook_version=front_line(page.codebook_version, "codebook_version"),
        front_note=page.note.strip(),
        logo=page.logo,
    )
    return _changed(study, "Edit the first page of documents", info)


def set_reason_topics(study: Study, topics: Iterable[StepTopic]) -> ChangeSet:
    """Set at which kinds of step the project asks for a reason; none: it asks for none."""
    chosen = frozenset(topics)
    words = tuple(topic.value for topic in StepTopic if topic in chosen)
    label = "Ask for reasons at " + listed([word.replace("-", " ") for word in words])
    return _changed(study, label if words else "Ask for no reasons", replace(study.info, reason_topics=words))


def _changed(study: Study, label: str, info: ProjectInfo) -> ChangeSet:
    return ChangeSet(label, (updated(study.info, info),) if info != study.info else ())
