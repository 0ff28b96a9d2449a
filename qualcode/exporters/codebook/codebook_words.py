"""Which codes a document shows: those that are asked for, and the categories above them."""

from uuid import UUID

from qualcode.model.entities import Code
from qualcode.model.study import Study


def shown_codes(study: Study, code_ids: frozenset[UUID]) -> list[Code]:
    """The codes with these identities and every category above one, in codebook order."""
    wanted = set(code_ids)
    for code_id in code_ids:
        parent = study.codes[code_id].parent_id
        while parent is not None:
            wanted.add(parent)
            parent = study.codes[parent].parent_id
    return [code for code in study.codes_in_order if code.id in wanted]
