"""``siyu demo``: a server, and beside it the process that makes the brand and keeps it alive."""

import json
import shutil
import subprocess
import sys

from pydantic import SecretStr
from rich.console import Console

from siyu.kernel.settings import Settings

from ..server import serve

EMAIL = "admin@siyu.local"
PASSWORD = "siyu-demo-2026"  # noqa: S105  (printed on the screen: a demo is open to all who see it)

console = Console(stderr=True)


def show(settings: Settings, *, people: int, fresh: bool, trickle: bool) -> None:
    """Serve a demo brand until stopped."""
    begun, made = settings.home / "demo-begun", settings.home / "demo.json"
    # A brand that was half made when it was stopped is made anew; nobody else's folder is touched.
    if (fresh and settings.home.exists()) or (begun.exists() and not made.exists()):
        shutil.rmtree(settings.home)
    settings.home.mkdir(parents=True, exist_ok=True)
    if not any(settings.home.iterdir()):
        begun.touch()
    settings = settings.model_copy(
        update={
            "admin_email": EMAIL,
            "admin_password": SecretStr(PASSWORD),
            "public_url": f"http://{settings.host}:{settings.port}",
            "log_level": "warning",
            "api_requests_per_minute": 60_000,
        }
    )
    # Left by a server that was killed: the builder must not take it for this one.
    (settings.home / "serve.json").unlink(missing_ok=True)
    arguments = ["--home", str(settings.home), "--people", str(people)]
    builder = subprocess.Popen(  # noqa: S603  (ourselves)
        [
            sys.executable,
            "-m",
            "siyu.app.demo.build",
            *arguments,
            *([] if trickle else ["--no-trickle"]),
        ]
    )
    _greet(settings, people)
    try:
        serve(settings)
    finally:
        builder.terminate()
        builder.wait(timeout=10)


def _greet(settings: Settings, people: int) -> None:
    note = settings.home / "demo.json"
    console.rule("siyu 私域")
    console.print(f"  console   [b]{settings.public_url}[/]")
    console.print(f"  sign in   [b]{EMAIL}[/]  [b]{PASSWORD}[/]")
    if note.exists():
        facts = json.loads(note.read_text())
        console.print(
            f"  brand     {facts['people']:,} people, {facts['calls']:,} events (made before)"
        )
    else:
        console.print(f"  brand     being made now: {people:,} people, one or two minutes")
    console.print("  stop      Ctrl-C")
    console.rule()
