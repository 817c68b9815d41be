"""An operator knows better: another reading of the file, another meaning of its columns."""

import codecs
from contextlib import suppress

import msgspec

from siyu.imports.contracts import Detection, Format, Kind, Mapping, Reading
from siyu.imports.detection import inspect_file
from siyu.imports.errors import ImportNotReady, MappingIncomplete, MappingMalformed
from siyu.imports.importing import find_warehouse, path_of
from siyu.imports.jobs import job_of, state_of
from siyu.imports.masking import mask_samples
from siyu.imports.models import ImportRow
from siyu.imports.preparing import check_mapping
from siyu.imports.saved_mappings import find_mapping
from siyu.kernel.context import Context
from siyu.kernel.database import Session

COLUMNS_MAX = 1000
DELIMITERS = frozenset(",;\t|:^~ \x01")
_ENCODINGS = """
    ascii utf-8 utf-8-sig utf-16 utf-16-le utf-16-be gbk gb2312 gb18030 big5 big5hkscs cp950 hz
    shift_jis cp932 euc_jp euc_kr cp949 latin-1 iso8859-2 iso8859-15 cp1250 cp1251 cp1252 cp1253
    cp1254 koi8-r mac-roman cp437 cp850
"""
ENCODINGS = frozenset(codecs.lookup(name).name for name in _ENCODINGS.split())


def change_import(
    context: Context,
    session: Session,
    row: ImportRow,
    *,
    kind: Kind | None = None,
    reading: Reading | None,
    mapping: Mapping | None,
) -> None:
    """Set kind, reading and mapping; a new kind or reading looks at the file again and suggests anew.

    Raises:
        ImportNotReady: under way, or partly sent.
        MappingMalformed: a field, column, option or encoding that does not exist.
        FileUnreadable, FileEmpty, FileUnpacksTooLarge, FileGone: see there.

    """
    state = state_of(row, job_of(session, row))
    if row.sent_items or state in ("checking", "running", "paused", "done"):
        raise ImportNotReady(state)
    detection = msgspec.convert(row.detection, Detection)
    kind, reading = kind or detection.kind, reading or detection.reading
    if (kind, reading) != (detection.kind, detection.reading):
        _check_reading(reading, detection.reading)
        detection = mask_samples(
            inspect_file(
                path_of(context, row.file, in_place=row.in_place),
                kind,
                warehouse=find_warehouse(context),
                reading=reading,
                time_zone=context.settings.timezone,
                currency=context.settings.currency,
            )
        )
        row.kind = kind
        row.detection = msgspec.to_builtins(detection)
        row.mapping = msgspec.to_builtins(find_mapping(session, detection) or detection.mapping)
    if mapping is not None:
        row.mapping = _checked(kind, mapping, detection)
    row.report, row.prepared, row.state = None, "", "new"
    session.flush()


def _check_reading(wanted: Reading, detected: Reading) -> None:
    """Only text leaves room for opinions."""
    text = {Format.csv, Format.json_lines}
    other_format = wanted.format is not detected.format
    if wanted.packed != detected.packed or (
        other_format and {wanted.format, detected.format} - text
    ):
        raise MappingMalformed("format")
    try:
        known = codecs.lookup(wanted.encoding).name in ENCODINGS
    except (LookupError, ValueError):
        known = False
    if not known:
        raise MappingMalformed("encoding")
    if wanted.delimiter not in DELIMITERS or "\x00" in wanted.sheet or len(wanted.sheet) > 200:
        raise MappingMalformed("delimiter or sheet")


def _checked(kind: Kind, mapping: Mapping, detection: Detection) -> dict[str, object]:
    """The mapping as it is stored; one that still lacks a column may be kept."""
    plain: dict[str, object] = msgspec.to_builtins(mapping)
    if len(mapping.columns) > COLUMNS_MAX or b"\\u0000" in msgspec.json.encode(plain):
        raise MappingMalformed("columns")
    try:
        msgspec.convert(plain, Mapping)
    except msgspec.ValidationError as error:
        raise MappingMalformed(str(error)[:300]) from None
    with suppress(MappingIncomplete):
        check_mapping(kind, mapping, [column.name for column in detection.columns])
    return plain
