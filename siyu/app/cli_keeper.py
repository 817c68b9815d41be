"""Commands of whoever keeps an installation running."""

from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from siyu.kernel.errors import SiyuError
from siyu.kernel.logs import configure_logs
from siyu.kernel.settings import Settings

from .cli_serve import Home, with_options
from .control import RunningServer, find_running_server, hold_home

console = Console()
errors = Console(stderr=True)


def doctor(home: Home = None) -> None:
    """Examine stores, migrations, lags and invariants; exit 1 where something is wrong."""
    settings = with_options(home=home)
    server = find_running_server(settings)
    findings = call(server, "GET", "/api/system/doctor") if server else _examine_here(settings)
    table = Table("", "what", "says", "problem", box=None)
    for finding in findings:
        mark = "[red]✗[/]" if finding["problem"] else "[green]✓[/]"
        table.add_row(mark, finding["name"], finding["says"], finding["problem"])
    console.print(table)
    if any(finding["problem"] for finding in findings):
        raise typer.Exit(1)


def backup(
    folder: Annotated[Path, typer.Argument(help="New or empty folder for the backup.")],
    home: Home = None,
) -> None:
    """Copy both stores, consistent while running, and verify the copy."""
    settings = with_options(home=home)
    server = find_running_server(settings)
    with _errors_as_text():
        if server:
            made = call(
                server, "POST", "/api/system/backups", params={"folder": str(folder.absolute())}
            )
            manifest = made["manifest"]
        else:
            from .backup import back_up
            from .house import open_house
            from .schema import prepare_schema

            configure_logs(settings)
            prepare_schema(settings)
            with hold_home(settings), open_house(settings) as house:
                manifest = back_up(house, folder.absolute())
    console.print(f"[green]✓[/] {folder}: {len(manifest['files'])} files, verified")


def restore(
    folder: Annotated[Path, typer.Argument(help="Folder that `siyu backup` wrote.", exists=True)],
    home: Home = None,
    replace: Annotated[bool, typer.Option(help="Throw away the data that is here.")] = False,
) -> None:
    """Put a backup back, after checking that it is whole."""
    from .backup import restore as put_back
    from .schema import prepare_schema

    settings = with_options(home=home)
    configure_logs(settings)
    with _errors_as_text(), hold_home(settings):
        if not settings.database.startswith("sqlite"):
            prepare_schema(settings)
        manifest = put_back(settings, folder, replace=replace)
        prepare_schema(settings)
    console.print(f"[green]✓[/] restored {len(manifest['files'])} files of {manifest['made_at']}")


def migrate(home: Home = None) -> None:
    """Bring the relational schema up to date; `siyu serve` does it too."""
    from .schema import prepare_schema

    prepare_schema(with_options(home=home))
    console.print("[green]✓[/] schema is current")


def settings() -> None:
    """List every setting with its value and what it does."""
    table = Table("setting", "value", "what it does", box=None)
    current = Settings()
    for name, field in Settings.model_fields.items():
        table.add_row(f"SIYU_{name.upper()}", str(getattr(current, name)), field.description or "")
    console.print(table)


def reset_password(
    email: Annotated[str, typer.Argument(help="Whose password to reset.")], home: Home = None
) -> None:
    """Give a member of staff a new password, printed once; their sessions end."""
    from siyu.organization import reset_password as give_new_password

    from .house import open_relational

    chosen = with_options(home=home)
    with _errors_as_text(), open_relational(chosen) as context, context.session() as session:
        password = give_new_password(session, email=email)
    console.print(f"{email}: {password}")


def call(server: RunningServer, method: str, path: str, **options: Any) -> Any:
    """Ask the running server; errors of ours come back as a line and exit 1."""
    answer = httpx.request(
        method,
        server.url + path,
        headers={"Authorization": f"Bearer {server.token}"},
        timeout=options.pop("timeout", 3600),
        **options,
    )
    if answer.is_error:
        problem = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        errors.print(
            f"[red]{problem.get('title', answer.reason_phrase)}[/] {problem.get('facts', '')}"
        )
        raise typer.Exit(1)
    return answer.json() if answer.content else None


class _errors_as_text:  # noqa: N801  (reads as a statement)
    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, SiyuError):
            errors.print(f"[red]{error.title()}[/] {error.facts or ''}")
            raise typer.Exit(1) from None


def _examine_here(settings: Settings) -> list[dict[str, Any]]:
    from .doctor import as_dicts, examine
    from .house import open_house
    from .schema import prepare_schema

    configure_logs(settings)
    prepare_schema(settings)
    with hold_home(settings), open_house(settings) as house:
        return as_dicts(examine(house))
