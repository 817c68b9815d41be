"""Commands that run siyu: ``serve``, ``worker``, ``demo``."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from siyu.kernel.logs import configure_logs
from siyu.kernel.settings import Settings

from .control import HomeInUse, hold_home

console = Console(stderr=True)

Host = Annotated[str | None, typer.Option(help="Address to listen on; default SIYU_HOST.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; default SIYU_PORT.")]
Home = Annotated[Path | None, typer.Option(help="Folder of data files; default SIYU_HOME.")]


def serve(host: Host = None, port: Port = None, home: Home = None) -> None:
    """Serve HTTP and run loader, workers, jobs and schedules in one process."""
    from .server import serve as run

    try:
        run(with_options(host=host, port=port, home=home))
    except HomeInUse as error:
        console.print(f"[red]{error.title()}[/] pid {error.pid} {error.url}")
        raise typer.Exit(1) from None


def worker(home: Home = None) -> None:
    """Run loader, workers, jobs and schedules without HTTP, beside servers on other machines."""
    from .engine_room import EngineRoom
    from .house import open_house
    from .schema import prepare_schema

    settings = with_options(home=home)
    configure_logs(settings)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    prepare_schema(settings)
    with hold_home(settings), open_house(settings) as house:
        room = EngineRoom(house)
        room.start()
        stop.wait()
        room.stop()


def demo(
    host: Host = None,
    port: Port = None,
    home: Home = None,
    people: Annotated[int, typer.Option(help="People in the demo brand.", min=100)] = 20_000,
    fresh: Annotated[bool, typer.Option(help="Throw an earlier demo brand away first.")] = False,
    trickle: Annotated[bool, typer.Option(help="Keep live events coming.")] = True,
) -> None:
    """Make a living demo brand and serve it."""
    from .demo.show import show

    settings = with_options(host=host, port=port, home=home or Path("var/demo"))
    try:
        show(settings, people=people, fresh=fresh, trickle=trickle)
    except HomeInUse as error:
        console.print(f"[red]{error.title()}[/] pid {error.pid} {error.url}")
        raise typer.Exit(1) from None


def with_options(
    *, host: str | None = None, port: int | None = None, home: Path | None = None
) -> Settings:
    """Settings of the environment, with what the command line says instead."""
    given = {"host": host, "port": port, "home": home}
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
