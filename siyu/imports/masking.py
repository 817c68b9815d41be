"""What a detection keeps of a file's cells, and what it must not."""

from dataclasses import replace

from siyu.imports.contracts import Detection, Kind
from siyu.imports.fields import FIELDS, normalise

_PERSONAL = ("phone", "email", "trait:name", "trait:address", "trait:birthday", "member_no")
_PERSONAL_NAMES = frozenset(
    name
    for fields in (FIELDS[Kind.people],)
    for field in fields
    if field.name in _PERSONAL
    for name in field.names
)


def mask_samples(detection: Detection) -> Detection:
    """The detection as it may be stored and shown: nobody's phone, name or address."""
    personal = {detection.mapping.columns.get(field) for field in _PERSONAL}
    columns = [
        replace(column, samples=[_mask(text) for text in column.samples])
        if column.name in personal
        or column.looks_like in ("phone", "email")
        or normalise(column.name) in _PERSONAL_NAMES
        else column
        for column in detection.columns
    ]
    return replace(detection, columns=columns)


def _mask(text: str) -> str:
    return f"{text[:1]}***{text[-1:]}" if len(text) > 2 else "***"
