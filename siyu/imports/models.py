from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import BigId, Record, Table


class ImportRow(Record):
    """A file, how it is meant, and how far it has come."""

    __tablename__ = "imports_import"
    __table_args__ = (CheckConstraint("sent_items >= 0", name="sent_items_not_negative"),)

    kind: Mapped[str]
    title: Mapped[str]  # the file's own name
    state: Mapped[str] = mapped_column(index=True)
    # A name in kernel.files, or where a file of this machine lies.
    file: Mapped[str]
    in_place: Mapped[bool]
    file_bytes: Mapped[int] = mapped_column(BigInteger)
    file_hash: Mapped[str] = mapped_column(index=True)
    source_id: Mapped[int] = mapped_column(BigId)
    source_name: Mapped[str]
    node_id: Mapped[int | None] = mapped_column(BigId, index=True)
    detection: Mapped[dict[str, Any]]
    mapping: Mapped[dict[str, Any]]
    report: Mapped[dict[str, Any] | None]
    # What the report and the items on disk were made of; another mapping gives another mark.
    prepared: Mapped[str] = mapped_column(default="")
    # The cursor: items handed to tracking, in the order they lie on disk.
    sent_items: Mapped[int] = mapped_column(BigInteger, default=0)
    new_items: Mapped[int] = mapped_column(BigInteger, default=0)
    changed_items: Mapped[int] = mapped_column(BigInteger, default=0)
    corrected_items: Mapped[int] = mapped_column(BigInteger, default=0)
    conflicting_items: Mapped[int] = mapped_column(BigInteger, default=0)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    job_id: Mapped[int | None] = mapped_column(BigId)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    files_removed_at: Mapped[datetime | None]


class SavedMappingRow(Record):
    """A mapping that worked, found again by the names of the columns."""

    __tablename__ = "imports_saved_mapping"
    __table_args__ = (UniqueConstraint("kind", "signature"),)

    kind: Mapped[str]
    signature: Mapped[str]
    name: Mapped[str]
    mapping: Mapped[dict[str, Any]]
    updated_by: Mapped[str]
    updated_at: Mapped[datetime]


class SentItemRow(Table):
    """What has been sent about one order, person, event or campaign's day."""

    __tablename__ = "imports_sent_item"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary(8))
    version: Mapped[int] = mapped_column(default=1)
    # Packed lines and sum, where a later correction needs them.
    memory: Mapped[bytes | None]
    import_id: Mapped[int] = mapped_column(BigId)
