"""``siyu serve``: one process with HTTP, loader, workers, jobs and schedules."""

import gc
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import anyio.to_thread
import structlog
import uvicorn
from rich.console import Console
from starlette.types import ASGIApp, Receive, Scope, Send

from siyu.http import Guard
from siyu.kernel.logs import configure_logs
from siyu.kernel.settings import Settings
from siyu.organization import ensure_administrator
from siyu.tracking import TrackingApp, end_live_streams

from .control import LocalGuard, RunningServer, hold_home
from .engine_room import EngineRoom
from .house import House, open_house
from .roof import Roof
from .schema import prepare_schema
from .web import PUBLIC_PATHS, build_app

STOP_SECONDS_MAX = 20
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (compared with, not listened on)

log = structlog.get_logger(__name__)


@dataclass
class OpenServer:
    """A house with its application, before the first request."""

    house: House
    application: ASGIApp
    room: EngineRoom


@contextmanager
def prepare(settings: Settings, me: RunningServer) -> Iterator[OpenServer]:
    """Migrate, open, wire, start the background; stop it all in turn at the end."""
    prepare_schema(settings)
    with open_house(settings) as house:
        api = build_app(house)
        permissions = frozenset(permission.name for permission in house.permissions)
        guard = house.context.get(Guard)  # type: ignore[type-abstract]
        house.context.put(LocalGuard(guard, me.token, permissions), kind=Guard)
        tracking = TrackingApp(house.context)
        roof = Roof(api, tracking, is_tracking=tracking.is_own_path, public=PUBLIC_PATHS)
        room = EngineRoom(house, durable_work=settings.worker)
        welcome_administrator(house)
        if settings.worker:
            api.state.engine_room = room
            room.start()
        try:
            yield OpenServer(house, roof, room)
        finally:
            if settings.worker:
                room.stop()


def welcome_administrator(house: House) -> None:
    """Make the administrator at the first start, and show a generated password, once."""
    settings = house.settings
    chosen = settings.admin_password.get_secret_value() or None
    with house.context.session() as session:
        made = ensure_administrator(session, email=settings.admin_email, password=chosen)
    if made:
        # To the terminal, not to the log: logs are kept and shipped.
        Console(stderr=True).print(
            f"\nFirst start. Sign in as [b]{settings.admin_email}[/] with [b]{made}[/]"
            "\nThis password is not shown again.\n"
        )


def serve(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; requests in hand are answered, work in hand is finished."""
    configure_logs(settings)
    listener = socket.create_server((settings.host, settings.port), backlog=2048)
    port = listener.getsockname()[1]
    host = "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
    with (
        hold_home(settings, url=f"http://{host}:{port}") as me,
        prepare(settings, me) as server,
    ):
        config = uvicorn.Config(
            _with_threads(server.application, settings.threads),
            http="httptools",
            loop="uvloop",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=True,
            forwarded_allow_ips=settings.trusted_proxies,
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=STOP_SECONDS_MAX,
            timeout_keep_alive=75,
            backlog=2048,
        )
        # uvicorn raises the signal that stopped it once more: it must not end the process before
        # workers and stores are closed.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        # What is here now stays: the collector need not walk it while requests wait, which took 0.3 s
        # each time (measured).
        gc.collect()
        gc.freeze()
        log.info("siyu.serving", url=me.url, home=str(settings.home), pid=me.pid)
        _Server(config, server.house).run(sockets=[listener])
    log.info("siyu.stopped")


class _Server(uvicorn.Server):
    """Lets live streams end first: a server that stops waits for its clients."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        end_live_streams(self._house.context)
        super().handle_exit(sig, frame)


def _with_threads(app: ASGIApp, threads: int) -> ASGIApp:
    sized = False

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal sized
        if not sized:
            # The limiter belongs to the event loop, which exists only now.
            sized = True
            anyio.to_thread.current_default_thread_limiter().total_tokens = threads
        await app(scope, receive, send)

    return application
