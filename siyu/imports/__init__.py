"""Files become people, events, orders, tags and ad spend, each row once.

Owns ``imports_*`` and the files of uploads; detection, mappings, the report of dirt, rejects.
Calls tracking (every fact goes through the inbox), people (tags, consent, belonging), organization
(source, stores, audit) and warehouse (Parquet).  Hears, publishes: nothing.
"""

from siyu.imports.contracts import (
    ColumnSeen,
    Detection,
    Finding,
    Format,
    Kind,
    Mapping,
    Options,
    Reading,
    Report,
    Severity,
)
from siyu.imports.csv_rows import Broken
from siyu.imports.detection import inspect_file
from siyu.imports.dirt import title_of
from siyu.imports.endings import ImportEnding, import_endings
from siyu.imports.errors import (
    FileChanged,
    FileEmpty,
    FileUnpacksTooLarge,
    FileUnreadable,
    ImportNotFound,
    ImportNotReady,
    MappingIncomplete,
    MappingMalformed,
    RejectsGone,
)
from siyu.imports.importing import check_file, folder_of, import_file
from siyu.imports.order_sums import OrderSums, order_sums
from siyu.imports.plain_tables import read_table

__all__ = [
    "Broken",
    "ColumnSeen",
    "Detection",
    "FileChanged",
    "FileEmpty",
    "FileUnpacksTooLarge",
    "FileUnreadable",
    "Finding",
    "Format",
    "ImportEnding",
    "ImportNotFound",
    "ImportNotReady",
    "Kind",
    "Mapping",
    "MappingIncomplete",
    "MappingMalformed",
    "Options",
    "OrderSums",
    "Reading",
    "RejectsGone",
    "Report",
    "Severity",
    "check_file",
    "folder_of",
    "import_endings",
    "import_file",
    "inspect_file",
    "order_sums",
    "read_table",
    "title_of",
]
