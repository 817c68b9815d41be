"""One process keeps the stores of a home folder; how others on the machine find and command it.

chDB lets one process open a path. ``siyu serve`` holds ``home/serve.lock`` and leaves its address
and a token that only this account can read in ``home/serve.json``; the command line then talks to
it over HTTP instead of opening the stores itself.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from fastapi import Request

from siyu.http import Caller, Guard
from siyu.kernel.database import Session
from siyu.kernel.errors import Conflict
from siyu.kernel.settings import Settings

_PREFIX = "local_"

COMMAND_LINE = "command-line"


@dataclass(eq=False)
class HomeInUse(Conflict):
    """Another siyu process holds this home folder."""

    pid: int
    url: str


@dataclass(frozen=True, kw_only=True)
class RunningServer:
    """A server that holds the home folder."""

    pid: int
    url: str
    token: str


@contextmanager
def hold_home(settings: Settings, *, url: str = "") -> Iterator[RunningServer]:
    """Hold the home folder for this process.

    Raises:
        HomeInUse: another process holds it.

    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(settings.home)
            raise HomeInUse(
                pid=holder.pid if holder else 0, url=holder.url if holder else ""
            ) from None
        me = RunningServer(pid=os.getpid(), url=url, token=_PREFIX + secrets.token_urlsafe(32))
        note = settings.home / "serve.json"
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(me), file)
        try:
            yield me
        finally:
            note.unlink(missing_ok=True)


def find_running_server(settings: Settings) -> RunningServer | None:
    """The server that holds this home folder and takes commands, if one does."""
    path = settings.home / "serve.lock"
    if not path.exists():
        return None
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(settings.home)
            return holder if holder and holder.url else None
    return None


class LocalGuard:
    """Lets the holder of the home folder's token do everything; asks the real guard for the rest."""

    def __init__(self, guard: Guard, token: str, permissions: frozenset[str]) -> None:
        self._guard = guard
        self._token = token
        self._caller = Caller(actor=COMMAND_LINE, name="siyu command line", all_nodes=permissions)

    def identify(self, request: Request, session: Session) -> Caller:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        # As bytes: compare_digest takes text only where it is ASCII.
        if scheme.lower() == "bearer" and secrets.compare_digest(
            token.encode(), self._token.encode()
        ):
            return self._caller
        return self._guard.identify(request, session)


def _read(home: Path) -> RunningServer | None:
    try:
        return RunningServer(**json.loads((home / "serve.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
