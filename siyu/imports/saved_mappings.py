"""Mappings that worked, by the kind and the names of the columns."""

import msgspec
from sqlalchemy import select

from siyu.imports.contracts import Detection, Mapping
from siyu.imports.models import SavedMappingRow
from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert


def find_mapping(session: Session, detection: Detection) -> Mapping | None:
    """The mapping last used for such a file; None where there is none that fits."""
    row = session.scalars(
        select(SavedMappingRow).where(
            SavedMappingRow.kind == detection.kind,
            SavedMappingRow.signature == detection.signature,
        )
    ).first()
    if row is None:
        return None
    mapping = msgspec.convert(row.mapping, Mapping)
    there = {column.name for column in detection.columns}
    return mapping if there.issuperset(mapping.columns.values()) else None


def save_mapping(session: Session, detection: Detection, mapping: Mapping, *, actor: str) -> None:
    """Keep a mapping for the next file with such columns."""
    row = {
        "kind": detection.kind,
        "signature": detection.signature,
        "name": ", ".join(column.name for column in detection.columns)[:200],
        "mapping": msgspec.to_builtins(mapping),
        "updated_by": actor,
        "updated_at": now(),
    }
    upsert(session, SavedMappingRow, [row], keys=["kind", "signature"])
