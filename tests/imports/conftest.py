"""Files made by tests, and what a dry run makes of them."""

import dataclasses
import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from siyu.imports import Detection, Kind, Mapping, Report, inspect_file
from siyu.imports.preparing import prepare

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def make_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file: ``make_file(b"...")``, packed where the name ends in ``.gz``."""

    def make(content: bytes | str, name: str = "file.csv") -> Path:
        raw = content.encode() if isinstance(content, str) else content
        path = tmp_path / name
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return make


class Prepared:
    """A file after a dry run."""

    def __init__(
        self, detection: Detection, report: Report, events: list, extras: list, rejects: str
    ) -> None:
        self.detection = detection
        self.report = report
        self.events = events
        self.extras = extras
        self.rejects = rejects

    @property
    def dirt(self) -> dict[str, int]:
        return {finding.code: finding.count for finding in self.report.findings}

    def event(self, name: str) -> dict:
        found = [event for event in self.events if event.get("event") == name]
        assert len(found) == 1, self.events
        return found[0]


@pytest.fixture
def dry_run(make_file, tmp_path: Path) -> Callable[..., Prepared]:
    """Reads a file to its end: ``dry_run(Kind.orders, "a,b\\n1,2\\n", options…)``."""

    def run(
        kind: Kind, content: bytes | str | Path, *, columns=None, at=AT, stores=None, **options
    ) -> Prepared:
        path = content if isinstance(content, Path) else make_file(content)
        detection = inspect_file(path, kind, time_zone="UTC")
        mapping = Mapping(
            columns=detection.mapping.columns if columns is None else columns,
            options=dataclasses.replace(detection.mapping.options, **options),
        )
        folder = tmp_path / "between"
        report, items = prepare(
            path, detection, mapping, source="1", at=at, folder=folder, stores=stores
        )
        found = [item for _, item in items.read()]
        events = [msgspec.json.decode(item.event) for item in found]
        extras = [msgspec.json.decode(item.extra) for item in found]
        rejects = (folder / "rejects.csv").read_text("utf-8-sig")
        return Prepared(
            detection, report, [e for e in events if e], [e for e in extras if e], rejects
        )

    return run


def line_total(events: list[dict]) -> Decimal:
    """Sum over all lines of all orders."""
    return sum(
        (
            Decimal(p["price"]) * Decimal(p["quantity"])
            for e in events
            for p in e["properties"]["products"]
        ),
        Decimal(0),
    )
