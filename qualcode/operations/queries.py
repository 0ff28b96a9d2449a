"""What one can do with saved queries: keep one under a name, rename it, delete it."""

from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import SavedQuery
from qualcode.model.identity import new_id
from qualcode.model.queries.query import Query
from qualcode.model.queries.query_names import with_identities
from qualcode.model.study import Study
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing, free_name, tidy_name
from qualcode.operations.draft import Draft


def save_query(study: Study, name: str, query: Query) -> tuple[SavedQuery, ChangeSet]:
    """Keep a query under ``name``; one of that name is replaced.

    Codes, transcripts, participants, attributes and coders are kept by identity, so that the query
    outlives their renaming. Raises QualcodeError for a name in it that stands for nothing.
    """
    tidy = tidy_name(name, "query")
    content = str(with_identities(study, query))
    rows = study.queries_in_order
    before = next((row for row in rows if name_key(row.name) == name_key(tidy)), None)
    if before is None:
        position = max((row.position for row in rows), default=-1) + 1
        kept = SavedQuery(new_id(), tidy, position, content)
    else:
        kept = replace(before, content=content)
    draft = Draft(study)
    draft.put(kept)
    return kept, draft.change(f"Save the query “{kept.name}”")


def rename_query(study: Study, query_id: UUID, name: str) -> ChangeSet:
    """Give a query another name, which must be free."""
    before = existing(study, SavedQuery, query_id)
    others = [row.name for row in study.queries_in_order if row.id != query_id]
    free = free_name(name, "query", others)
    draft = Draft(study)
    draft.put(replace(before, name=free))
    return draft.change(f"Rename the query “{before.name}” to “{free}”")


def delete_query(study: Study, query_id: UUID) -> ChangeSet:
    """Forget a query."""
    row = existing(study, SavedQuery, query_id)
    draft = Draft(study)
    draft.drop(row)
    return draft.change(f"Delete the query “{row.name}”")
