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
    hidden = [
        column.name in personal
        or column.looks_like in ("phone", "email")
        or normalise(column.name) in _PERSONAL_NAMES
        for column in detection.columns
    ]
    columns = [
        replace(column, samples=[_mask(text) for text in column.samples]) if hide else column
        for column, hide in zip(detection.columns, hidden, strict=True)
    ]
    rows = [
        [_mask(text) if hide and text else text for text, hide in zip(row, hidden, strict=False)]
        for row in detection.rows
    ]
    return replace(detection, columns=columns, rows=rows)


def _mask(text: str) -> str:
    return f"{text[:1]}***{text[-1:]}" if len(text) > 2 else "***"
