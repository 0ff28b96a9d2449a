"""One role for one person over the files of an import, and a doubt where they differ."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from qualcode.model.people import roles_in_turns
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.people.speaker_matching import is_generic
from qualcode.operations.transcripts.read_speakers import with_role
from qualcode.project.importing.listed import ReadFile

Roles = Mapping[str, Role]
"""By name, in small letters (see ``name_key``)."""

_ARTICLES = {
    Role.INTERVIEWER: "an interviewer",
    Role.PARTICIPANT: "a participant",
    Role.OTHER: "neither participant nor interviewer",
}


def known_roles(study: Study | None) -> Roles:
    """Those whom a project knows, where they have the same role in all their turns."""
    if study is None:
        return {}
    found = roles_in_turns(study)
    return _agreed({name_key(row.name): found[row.id] for row in study.participants_in_order})


def met_roles(files: Sequence[ReadFile]) -> Roles:
    """Those who have one role wherever they speak in these files, or whose role somebody chose."""
    found: dict[str, set[Role]] = {}
    for file in files:
        for label, role in file.roles.items():
            found.setdefault(name_key(label), set()).add(role)
    return {**_agreed(found), **chosen_roles(files)}


def chosen_roles(files: Sequence[ReadFile]) -> Roles:
    """Those whose role somebody chose in these files, where all choices are the same."""
    found: dict[str, set[Role]] = {}
    for file in files:
        for label, role in file.roles.items() if file.roles_chosen else ():
            if name_key(label) in file.roles_chosen:
                found.setdefault(name_key(label), set()).add(role)
    return _agreed(found)


def _agreed(found: Mapping[str, Collection[Role]]) -> Roles:
    """Those who have one role only."""
    return {name: next(iter(roles)) for name, roles in found.items() if len(roles) == 1}


def with_known(file: ReadFile, known: Roles) -> ReadFile:
    """The file where each speaker who is known has that role, unless somebody chose theirs in this file."""
    transcript = file.transcript
    for label, role in file.roles.items() if known else ():
        name = name_key(label)
        wanted = known.get(name, role)
        if wanted is not role and name not in file.roles_chosen and not is_generic(label):
            transcript = with_role(transcript, [label], wanted)
    return file if transcript is file.transcript else replace(file, transcript=transcript)


def with_doubts(files: Sequence[ReadFile], known: Roles) -> tuple[ReadFile, ...]:
    """The files, each with what is doubtful about the roles in it; the others as they are."""
    roles = [{name_key(label): (label, role) for label, role in file.roles.items()} for file in files]
    numbers: defaultdict[str, Counter[Role]] = defaultdict(Counter)
    for file, own in zip(files, roles, strict=True):
        for name, (label, role) in own.items() if file.wanted else ():
            if not is_generic(label):
                numbers[name][role] += 1
    differing = {name: found for name, found in numbers.items() if len({*found, *_of(known, name)}) > 1}
    doubted = []
    for file, own in zip(files, roles, strict=True):
        doubts = (*_doubts(own, differing, known), *_asking(file)) if file.wanted else ()
        doubted.append(file if doubts == file.role_doubts else replace(file, role_doubts=doubts))
    return tuple(doubted)


def _doubts(
    own: Mapping[str, tuple[str, Role]], differing: Mapping[str, Counter[Role]], known: Roles
) -> Iterator[str]:
    """A sentence for each speaker who has the rarer role here, or another one than in the project."""
    for name in own.keys() & differing.keys():
        label, role = own[name]
        here = f"{label} is {_ARTICLES[role]} here"
        if name in known:
            if known[name] is not role:
                yield f"{here} and {_ARTICLES[known[name]]} in the project."
            continue
        others = {other: number for other, number in differing[name].items() if other is not role}
        if others and max(others.values()) >= differing[name][role]:
            other = max(others, key=lambda each: others[each])
            yield f"{here} and {_ARTICLES[other]} in {counted(others[other], 'other file')}."


def _asking(file: ReadFile) -> Iterator[str]:
    if file.asks:
        yield f"{file.asks} asks a question in nearly every turn and may be the interviewer."


def _of(known: Roles, name: str) -> tuple[Role, ...]:
    return (known[name],) if name in known else ()
