"""``siyu import``: files of people, events, orders, tags and ad spend."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from siyu.imports import (
    Detection,
    Kind,
    Mapping,
    Options,
    Report,
    check_file,
    import_file,
    inspect_file,
    title_of,
)
from siyu.kernel.errors import SiyuError
from siyu.kernel.logs import configure_logs
from siyu.tracking import wait_until_loaded

from .cli_serve import Home, with_options
from .control import find_running_server, hold_home
from .engine_room import EngineRoom
from .house import House, open_house
from .schema import prepare_schema
from .upload import import_over_http

LOAD_SECONDS_MAX = 3600

console = Console()
errors = Console(stderr=True)

import_cli = typer.Typer(
    no_args_is_help=True, help="Import a file; the same file twice changes nothing."
)

File = Annotated[
    Path,
    typer.Argument(
        exists=True, dir_okay=False, help="CSV, XLSX, Parquet or JSON lines; plain or gzip."
    ),
]
MapTo = Annotated[
    list[str] | None,
    typer.Option("--map", help="field=column; overrules the suggestion. Repeatable."),
]
Option = Annotated[
    list[str] | None,
    typer.Option("--option", help="name=value, such as time_zone=Europe/London. Repeatable."),
]
Source = Annotated[str | None, typer.Option(help="Name of the source the events come from.")]
DryRun = Annotated[
    bool, typer.Option(help="Say what is in the file and what is wrong with it; import nothing.")
]


def _command(kind: Kind, title: str) -> None:
    def run(
        file: File,
        map_to: MapTo = None,
        option: Option = None,
        source: Source = None,
        dry_run: DryRun = False,
        home: Home = None,
    ) -> None:
        _import(file, kind, map_to or [], option or [], source, dry_run=dry_run, home=home)

    run.__doc__ = title
    import_cli.command(kind.value.replace("_", "-"))(run)


for _kind, _title in (
    (Kind.orders, "Orders with their lines: one row a line, grouped by order number."),
    (Kind.people, "People with their identifiers and traits."),
    (Kind.events, "Events of people."),
    (Kind.tags, "Tags of people."),
    (Kind.ad_spend, "What advertising cost, by day, channel and campaign."),
):
    _command(_kind, _title)


def _import(
    file: Path,
    kind: Kind,
    map_to: list[str],
    option: list[str],
    source: str | None,
    *,
    dry_run: bool,
    home: Path | None,
) -> None:
    settings = with_options(home=home)
    try:
        detection = inspect_file(file, kind)
        mapping = _mapping(detection, map_to, option)
        _show_detection(file, detection, mapping)
        server = find_running_server(settings)
        if server:
            with _bar() as (told, say):
                report = import_over_http(
                    server,
                    file,
                    kind,
                    mapping,
                    source=source,
                    dry_run=dry_run,
                    progress=told,
                    say=say,
                )
        else:
            configure_logs(settings)
            prepare_schema(settings)
            with hold_home(settings), open_house(settings) as house:
                report = _import_here(house, file, kind, mapping, source, dry_run=dry_run)
    except SiyuError as error:
        errors.print(f"[red]{error.title()}[/] {error.facts or ''}")
        raise typer.Exit(1) from None
    _show_report(report, dry_run=dry_run)


def _import_here(
    house: House, file: Path, kind: Kind, mapping: Mapping, source: str | None, *, dry_run: bool
) -> Report:
    act: Callable[..., Report] = check_file if dry_run else import_file
    room = EngineRoom(house, durable_work=False)
    room.start()
    try:
        with _bar() as (told, say):
            report = act(
                house.context, file, kind=kind, mapping=mapping, source=source, progress=told
            )
            if not dry_run:
                say("loading into the warehouse")
                wait_until_loaded(
                    house.context, report.position or None, timeout_seconds=LOAD_SECONDS_MAX
                )
    finally:
        room.stop()
    return report


class _bar:  # noqa: N801  (reads as a statement)
    """A progress bar, and the function that moves it."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=errors,
        )
        self._task = self._progress.add_task("reading", total=None)

    def __enter__(self) -> tuple[Callable[..., None], Callable[[str], None]]:
        self._progress.start()
        return self._move, lambda text: self._progress.update(self._task, description=text)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _move(self, done: int, total: int | None = None, *_: object) -> None:
        self._progress.update(self._task, completed=done, total=total, description="importing")


def _mapping(detection: Detection, map_to: list[str], option: list[str]) -> Mapping:
    columns = detection.mapping.columns | dict(_pair(text) for text in map_to)
    given: dict[str, Any] = dict(_pair(text) for text in option)
    try:
        options = msgspec.convert(
            msgspec.to_builtins(detection.mapping.options) | given, type=Options, strict=False
        )
    except msgspec.ValidationError as error:
        raise typer.BadParameter(str(error), param_hint="--option") from None
    unknown = set(given) - set(msgspec.to_builtins(options))
    if unknown:
        raise typer.BadParameter(f"no such option: {', '.join(sorted(unknown))}")
    return replace(detection.mapping, columns=columns, options=options)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not name=value")
    return name, value


def _show_detection(file: Path, detection: Detection, mapping: Mapping) -> None:
    reading = detection.reading
    facts = [reading.format.value, reading.packed, reading.encoding]
    console.print(f"[b]{file.name}[/]  {', '.join(fact for fact in facts if fact)}")
    table = Table("column", "looks like", "samples", "becomes", box=None)
    by_column: dict[str, list[str]] = {}
    for field, column in mapping.columns.items():
        by_column.setdefault(column, []).append(field)
    for seen in detection.columns:
        table.add_row(
            seen.name,
            seen.looks_like,
            " · ".join(seen.samples[:3])[:60],
            ", ".join(by_column.get(seen.name, [])) or "—",
        )
    console.print(table)
    for doubt in detection.ambiguous:
        console.print(
            f"[yellow]?[/] {doubt} cannot be told from the file; set it with --option {doubt}=…"
        )


def _show_report(report: Report, *, dry_run: bool) -> None:
    table = Table("", "rows", "what", "first in rows", box=None)
    for finding in report.findings:
        rejected = finding.severity == "rejected"
        table.add_row(
            "[red]rejected[/]" if rejected else "[yellow]noted[/]",
            f"{finding.count:,}",
            title_of(finding.code)["en"],
            ", ".join(map(str, finding.first_rows[:3])),
        )
    console.print(table)
    items = ", ".join(f"{count:,} {name}" for name, count in report.items.items())
    console.print(
        f"{report.rows:,} rows: {report.kept:,} kept, {report.rejected:,} rejected → {items}"
    )
    if report.customers:
        console.print(f"{report.customers:,} customers; sum {report.total} {report.currency}")
    if dry_run:
        console.print("nothing was imported (dry run)")
        return
    console.print(
        f"[green]✓[/] {report.sent:,} new, {report.already_there:,} were there already,"
        f" {report.corrected:,} corrected"
    )
