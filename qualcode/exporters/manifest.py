"""The manifest of a report: which files it consists of, their checksums, and what they were made from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.questions.provenance import Facts


class ManifestEntry(NamedTuple):
    """A file of the report, the kind of its table and the rules it was made by."""

    path: Path
    table: str
    rules: Facts


def write_manifest(path: Path, about: Mapping[str, Any], entries: Sequence[ManifestEntry]) -> None:
    """Write the manifest as JSON: ``about``, then every file with its SHA-256 and its rules."""
    outputs = [
        {
            "file": entry.path.name,
            "table": entry.table,
            "bytes": entry.path.stat().st_size,
            "sha256": sha256_of(entry.path),
            "rules": dict(entry.rules),
        }
        for entry in entries
    ]
    written = json.dumps({**about, "outputs": outputs}, ensure_ascii=False, indent=2) + "\n"
    with whole_file(path) as stream:
        stream.write(utf8(written))


def sha256_of(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
