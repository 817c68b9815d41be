"""What crosses HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from siyu.http import Code, Schema
from siyu.imports.contracts import ColumnSeen, Kind, Mapping, Reading, Severity

ImportCode = Annotated[int, Code("imp")]
SavedMappingCode = Annotated[int, Code("map")]
SourceCode = Annotated[int, Code("src")]

State = Literal["new", "checking", "checked", "running", "paused", "failed", "done", "cancelled"]


class Progress(Schema):
    """How far the job at hand is."""

    phase: str = Field(description="`reading` (bytes), `grouping` (parts) or `sending` (items).")
    done: int
    total: int | None


class FindingOut(Schema):
    """One kind of dirt, and how many rows have it."""

    code: str = Field(examples=["customer_missing"])
    title: dict[str, str] = Field(examples=[{"en": "No customer", "zh": "没有客户"}])
    severity: Severity
    count: int
    first_rows: list[int] = Field(description="Data rows counted from 1, without the header.")


class ReportOut(Schema):
    """What a file holds, and what an import did."""

    rows: int
    kept: int
    rejected: int
    items: dict[str, int] = Field(examples=[{"Order Completed": 20725}])
    findings: list[FindingOut]
    customers: int
    total: str = Field(description="Exact sum, as text.", examples=["9747747.934"])
    currency: str
    first_time: str | None
    last_time: str | None
    sent: int = Field(description="Items that were new.")
    already_there: int = Field(description="Items that an earlier import brought.")
    corrected: int = Field(description="Items whose difference to an earlier import was sent.")


class ImportOut(Schema):
    """A file on its way."""

    id: ImportCode
    kind: Kind
    title: str = Field(description="The file's own name.")
    state: State
    task: Literal["check", "import"] | None = Field(
        description="What is under way, or what came last; null where nothing was asked for yet."
    )
    bytes: int
    source_id: SourceCode
    source_name: str
    reading: Reading
    columns: list[ColumnSeen] = Field(description="Samples of personal columns are masked.")
    sheets: list[str]
    sample_rows: list[list[str]] = Field(
        description="The first rows, a cell per column; personal columns are masked."
    )
    ambiguous: list[str] = Field(
        description="Options the file does not decide: look at them.", examples=[["currency"]]
    )
    mapping: Mapping
    missing: list[str] = Field(description="Fields that still need a column.")
    report: ReportOut | None
    progress: Progress | None
    error: str
    sent_items: int
    created_at: datetime
    finished_at: datetime | None
    has_rejects: bool


class ImportChange(Schema):
    """How the file is read or meant; what is left out stays."""

    kind: Kind | None = Field(None, description="Looks at the file again.")
    reading: Reading | None = Field(None, description="Looks at the file again.")
    mapping: Mapping | None = Field(
        None,
        examples=[
            {
                "columns": {"order_id": "订单号", "time": "下单时间", "total": "金额"},
                "options": {"currency": "CNY"},
            }
        ],
    )


class FieldOut(Schema):
    """A field that a column may fill."""

    name: str = Field(examples=["order_id"])
    title: dict[str, str]
    needed: bool


class KindOut(Schema):
    """What a kind of import can take."""

    kind: Kind
    fields: list[FieldOut]
    needed_one_of: list[str] = Field(description="Of these, at least one needs a column.")
    free_prefix: str | None = Field(
        description="Further columns are kept under this prefix and a name of yours.",
        examples=["trait:"],
    )


class LimitsOut(Schema):
    """What an upload may be, and how text may be read."""

    upload_bytes_max: int = Field(examples=[4294967296])
    encodings: list[str] = Field(examples=[["utf-8", "gb18030"]])
    delimiters: list[str] = Field(examples=[[",", ";"]])


class RejectOut(Schema):
    """A row that was not taken."""

    row: int = Field(description="Data row counted from 1, without the header.")
    code: str = Field(examples=["time_malformed"])
    title: dict[str, str]
    cells: list[str] = Field(description="As in the file; one text where it could not be cut.")


class SavedMappingOut(Schema):
    """A mapping that will be suggested for files with the same columns."""

    id: SavedMappingCode
    kind: Kind
    name: str
    mapping: Mapping
    updated_at: datetime
